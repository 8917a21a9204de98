"""People who follow the feeds and the calendar from build to build: told of everything, and of nothing twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import feedparser
import icalendar
import pytest

from atlas.data.loader import load_atlas
from atlas.history.edits import read_history
from atlas.maintenance.change_ids import with_ids
from atlas.outputs.feeds import calendar, changes
from atlas.rendering.artifacts import Settings
from atlas.rendering.context import BuildContext, environment
from conftest import DAY
from repository import Project

Edit = Callable[[str], str]
LIST = "changes:\n"
TOLD = "  - {id: less-education, date: 2027-01-01, summary: Less continuing education., sources: [rule-12-4]}\n"


@dataclass
class CalendarApp:
    """Subscribed to the calendar. It knows an event by its UID, and takes another version for new by SEQUENCE alone."""

    events: dict[str, tuple[int, date, str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)  # of the last refresh

    def refresh(self, file: bytes) -> None:
        self.told = []
        found = icalendar.Calendar.from_ical(file).walk("VEVENT")
        read = {str(e["uid"]): (int(e["sequence"]), e.decoded("dtstart"), str(e["summary"])) for e in found}
        assert len(read) == len(found), "two events have one UID"
        self.events = {uid: event for uid, event in self.events.items() if uid in read}
        for uid, event in read.items():
            if uid not in self.events or event[0] > self.events[uid][0]:
                self.told.append(("changed: " if uid in self.events else "new: ") + event[2].partition(": ")[2])
                self.events[uid] = event
        assert self.events == read, "an event changed and its SEQUENCE did not rise"


@dataclass
class Reader:
    """Subscribed to a feed. It knows an entry by its id, and shows it again when `updated` has risen."""

    entries: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    published: dict[str, str] = field(default_factory=dict)  # day, by title
    updated: str = ""
    told: list[str] = field(default_factory=list)  # of the last refresh

    def refresh(self, file: bytes) -> None:
        self.told = []
        feed = feedparser.parse(file)
        assert not feed.bozo
        read = {e.id: (e.updated, e.title, e.content[0].value) for e in feed.entries}
        assert len(read) == len(feed.entries), "two entries have one id"
        for id, entry in read.items():
            if id not in self.entries or entry[0] > self.entries[id][0]:
                self.told.append(("changed: " if id in self.entries else "new: ") + entry[1].partition(": ")[2])
                self.entries[id] = entry
        assert self.entries == read, "an entry went, or changed and its `updated` did not rise"
        assert (feed.feed.updated > self.updated) == bool(self.told)
        self.updated = feed.feed.updated
        self.published = {e.title.partition(": ")[2]: e.published[:10] for e in feed.entries}


class Followers:
    """A repository with the invented state, and who follows what is built from it."""

    def __init__(self, root: Path) -> None:
        self.project = Project(root)
        self.calendar, self.reader = CalendarApp(), Reader()
        self.build()

    def edit(self, day: str, *edits: Edit, why: str = "An edit") -> None:
        text = self.project.state.read_text(encoding="utf-8")
        for edit in edits:
            edited = edit(text)
            assert edited != text
            text = edited
        self.project.state.write_text(text, encoding="utf-8")
        self.project.commit(why, day)

    def build(self, day: date = DAY) -> None:
        root = self.project.root
        atlas = load_atlas(root / "data", day, root=root, allow_invented=True)
        history = read_history(root, in_processes=False)
        context = BuildContext(
            atlas, Settings("https://site.example/", "https://repo.example/"), environment(), history
        )
        files = {file.address: file.content for file in (*changes.build(context), *calendar.build(context))}
        self.calendar.refresh(files["changes/upcoming.ics"])
        self.reader.refresh(files["changes/feed.xml"])
        assert Reader().refresh(files["states/example-state/changes.xml"]) is None


def replaced(old: str, new: str) -> Edit:
    return lambda text: text.replace(old, new, 1)


def first(entry: str) -> Edit:
    return replaced(LIST, f"{LIST}  - {{{entry}}}\n")


def last(entry: str) -> Edit:
    return lambda text: f"{text}  - {{{entry}}}\n"


@pytest.fixture
def followers(data: Path) -> Followers:
    return Followers(data.parent)


def test_three_builds_with_changes_between_tell_everything_once(followers: Followers) -> None:
    assert followers.reader.told == followers.calendar.told[::-1]
    assert followers.reader.told == ["new: Less continuing education.", "new: The ratio was set."]

    followers.edit(
        "2026-02-10",
        first("id: new-fee, date: 2027-01-01, summary: The fee rises., sources: [board-home]"),
        last("id: new-exam, date: 2027-01-01, summary: A new exam., sources: [rule-12-4]"),
        last("id: old-form, date: 2025-07-01, summary: A new form., sources: [board-home]"),
    )
    followers.build()
    added = {"new: The fee rises.", "new: A new exam.", "new: A new form."}
    assert set(followers.reader.told) == set(followers.calendar.told) == added

    followers.edit(
        "2026-02-20",
        replaced(
            "summary: The fee rises., sources: [board-home]", "summary: The fee rises to $120., sources: [board-home]"
        ),
        replaced("A new exam., sources: [rule-12-4]", "A new exam., sources: [rule-12-4, guide]"),
        replaced("date: 2025-07-01, summary: A new form.", "date: 2025-07-02, summary: A new form."),
        first("id: first-of-all, date: 2027-01-01, summary: A third change., sources: [board-home]"),
    )
    followers.build()
    assert set(followers.reader.told) == set(followers.calendar.told) == {
        "changed: The fee rises to $120.", "changed: A new exam.", "changed: A new form.", "new: A third change.",
    }  # fmt: skip
    assert followers.reader.published == {
        "Less continuing education.": "2026-01-05",
        "The ratio was set.": "2026-01-05",
        "The fee rises to $120.": "2026-02-10",
        "A new exam.": "2026-02-10",
        "A new form.": "2026-02-10",
        "A third change.": "2026-02-20",
    }
    assert len(followers.calendar.events) == len(followers.reader.entries) == 6


def test_nobody_is_told_of_an_edit_that_says_nothing_new(followers: Followers) -> None:
    followers.edit("2026-02-10", replaced("fee_application: {value: 100", "fee_application: {value: 110"))
    followers.edit("2026-02-11", lambda text: text + "\n# the end\n")
    followers.build()
    followers.build(date(2027, 1, 2))  # the day has come
    assert (followers.reader.told, followers.calendar.told) == ([], [])


def test_a_source_that_is_called_otherwise_makes_an_entry_new(followers: Followers) -> None:
    followers.edit("2026-02-10", replaced("https://law.example/12-4", "https://law.example/12/4"))
    followers.build()
    assert set(followers.reader.told) == {"changed: Less continuing education.", "changed: The ratio was set."}


def test_a_fact_that_changes_on_a_day_keeps_its_event_when_somebody_tells_of_it(data: Path) -> None:
    path = data / "states" / "ex.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(TOLD, ""), encoding="utf-8")
    followers = Followers(data.parent)
    fact = "continuing education per cycle becomes 30 hours"
    assert f"new: {fact}" in followers.calendar.told

    written = "date: 2027-01-01, summary: Less continuing education., sources: [rule-12-4]"
    followers.edit("2026-02-10", first(written), lambda text: with_ids(text)[0])
    followers.build()
    assert followers.calendar.told == ["changed: Less continuing education."]
    assert "id: lpc-ce-hours-per-cycle-2027-01-01" in followers.project.state.read_text(encoding="utf-8")

    followers.edit("2026-02-20", lambda text: text.replace("2027-01-01, summary", "2027-02-01, summary"))
    followers.edit("2026-02-21", replaced("effective: 2027-01-01", "effective: 2027-02-01"))
    followers.build()
    assert followers.calendar.told == ["changed: Less continuing education."]
    assert len(followers.calendar.events) == 2


def test_ids_came_later_than_entries_and_their_days_are_known(data: Path) -> None:
    """Entries had no ids once. Those who follow see the day on which the entry itself came."""
    path = data / "states" / "ex.yml"
    now = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"id: [a-z-]+, (date: .*summary)", r"\1", now), encoding="utf-8")
    project = Project(data.parent)
    assert "id: ratio-set" not in project.text
    path.write_text(now, encoding="utf-8")
    project.commit("Ids that never move", "2026-03-01")
    history = read_history(project.root, in_processes=False)
    assert history.rule_changes.keys() == {(f"data/states/{path.name}", id) for id in ("ratio-set", "less-education")}
    for revisions in history.rule_changes.values():
        assert revisions.added == revisions.changed
        assert revisions.changed.date() == date(2026, 1, 5)
    assert [edit.why for edit in history.edits] == ["First reading"]  # an id is no fact


def test_two_entries_with_one_id_are_refused(problems: Callable[..., list[str]]) -> None:
    (found,) = problems("id: less-education", "id: ratio-set")
    assert "the id `ratio-set` stands twice (expected one of its own)" in found


def test_an_entry_without_an_id_is_refused(problems: Callable[..., list[str]]) -> None:
    (found,) = problems("{id: ratio-set, ", "{")
    assert "`id` is missing" in found
