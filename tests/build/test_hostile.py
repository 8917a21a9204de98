"""Nothing in the data becomes markup, a script, an unsafe link or a formula, in any form in which the site gives it out.

The site is built twice: with every text of one state, its schools, the exams and the compact filled with something
hostile, and with harmless words of the same length. All that may differ is the text.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import feedparser
import icalendar
import openpyxl
import pytest
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

import hostile
from atlas.build.assemble import assemble_site
from atlas.data.loader import load_atlas
from atlas.history.edits import Edit, History
from atlas.rendering.artifacts import Settings
from conftest import DAY, ROOT, build

STATE, SLUG = "ga", "georgia"


@dataclass(frozen=True)
class Built:
    bad: Path
    good: Path
    filled: set[tuple[str, str]]
    payload: str

    def pairs(self, pattern: str) -> list[tuple[Path, Path]]:
        """The files of both sites that match, by address."""
        names = sorted(path.relative_to(self.bad) for path in self.bad.glob(pattern))
        assert names, pattern
        assert names == sorted(path.relative_to(self.good) for path in self.good.glob(pattern))
        return [(self.bad / name, self.good / name) for name in names]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    payload = " ".join(hostile.MARKUP.split())
    sites = {}
    for name, words in (("bad", payload), ("good", hostile.harmless(payload))):
        project = tmp_path_factory.mktemp(name)
        for part in ("mkdocs.yml", "docs", "hooks", "scripts", "data"):
            if (ROOT / part).is_dir():
                shutil.copytree(ROOT / part, project / part, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / part, project / part)
        filled = hostile.fill(project / "data", STATE, words).filled
        done = build(project)
        assert done.returncode == 0, done.stdout + done.stderr
        sites[name] = project / "site"
    return Built(sites["bad"], sites["good"], filled, payload)


def test_every_free_text_of_the_data_was_filled(built: Built) -> None:
    """A new field in a shape must be filled here too."""
    reached = {pair for pair in built.filled if pair[0] != "value"}
    # Only the name that belongs to the code is let in; values of facts are counted by their kind.
    expected = {pair for pair in hostile.texts_of_shapes() if pair != ("StateFile", "name") and pair[1] != "value"}
    assert expected - reached == set()
    assert {("value", "text"), ("value", "list")} <= built.filled


# ---- pages


def shape(path: Path) -> list[Any]:
    """A page without its texts: elements in order with their attributes, links reduced to where they lead."""
    tree = lxml_html.document_fromstring(path.read_text(encoding="utf-8"))
    found: list[Any] = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            found.append(("comment or instruction", str(element)))
            continue
        attributes = []
        for name, value in element.items():
            if name in ("href", "src", "action"):
                parts = urlsplit(value)
                query = [key for key, _ in parse_qsl(parts.query, keep_blank_values=True)]
                attributes.append((name, parts.scheme, parts.netloc, parts.path, query, parts.fragment))
            elif name in ("class", "id", "type", "rel", "popovertarget", "http-equiv", "name", "method", "target"):
                attributes.append((name, value))
            else:
                attributes.append((name,))
        found.append((element.tag, attributes))
    return found


def test_no_text_becomes_markup_on_any_page(built: Built) -> None:
    for bad, good in built.pairs("**/*.html"):
        hostile_form, harmless_form = shape(bad), shape(good)
        assert len(hostile_form) == len(harmless_form), bad
        for mine, theirs in zip(hostile_form, harmless_form, strict=True):
            assert mine == theirs, bad


def test_every_text_is_shown_as_it_stands(built: Built) -> None:
    page = (built.bad / "states" / SLUG / "index.html").read_text(encoding="utf-8")
    tree = lxml_html.document_fromstring(page)
    etree.strip_elements(tree, "script", with_tail=False)
    shown = " ".join(tree.text_content().split())
    assert shown.count(built.payload) > 250
    marks = re.findall(rf"zq\d+ (.{{{len(built.payload)}}})", shown)
    assert len(marks) > 200
    assert {mark for mark in marks if mark != built.payload} == set()
    search = json.loads((built.bad / "search" / "index.json").read_text(encoding="utf-8"))
    assert any(built.payload in heading for heading in search["headings"])


def test_links_are_safe_on_every_page(built: Built) -> None:
    seen = 0
    for bad, _ in built.pairs("**/*.html"):
        tree = lxml_html.document_fromstring(bad.read_text(encoding="utf-8"))
        for element, name, link, _ in tree.iterlinks():
            seen += 1
            scheme = urlsplit(link).scheme
            assert scheme in ("", "https", "mailto", "tel"), (bad, element.tag, name, link)
            assert "evil.example" not in urlsplit(link).netloc
            assert not link.startswith("//")
    assert seen > 5000


def test_what_a_correction_carries_is_the_text_and_no_more(built: Built) -> None:
    tree = lxml_html.document_fromstring((built.bad / "states" / SLUG / "index.html").read_text(encoding="utf-8"))
    links = [link for link in tree.xpath("//@href") if "issues/new?" in link]
    assert len(links) > 40
    for link in links:
        assert re.fullmatch(r"[\x21-\x7e]+", link)
        fields = dict(parse_qsl(urlsplit(link).query, keep_blank_values=True))
        assert set(fields) - {"says"} == {"template", "title", "state", "fact"}
        assert fields["template"] == "wrong-fact.yml"
    assert any(built.payload[:150] in dict(parse_qsl(urlsplit(link).query)).get("says", "") for link in links)
    mails = [link for link in tree.xpath("//@href") if link.startswith("mailto:?")]
    for mail in mails:
        assert re.fullmatch(r"mailto:\?subject=[^&?#<>\"' ]*&body=[^&?#<>\"' ]*", mail)


def test_data_for_machines_inside_pages_are_whole(built: Built) -> None:
    found = 0
    for bad, _ in built.pairs("**/*.html"):
        for kind, text in re.findall(
            r'<script type="(application/(?:ld\+)?json)"[^>]*>(.*?)</script>', bad.read_text(), re.DOTALL
        ):
            value = json.loads(text)
            assert "<" not in text
            found += sum(built.payload in text for text in hostile.strings(value))
            assert kind != "application/ld+json" or value["@context"] == "https://schema.org"
    assert found > 20


@pytest.mark.browser
def test_nothing_runs_in_a_browser(browser: Any, built: Built) -> None:
    """Over every kind of page that holds such texts, with the tools used: no script runs, even where no policy is sent."""
    import functools
    import http.server
    import threading

    from conftest import Server

    class Bare(Server):
        def send_header(self, keyword: str, value: str) -> None:
            if keyword != "Content-Security-Policy":
                super().send_header(keyword, value)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Bare, directory=str(built.bad)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in (
        f"states/{SLUG}/", "", "states/", "exams/", "compact/", "titles/", "hours/", "coverage/", "changes/", "schools/",
        "compare/?pick=GA-lpc.OH-lpcc&side=1", f"plan/?state={STATE.upper()}", f"move/{SLUG}/",
        "move/?from=OH&license=lpcc&to=GA", "exams/nce/",
    ):  # fmt: skip
        page.goto(address + path, wait_until="networkidle")
        for control in page.locator("main select:visible").all()[:6]:
            control.select_option(index=control.locator("option").count() - 1)
        for control in page.locator("main button:visible:not(.chip)").all()[:6]:
            control.click(no_wait_after=True)
        assert page.evaluate("typeof hit") == "undefined", path
        assert page.locator("img, svg[onload], [onclick], [onerror]").count() == 0, path
    page.goto(address + f"states/{SLUG}/")
    page.keyboard.press("/")
    page.get_by_role("searchbox", name="Search").fill("zq101 evil example")
    page.locator(".finding li a").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert page.locator(".finding :is(script, img, svg, b, i)").count() == 0
    assert page.evaluate("typeof hit") == "undefined"
    context.close()
    server.shutdown()
    assert said == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}


# ---- the other forms


def test_a_markdown_twin_shows_the_texts_and_makes_nothing_of_them(built: Built) -> None:
    def tokens(path: Path) -> tuple[list[Any], str]:
        found = [
            t
            for top in MarkdownIt("commonmark", {"html": True}).parse(path.read_text())
            for t in (top, *(top.children or ()))
        ]
        kinds = [
            (t.type, t.tag, t.attrs.get("href", "").split("?")[0])
            for t in found
            if t.type not in ("text", "text_special")
        ]
        return kinds, "".join(t.content for t in found if t.type in ("text", "text_special"))

    for bad, good in built.pairs("states/*.md"):
        hostile_form, shown = tokens(bad)
        harmless_form, _ = tokens(good)
        # Where the words stand apart, an inline may hold more than one text; nothing else may differ.
        assert hostile_form == harmless_form, bad
        if bad.name == f"{SLUG}.md":
            assert " ".join(shown.split()).count(" ".join(built.payload.split())) > 100


def test_feeds_hold_the_texts_as_text(built: Built) -> None:
    seen = 0
    for bad, good in [*built.pairs("**/feed.xml"), *built.pairs("**/changes.xml")]:
        hostile_form, harmless_form = etree.parse(bad).getroot(), etree.parse(good).getroot()
        assert [(e.tag, sorted(e.attrib)) for e in hostile_form.iter()] == [
            (e.tag, sorted(e.attrib)) for e in harmless_form.iter()
        ]
        feed = feedparser.parse(bad.read_bytes())
        assert not feed.bozo
        for entry in feed.entries:
            assert entry.content[0].type == "text/plain"
            assert urlsplit(entry.link).scheme == "https"
            seen += built.payload in entry.content[0].value
    assert seen > 5


FORMULA = tuple("=+-@\t\r")


def test_no_cell_of_a_table_is_a_formula(built: Built) -> None:
    cells = 0
    for bad, good in built.pairs("**/*.csv"):
        hostile_form = list(csv.reader(io.StringIO(bad.read_bytes().decode(), newline=""), strict=True))
        harmless_form = list(csv.reader(io.StringIO(good.read_bytes().decode(), newline=""), strict=True))
        assert [len(row) for row in hostile_form] == [len(row) for row in harmless_form], bad
        for row in hostile_form:
            for cell in row:
                cells += built.payload in cell
                assert not cell.startswith(FORMULA) or re.fullmatch(r"-\d+(\.\d+)?", cell), (bad, cell)
    assert cells > 100
    for bad, _ in built.pairs("**/*.xlsx"):
        for sheet in openpyxl.load_workbook(bad):
            for row in sheet.iter_rows():
                for at in row:
                    assert at.data_type in ("s", "n"), (bad, at.coordinate, at.value)
                    assert at.hyperlink is None or str(at.hyperlink.target).startswith("https://")
                    cells += built.payload in str(at.value)
    assert cells > 200


def test_the_api_holds_the_texts_as_they_stand(built: Built) -> None:
    found = 0
    for bad, good in built.pairs("api/**/*.json"):
        hostile_form, harmless_form = json.loads(bad.read_bytes()), json.loads(good.read_bytes())

        def kinds(value: Any) -> Any:
            if isinstance(value, dict):
                return {key: kinds(inner) for key, inner in value.items()}
            return [kinds(inner) for inner in value] if isinstance(value, list) else type(value).__name__

        assert kinds(hostile_form) == kinds(harmless_form), bad
        found += sum(built.payload in text for text in hostile.strings(hostile_form))
    assert found > 300


def test_the_calendar_holds_one_event_for_each_change(built: Built, tmp_path: Path) -> None:
    data = Path(shutil.copytree(ROOT / "tests" / "fixtures", tmp_path / "data"))
    hostile.fill(data, "ex", built.payload)
    site = assemble_site(load_atlas(data, DAY, allow_invented=True), SETTINGS)
    content = next(o.content for o in site.files if o.address.endswith(".ics"))
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert len(events) == 2
    for event in events:
        assert set(event) - {"DESCRIPTION"} == {
            "UID",
            "DTSTAMP",
            "DTSTART",
            "DTEND",
            "SUMMARY",
            "URL",
            "SEQUENCE",
            "LAST-MODIFIED",
        }
        assert str(event["URL"]).startswith("https://site.example/states/")
    assert any(built.payload in str(event["SUMMARY"]) for event in events)


SETTINGS = Settings("https://site.example/", "https://repo.example/atlas/")


def test_the_reason_of_an_edit_is_shown_as_text(built: Built) -> None:
    """Whoever proposes a change writes its reason."""
    history = History((Edit("0123456789", date(2026, 1, 1), built.payload, (built.payload,)),))
    site = assemble_site(load_atlas(ROOT / "tests" / "fixtures", DAY, allow_invented=True), SETTINGS, history)
    pages = [page for page in site.pages if page.address.startswith("changes/edits/")]
    assert len(pages) == 2
    for page in pages:
        assert html.escape(built.payload, quote=False)[:40] in page.html
        assert "<script>hit" not in page.html
        assert "<img" not in page.html
    assert pages[1].headings[0].title.endswith(built.payload)


def test_other_files_for_machines_make_nothing_of_the_texts(built: Built) -> None:
    for pattern in ("sitemap.xml", "robots.txt", "_headers", "search/index.json"):
        for bad, good in built.pairs(pattern):
            if pattern.endswith(".json"):
                hostile_form, harmless_form = json.loads(bad.read_bytes()), json.loads(good.read_bytes())
                assert hostile_form["pages"][:3] == harmless_form["pages"][:3]
                assert hostile_form["anchors"] == harmless_form["anchors"]
            else:
                assert bad.read_bytes() == good.read_bytes()
    for bad, good in built.pairs("llms.txt"):
        assert len(bad.read_text().splitlines()) == len(good.read_text().splitlines())
        assert not re.search(r"(?<!\\)(?:\\\\)*\]\(javascript", bad.read_text())
        kinds = [
            [t.type for top in MarkdownIt().parse(path.read_text()) for t in (top, *(top.children or ()))]
            for path in (bad, good)
        ]
        assert [k for k in kinds[0] if not k.startswith("text")] == [k for k in kinds[1] if not k.startswith("text")]
