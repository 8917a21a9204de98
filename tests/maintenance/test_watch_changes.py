"""What the source watch makes of pages week after week: changes, what it remembers, and its report."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from atlas.maintenance.source_watch import cited, passages, report, run
from atlas.maintenance.source_watch import state as watch_state
from atlas.maintenance.source_watch.check import READ_AGAIN
from atlas.maintenance.source_watch.cited import Page, SourceLocation
from conftest import DATA
from watch_server import CHANGED_PAGE, NOW, RULE, RULE_PAGE, SameProcess, Watcher, fetcher, redirect


def test_a_page_is_new_and_then_unchanged(watcher: Watcher) -> None:
    assert [watcher.see("/page").kind for _ in range(3)] == ["new", "unchanged", "unchanged"]


def test_a_changed_figure_is_shown_as_it_was_and_as_it_is(watcher: Watcher) -> None:
    watcher.see("/page")
    watcher.server.pages["/page"] = CHANGED_PAGE
    result = watcher.see("/page")
    assert result.kind == "changed"
    assert result.passages == [
        {"figure": "EX hours (3000)", "was": [RULE.format("3,000")], "now": [RULE.format("2,400")]}
    ]
    assert result.added == [RULE.format("2,400")]


def test_a_change_is_told_every_time_until_somebody_reads_the_page_again(watcher: Watcher) -> None:
    watcher.see("/page")
    watcher.server.pages["/page"] = CHANGED_PAGE
    assert [watcher.see("/page").kind for _ in range(3)] == ["changed"] * 3
    assert watcher.see("/page", date(2026, 2, 1)).kind == "unchanged"
    assert watcher.see("/page", date(2026, 2, 1)).kind == "unchanged"


def test_a_text_that_the_watch_had_not_seen_before_it_was_read_is_told_once(watcher: Watcher) -> None:
    watcher.see("/page")
    watcher.server.pages["/page"] = CHANGED_PAGE
    result = watcher.see("/page", date(2026, 2, 1))
    assert (result.kind, result.reason) == ("changed", READ_AGAIN)
    assert watcher.see("/page", date(2026, 2, 1)).kind == "unchanged"


def test_menus_and_blanks_are_no_change(watcher: Watcher) -> None:
    watcher.see("/page")
    watcher.server.pages["/page"] = RULE_PAGE.replace(b"Home | Search", b"Home | Search | News").replace(
        b"</p><p>", b"</p>\n\n<p> "
    )
    assert watcher.see("/page").kind == "unchanged"


def test_a_page_with_a_tag_is_asked_for_only_if_changed(watcher: Watcher) -> None:
    assert [watcher.see("/tagged").kind for _ in range(2)] == ["new", "unchanged"]
    assert "If-None-Match" in watcher.server.requests[-1][3]
    watcher.see("/tagged", figures={"EX other (5)": 5})  # another figure rests on it: its paragraph is needed
    assert "If-None-Match" not in watcher.server.requests[-1][3]


def test_while_a_change_waits_the_page_is_asked_for_only_if_it_changed_again(watcher: Watcher) -> None:
    watcher.see("/tagged")
    watcher.server.pages["/tagged"] = CHANGED_PAGE
    first = watcher.see("/tagged")
    assert first.kind == "changed" and first.passages
    assert watcher.see("/tagged") == first  # the server sends nothing; the change is told as it was found
    assert "If-None-Match" in watcher.server.requests[-1][3]
    watcher.server.pages["/tagged"] = RULE_PAGE.replace(b"3,000", b"1,800")
    assert watcher.see("/tagged").added == [RULE.format("1,800")]
    watcher.server.pages["/tagged"] = RULE_PAGE
    assert [watcher.see("/tagged").kind for _ in range(2)] == ["unchanged", "unchanged"]


def test_a_change_that_waits_is_told_of_a_page_that_moves_meanwhile(watcher: Watcher) -> None:
    watcher.see("/tagged")
    watcher.server.pages["/tagged"] = CHANGED_PAGE
    watcher.see("/tagged")
    watcher.state.pages["https://law.example/moves"] = watcher.state.pages.pop("https://law.example/tagged")
    watcher.server.answers["law.example", "/moves"] = redirect("/tagged", 301)
    result = watcher.see("/moves")
    assert (result.kind, result.to) == ("moved", "https://law.example/tagged")
    assert result.passages[0]["now"] == [RULE.format("2,400")]
    assert "If-None-Match" in watcher.server.requests[-1][3]


def test_a_change_that_waits_without_being_kept_is_fetched_whole(watcher: Watcher) -> None:
    """As in a state written before changes were kept in it: the server would say that it is as last week."""
    watcher.see("/tagged")
    (baseline,) = watcher.state.pages.values()
    assert baseline.etag
    baseline.fingerprint = "of an older text"  # what was read; `seen` is what the server has now
    assert watcher.see("/tagged").kind == "changed"
    assert "If-None-Match" not in watcher.server.requests[-1][3]


def test_a_tag_that_cannot_be_sent_back_is_not_kept(watcher: Watcher) -> None:
    watcher.see("/strange-tag")
    (baseline,) = watcher.state.pages.values()
    assert (baseline.etag, baseline.modified) == ("", "")


# ---- figures, citations, state, report


@pytest.mark.parametrize(
    ("figure", "text", "found"),
    [
        (3000, "at least 3,000 hours", True), (3000, "at least 3000 hours.", True), (3000, "13,000 hours", False), (3000, "3,000.5", False),
        (60, "sixty semester hours", True), (60, "60 credits", True), (60, "160 credits", False), (2, "two years", True), (2, "2.5 years", False),
        (52.5, "$52.50", True), (100, "a fee of $100.00", True), (100, "$1,100", False),
    ],
)  # fmt: skip
def test_a_figure_is_found_as_texts_write_it(figure: float, text: str, found: bool) -> None:
    assert bool(passages.forms(figure).search(text)) == found


@pytest.mark.timeout(90)
def test_the_passages_of_a_long_text_are_found_in_little_time() -> None:
    """A text of 1 MB in 20,000 paragraphs, of which all that hold the figures changed: 99 seconds were not enough."""
    line = "Paragraph {} of a long code says that the applicant pays $ {} in fees, or as the board says in rule {}."
    old = "\n".join(line.format(n, n % 97, n * 7) for n in range(20_000))
    new = "\n".join(line.format(n, n % 97 + 1000, n * 7) for n in range(20_000))
    figures = {f"XA fee {n} ({n})": float(n) for n in range(5)}
    was = passages.passages(old, figures)
    found = passages.around_figures(new, was, figures)
    assert len(found) == 5
    assert all(change.now for change in found)
    assert len(passages.marks(new * 10)) == 4 * passages.PARAGRAPHS


@pytest.mark.parametrize(
    ("old", "lines", "nearest"),
    [
        (RULE.format("3,000"), ["x", RULE.format("2,400"), "The applicant pays a fee."], [RULE.format("2,400")]),
        (RULE.format("3,000"), ["A fee of $100 is due.", "Home"], []),
        ("", ["A fee"], []),
    ],
)
def test_the_paragraph_with_most_words_in_common_stands_for_the_one_that_is_lost(
    old: str, lines: list[str], nearest: list[str]
) -> None:
    (*found,) = passages.around_figures("\n".join(lines), {"f": [old]} if old else {"f": []}, {})
    assert [list(change.now) for change in found] == ([nearest] if old else [])


def test_the_pages_cited_are_those_of_the_data_with_their_figures() -> None:
    found = {page.url: page for page in cited.pages(DATA, DATA.parent)}
    rule = found["https://law.example/12-4"]
    assert rule.read_on == date(2026, 1, 15)
    assert rule.figures["EX LPC supervised_hours_total (2800)"] == 2800
    assert "EX LPC min_months (18)" in rule.figures
    assert "EX LPC min_months (24)" in found["https://board.example/"].figures
    assert "https://legislature.example/3" in found
    (location,) = rule.locations
    assert (location.state, location.source, location.path) == ("EX", "rule-12-4", "fixtures/states/ex.yml")


def test_a_spoilt_state_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    for text in ("{", "[]", '{"version": 99}', '{"version": 1, "pages": {"x": 1}, "started": "", "results": {}}'):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(watch_state.StateError):
            watch_state.load(path)
        assert path.read_text(encoding="utf-8") == text


def test_a_state_of_an_older_watch_is_read(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    page = {
        "fingerprint": "f",
        "marks": "",
        "passages": {},
        "read_on": "2026-01-01",
        "taken": "2026-01-02",
        "seen": "f",
    }
    path.write_text(json.dumps({"version": 1, "pages": {"x": page}, "started": "", "results": {}}), encoding="utf-8")
    assert watch_state.load(path).pages["x"].seen == "f"


def test_two_watches_do_not_share_a_state(tmp_path: Path) -> None:
    first = watch_state.lock(tmp_path / "s.json")
    with pytest.raises(watch_state.StateError, match="another watch"):
        watch_state.lock(tmp_path / "s.json")
    first.close()
    watch_state.lock(tmp_path / "s.json").close()


def test_nothing_of_a_page_is_markup_in_the_report() -> None:
    page = Page("https://law.example/", locations=[SourceLocation("EX", "a", "x.yml", 3)])
    result = watch_state.Result(
        "changed", passages=[{"figure": "f", "was": ["<b>@me</b>"], "now": ["[x](https://x.example)"]}], added=["# big"]
    )
    told = report.as_data([page], {page.url: result}, "2026-03-01")
    text = report.as_markdown(told)
    assert "<b>" not in text and "](" not in text and "@me" not in text and "new: # big" not in text
    assert report.exit_code(told) == 1
    assert "- <b>@me</b>" in report.as_text(told)


def pages_with(kind: str, count: int, *, text: str = "x") -> dict[str, tuple[Page, watch_state.Result]]:
    figures = [{"figure": f"XA fee {n}", "was": [text, text], "now": [text, text]} for n in range(8)]
    return {
        url: (Page(url, locations=[SourceLocation("XA", "a", "x.yml", 3)]), watch_state.Result(kind, "r", passages=figures, added=[text] * 6))
        for url in (f"https://{kind}{n}.example/" for n in range(count))
    }  # fmt: skip


def issue(
    found: dict[str, tuple[Page, watch_state.Result]], link: str = "https://github.com/x/y/actions/runs/1"
) -> str:
    told = report.as_data(
        [page for page, _ in found.values()], {url: result for url, (_, result) in found.items()}, "2026-03-01"
    )
    return report.as_markdown(told, link)


@pytest.mark.parametrize("text", ["x", "<*_§>" * 80, "\u4e00" * 400, "\U0001f600" * 400])
@pytest.mark.parametrize("count", [1, 2, 40, 120])
def test_an_issue_is_never_larger_than_github_takes(text: str, count: int) -> None:
    found = {url: pair for kind in report.MEANING for url, pair in pages_with(kind, count, text=text).items()}
    body = issue(found)
    assert len(body.encode()) < 65_536
    for kind in report.MEANING:
        assert f"### {kind.capitalize()} ({count})" in body  # what does not fit is counted
    shown = body.count("- [ ] ")
    left_out = sum(int(number) for number in re.findall(r"^- and (\d+) more$", body, re.MULTILINE))
    assert shown + left_out == len(found)
    whole = shown == len(found) and body.count("    - was: ") == len(found) * 16
    assert ("https://github.com/x/y/actions/runs/1" in body) == (not whole)
    assert body.startswith("Checked on 2026-03-01: ")


def test_what_changed_is_told_before_what_could_not_be_read() -> None:
    found = pages_with("unreachable", 2000, text="y" * 100) | pages_with("changed", 3, text="z" * 100)
    body = issue(found)
    assert body.count("z" * 100) == 3 * (8 * 4 + 6)
    assert "- and " in body


def test_pages_for_which_the_time_was_too_short_are_told(watcher: Watcher) -> None:
    pages = [Page(f"https://law{n}.example/page") for n in range(4)]
    where = watcher.folder / "state.json"
    hours = iter(range(9))

    def later() -> datetime:
        return NOW + timedelta(hours=next(hours))

    checker = SameProcess(fetcher(watcher.server))
    run.watch(pages, watcher.state, where, checker, lambda *_: None, now=later, time_limit=timedelta(hours=3))
    told = report.as_data(pages, watcher.state.results, watcher.state.started)
    assert (told["counts"]["new"], told["not_checked"], report.exit_code(told)) == (2, 2, 3)
    assert "2 not checked" in report.as_markdown(told)
    run.finish(pages, watcher.state, where)
    remembered = watch_state.load(where)
    assert remembered.unchecked == [page.url for page in pages[2:]]
    watcher.server.requests.clear()
    run.watch(pages, remembered, where, checker, lambda *_: None, now=lambda: NOW)
    assert [request[1] for request in watcher.server.requests if request[2] == "/page"][:2] == [
        "law2.example",
        "law3.example",
    ]
