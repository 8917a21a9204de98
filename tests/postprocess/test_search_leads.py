"""What the search shows of a section: sentences, though a page tells its parts by place and looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from atlas.postprocess import search_index
from conftest import addresses


def lead_of(body: str) -> str:
    page = search_index.page("a/", f"<article><h1>A</h1><h2 id='b'>B</h2>{body}<h2 id='c'>C</h2>next</article>")
    assert page
    return search_index.count(page).leads[1]


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        (
            "<dl><div><dt>Member</dt><dd>Yes <a>1</a></dd></div><div><dt>Fee:</dt><dd>$5.</dd></div></dl>",
            "Member: Yes 1. Fee: $5.",
        ),
        (
            "<ol><li><span class='path__name'>Graduate degree</span><ul><li><span>Degree:</span> 60 (varies)</li></ul></li>"
            "<li><span class='path__name'>LPC</span> <span class='path__word'>Own practice</span></li></ol>",
            "Graduate degree. Degree: 60 (varies). LPC. Own practice.",
        ),
        (
            "<details open><summary><h3>L</h3> <span class='note'>2 steps</span></summary><ol><li><input><details><summary>"
            "<span>Pass the exam</span></summary><p>It is offered daily.</p></details></li><li>Apply</li></ol></details>",
            "L. 2 steps. Pass the exam. It is offered daily. Apply.",
        ),
        (
            "<table><caption>B</caption><thead><tr><th>Fact</th><th>LPC</th><th>LPCC</th></tr></thead><tbody>"
            "<tr><th>Degree</th><td colspan=2><div>Master's</div></td></tr>"
            "<tr><th>Fee</th><td>$5</td><td><b>$6</b></td></tr><tr><th>Exam</th><td>–</td><td>NCE</td></tr></tbody></table>",
            "Degree: Master's. Fee. LPC: $5. LPCC: $6. Exam. LPCC: NCE.",
        ),
        (
            "<p>60 hours <button data-search-exclude>3</button> <span class='said__doubt'>Sources disagree</span></p>"
            "<p>More</p>",
            "60 hours. Sources disagree. More.",
        ),
        (
            "<ul><li><strong>Jan. 1, 2026</strong> A rule took effect</li><li><a>Ohio</a> <span class='note'>LPC</span></li>"
            "</ul>",
            "Jan. 1, 2026: A rule took effect. Ohio: LPC.",
        ),
        ("<dl><dt>Names <span class='note'>(2)</span></dt><dd>Take the <a>NCE</a>, or wait</dd></dl>", "Names (2): Take the NCE, or wait."),
        ("<p>Text <span id='x'></span>goes (<code>on</code>).</p>", "Text goes (on)."),
        ("<a><span aria-hidden='true'>AL</span><span>Alabama</span><span>ALC</span></a>", "Alabama. ALC"),
        ("<p>Check off steps. <button>Print</button></p><form><label>Find<input></label></form>", "Check off steps."),
        ("<noscript><p>Needs scripts</p></noscript><div class='scripted'>Tool</div><p hidden>No match.</p>", ""),
    ],
)  # fmt: skip
def test_what_stands_apart_on_a_page_is_a_sentence(body: str, lead: str) -> None:
    assert lead_of(body) == lead


def test_a_long_beginning_is_cut_after_a_word() -> None:
    lead = lead_of("<p>Counselors count</p>" * 30)
    assert lead.startswith("Counselors count. Counselors")
    assert lead.endswith("count. …")
    assert len(lead) <= 182


# Elements that stand in the middle of a sentence.
IN_SENTENCES = frozenset(("a", "abbr", "b", "code", "em", "i", "strong"))
NOT_ENDED = re.compile(r"[\w)%”’]$")


def texts(article: etree._Element) -> Iterator[tuple[str, etree._Element, str]]:
    """Each text of an article, the element that holds it, and the anchor of its section."""
    anchor = ""
    for event, element in etree.iterwalk(article, events=("start", "end")):
        section = element.tag in ("h1", "h2", "h3") and (element.tag == "h1" or element.get("id"))
        left_out = element.get("data-search-exclude") is not None or element.get("aria-hidden") == "true"
        if event == "start" and section:
            anchor = "" if element.tag == "h1" else str(element.get("id"))
        if event == "start" and not section and not left_out and (element.text or "").strip():
            yield element.text, element, anchor
        if event == "end" and element is not article and (element.tail or "").strip():
            yield element.tail, element.getparent(), anchor


def run_together(html: str) -> list[str]:
    """Where one text of a page ends without a mark, another begins with a capital, and what the search shows joins both."""
    page = search_index.page("a/", html)
    article = etree.HTML(html.encode(), etree.HTMLParser(remove_comments=True, encoding="utf-8")).find(".//article")
    if page is None or article is None:
        return []
    counted = search_index.count(page)
    leads = {anchor: lead for (anchor, _), lead in zip(counted.sections, counted.leads, strict=True)}
    found = []
    for (before, first, anchor), (after, second, other) in pairwise(texts(article)):
        end, start = " ".join(before.split())[-12:], " ".join(after.split())[:10]
        if anchor != other or {first.tag, second.tag} & IN_SENTENCES or not NOT_ENDED.search(end):
            continue
        if len(end) > 3 and start[0].isupper() and (f"{end} {start}" in leads[anchor] or end + start in leads[anchor]):
            found.append(f"{anchor}: {end} | {start}")
    return found


def test_no_two_texts_of_the_site_run_together_in_what_the_search_shows(site: Path) -> None:
    found = {
        address: joined
        for address in addresses(site)
        if address.endswith("/") and (joined := run_together((site / address / "index.html").read_text()))
    }
    assert found == {}
