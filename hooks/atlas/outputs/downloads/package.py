# Produces, under /data/:
#   facts.xlsx                        the facts as a spreadsheet (facts.csv stands under /api/v1/)
#   compare.csv  compare.xlsx         the comparison of all states
#   34-cfr-668-43.csv  .xlsx          education requirements for university disclosure offices
#   datapackage.json                  all tables, described (Frictionless Data Package)
"""Downloads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from atlas.outputs.downloads import tables as download_tables
from atlas.outputs.downloads.tables import Table
from atlas.outputs.json_text import as_json
from atlas.rendering.artifacts import SiteFile
from atlas.rendering.context import BuildContext

DATA = "data/"


def tables(context: BuildContext) -> tuple[Table, Table, Table]:
    """The tables that are offered."""
    atlas = context.atlas
    return (
        download_tables.facts_table(atlas),
        download_tables.compare_table(atlas),
        download_tables.disclosure_table(atlas),
    )


def build(context: BuildContext) -> Iterator[SiteFile]:
    """The downloads."""
    built = datetime.combine(context.atlas.day, time())
    described: list[tuple[Table, SiteFile]] = []
    for table in tables(context):
        yield SiteFile(f"{DATA}{table.name}.xlsx", download_tables.as_xlsx([table], built))
        output = SiteFile(f"{DATA}{table.name}.csv", download_tables.as_csv(table.header, table.rows).encode())
        described.append((table, output))
        yield output
    yield SiteFile(f"{DATA}datapackage.json", as_json(package(described, built)))


def package(described: list[tuple[Table, SiteFile]], built: datetime) -> dict[str, Any]:
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
