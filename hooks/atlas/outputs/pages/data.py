# Produces:
#   /data/   the downloads and the API, with examples
"""The page that leads to the downloads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from atlas.outputs import fact_rows
from atlas.outputs.api import contract, structured_data
from atlas.outputs.api.endpoints import API, ENDPOINTS, Endpoint, example
from atlas.outputs.downloads.package import tables
from atlas.outputs.downloads.tables import Table
from atlas.outputs.published import Column, columns
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class DataView:
    """What data.html shows. `api` is the whole address of the API."""

    tables: list[tuple[Table, int]]  # each with the number of its rows
    endpoints: list[tuple[Endpoint, str]]  # each with the address of an example
    columns: tuple[Column, ...]  # of facts.csv
    api: str
    rules: tuple[tuple[str, str, tuple[str, ...]], ...]  # what may change and what may not: id, heading, sentences
    schema_version: str


def build(context: BuildContext) -> Iterator[Page]:
    """The page that leads to everything."""
    yield context.page(
        "data.html",
        "data/",
        DataView(
            tables=[(replace(table, rows=()), len(table.rows)) for table in tables(context)],
            endpoints=[(endpoint, API + example(endpoint, context.atlas)) for endpoint in ENDPOINTS],
            columns=columns(fact_rows.Row),
            api=context.settings.site_url + API,
            rules=contract.SECTIONS,
            schema_version=contract.SCHEMA_VERSION,
        ),
        title="Data",
        description="Everything in the Atlas to download or to query: CSV, Excel, JSON, a data package, and the matrix for 34 CFR 668.43 disclosures.",
        edit="hooks/atlas/outputs/pages/data.py",
        modified=context.history.modified("data/"),
        head=structured_data.dataset_head(context),
    )
