# Produces:
#   /llms.txt               what is here, for machines that read
#   /states/<name>.md       a state page as Markdown: every fact with its status and source
#   /robots.txt             everything may be read; where the sitemap is
# and the head of pages: other forms of the page and structured data (schema.org JSON-LD).
"""For machines that read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.domain import evidence, formatting
from atlas.domain.atlas import Atlas
from atlas.domain.field_sets import IN_LICENSE_HEADING
from atlas.domain.formatting import status_word
from atlas.domain.requirements import Answer, Fact, Jurisdiction, Status
from atlas.domain.sources import Evidence, Source
from atlas.domain.vocabulary import GROUPS
from atlas.outputs.api.endpoints import API, ENDPOINTS, example
from atlas.rendering.artifacts import SiteFile
from atlas.rendering.context import BuildContext

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def build(context: BuildContext) -> Iterator[SiteFile]:
    """llms.txt, robots.txt and the Markdown twins."""
    yield SiteFile("llms.txt", llms(context).encode())
    yield SiteFile(
        "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {context.settings.site_url}sitemap.xml\n".encode()
    )
    for jurisdiction in context.atlas.jurisdictions:
        yield SiteFile(
            f"states/{jurisdiction.slug}.md",
            markdown(jurisdiction, context.atlas, f"{context.settings.site_url}states/{jurisdiction.slug}/").encode(),
        )


def llms(context: BuildContext) -> str:
    """The site in short, by the form of llmstxt.org."""
    site = context.settings.site_url
    lines = [
        "# Counselor Licensure Atlas",
        "",
        "> How to become a licensed professional counselor in US states: requirements of the independent and of the associate",
        "> license, each fact with its source, its status (stated, silent, unknown, disputed) and how current it is.",
        "",
        "Cite the source given beside a fact, not only this site. Silent means that the rule was read and sets no figure;",
        "unknown means that it was not found. The licensing board decides. Data: CC BY 4.0.",
        "",
        "## States",
        "",
    ]
    lines += [
        f"- [{jurisdiction.name}]({site}states/{jurisdiction.slug}.md): {escaped(titles(jurisdiction))}"
        for jurisdiction in context.atlas.jurisdictions
    ]
    lines += ["", "## Data", ""]
    lines += [f"- [{e.path}]({site}{API}{example(e, context.atlas)}): {e.summary}" for e in ENDPOINTS]
    lines += [
        f"- [openapi.json]({site}{API}openapi.json): the API described",
        f"- [datapackage.json]({site}data/datapackage.json): all tables with types and keys (Frictionless Data Package)",
        "",
    ]
    return "\n".join(lines)


def titles(jurisdiction: Jurisdiction) -> str:
    """The rungs of a state in short."""
    return ", ".join(f"{x.title} ({x.abbr})" if x.abbr else x.title for x in jurisdiction.licenses)


def escaped(words: str) -> str:
    """A text of the data as Markdown that shows it as it stands."""
    return _SPECIAL.sub(r"\\\1", words)


def markdown(jurisdiction: Jurisdiction, atlas: Atlas, page: str) -> str:
    """A state's page as Markdown."""
    numbers = {id(source): n for n, source in enumerate(jurisdiction.all_sources.values(), 1)}
    lines = [
        f"# {jurisdiction.name}: counselor licensure",
        "",
        f"Page: <{page}>. Sources last read on {formatting.day(evidence.last_read(jurisdiction))}. A guide, not legal advice: the board decides.",
        "",
    ]
    lines += ["## The jurisdiction", ""]
    lines += [_line(fact, atlas, numbers) for fact in jurisdiction.facts.values()]
    for license in jurisdiction.licenses:
        level = f", {license.level} level" if license.level else ""
        lines += ["", f"## {escaped(license.title)}{f' ({escaped(license.abbr)})' if license.abbr else ''}{level}", ""]
        for group in GROUPS:
            facts = [
                f for f in license.facts.values() if f.field.group == group.id and f.field.id not in IN_LICENSE_HEADING
            ]
            if facts:
                lines += [f"### {group.label}", "", *(_line(fact, atlas, numbers) for fact in facts), ""]
        if license.steps:
            lines += ["### Steps", ""]
            for number, step in enumerate(license.steps, 1):
                detail = (
                    f" {escaped(formatting.referenced(step.detail, jurisdiction, atlas.day, atlas.exams))}"
                    if step.detail
                    else ""
                )
                lines.append(f"{number}. {escaped(step.do)}.{detail}")
    lines += ["", "## Questions", ""]
    for question in jurisdiction.faq:
        lines += [
            f"### {escaped(question.question)}",
            "",
            escaped(formatting.referenced(question.answer, jurisdiction, atlas.day, atlas.exams)),
            "",
        ]
    lines += ["## Changes", "", *(f"- {c.date.isoformat()}: {escaped(c.summary)}" for c in jurisdiction.changes)]
    lines += ["", "## Sources", ""]
    lines += [_source(n, source) for n, source in enumerate(jurisdiction.all_sources.values(), 1)]
    return "\n".join(lines) + "\n"


def _source(number: int, source: Source) -> str:
    dated = f"current through {source.current_through.isoformat()}" if source.current_through else "undated"
    official = f"<{source.official_url}>, copy " if source.official_url else ""
    address = f"{official}<{source.url}>"
    caveat = f". Caution: {escaped(source.caveat)}" if source.caveat else ""
    read = f"read {source.read_on.isoformat()}"
    return f"{number}. {source.evidence}: {escaped(source.cite)}, {address}, {dated}, {read}{caveat}"


def _line(fact: Fact, atlas: Atlas, numbers: dict[int, int]) -> str:
    said = [
        _said(fact, answer, atlas, numbers) + (f" until {formatting.day(answer.until)}" if answer.until else "")
        for answer in fact.current(atlas.day)
    ]
    said += [
        f"from {formatting.day(a.effective)}: {_said(fact, a, atlas, numbers)}"
        for a in fact.upcoming(atlas.day)
        if a.effective
    ]
    return f"- {fact.field.label} (`{fact.field.id}`): {'; '.join(said)}"


def _said(fact: Fact, answer: Answer, atlas: Atlas, numbers: dict[int, int]) -> str:
    def cited(source: Source, at: str) -> str:
        grade = formatting.GRADES[source.evidence].lower() if source.evidence is Evidence.NO_RULE_NAMED else ""
        parts = (f"source {numbers[id(source)]}", escaped(at), grade, "with a caution" if source.caveat else "")
        return f"[{', '.join(filter(None, parts))}]"

    match answer.status:
        case Status.STATED:
            words = escaped(formatting.readable_value(fact.field, answer.value, atlas.exams))
        case Status.DISPUTED:
            sides = (
                f"{escaped(formatting.readable_value(fact.field, v, atlas.exams))} {cited(s, at)}"
                for v, s, at, _ in answer.readings
            )
            words = "sources disagree: " + " or ".join(sides)
        case _:
            words = f"{status_word(answer.status).lower()}: {escaped(answer.text)}"
    parts = [
        words,
        cited(answer.source, answer.at) if answer.source else "",
        f"(for: {escaped(answer.for_whom)})" if answer.for_whom else "",
    ]
    parts.append(f"Note: {escaped(answer.note)}" if answer.note else "")
    dated = atlas.old_texts.get(id(answer))
    parts.append(f"May have changed: text dated {formatting.day(dated)}." if dated else "")
    return " ".join(filter(None, parts))
