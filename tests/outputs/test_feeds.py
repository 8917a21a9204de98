"""Feeds, calendar, Markdown twins, structured data: valid, complete, and with nothing from the data as markup."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import feedparser
import icalendar
import pytest

from atlas.build.assemble import Site, assemble_site
from atlas.data.loader import load_atlas
from atlas.domain import spellings
from atlas.domain.atlas import Atlas
from atlas.outputs import fact_rows
from atlas.outputs.api import markdown_twins
from atlas.outputs.feeds import calendar, changes
from atlas.rendering.artifacts import Settings
from atlas.rendering.context import BuildContext, environment
from conftest import DAY, SITE_URL

SETTINGS = Settings("https://site.example/", "https://repo.example/")


@pytest.fixture(scope="module")
def context(atlas: Atlas) -> BuildContext:
    return BuildContext(atlas, SETTINGS, environment())


@pytest.fixture(scope="module")
def files(context: BuildContext) -> dict[str, bytes]:
    return {
        o.address: o.content
        for o in (*changes.build(context), *calendar.build(context), *markdown_twins.build(context))
    }


@pytest.mark.parametrize("address", ["changes/feed.xml", "states/example-state/changes.xml"])
def test_a_feed_passes_a_parser(files: dict[str, bytes], address: str) -> None:
    feed = feedparser.parse(files[address])
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.updated == "2026-01-15T00:00:00Z"  # the newest reading of a source that an entry cites
    assert [e.title for e in feed.entries] == [
        "Example State: Less continuing education.",
        "Example State: The ratio was set.",
    ]
    assert len({e.id for e in feed.entries}) == 2
    assert "12 Example Admin. Code § 4 (https://law.example/12-4)" in feed.entries[1].content[0].value
    assert feed.entries[0].link == "https://site.example/states/example-state/#changes"


def test_no_title_is_cut(data: Path) -> None:
    long = "The board " + "heard of this and that and " * 20 + "took effect."
    path = data / "states" / "ex.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("The ratio was set.", long), encoding="utf-8")
    outputs = on_day(load_atlas(data, DAY, allow_invented=True), DAY)
    assert feedparser.parse(outputs["changes/feed.xml"]).entries[1].title == f"Example State: {long}"


def test_the_calendar_tells_what_changes_and_the_facts_that_change_with_it(files: dict[str, bytes]) -> None:
    events = icalendar.Calendar.from_ical(files["changes/upcoming.ics"]).walk("VEVENT")
    assert [(e.decoded("dtstart"), str(e["summary"])) for e in events] == [
        (date(2025, 7, 1), "Example State: The ratio was set."),
        (date(2027, 1, 1), "Example State: Less continuing education."),
    ]
    assert str(events[1]["description"]) == "Example State, LPC: continuing education per cycle becomes 30 hours"


def on_day(atlas: Atlas, day: date) -> dict[str, bytes]:
    """The feeds and the calendar of a build of another day."""
    context = BuildContext(replace(atlas, day=day), SETTINGS, environment())
    return {o.address: o.content for o in (*changes.build(context), *calendar.build(context))}


def test_feeds_and_calendar_change_with_what_is_known_and_not_with_the_clock(atlas: Atlas) -> None:
    assert on_day(atlas, date(2026, 1, 20)) == on_day(atlas, date(2026, 6, 30))


def test_a_markdown_twin_has_every_fact_with_its_status(atlas: Atlas, files: dict[str, bytes]) -> None:
    twin = files["states/example-state.md"].decode()
    for row in fact_rows.rows(atlas):
        if row.fact not in ("level", "title"):
            assert f"(`{row.fact}`): " in twin
    assert "not set by law: A ratio is set instead of a total. [source 2, (e)]" in twin
    assert "not confirmed: The schedule is a scanned image." in twin
    assert "sources disagree: 18 months (1.5 years) [source 2, (c)] or 24 months (2 years) [source 3]" in twin
    assert "from Jan. 1, 2027: 30 hours" in twin


def test_nothing_from_the_data_becomes_markup_in_any_of_them(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spellings, "text_slip", lambda _: None)  # which refuses markup before it gets so far
    path = data / "states" / "ex.yml"
    hostile = "</script><script>alert(1)</script> [x](javascript:alert(1)) ]]> <b> & '"
    quoted = json.dumps(hostile)
    text = path.read_text().replace(
        "answer: The board reads the transcript., sources: [guide]}", f"answer: {quoted}, sources: [guide]}}"
    )
    text = text.replace("summary: The ratio was set.", f"summary: {quoted}").replace(
        "value: Groups of six at most.", f"value: {quoted}"
    )
    assert text.count("alert") == 6
    path.write_text(text)
    site: Site = assemble_site(load_atlas(data, DAY, allow_invented=True), SETTINGS)
    outputs = {o.address: o.content.decode("utf-8", "replace") for o in site.files}
    page = next(p for p in site.pages if p.address == "states/example-state/")
    assert "</script><script>alert" not in page.head + page.html
    for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.head):
        json.loads(block)
    assert (
        hostile
        in json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.head)[1])["mainEntity"][0][
            "acceptedAnswer"
        ]["text"]
    )
    feed = feedparser.parse(outputs["states/example-state/changes.xml"].encode())
    assert not feed.bozo
    assert "<script" not in outputs["states/example-state/changes.xml"]
    assert not re.search(r"(?<!\\)\]\(javascript", outputs["states/example-state.md"])
    assert "<script" not in outputs["states/example-state.md"].replace("\\<script", "")


def test_a_page_names_its_other_forms_and_where_it_stands(atlas: Atlas) -> None:
    page = next(p for p in assemble_site(atlas, SETTINGS).pages if p.address == "states/example-state/")
    assert 'type="text/markdown" href="https://site.example/states/example-state.md"' in page.head
    blocks = [json.loads(b) for b in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.head)]
    assert [b["@type"] for b in blocks] == ["BreadcrumbList", "FAQPage"]
    assert len(blocks[1]["mainEntity"]) == 5


def test_the_built_site_has_them(site: Path) -> None:
    assert (site / "states" / "georgia.md").is_file()
    assert f"[Georgia]({SITE_URL}states/georgia.md)" in (site / "llms.txt").read_text()
    html = (site / "states" / "georgia" / "index.html").read_text()
    assert html.count('rel="canonical"') == 1
    assert "application/ld+json" in html
    assert f'property="og:image" content="{SITE_URL}assets/social-state.png"' in html
