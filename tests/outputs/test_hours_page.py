"""The drawing of hours by state."""

from __future__ import annotations

from dataclasses import replace

from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Answer, Jurisdiction, Status
from atlas.outputs.pages import hours as hours_page
from build_cases import disputed, with_answers, with_license


def state(atlas: Atlas, name: str, **facts: object) -> Jurisdiction:
    jurisdiction = atlas.jurisdiction("EX")
    return replace(with_license(jurisdiction, with_answers(jurisdiction.license("lpc"), **facts)), name=name)


def test_a_bar_is_drawn_by_the_reading_that_is_preferred(atlas: Atlas) -> None:
    """The words of the page promise it: "Where sources disagree, the bar shows the reading we trust more."."""
    lpc = atlas.jurisdiction("EX").license("lpc")
    states = (
        state(atlas, "Sure", supervised_hours_total=3000, direct_client_hours=1500),
        state(
            atlas,
            "Unsure",
            supervised_hours_total=disputed(lpc, "supervised_hours_total", 1500, 4000),
            direct_client_hours=disputed(lpc, "direct_client_hours", 600, 2000),
        ),
    )
    bars = hours_page.bars(replace(atlas, jurisdictions=states))
    assert [(bar.name, bar.total_width, bar.direct_width) for bar in bars] == [("Sure", 100, 50), ("Unsure", 50, 20)]
    assert bars[1].total == "1,500 or 4,000 (sources disagree)"


def test_without_a_figure_there_is_no_bar_and_the_row_comes_last(atlas: Atlas) -> None:
    states = (
        state(atlas, "Alpha", supervised_hours_total=Answer(Status.UNKNOWN, text="Not found.")),
        state(atlas, "Beta", supervised_hours_total=Answer(Status.SILENT, text="Years are counted.")),
        state(atlas, "Gamma", supervised_hours_total=100, direct_client_hours=50),
    )
    bars = hours_page.bars(replace(atlas, jurisdictions=states))
    assert [(bar.name, bar.total, bar.total_width) for bar in bars] == [
        ("Gamma", "100", 8.3),
        ("Alpha", "not confirmed", 0),
        ("Beta", "1,200 direct; no total", 0),
    ]
