"""The map: one tile for each jurisdiction, about where it lies, so that small ones can be read and reached.

Each tile carries its value in words for every fact the map can show, and a band; the band has a color and a pattern: the more, or the more open, the stronger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from atlas.domain import comparison, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.jurisdictions import INVENTED, NAMES, slug
from atlas.domain.requirements import Jurisdiction, Status
from atlas.domain.vocabulary import BY_ID, JURISDICTION

_ASIDE = re.compile(r"\s*\([^()]*\)")
# Column and row of each tile. The layout follows the usual tile grid map of the United States.
_ROWS = """
AK . . . . . . . . . . ME
. . . . . . . . . . VT NH
WA ID MT ND MN IL WI MI NY RI MA .
OR NV WY SD IA IN OH PA NJ CT . .
CA UT CO NE MO KY WV VA MD DE . .
. AZ NM KS AR TN NC SC DC . . .
. . . OK LA MS AL GA . . . PR
HI GU MP AS TX . . . FL . . VI
"""
PLACES = {
    code: (column, row)
    for row, line in enumerate(_ROWS.strip().splitlines(), 1)
    for column, code in enumerate(line.split(), 1)
    if code != "."
}


@dataclass(frozen=True)
class MapFact:
    """A fact the map can show. `bands` are upper bounds: a value belongs to the first band that holds it."""

    id: str
    label: str
    bands: tuple[float, ...] = ()
    words: tuple[str, ...] = ()  # for facts that are words: the word of each band

    def band(self, sort: str) -> int:
        """0 for the first band, 1 for the next ... of a value as `compare` sorts by it."""
        if self.words:
            return self.words.index(sort) if sort in self.words else len(self.words)
        return sum(float(sort) > bound for bound in self.bands)

    def band_words(self) -> list[str]:
        """Each band as the key of the map names it."""
        if self.words:
            field = BY_ID[self.id]
            names = field.word_labels or {
                "issuing": "Member, issuing privileges",
                "yes": field.yes,
                "no": field.no,
            }
            return [names[word] for word in self.words]
        bounds = [f"{bound:,.0f}" for bound in self.bands]
        middle = [f"over {low} to {high}" for low, high in pairwise(bounds)]
        return [f"up to {bounds[0]}", *middle, f"over {bounds[-1]}"]


FACTS = (
    MapFact("supervised_hours_total", "Total supervised hours", (2000, 3000, 3400)),
    MapFact("direct_client_hours", "Direct client hours", (1200, 1500, 2000)),
    MapFact("min_semester_credits", "Semester hours", (48, 54, 60)),
    MapFact("min_months", "Minimum time in months", (18, 24, 30)),
    MapFact("cacrep", "CACREP", words=("required", "required_or_equivalent", "one_route", "not_required")),
    MapFact("compact_member", "Counseling Compact", words=("no", "yes", "issuing")),
)


DOUBTS = (("disputed", "sources disagree"), ("silent", "not set by law"), ("unknown", "not confirmed"))


@dataclass(frozen=True)
class Value:
    """What a tile says of one fact: words, and the band or the sort of doubt that colors it."""

    fact: str
    words: str
    band: str  # "0".."3", "silent", "unknown", "disputed"

    @property
    def short(self) -> str:
        """The words without what stands in parentheses, for which a tile has no room; of what the law doesn't set, the first part."""
        words = _ASIDE.sub("", self.words)
        return words.partition(";")[0] if self.band == Status.SILENT.value else words


@dataclass(frozen=True)
class Tile:
    code: str
    name: str
    address: str  # "" when the jurisdiction has no page
    column: int
    row: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class TileMap:
    """What parts/map.html draws. `facts` are those the map can show, the one it begins with first; `missing` counts the
    jurisdictions without a page."""

    tiles: list[Tile]
    facts: list[MapFact]
    missing: int

    def key(self, fact: MapFact) -> list[tuple[str, str]]:
        """The key of a fact: the class of each swatch and its words. Bands are a scale, shown whole; of doubt, what occurs."""
        found = {value.band for tile in self.tiles for value in tile.values if value.fact == fact.id}
        bands = [(f"band-{index}", words) for index, words in enumerate(fact.band_words())]
        doubts = [(f"band-{band}", words) for band, words in DOUBTS if band in found]
        missing = [("map__tile--none", "not covered yet")] if self.missing else []
        return [(style, words[:1].upper() + words[1:]) for style, words in bands + doubts + missing]


def tile_map(atlas: Atlas, first: str = FACTS[0].id) -> TileMap:
    """The tiles, and the facts the map can show: `first` is the one it shows without scripts."""
    facts = sorted(FACTS, key=lambda fact: fact.id != first)
    found = {jurisdiction.code: jurisdiction for jurisdiction in atlas.jurisdictions}
    names = NAMES | {code: INVENTED[code] for code in found if code in INVENTED}
    tiles = []
    for code, name in sorted(names.items(), key=lambda item: item[1]):
        column, row = PLACES.get(code, (1, 9))
        jurisdiction = found.get(code)
        values = tuple(_value(fact, jurisdiction, atlas) for fact in facts) if jurisdiction else ()
        tiles.append(Tile(code, name, f"states/{slug(name)}/" if jurisdiction else "", column, row, values))
    return TileMap(tiles, facts, missing=sum(not tile.address for tile in tiles))


def _value(fact: MapFact, jurisdiction: Jurisdiction, atlas: Atlas) -> Value:
    field = BY_ID[fact.id]
    if field.scope == JURISDICTION:
        cell = comparison.cell(jurisdiction.facts[fact.id], atlas, "")
    else:
        cell = comparison.license_cell(jurisdiction, pathways.main_license(jurisdiction), fact.id, atlas)
    if cell.status in (Status.SILENT.value, Status.UNKNOWN.value):
        return Value(fact.id, cell.words, cell.status)
    if fact.id == "compact_member" and cell.sort == "yes" and atlas.compact.issues(jurisdiction.code):
        return Value(fact.id, "Member, issuing", str(fact.words.index("issuing")))
    return Value(fact.id, cell.words, "disputed" if cell.status == Status.DISPUTED.value else str(fact.band(cell.sort)))
