# Produces, under /data/:
#   facts.xlsx                        the facts as a spreadsheet (facts.csv stands under /api/v1/)
#   compare.csv  compare.xlsx         the comparison of all states
#   34-cfr-668-43.csv  .xlsx          education requirements for university disclosure offices
#   datapackage.json                  all tables, described (Frictionless Data Package)
# and the page /data/
"""Downloads, and the page that leads to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from .. import downloads
from ..downloads import Table
from ..published import ENDPOINTS
from ..site import Builder, Output, Page
from . import machine_pages
from .api import API, as_json

DATA = "data/"


def tables(builder: Builder) -> tuple[Table, Table, Table]:
    """The tables that are offered."""
    atlas = builder.atlas
    return downloads.facts_table(atlas), downloads.compare_table(atlas), downloads.disclosure_table(atlas)


def files(builder: Builder) -> Iterator[Output]:
    """The downloads."""
    built = datetime.combine(builder.atlas.day, time())
    described: list[tuple[Table, Output]] = []
    for table in tables(builder):
        yield Output(f"{DATA}{table.name}.xlsx", downloads.as_xlsx([table], built))
        output = Output(f"{DATA}{table.name}.csv", downloads.as_csv(table.header, table.rows).encode())
        described.append((table, output))
        yield output
    yield Output(f"{DATA}datapackage.json", as_json(package(described, built)))


def package(described: list[tuple[Table, Output]], built: datetime) -> dict[str, Any]:
    """The tables as a Frictionless Data Package (version 1)."""
    return {
        "profile": "tabular-data-package",
        "name": "counselor-licensure-atlas",
        "title": "Counselor Licensure Atlas",
        "description": "Requirements for professional counselors by US state, each with its source.",
        "created": built.isoformat() + "Z",
        "licenses": [
            {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
        ],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name,
                "title": table.title,
                "path": output.address.removeprefix(DATA),
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(output.content),
                "hash": f"sha256:{output.sha256}",
                "schema": {
                    "fields": [{"name": name, "type": "string", "description": what} for name, what in table.columns],
                    "missingValues": [""],
                },
            }
            for table, output in described
        ],
    }


def pages(builder: Builder) -> Iterator[Page]:
    """The page that leads to everything."""
    first = next(iter(builder.atlas.jurisdictions))
    yield builder.page(
        "data.html",
        "data/",
        title="Data",
        description="Everything in the Atlas to download or to query: CSV, Excel, JSON, a data package, and the matrix for 34 CFR 668.43 disclosures.",
        edit="hooks/atlas/published.py",
        modified=builder.last_read,
        head=machine_pages.dataset_head(builder, builder.atlas.day),
        tables=[(t, len(t.rows)) for t in tables(builder)],
        endpoints=[(path, what, API + path.replace("{code}", first.code.lower())) for path, what, _ in ENDPOINTS],
        columns=downloads.FACT_COLUMNS,
        api=builder.settings.site_url + API,
    )
