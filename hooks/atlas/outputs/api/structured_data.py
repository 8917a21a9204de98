"""Other forms of a page and structured data, for the head of the document."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from atlas.domain import formatting
from atlas.domain.requirements import Jurisdiction
from atlas.rendering.context import BuildContext

# ---- the head of pages


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


def dataset_head(context: BuildContext, modified: date) -> str:
    """The whole as a schema.org Dataset, for the Data page."""
    site = context.settings.site_url
    return json_ld(
        {
            "@type": "Dataset",
            "name": "Counselor Licensure Atlas",
            "description": "Requirements for professional counselors by US state, each with its source, status and date.",
            "url": f"{site}data/",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "isAccessibleForFree": True,
            "dateModified": modified.isoformat(),
            "spatialCoverage": "United States",
            "creator": {"@type": "Organization", "name": "Counselor Licensure Atlas", "url": site},
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
