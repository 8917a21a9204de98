"""What search engines and shared links are told of a page: its title, its description, its picture, when it changed."""

from __future__ import annotations

import json
import re
import struct
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html as lxml_html

from atlas.build.assemble import assemble_site
from atlas.data import front_matter
from atlas.data.loader import load_atlas
from atlas.domain.page_head import DESCRIPTION_LENGTH, TITLE_LENGTH, fitting
from atlas.history.edits import History, read_history
from atlas.postprocess import offline
from atlas.rendering.artifacts import Settings
from conftest import ROOT, SITE_URL, addresses
from repository import Project

NAME = "Counselor Licensure Atlas"
STATES = "states/example-state/"


@dataclass(frozen=True)
class Head:
    """The head of a page of the built site."""

    title: str
    meta: dict[str, str]
    links: list[tuple[str, str, str]]  # rel, type, address
    data: list[dict[str, object]]  # structured


@pytest.fixture(scope="module")
def heads(site: Path) -> dict[str, Head]:
    """The heads of all pages by address."""
    return {address: read_head(site, address) for address in addresses(site)}


def read_head(site: Path, address: str) -> Head:
    path = site / address
    head = lxml_html.document_fromstring((path if path.is_file() else path / "index.html").read_text("utf-8")).head
    meta = {e.get("property") or e.get("name"): e.get("content") for e in head.iterfind("meta")}
    links = [(e.get("rel", ""), e.get("type", ""), e.get("href", "")) for e in head.iterfind("link")]
    data = [json.loads(e.text) for e in head.iterfind("script[@type='application/ld+json']")]
    return Head(head.findtext("title"), meta, links, data)


# ---- titles, descriptions, sharing -----------------------------------------------------------------------------------


def test_titles_and_descriptions_fit_and_are_of_one_page_each(heads: dict[str, Head]) -> None:
    for what, length in (("title", TITLE_LENGTH), ("description", DESCRIPTION_LENGTH)):
        said = {at: head.title if what == "title" else head.meta["description"] for at, head in heads.items()}
        assert {at: words for at, words in said.items() if not 0 < len(words) <= length} == {}
        assert [words for words, count in Counter(said.values()).items() if count > 1] == []


def test_the_name_of_the_site_stands_in_a_title_that_has_room_for_it(heads: dict[str, Head]) -> None:
    for address, head in heads.items():
        full = f"{head.meta['og:title']} - {NAME}"
        wanted = NAME if not address else full if len(full) <= TITLE_LENGTH else head.meta["og:title"]
        assert head.title == wanted, address


def test_a_link_that_is_shared_has_all_that_a_card_needs(heads: dict[str, Head]) -> None:
    for address, head in heads.items():
        assert head.meta.get("og:url") == (None if address == "404.html" else SITE_URL + address), address
        assert head.meta["og:site_name"] == NAME
        assert head.meta["og:description"] == head.meta["description"]
        assert head.meta["og:image"].startswith(f"{SITE_URL}assets/social-")
        assert head.meta["og:image:alt"].startswith(NAME)
        assert head.meta["twitter:card"] == "summary_large_image"
        assert ("canonical", "", SITE_URL + address) in head.links or address == "404.html"


def test_the_size_that_is_told_of_the_picture_is_its_size(heads: dict[str, Head], site: Path) -> None:
    cards = {address: head.meta["og:image"].removeprefix(SITE_URL) for address, head in heads.items()}
    for card in set(cards.values()):
        size = struct.unpack(">II", (site / card).read_bytes()[16:24])
        assert (heads[""].meta["og:image:width"], heads[""].meta["og:image:height"]) == tuple(map(str, size)), card
    kinds = {"": "home", "states/georgia/": "state", "guides/cost/": "guide", "plan/": "tool", "exams/": "reference"}
    assert {address: cards[address] for address in kinds} == {
        a: f"assets/social-{kind}.png" for a, kind in kinds.items()
    }


def test_every_page_leads_to_both_feeds_and_to_the_icons(heads: dict[str, Head], site: Path) -> None:
    wanted = {"changes/feed.xml", "articles/feed.xml", "favicon.ico", "assets/icon.svg", "assets/apple-touch-icon.png"}
    assert all((site / path).is_file() for path in wanted)
    for address, head in heads.items():
        found = {urljoin(SITE_URL + address, href) for _, _, href in head.links}
        assert found >= {SITE_URL + path for path in wanted}, address


def test_the_icon_at_the_root_is_of_three_sizes_and_kept_offline(site: Path) -> None:
    icon = (site / "favicon.ico").read_bytes()
    _, kind, count = struct.unpack("<HHH", icon[:6])
    sizes = [icon[6 + 16 * n] for n in range(count)]
    assert (kind, sizes) == (1, [16, 32, 48])
    assert "favicon.ico" in offline.files(site)


def test_structured_data_say_whose_site_it_is_and_who_wrote_an_article(heads: dict[str, Head]) -> None:
    (home,) = heads[""].data
    web_site, publisher = home["@graph"]  # type: ignore[misc]
    assert (web_site["@type"], web_site["url"], web_site["name"]) == ("WebSite", SITE_URL, NAME)  # type: ignore[index]
    assert (publisher["@type"], publisher["@id"]) == ("Organization", web_site["publisher"]["@id"])  # type: ignore[index]
    articles = [at for at in heads if re.fullmatch(r"articles/(?!author|category)[^/]+/", at)]
    assert len(articles) == len(list((ROOT / "docs" / "articles" / "posts").glob("*.md")))
    for address in articles:
        (article,) = heads[address].data
        assert article["@type"] == "Article"
        assert article["headline"] == heads[address].meta["og:title"]
        assert str(article["datePublished"]) <= str(article["dateModified"])
        assert article["author"]


def test_the_fullest_wording_that_has_room_is_taken() -> None:
    assert fitting(5, "abcdefg", "abcde", "a") == "abcde"
    assert fitting(1, "abc", "ab") == "ab"


def test_a_title_that_would_be_cut_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"---\ntitle: {'A' * 61}\ndescription: {'B' * 156}\n---\n\n# A\n", encoding="utf-8")
    _, _, _, document = front_matter.split(page, front_matter.PageMeta, tmp_path)
    assert [str(problem) for problem in document.problems] == [
        "page.md:2:8: 61 characters, of which search engines cut what comes after 60 (expected at most 60)",
        "page.md:3:14: 156 characters, of which search engines cut what comes after 155 (expected at most 155)",
    ]


# ---- when a page changed ---------------------------------------------------------------------------------------------


def modified(root: Path, history: History) -> dict[str, str]:
    """The day on which each page of the invented data changed, as the sitemap says it."""
    atlas = load_atlas(root / "data", date(2026, 3, 1), root=root, allow_invented=True)
    site = assemble_site(atlas, Settings(SITE_URL, SITE_URL), history)
    return {page.address: page.modified for page in site.pages}


def test_a_page_changed_on_the_day_on_which_what_it_says_did(data: Path) -> None:
    project = Project(data.parent)
    project.edit(3000, "2026-02-10")
    project.state.write_text(project.state.read_text(encoding="utf-8") + "# a note\n", encoding="utf-8")
    project.commit("Nothing that a page says", "2026-02-11")
    exams = project.root / "data" / "exams.yml"
    exams.write_text(exams.read_text(encoding="utf-8").replace("read_on: 2026-01-", "read_on: 2026-02-"), "utf-8")
    project.commit("Read again", "2026-02-12")
    days = modified(project.root, read_history(project.root))
    assert days[STATES] == days["move/example-state/"] == days["compare/"] == days["coverage/"] == "2026-02-10"
    assert days["exams/"] == "2026-02-12"
    assert days["compact/"] == days["glossary/"] == "2026-01-05"
    project.git("clone", "--quiet", "--depth=1", f"file://{project.root}", str(data.parent / "clone"))
    shallow = modified(data.parent / "clone", read_history(data.parent / "clone"))
    assert shallow[STATES] == "2026-01-15"  # the newest reading
    assert {day for address, day in shallow.items() if "example-state" not in address} == {""}


def test_the_sitemap_gives_a_day_where_one_is_known(site: Path) -> None:
    """The site of the tests is built without git: of a state the day of the newest reading is known, of others none."""
    sitemap = (site / "sitemap.xml").read_text()
    found = dict(re.findall(rf"<loc>{re.escape(SITE_URL)}([^<]*)</loc>\s*(?:<lastmod>([^<]*)</lastmod>)?", sitemap))
    assert found.keys() == {address for address in addresses(site) if address != "404.html"}
    read = max(re.findall(r"read_on: (\S+)", (ROOT / "data" / "states" / "ga.yml").read_text(encoding="utf-8")))
    assert found["states/georgia/"] == found["move/georgia/"] == read
    assert {day for at, day in found.items() if not re.fullmatch("(states|move)/[^/]+/(sources/)?", at)} == {""}
