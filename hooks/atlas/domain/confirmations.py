"""That a second, independent source gives the same figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A source that agrees with an answer: its name, its address, and the day that it speaks of."""

    name: str
    url: str
    as_of: date
