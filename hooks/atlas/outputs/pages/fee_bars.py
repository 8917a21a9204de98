# Produces the component {{ fee_bars }}: the fees before the license, drawn for each state.
"""Fees of the boards as stacked bars: what is confirmed, for the licenses on the way and for the independent license."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.domain import cautions, formatting, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.fees import Fee, fees_along
from atlas.domain.path_totals import required_path
from atlas.domain.requirements import Jurisdiction
from atlas.rendering.components import ComponentError

TICK = 200  # US dollars between the lines of the chart


@dataclass(frozen=True)
class FeeBar:
    """A state's bar. Widths are parts of the longest bar, in percent; `words` says the sum and what it leaves out."""

    name: str
    address: str
    license: str
    words: str
    earlier_width: float
    own_width: float


@dataclass(frozen=True)
class FeeBarsView:
    """What parts/fee_bars.html shows. A tick is an amount in words and its place, in percent of the longest bar."""

    bars: list[FeeBar]
    ticks: list[tuple[str, float]]
    unknown: list[tuple[str, str]]  # states of which no fee is confirmed: name and address


def view(atlas: Atlas, arguments: tuple[str, ...]) -> FeeBarsView:
    """The bars of all states, the highest sum first. Raises ComponentError for an argument: it takes none."""
    if arguments:
        raise ComponentError("takes nothing", "{{ fee_bars }}")
    known, unknown = [], []
    for jurisdiction in atlas.jurisdictions:
        address = f"states/{jurisdiction.slug}/#fees"
        if bar := _amounts(jurisdiction, atlas):
            known.append((jurisdiction, address, *bar))
        else:
            unknown.append((jurisdiction.name, address))
    longest = max((earlier + own for *_, earlier, own in known), default=0) or 1
    known.sort(key=lambda found: (-(found[-1] + found[-2]), found[0].name))
    bars = [
        FeeBar(
            jurisdiction.name,
            address,
            pathways.main_license(jurisdiction).short,
            words,
            round(100 * earlier / longest, 1),
            round(100 * own / longest, 1),
        )
        for jurisdiction, address, words, earlier, own in known
    ]
    ticks = [(formatting.money(at), round(100 * at / longest, 1)) for at in range(0, int(longest) + 1, TICK)]
    return FeeBarsView(bars, ticks, unknown)


def _amounts(jurisdiction: Jurisdiction, atlas: Atlas) -> tuple[str, float, float] | None:
    """The fees of the required licenses in words, those before the main license, and its own; None when none is confirmed."""
    main = pathways.main_license(jurisdiction)
    fees = fees_along(required_path(jurisdiction, main, atlas.day), atlas.day)
    if not fees.known:
        return None
    earlier = _sum(fee for fee in fees.known if fee.license is not main)
    own = _sum(fee for fee in fees.known if fee.license is main)
    parts = f" ({formatting.money(earlier)} before the {main.short})" if earlier and own else ""
    marks = cautions.sum_marks(fees, atlas) + ["changes ahead"] * bool(fees.changing)
    return "; ".join((cautions.sum_words(fees) + parts, *marks)), earlier, own


def _sum(fees: Iterable[Fee]) -> float:
    return sum(fee.amount or 0 for fee in fees)
