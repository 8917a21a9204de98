"""Articles, their lists by author and category, and the menu, which leads to each page once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from lxml import html as lxml_html
from lxml.html import HtmlElement

from conftest import ROOT


def page(site: Path, address: str) -> HtmlElement:
    return lxml_html.document_fromstring((site / address / "index.html").read_text(encoding="utf-8"))


def front_matter(name: str) -> dict[str, str]:
    text = (ROOT / "docs" / "articles" / "posts" / f"{name}.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^(\w+): (.*)$", text.split("\n---")[0], re.MULTILINE))


def test_each_article_stands_at_its_address_and_in_each_list_it_belongs_to(site: Path) -> None:
    posts = sorted(path.stem for path in (ROOT / "docs" / "articles" / "posts").glob("*.md"))
    assert posts
    for post in posts:
        meta = front_matter(post)
        lists = ["articles/", f"articles/author/{meta['authors'].strip('[]')}/"]
        lists += [
            f"articles/category/{name.lower().replace(' ', '-')}/"
            for name in meta["categories"].strip("[]").split(", ")
        ]
        for address in lists:
            (teaser,) = page(site, address).xpath(f"//article[@class='teaser'][h2[@id='{post}']]")
            assert teaser.xpath("string(h2)") == meta["title"].strip('"')
            assert meta["description"] in teaser.text_content()
            assert teaser.xpath("string(.//time/@datetime)") == meta["date"]
        article = page(site, f"articles/{post}/")
        assert article.xpath("count(//div[@class='profile']//a[contains(@href, 'author/')])") == 2
        assert int(re.findall(r"(\d+) minutes? to read", article.text_content())[0]) in range(2, 15)


def test_the_menu_leads_to_each_page_once(site: Path) -> None:
    links = page(site, "articles/").xpath("//nav[@id='menu']/ul[1]//a/@href")
    assert len(links) > 20
    assert [link for link, count in Counter(links).items() if count > 1] == []
