"""For whom an answer holds, as data: by when something happened to a person (a cohort), or by how much they work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from atlas.domain.days import ap_day
from atlas.domain.values import AnyDay, fail


class CohortEvent(StrEnum):
    """What happened to a person on the day that decides which rule binds them."""

    PROGRAM_BEGUN = "program_begun"
    DEGREE_AWARDED = "degree_awarded"
    REGISTERED = "registered"  # the associate license issued
    APPLIED = "applied"
    FIRST_LICENSED = "first_licensed"


EVENT_WORDS = {
    CohortEvent.PROGRAM_BEGUN: "programs begun",
    CohortEvent.DEGREE_AWARDED: "degrees awarded",
    CohortEvent.REGISTERED: "associate-level licenses issued",
    CohortEvent.APPLIED: "applications filed",
    CohortEvent.FIRST_LICENSED: "first licensed",
}


EVENT_QUESTIONS = {
    CohortEvent.PROGRAM_BEGUN: "When did you begin your program?",
    CohortEvent.DEGREE_AWARDED: "When was your degree awarded?",
    CohortEvent.REGISTERED: "When was your associate-level license issued?",
    CohortEvent.APPLIED: "When do you apply, or when did you?",
    CohortEvent.FIRST_LICENSED: "When were you first licensed?",
}


class Cohort(BaseModel):
    """The people for whom `event` fell in a span of days. `before` excludes its day, `from` and `through` include theirs."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)

    event: Annotated[CohortEvent, Field(strict=False, description="What happened on the day that decides.")]
    first: AnyDay | None = Field(None, alias="from", description="The first day that counts.")
    before: AnyDay | None = Field(None, description="The first day that no longer counts.")
    through: AnyDay | None = Field(None, description="The last day that counts.")

    @model_validator(mode="after")
    def _bounded(self) -> Cohort:
        if self.first is None and self.before is None and self.through is None:
            fail("a cohort without a day", "`from`, `before` or `through` with a day")
        if self.before is not None and self.through is not None:
            fail(
                "a cohort with `before` and `through`", "one of them: `before` excludes its day, `through` includes it"
            )
        if self.first is not None and self.end is not None and self.end <= self.first:
            fail("a cohort that ends before it begins", "a `from` earlier than `before` or `through`")
        return self

    @property
    def end(self) -> date | None:
        """The first day that no longer counts; None when the cohort is open."""
        if self.through is not None:
            return self.through + timedelta(days=1) if self.through < date.max else None
        return self.before

    def includes(self, day: date) -> bool:
        """Whether a person belongs to it for whom the event falls on `day`."""
        return (self.first or date.min) <= day and (self.end is None or day < self.end)

    @property
    def words(self) -> str:
        """For whom, after "for": "programs begun before Aug. 1, 2017"."""
        return f"{EVENT_WORDS[self.event]} {self.span_words}"

    @property
    def span_words(self) -> str:
        """On which days the event fell: "before Aug. 1, 2017"."""
        span = []
        if self.first is not None:
            span.append(f"on or after {ap_day(self.first)}" if self.end is None else f"from {ap_day(self.first)}")
        if self.through is not None:
            span.append(f"through {ap_day(self.through)}")
        elif self.before is not None:
            span.append(f"before {ap_day(self.before)}" if self.first is None else f"to before {ap_day(self.before)}")
        return " ".join(span)


class HourRange(BaseModel):
    """A span of hours. `from` and `through` include their number, `over` and `below` exclude it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)

    least: Annotated[float | None, Field(strict=False, ge=0, le=400)] = Field(None, alias="from")
    over: Annotated[float | None, Field(strict=False, ge=0, le=400)] = None
    through: Annotated[float | None, Field(strict=False, ge=0, le=400)] = None
    below: Annotated[float | None, Field(strict=False, ge=0, le=400)] = None
    BOUNDS: ClassVar = ("least", "over", "through", "below")

    @model_validator(mode="after")
    def _bounded(self) -> HourRange:
        if all(getattr(self, name) is None for name in self.BOUNDS):
            fail("a range without a bound", "`from`, `over`, `through` or `below` with a number of hours")
        return self

    def includes(self, hours: float) -> bool:
        """Whether so many hours fall in the span."""
        return (
            (self.least is None or hours >= self.least)
            and (self.over is None or hours > self.over)
            and (self.through is None or hours <= self.through)
            and (self.below is None or hours < self.below)
        )

    @property
    def words(self) -> str:
        names = {"least": "at least", "over": "more than", "through": "up to", "below": "fewer than"}
        return " and ".join(f"{w} {getattr(self, n):g}" for n, w in names.items() if getattr(self, n) is not None)


WORKLOAD_WORDS = {
    "direct_hours_per_week": "direct hours a week",
    "direct_hours_per_month": "direct hours a month",
    "hours_per_week": "hours a week",
    "hours_per_month": "hours a month",
}


class Workload(BaseModel):
    """How much somebody works, as a condition of a ratio of supervision: each span given must hold."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    direct_hours_per_week: HourRange | None = None
    direct_hours_per_month: HourRange | None = None
    hours_per_week: HourRange | None = None
    hours_per_month: HourRange | None = None

    @model_validator(mode="after")
    def _bounded(self) -> Workload:
        if not list(self.spans()):
            fail("an empty `when`", "one of " + ", ".join(WORKLOAD_WORDS))
        return self

    def spans(self) -> Iterator[tuple[str, HourRange]]:
        """What is measured, and the span that it must fall in."""
        for name in WORKLOAD_WORDS:
            span: Any = getattr(self, name)
            if span is not None:
                yield name, span

    @property
    def words(self) -> str:
        """When, after "with": "up to 45 direct hours a month"."""
        return " and ".join(f"{span.words} {WORKLOAD_WORDS[name]}" for name, span in self.spans())
