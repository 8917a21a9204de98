"""What a data file says, read a second time: by another YAML library (ruamel.yaml, YAML 1.2) and with logic of its own.

Nothing here comes from the code under test but the vocabulary of facts (ids, kinds, groups). Every value is the text that
stands in the file; `null` is None. `fact_rows` gives what facts.csv must say on a day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from atlas.domain.vocabulary import BY_ID, LICENSE_FIELDS, Kind

NUMERIC = (Kind.NUMBER, Kind.INTEGER)
EVIDENCE = {"statute": "law", "rule": "law", "board": "board", "form": "board", "secondary": "secondary"}
Row = tuple[str, ...]
COLUMNS = (
    "state", "license", "level", "fact", "value", "status", "evidence", "citation", "url", "current_through", "read_on",
    "applies_to", "effective", "until", "cohort_event", "cohort_from", "cohort_before", "note",
)  # fmt: skip


def compose(text: str) -> Node | None:
    """The nodes of a YAML text, each with its place and style."""
    node: Node | None = YAML(typ="safe", pure=True).compose(text)
    return node


def plain(node: Node | None) -> Any:
    """Maps, lists and texts. A key that stands twice raises ValueError."""
    if isinstance(node, MappingNode):
        pairs = [(plain(key), plain(value)) for key, value in node.value]
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError("a key stands twice")
        return dict(pairs)
    if isinstance(node, SequenceNode):
        return [plain(item) for item in node.value]
    if isinstance(node, ScalarNode):
        empty = node.style is None and node.value in ("", "~", "null", "Null", "NULL")
        return None if empty else " ".join(node.value.split())
    return None


def read(text: str) -> Any:
    """The plain data of a YAML text."""
    return plain(compose(text))


def leaves(data: Any, skip: Collection[str] = ()) -> Counter[str]:
    """How often each value stands in the data, those of the keys in `skip` left out; numbers as `number` writes them."""
    found: Counter[str] = Counter()
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in items:
        if key not in skip:
            found += leaves(item, skip)
    if isinstance(data, str):
        found[number(data)] += 1
    return found


def number(text: str) -> str:
    """A number in one form: "2800.0" and "2800" give "2800"; any other text as it stands."""
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text


def answers(entry: Any) -> list[dict[str, Any]]:
    """The answers to one fact, as a list."""
    return entry if isinstance(entry, list) else [entry]


def turning_days(data: dict[str, Any], after: date) -> list[date]:
    """Every day after `after` on which an answer begins, or on which one holds no more."""
    found = set()
    for facts in (data["facts"], *(license["facts"] for license in data["licenses"])):
        for entry in facts.values():
            for answer in answers(entry):
                if answer.get("effective"):
                    found.add(date.fromisoformat(answer["effective"]))
                if answer.get("until"):
                    found.add(date.fromisoformat(answer["until"]) + timedelta(days=1))
    return sorted(day for day in found if day > after)


def shown_on(entry: Any, day: date) -> list[dict[str, Any]]:
    """The answers of facts.csv on `day`: those in force, one for each group of people, and those that come later."""
    text = day.isoformat()
    begun = [a for a in answers(entry) if (a.get("effective") or "") <= text]
    in_force = [a for a in begun if not a.get("until") or a["until"] >= text]
    groups: dict[str, dict[str, Any]] = {}
    for answer in in_force:
        whom = repr([answer.get(key) for key in ("applies_to", "cohort", "when")])
        if whom not in groups or (answer.get("effective") or "") > (groups[whom].get("effective") or ""):
            groups[whom] = answer
    later = [a for a in answers(entry) if (a.get("effective") or "") > text]
    for_most_first = sorted(groups.values(), key=lambda answer: _distance(answer, text))
    return [*(for_most_first or [{"unknown": None}]), *later]


def _distance(answer: dict[str, Any], today: str) -> tuple[bool, bool]:
    """A group in words or a workload comes last, a cohort in which nobody of today is before it."""
    first, end = cohort_days(answer)
    in_words = bool(answer.get("applies_to") or answer.get("when"))
    return in_words, bool(answer.get("cohort")) and not (first <= today and (not end or today < end))


def cohort_days(answer: dict[str, Any]) -> tuple[str, str]:
    """The first day of a cohort and the first day after it; "" where it is open."""
    cohort = answer.get("cohort") or {}
    end = cohort.get("before") or ""
    if cohort.get("through"):
        end = (date.fromisoformat(cohort["through"]) + timedelta(days=1)).isoformat()
    return cohort.get("from") or "", end


WHO = {
    "program_begun": "programs begun",
    "degree_awarded": "degrees awarded",
    "registered": "associate-level licenses issued",
    "applied": "applications filed",
    "first_licensed": "first licensed",
}
MONTHS = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
RANGES = {"from": "at least", "over": "more than", "through": "up to", "below": "fewer than"}


def day_in_words(text: str) -> str:
    year, month, day = text.split("-")
    return f"{MONTHS[int(month) - 1]} {int(day)}, {year}"


def whom(answer: dict[str, Any]) -> str:
    """For whom an answer holds, in words."""
    said = []
    if cohort := answer.get("cohort"):
        last = cohort.get("through") or cohort.get("before")
        words = [WHO[cohort["event"]]]
        if cohort.get("from"):
            words += ["from" if last else "on or after", day_in_words(cohort["from"])]
        if cohort.get("through"):
            words += ["through", day_in_words(cohort["through"])]
        elif cohort.get("before"):
            words += ["to before" if cohort.get("from") else "before", day_in_words(cohort["before"])]
        said.append(" ".join(words))
    spans = [
        " and ".join(f"{word} {number(span[key])}" for key, word in RANGES.items() if key in span)
        + f" {'direct ' if name.startswith('direct') else ''}hours a {name.rpartition('_')[2]}"
        for name, span in (answer.get("when") or {}).items()
    ]
    said += [" and ".join(spans)] if spans else []
    return "; ".join([*said, *([answer["applies_to"]] if answer.get("applies_to") else [])])


def rows_of(answer: dict[str, Any], fact: str, sources: dict[str, Any]) -> Iterator[Row]:
    """The columns from `value` on, for each reading of an answer."""
    event = (answer.get("cohort") or {}).get("event") or ""
    tail = (whom(answer), answer.get("effective") or "", answer.get("until") or "", event, *cohort_days(answer))
    if answer.get("disputed"):
        for reading in answer["disputed"]:
            note = joined(reading.get("note"), answer.get("note"))
            yield (value_text(reading["value"], fact), "disputed", *source_cells(reading, sources), *tail, note)
        return
    status = next(word for word in ("value", "silent", "unknown") if word in answer)
    value = value_text(answer["value"], fact) if status == "value" else ""
    words = answer[status] if status != "value" else None
    if status == "unknown" and words is None:
        words = "*"  # the site says in its own words that nothing holds on this day
    status = "stated" if status == "value" else status
    yield (value, status, *source_cells(answer, sources), *tail, joined(words, answer.get("note")))


def joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)


def value_text(value: Any, fact: str) -> str:
    if isinstance(value, list):
        return "; ".join(value) or "none"
    return number(value) if fact in BY_ID and BY_ID[fact].kind in NUMERIC else str(value)


def source_cells(answer: dict[str, Any], sources: dict[str, Any]) -> Row:
    """Evidence, citation, url, current_through, read_on."""
    if not answer.get("source"):
        return ("",) * 5
    source = sources[answer["source"]]
    cite = source.get("citation") or source.get("title") or source["url"]
    evidence = EVIDENCE[source["kind"]]
    if evidence == "secondary" and source.get("names_rule") == "false":
        evidence = "secondary_no_rule"
    return (
        evidence,
        joined(cite, answer.get("at")),
        source["url"],
        source.get("current_through") or "",
        source["read_on"],
    )


def shared_facts(license: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    """The facts of a license with those that `same_as` takes from others."""
    facts = dict(license["facts"])
    for other, names in (license.get("same_as") or {}).items():
        for name in names:
            group = [field.id for field in LICENSE_FIELDS if field.group == name] or [name]
            for fact in group:
                if fact in others[other]["facts"]:
                    facts.setdefault(fact, others[other]["facts"][fact])
    return facts


def fact_rows(data: dict[str, Any], day: date) -> Counter[Row]:
    """The lines of facts.csv (without `unit`) that a state file asks for on `day`; `*` as a note stands for any words."""
    found: list[Row] = []
    sources = data["sources"]
    for fact, entry in data["facts"].items():
        for answer in shown_on(entry, day):
            found += [(data["code"], "", "", fact, *cells) for cells in rows_of(answer, fact, sources)]
    by_id = {license["id"]: license for license in data["licenses"]}
    for license in data["licenses"]:
        facts = shared_facts(license, by_id)
        name = next(filter(None, (value_on(facts.get(id), day) for id in ("abbr", "title"))), "License")
        head = (data["code"], name, license.get("level") or "")
        for fact, entry in facts.items():
            for answer in shown_on(entry, day):
                found += [(*head, fact, *cells) for cells in rows_of(answer, fact, sources)]
        if license.get("level"):
            title = shown_on(facts["title"], day)[0]
            where = next(iter(title.get("disputed") or [title]))
            found.append((*head, "level", license["level"], "stated", *source_cells(where, sources), *[""] * 7))
    return Counter(found)


def value_on(entry: Any, day: date) -> str:
    """What the answer for most people gives as its value on `day`, or the first reading of it; "" when it gives none."""
    first = shown_on(entry, day)[0] if entry else {}
    reading = (first.get("disputed") or [first])[0]
    return reading.get("value") or ""
