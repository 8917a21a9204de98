# Produces, under /data/:
#   facts.csv  facts.xlsx             the facts (facts.csv stands under /api/v1/ too)
#   compare.csv  compare.xlsx         the comparison of all states
#   34-cfr-668-43.csv  .xlsx          education requirements for university disclosure offices
#   schools.csv                       schools (it stands under /api/v1/ too)
#   states.csv  licenses.csv  fields.csv   what the others refer to
#   datapackage.json                  all tables with types and keys (Frictionless Data Package)
"""Downloads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from atlas.outputs.api.contract import SCHEMA_VERSION
from atlas.outputs.csv_text import as_csv
from atlas.outputs.downloads import disclosure
from atlas.outputs.downloads import tables as download_tables
from atlas.outputs.downloads.spreadsheets import as_xlsx
from atlas.outputs.downloads.tables import Table
from atlas.outputs.json_text import as_json
from atlas.outputs.published import Column
from atlas.rendering.artifacts import SiteFile
from atlas.rendering.context import BuildContext

DATA = "data/"


def tables(context: BuildContext) -> Iterator[Table]:
    """The tables that are offered, one after another, so that no more than one is in memory."""
    atlas = context.atlas
    yield download_tables.facts_table(atlas)
    yield download_tables.compare_table(atlas)
    yield disclosure.disclosure_table(atlas)
    yield download_tables.schools_table(atlas)
    yield download_tables.states_table(context)
    yield download_tables.licenses_table(context)
    yield download_tables.fields_table(context.settings.site_url)


def build(context: BuildContext) -> Iterator[SiteFile]:
    """The downloads."""
    built = datetime.combine(context.atlas.day, time())
    described: list[tuple[Table, SiteFile]] = []
    for table in tables(context):
        if table.spreadsheet:
            about = (
                disclosure.about(context.atlas.day, context.settings.site_url) if table.name == disclosure.NAME else ()
            )
            yield SiteFile(f"{DATA}{table.name}.xlsx", as_xlsx([table], built, about))
        output = SiteFile(f"{DATA}{table.name}.csv", as_csv(table.header, table.rows).encode())
        described.append((replace(table, rows=()), output))
        del table  # the largest has a row for each fact of each state
        yield output
    yield SiteFile(f"{DATA}datapackage.json", as_json(package(described, built)))


def package(described: list[tuple[Table, SiteFile]], built: datetime) -> dict[str, Any]:
    """The tables as a Frictionless Data Package (version 1)."""
    return {
        "profile": "tabular-data-package",
        "name": "counselor-licensure-atlas",
        "title": "Counselor Licensure Atlas",
        "description": "Requirements for professional counselors by US state, each with its source.",
        "version": SCHEMA_VERSION,
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
                "schema": _schema(table),
            }
            for table, output in described
        ],
    }


def _schema(table: Table) -> dict[str, Any]:
    """The Table Schema: columns with types and units, keys, and how an empty cell is written."""
    keys = [
        {"fields": list(key.columns), "reference": {"resource": key.table, "fields": list(key.named)}}
        for key in table.foreign_keys
    ]
    return {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        **({"primaryKey": list(table.primary_key)} if table.primary_key else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(column: Column) -> dict[str, str]:
    cell = column.cell
    described = {"name": column.name, "type": cell.type, "format": cell.format, "description": f"{column.meaning}."}
    return described | ({"unit": cell.unit} if cell.unit else {})
