"""The source watch and what servers answer: whatever it is, it is a result, and the right one."""

from __future__ import annotations

import json
import re
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from atlas.maintenance.source_watch.check import check_page
from atlas.maintenance.source_watch.cited import Page
from atlas.maintenance.source_watch.extract import decoded, main_text
from atlas.maintenance.source_watch.fetch import Fetcher, Unreachable
from atlas.maintenance.source_watch.guard import Guard
from atlas.maintenance.source_watch.worker import Worker
from watch_server import ANSWERS, LIMITS, RULE_PAGE, Server, Watcher, command, fetcher, html, write_data

FAILED = "the connection failed|broke off"

# path, kind on the second look, a pattern of the reason, the new address
CASES = [
    *((path, "unreachable", FAILED, "") for path in (
        "ssh", "smtp", "tls-alert", "http2", "zeros", "nothing", "reset", "half-a-status", "no-headers", "no-number",
        "large-number", "negative-number", "unknown-version", "long-status", "hundred-headers", "long-header", "two-lengths", "cut-off",
        "bad-chunk", "negative-chunk", "large-chunk", "cut-chunk", "no-last-chunk",
    )),
    *((path, "unreachable", f"answers {status}", "") for path, status in (
        ("switching", 101), ("no-content", 204), ("partial", 206), ("choices", 300), ("not-modified", 304), ("unauthorized", 401),
        ("forbidden", 403), ("teapot", 418), ("legal", 451), ("down", 500), ("later", 503), ("strange-status", 999),
    )),
    ("gone", "gone", "answers 410", ""),
    ("missing", "gone", "answers 404", ""),
    ("moved", "moved", "", "https://law.example/new-place"),
    ("moved-twice", "moved", "", "https://other.example/new-place"),
    ("for-now", "unchanged", "", ""),
    ("loop", "unreachable", "in a circle", ""),
    ("far", "unreachable", "more than 6 redirects", ""),
    ("to-private", "unreachable", "no public host name", ""),
    ("to-local", "unreachable", "no public host name", ""),
    ("to-inside", "unreachable", r"private address 192\.168\.1\.1", ""),
    ("to-http", "unreachable", "`http` instead of https", ""),
    ("to-file", "unreachable", "`file` instead of https", ""),
    ("to-script", "unreachable", "instead of https", ""),
    ("to-closed", "unreachable", "robots.txt asks not to", ""),
    ("to-bracket", "unreachable", "an address that cannot be read", ""),
    ("to-no-host", "unreachable", "in a circle", ""),
    ("to-long-name", "unreachable", "the host is not known", ""),
    ("to-empty-label", "unreachable", "no public host name", ""),
    ("to-bytes", "unchanged", "", ""),
    ("to-bad-port", "unreachable", "cannot be read", ""),
    ("endless", "unreachable", "larger than 300,000 bytes", ""),
    ("packed", "unchanged", "", ""),
    ("deflated", "unchanged", "", ""),
    ("badly-packed", "unreachable", "packing is broken", ""),
    ("not-packed", "unreachable", "packing is broken", ""),
    ("strangely-packed", "unreachable", "packed as `br`", ""),
    ("bomb", "unreachable", "unpacks to more than 600,000 bytes", ""),
    *((path, "unchanged", "", "") for path in (
        "binary-header", "length-in-words", "superscript-length", "negative-length", "wrong-charset",
        "old-charset", "no-such-charset", "escape-charset", "zeros-inside", "half-characters", "cursor-codes", "strange-tag",
    )),
    ("only-a-status", "unreadable", "no text can be read", ""),
    ("picture", "unreadable", "neither a page nor a PDF", ""),
    ("strange-type", "unreadable", "neither a page nor a PDF", ""),
    ("empty", "unreadable", "no text can be read", ""),
    ("empty-body", "unreadable", "no text can be read", ""),
    ("broken-pdf", "unreadable", "the PDF cannot be read", ""),
    ("browser-check", "unreadable", "says `Just a moment", ""),
    ("robot-check", "unreadable", "says `verify you are a human`", ""),
    ("no-scripts", "unreadable", "says `enable JavaScript`", ""),
    ("rejected", "unreadable", "says `requested URL was rejected`", ""),
    ("incident", "unreadable", "says `Request unsuccessful`", ""),
    ("mitigated", "unreadable", "a proof that a person reads it", ""),
    ("firewall", "unreadable", "a proof that a person reads it", ""),
    ("maintenance", "unreadable", "says `down for maintenance`", ""),
    ("sign-in", "unreadable", "a form for signing in", ""),
    ("not-found-200", "unreadable", "its title is `Page not found", ""),
    ("refresh", "unreadable", "sends browsers on to /", ""),
    ("to-home", "unreadable", r"to the home page https://law\.example/", ""),
    ("to-home-for-good", "unreadable", r"to the home page https://law\.example/index\.html", ""),
    ("to-other-home", "unreadable", r"to the home page https://other\.example/", ""),
    ("to-sign-in", "unreadable", "a page for signing in", ""),
    ("to-errors", "unreadable", "a page of errors", ""),
]  # fmt: skip


@pytest.mark.parametrize(("path", "kind", "reason", "to"), CASES, ids=[case[0] for case in CASES])
def test_each_answer_is_classed_right(watcher: Watcher, path: str, kind: str, reason: str, to: str) -> None:
    watcher.server.robots["closed.example"] = ("User-agent: *\nDisallow: /\n", 200)
    watcher.limits = replace(LIMITS, attempts=1)
    watcher.see(f"/{path}")
    result = watcher.see(f"/{path}")
    assert (result.kind, result.to) == (kind, to), result
    assert re.search(reason, result.reason), result
    assert result.reason.isprintable()


PLACEHOLDERS = [case[0] for case in CASES if case[1] == "unreadable"]


@pytest.mark.parametrize("path", PLACEHOLDERS)
def test_what_comes_in_place_of_a_page_is_no_change_of_it_and_does_not_replace_it(watcher: Watcher, path: str) -> None:
    watcher.limits = replace(LIMITS, attempts=1)
    watcher.see(f"/week/{path}")
    if path in ANSWERS:
        watcher.server.answers["law.example", f"/week/{path}"] = ANSWERS[path]
    assert watcher.see(f"/week/{path}").kind == "unreadable"
    watcher.server.answers.clear()
    assert watcher.see(f"/week/{path}").kind == "unchanged"


@pytest.mark.parametrize(
    "page",
    [
        html("The board may order a person to complete a course. Access to records is denied to no applicant."),
        html("3,000 hours. This form is protected by reCAPTCHA; the privacy policy applies."),
        html("A license whose holder has been blocked is under review. <input type=search>"),
        RULE_PAGE.replace(b"</main>", b"<p>Please enable JavaScript for the map.</p></main>"),
        html("3,000 hours.", head='<meta http-equiv="refresh" content="1800;url=/weekly">'),
    ],
)
def test_a_page_that_only_sounds_like_a_test_for_robots_is_read(watcher: Watcher, page: bytes) -> None:
    watcher.see("/page")
    watcher.server.pages["/page"] = page
    assert watcher.see("/page").kind == "changed"


@pytest.mark.parametrize("path", ["/", "/index.html"])
def test_a_home_page_that_is_cited_may_move_to_another_home_page(watcher: Watcher, path: str) -> None:
    watcher.server.answers["law.example", path] = ANSWERS["to-other-home"].replace(b"302", b"301")
    assert watcher.see(path).kind == "moved"


@pytest.mark.parametrize(
    "answers", [{}, {"law.example": "ssh"}, {"law.example": "loop-back"}, {"law.example": "zeros"}]
)
def test_a_robots_txt_that_is_broken_is_a_result_too(watcher: Watcher, answers: dict[str, str]) -> None:
    watcher.limits = replace(LIMITS, attempts=1)
    watcher.server.answers = {(host, "/robots.txt"): ANSWERS[name] for host, name in answers.items()}
    assert watcher.see("/page").kind == ("unreachable" if answers else "new")


@pytest.mark.parametrize(
    ("path", "limits", "reason"),
    [
        ("/silent", {"read": 0.2}, "no answer in time"),
        ("/silent", {"whole": 0.2}, r"more than 0\.2 seconds"),
        ("/drip", {"whole": 0.2}, r"more than 0\.2 seconds"),
        ("/drip-headers", {"whole": 0.2}, r"more than 0\.2 seconds"),
        ("/continue-forever", {"whole": 0.2}, r"more than 0\.2 seconds"),
    ],
)
def test_a_server_that_never_comes_to_an_end_is_given_up(
    watch_server: Server, path: str, limits: dict[str, float], reason: str
) -> None:
    watch = fetcher(watch_server, replace(LIMITS, attempts=1))
    assert watch.get("https://law.example/page").status == 200  # robots.txt is read without haste
    watch.limits = replace(watch.limits, **limits)
    with pytest.raises(Unreachable, match=reason):
        watch.get(f"https://law.example{path}")


def test_whatever_a_parser_raises_is_a_result(watch_server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page("https://law.example/page")
    for error in (
        RecursionError("deep"),
        MemoryError(),
        AttributeError("no"),
        UnicodeError("\ud800"),
        AssertionError(),
    ):

        def fail(*_: object, error: Exception = error) -> NoReturn:
            raise error

        monkeypatch.setattr("atlas.maintenance.source_watch.check.main_text", fail)
        result, baseline = check_page(page, None, fetcher(watch_server))
        assert (result.kind, baseline) == ("unreachable", None)
        assert "checking it" in result.reason


# ---- the process in which pages are checked -----------------------------------------------------------------------------


def strange_host(host: str) -> list[str]:
    """A resolver that takes memory, ends the process, never comes back, or does not know the host."""
    if host == "hungry.test":
        return [str(len(bytearray(8_000_000_000)))]
    if host == "deadly.test":
        import os

        os._exit(11)
    if host == "stuck.test":
        time.sleep(3600)
    return []


def test_a_page_that_takes_all_time_or_memory_or_ends_the_process_costs_itself_only(watch_server: Server) -> None:
    worker = Worker(Fetcher(Guard(strange_host, watch_server.address), "TestWatch/1.0", replace(LIMITS, attempts=1)))
    try:
        for host, reason in (
            ("hungry", "more memory than it may"),
            ("deadly", "came to an end"),
            ("unknown", "the host is not known"),
            ("stuck", r"more than 0\.5 seconds"),
        ):
            worker.seconds = 0.5 if host == "stuck" else 60
            result, _ = worker.check(Page(f"https://{host}.test/"), None)
            assert result.kind == "unreachable" and re.search(reason, result.reason), result
        worker.seconds = 60
        result, baseline = worker.check(Page("https://law.example/page", figures={"hours": 3000}), None)
        assert result.kind == "new" and baseline and "3,000 hours" in baseline.passages["hours"][0]
        assert worker.ready("https://law.example/x") > 0  # known also to a process that is begun anew
    finally:
        worker.close()


def test_a_host_that_fails_again_and_again_is_left_alone(watch_server: Server) -> None:
    watch = fetcher(watch_server, replace(LIMITS, attempts=1, failures=3))
    for n in range(5):
        watch_server.answers["law.example", f"/p{n}"] = b""
        with pytest.raises(Unreachable, match="the connection failed" if n < 3 else "failed 3 times in a row"):
            watch.get(f"https://law.example/p{n}")
    assert sum(request[2] != "/robots.txt" for request in watch_server.requests) == 3
    assert watch.get("https://other.example/page").status == 200


def test_a_run_over_every_answer_ends_with_a_result_for_each(watch_server: Server, tmp_path: Path) -> None:
    paths = [case[0] for case in CASES if case[0] not in ("endless", "bomb", "zeros")]
    write_data(tmp_path, [f"https://h{n}.example/{path}" for n, path in enumerate(paths)])
    done = subprocess.run(
        command(watch_server, tmp_path), capture_output=True, text=True, check=False, timeout=120, encoding="utf-8"
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    kinds = {page["url"].rsplit("/", 1)[1]: page["kind"] for page in report["pages"]}
    expected = {case[0]: "new" if case[1] == "unchanged" else case[1] for case in CASES if case[0] in paths}
    expected["to-closed"] = "new"  # here robots.txt allows it
    assert kinds == expected
    assert all(line.isprintable() for line in done.stdout.splitlines())


# ---- letters ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/wrong-charset", "/old-charset"])
def test_letters_survive_a_wrong_charset(watch_server: Server, path: str) -> None:
    response = fetcher(watch_server).get(f"https://law.example{path}")
    text = main_text(response.body, response.headers["content-type"])
    assert "café" in text
    assert "Ã" not in text and "\ufffd" not in text


def test_charsets() -> None:
    assert decoded("é".encode("utf-16"), "text/html") == "é"
    assert decoded(b"\xef\xbb\xbf\xc3\xa9", "text/html; charset=latin-1") == "é"
    assert decoded(b'<meta charset="windows-1251">\xe6', "text/html") == '<meta charset="windows-1251">ж'
    assert decoded(b"\x81\xff", "text/html; charset=no-such") == "\ufffdÿ"
    for codec in ("punycode", "idna", "undefined", "rot13", "zlib", "unicode_escape", "utf-7"):
        assert decoded(b"x\xff\\ud8", f"text/html; charset={codec}")


def test_a_text_holds_nothing_that_no_file_can_hold() -> None:
    text = main_text("3,000 hours \u202e\x1b[2J and \x07 more".encode(), "text/plain")
    assert text.isprintable() and text.startswith("3,000 hours")
    main_text(b"<p>&#xD800; 3,000 hours</p>" * 10, "text/html").encode()
