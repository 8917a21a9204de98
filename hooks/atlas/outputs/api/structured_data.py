"""Other forms of a page and structured data, for the head of the document."""

from __future__ import annotations

import json
from typing import Any

from atlas.data.articles import Article, Author
from atlas.domain import formatting
from atlas.domain.requirements import Jurisdiction
from atlas.rendering.context import BuildContext

NAME = "Counselor Licensure Atlas"


def state_head(jurisdiction: Jurisdiction, context: BuildContext, title: str) -> str:
    """Other forms of a state's page, and what it is in schema.org's words.

    The space in `rel="alternate "` is meant: Material asks for a sitemap beside each link whose rel is exactly "alternate".
    """
    site = context.settings.site_url
    address = f"{site}states/{jurisdiction.slug}/"
    crumbs = [("Home", site), ("States", f"{site}states/"), (jurisdiction.name, address)]
    faq = [
        {
            "@type": "Question",
            "name": q.question,
            "acceptedAnswer": {
                "@type": "Answer",
                "text": formatting.referenced(q.answer, jurisdiction, context.atlas.day, context.atlas.exams),
            },
        }
        for q in jurisdiction.faq
    ]
    return "\n".join(
        (
            f'<link rel="alternate " type="text/markdown" href="{site}states/{jurisdiction.slug}.md">',
            f'<link rel="alternate " type="application/json" href="{site}api/v1/states/{jurisdiction.code.lower()}.json">',
            f'<link rel="alternate " type="application/atom+xml" href="{address}changes.xml">',
            json_ld(
                {
                    "@type": "BreadcrumbList",
                    "itemListElement": [
                        {"@type": "ListItem", "position": n, "name": name, "item": link}
                        for n, (name, link) in enumerate(crumbs, 1)
                    ],
                }
            ),
            json_ld({"@type": "FAQPage", "name": title, "url": address, "mainEntity": faq}) if faq else "",
        )
    )


def home_head(context: BuildContext) -> str:
    """The site and who publishes it."""
    site = context.settings.site_url
    web_site = {"@type": "WebSite", "@id": f"{site}#website", "name": NAME, "url": site, "inLanguage": "en-US"}
    return json_ld({"@graph": [web_site | {"publisher": {"@id": f"{site}#publisher"}}, _publisher(site)]})


def article_head(article: Article, context: BuildContext) -> str:
    """An article, who wrote it and when it last changed."""
    site = context.settings.site_url
    changed = context.history.modified(article.path)
    return json_ld(
        {
            "@type": "Article",
            "headline": article.meta.title,
            "description": article.meta.description,
            "url": site + article.address,
            "mainEntityOfPage": site + article.address,
            "image": f"{site}assets/social-article.png",
            "inLanguage": "en-US",
            "datePublished": article.meta.date.isoformat(),
            "dateModified": max(article.meta.date.isoformat(), changed),
            "author": [_author(author, site) for author in article.profiles],
            "publisher": _publisher(site),
        }
    )


def _author(author: Author, site: str) -> dict[str, Any]:
    """A person with credentials; the editors, who have none of their own, are the publisher."""
    if author.description == NAME:
        return {"@type": "Organization", "name": author.name, "url": site + author.address}
    return {"@type": "Person", "name": author.name, "description": author.description, "url": site + author.address}


def _publisher(site: str) -> dict[str, Any]:
    logo = f"{site}assets/icon.svg"
    return {"@type": "Organization", "@id": f"{site}#publisher", "name": NAME, "url": site, "logo": logo}


def dataset_head(context: BuildContext) -> str:
    """The whole as a schema.org Dataset, for the Data page."""
    site = context.settings.site_url
    return json_ld(
        {
            "@type": "Dataset",
            "name": NAME,
            "description": "Requirements for professional counselors by US state, each with its source, status and date.",
            "url": f"{site}data/",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "isAccessibleForFree": True,
            "dateModified": context.history.modified("data/") or context.last_read,
            "spatialCoverage": "United States",
            "creator": _publisher(site),
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": site + path}
                for kind, path in (("text/csv", "api/v1/facts.csv"), ("application/json", "api/v1/facts.json"))
            ],
        }
    )


def json_ld(body: dict[str, Any]) -> str:
    """Structured data as a script element. No "<" is left in it, so nothing in the data can end the element."""
    text_of = json.dumps({"@context": "https://schema.org"} | body, ensure_ascii=False, separators=(",", ":")).replace(
        "<", "\\u003c"
    )
    return f'<script type="application/ld+json">{text_of}</script>'
