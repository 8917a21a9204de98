# Produces:
#   /data/   the downloads and the API, with examples
"""The page that leads to the downloads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from atlas.outputs.api import structured_data
from atlas.outputs.api.files import API
from atlas.outputs.api.schemas import ENDPOINTS
from atlas.outputs.downloads import tables as download_tables
from atlas.outputs.downloads.package import tables
from atlas.outputs.downloads.tables import Table
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


@dataclass(frozen=True)
class DataView:
    """What data.html shows. `api` is the whole address of the API."""

    tables: list[tuple[Table, int]]  # each with the number of its rows
    endpoints: list[tuple[str, str, str]]  # path, what it holds, address of an example
    columns: Mapping[str, str]  # of facts.csv: name and meaning
    api: str


def build(context: BuildContext) -> Iterator[Page]:
    """The page that leads to everything."""
    first = next(iter(context.atlas.jurisdictions))
    yield context.page(
        "data.html",
        "data/",
        DataView(
            tables=[(table, len(table.rows)) for table in tables(context)],
            endpoints=[(path, what, API + path.replace("{code}", first.code.lower())) for path, what, _ in ENDPOINTS],
            columns=download_tables.FACT_COLUMNS,
            api=context.settings.site_url + API,
        ),
        title="Data",
        description="Everything in the Atlas to download or to query: CSV, Excel, JSON, a data package, and the matrix for 34 CFR 668.43 disclosures.",
        edit="hooks/atlas/outputs/pages/data.py",
        modified=context.last_read,
        head=structured_data.dataset_head(context, context.atlas.day),
    )
