"""Pages made from the invented state: nothing is lost, nothing is markup, doubt looks like doubt."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from atlas.build.assemble import Site, assemble_site
from atlas.data.loader import load_atlas
from atlas.domain import spellings
from atlas.domain.atlas import Atlas
from atlas.rendering import components
from atlas.rendering.artifacts import Heading, Page, Settings, headings
from atlas.rendering.context import relative
from conftest import DAY, ROOT

SETTINGS = Settings("https://site.example/", "https://repo.example/atlas/")


@pytest.fixture(scope="module")
def built(atlas: Atlas) -> Site:
    return assemble_site(atlas, SETTINGS)


@pytest.fixture(scope="module")
def page(built: Site) -> Page:
    return next(p for p in built.pages if p.address == "states/example-state/")


class Visible(HTMLParser):
    """The text of a page, and its links, ids and buttons."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if href := values.get("href"):
            self.hrefs.append(href)
        if id := values.get("id"):
            self.ids.append(id)
        if target := values.get("popovertarget"):
            self.targets.append(target)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_section_of_the_design_stands_in_order_and_schools_come_last(page: Page) -> None:
    sections = [h.id for h in page.headings if h.level == 2]
    assert sections == [
        "at-a-glance", "ladder", "steps", "requirements", "not-confirmed", "moving", "questions", "changes", "board", "schools",
    ]  # fmt: skip
    topics = [h.id for h in page.headings if h.level == 3 and not h.id.startswith("question-")]
    assert topics[:7] == ["lac", "lpc", "education", "exams", "experience", "fees", "renewal"]


def test_every_fact_of_the_state_is_on_its_pages(atlas: Atlas, built: Site) -> None:
    """On its own page, that of its sources or the one about moving there."""
    addresses = ("states/example-state/", "states/example-state/sources/", "move/example-state/")
    shown = " ".join(Visible(built.by_address[address].html).text for address in addresses)
    for _, fact in atlas.jurisdiction("EX").all_facts():
        if fact.field.id in ("level", "title"):
            continue
        assert fact.field.label in shown, fact.field.id
        for answer in fact.answers:
            for words in (answer.text, answer.note, answer.applies_to):
                assert words in shown


def test_doubt_is_said_in_words(page: Page) -> None:
    shown = Visible(page.html).text
    for words in ("Sources disagree", "Not confirmed", "The license is not renewed."):
        assert words in shown
    assert "From Jan. 1, 2027" in shown


def test_every_chip_opens_a_popover_that_exists_and_ids_are_unique(page: Page) -> None:
    seen = Visible(page.html)
    assert len(seen.targets) > 50
    assert set(seen.targets) <= set(seen.ids)
    assert len(seen.ids) == len(set(seen.ids))


def test_links_within_the_page_lead_somewhere(page: Page) -> None:
    seen = Visible(page.html)
    assert {h[1:] for h in seen.hrefs if h.startswith("#")} <= set(seen.ids)


def test_links_out_are_https(built: Site) -> None:
    for page in built.pages:
        for href in Visible(page.html).hrefs:
            assert re.match(r"https://|mailto:|tel:|#|(?![a-z+.-]+:)(?!/)", href), href


def test_markup_in_the_data_is_shown_as_text(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spellings, "text_slip", lambda _: None)  # which refuses markup before it gets so far
    path = data / "states" / "ex.yml"
    spoilt = path.read_text().replace("An invented guide", "<script>alert(1)</script> & <b>bold</b>").replace(
        "Groups of six at most.", '"<img src=x onerror=alert(1)>"'
    )  # fmt: skip
    path.write_text(spoilt)
    school = data / "schools" / "ex.yml"
    school.write_text(school.read_text().replace('"Sampleton"', '"<i>Sampleton</i>"'))
    html = next(
        p.html
        for p in assemble_site(load_atlas(data, DAY, allow_invented=True), SETTINGS).pages
        if "example" in p.address
    )
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<i>Sampleton" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;bold&lt;/b&gt;" in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "&lt;i&gt;Sampleton&lt;/i&gt;" in html


def test_schools_are_listed_with_what_the_data_say(page: Page) -> None:
    shown = " ".join(Visible(page.html).text.split())
    assert "Example University" in shown
    assert "12 master’s degrees in 2023-24" in shown
    assert "1 master’s degree in 2023-24" in shown
    assert "Reported, none awarded in 2023-24" in shown
    assert "also 3 doctorates" in shown


def test_a_state_without_schools_says_so(data: Path) -> None:
    (data / "schools" / "ex.yml").unlink()
    html = next(
        p.html
        for p in assemble_site(load_atlas(data, DAY, allow_invented=True), SETTINGS).pages
        if "example" in p.address
    )
    assert "No school in Example State reports" in html


def test_pages_that_are_mended_in_code_lead_to_a_file_that_is_there(built: Site) -> None:
    paths = {page.edit_url.partition("/edit/main/")[2] for page in built.pages}
    code = {path for path in paths if path.startswith("hooks/")}
    assert code
    assert not {path for path in code if not (ROOT / path).is_file()}


def test_titles_differ_and_descriptions_are_there(built: Site) -> None:
    assert len({p.title for p in built.pages}) == len(built.pages)
    assert all(50 < len(p.description) < 300 for p in built.pages)


def test_the_figures_in_steps_come_from_the_facts(page: Page) -> None:
    shown = " ".join(Visible(page.html).text.split())
    assert "2,800 hours, of these 1,200 hours with clients" in shown
    assert "in no less than 18 months or 24 months (sources disagree)." in shown


def test_the_sum_of_fees_says_what_is_missing(page: Page) -> None:
    shown = " ".join(Visible(page.html).text.split())
    assert "At least $227.50 in application and license fees" in shown
    assert "LPC license fee" in shown


@pytest.mark.parametrize(
    ("address", "target", "link"),
    [
        ("", "states/", "states/"),
        ("states/ohio/", "", "../../"),
        ("states/ohio/", "states/texas/", "../texas/"),
        ("states/ohio/", "states/texas/#fees", "../texas/#fees"),
        ("states/ohio/", "#fees", "#fees"),
        ("about/", "api/v1/facts.csv", "../api/v1/facts.csv"),
        ("", "", "./"),
    ],
)
def test_relative_links(address: str, target: str, link: str) -> None:
    assert relative(address, target) == link


def test_headings_are_read_from_html() -> None:
    html = '<h1 id="a">A</h1><h2 id="b">B &amp; <em>C</em></h2><h2>no id</h2><h3 id="d"> D\n E</h3>'
    assert headings(html) == (Heading(2, "b", "B & C"), Heading(3, "d", "D E"))


def test_an_unknown_part_on_a_hand_written_page_is_named(tmp_path: Path, built: Site) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n\n{{ guidse }}\n\n{{ totals }}\n")
    authored = built.authored
    (problem,) = components.problems(tmp_path / "docs", authored.components, authored.guides, tmp_path)
    assert str(problem).startswith("docs/index.md:3:1: unknown part `{{ guidse }}`")
    assert problem.nearest == "guides"


def test_parts_are_filled_in(built: Site) -> None:
    filled = built.authored.finish("<p>before</p>\n<p>{{ map }}</p>", "")
    assert "Example State" in filled
    assert "{{" not in filled
    assert 'href="states/example-state/"' in filled


@pytest.mark.parametrize(
    ("site", "repo", "placeholder"),
    [
        ("https://atlas.example/", "https://git.example/a/", "site_url"),
        ("https://atlas.org/", "https://git.example/a/", "repo_url"),
        ("https://atlas.org/", "https://git.org/a/", ""),
    ],
)
def test_placeholders_are_seen(site: str, repo: str, placeholder: str) -> None:
    assert Settings(site, repo).placeholder == placeholder


@pytest.mark.parametrize("key", ["name", "email", "funding", "reviewed"])
def test_a_placeholder_of_the_publisher_is_seen(key: str) -> None:
    settings = Settings.of("https://atlas.org/", "https://git.org/a", {"publisher": {key: "An example"}})
    assert settings.placeholder == f"extra.publisher.{key}"
    assert Settings.of("https://atlas.org/", "https://git.org/a", {"publisher": {key: "Real"}}).placeholder == ""
