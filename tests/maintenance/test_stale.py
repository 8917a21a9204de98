"""What to review next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

from atlas.data.loader import load_atlas
from atlas.domain.atlas import Atlas
from atlas.maintenance import review_queue
from conftest import DATA, DAY


def test_what_was_read_longest_ago_comes_first_then_the_oldest_text(atlas: Atlas) -> None:
    found = review_queue.due(atlas)
    assert [item.id for item in found] == ["board-home", "guide", "rule-12-4", "statute-3", "page"]
    assert "LPC max_months" in found[2].facts
    assert (found[2].since, found[2].months(DAY), found[2].unread(DAY)) == (date(2025, 3, 28), 10, 0)
    assert found[0].since == date(2026, 1, 10)  # it gives no date of its own


def test_a_text_is_known_until_the_earlier_of_its_own_date_and_the_day_it_was_read(atlas: Atlas) -> None:
    """A rule that is not in force yet gives a date ahead: nobody has seen that it still stands on that day."""
    source = atlas.jurisdiction("EX").sources["rule-12-4"]
    ahead = source.model_copy(update={"current_through": date(2027, 1, 1)})
    assert review_queue.known_until(ahead) == source.read_on
    assert review_queue.known_until(source) == source.current_through
    assert review_queue.known_until(source.model_copy(update={"current_through": None})) == source.read_on


def test_facts_that_two_licenses_share_are_told_once(atlas: Atlas) -> None:
    facts = [fact for item in review_queue.due(atlas) for fact in item.facts]
    assert "LPC degree_level" in facts
    assert "LAC degree_level" not in facts


def test_a_change_that_has_come_since_the_source_was_read_goes_first() -> None:
    atlas = load_atlas(DATA, date(2027, 1, 1), allow_invented=True)
    first = review_queue.due(atlas)[0]
    assert (first.id, first.ended) == ("rule-12-4", ("LPC ce_hours_per_cycle",))
    assert "announced change has taken effect since: `LPC ce_hours_per_cycle`" in review_queue.issue([first], DAY)[1]
    assert "21 mo !" in review_queue.as_table([first], date(2027, 1, 1))


def test_no_change_is_announced_before_its_day(atlas: Atlas) -> None:
    assert not any(item.ended for item in review_queue.due(atlas))


def test_only_the_states_asked_for(atlas: Atlas) -> None:
    assert review_queue.due(atlas, ["xa"]) == []
    assert len(review_queue.due(atlas, ["ex"])) == 5  # one of them is that of the compact


def test_every_fact_with_a_source_is_under_one(atlas: Atlas) -> None:
    facts = {fact for item in review_queue.due(atlas) for fact in item.facts}
    (state,) = atlas.jurisdictions
    for license, fact in state.all_facts():
        if not fact.same_as and fact.field.id != "level" and any(True for a in fact.answers for _ in a.sources()):
            owner = license.short if license else state.code if fact.field.derived_from else ""
            assert " ".join(filter(None, (owner, fact.field.id))) in facts


def test_the_issue_opens_prefilled_and_its_address_is_never_too_long(atlas: Atlas) -> None:
    found = review_queue.due(atlas)
    link = review_queue.issue_link("https://repo.example/issues/new", found, DAY)
    query = parse_qs(urlsplit(link).query)
    assert query["title"] == ["Review due: Example State, The Counseling Compact"]
    assert "known to hold until 2025-03-28, 10 months ago" in query["body"][0]
    many = [replace(found[0], id=f"s{n}") for n in range(200)]
    link = review_queue.issue_link("https://repo.example/issues/new", many, DAY)
    assert 3000 < len(link) <= review_queue.LONGEST_LINK


def test_the_table_has_a_line_for_each_source(atlas: Atlas) -> None:
    lines = review_queue.as_table(review_queue.due(atlas), DAY).splitlines()
    assert len(lines) == 6
    assert lines[0].split()[:2] == ["State", "Age"]
    assert lines[1].startswith("EX     0 mo")


def test_a_month_counts_when_it_is_over() -> None:
    since = date(2025, 3, 28)
    assert [review_queue.months(since, day) for day in (date(2025, 4, 27), date(2025, 4, 28), date(2025, 1, 1))] == [
        0,
        1,
        0,
    ]


def test_the_repository_is_that_of_the_site() -> None:
    from scripts import stale as command

    assert command.repository().startswith("https://")
