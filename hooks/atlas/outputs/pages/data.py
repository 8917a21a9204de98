"""The page that leads to the downloads."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.outputs.api import structured_data
from atlas.outputs.api.files import API
from atlas.outputs.api.schemas import ENDPOINTS
from atlas.outputs.downloads import tables as download_tables
from atlas.outputs.downloads.package import tables
from atlas.rendering.artifacts import Page
from atlas.rendering.context import BuildContext


def build(context: BuildContext) -> Iterator[Page]:
    """The page that leads to everything."""
    first = next(iter(context.atlas.jurisdictions))
    yield context.page(
        "data.html",
        "data/",
        title="Data",
        description="Everything in the Atlas to download or to query: CSV, Excel, JSON, a data package, and the matrix for 34 CFR 668.43 disclosures.",
        edit="hooks/atlas/published.py",
        modified=context.last_read,
        head=structured_data.dataset_head(context, context.atlas.day),
        tables=[(t, len(t.rows)) for t in tables(context)],
        endpoints=[(path, what, API + path.replace("{code}", first.code.lower())) for path, what, _ in ENDPOINTS],
        columns=download_tables.FACT_COLUMNS,
        api=context.settings.site_url + API,
    )
