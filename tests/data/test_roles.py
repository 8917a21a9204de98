"""Values with a role are found wherever a shape can hold them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from atlas.domain.roles import Role, placed
from atlas.domain.strict_model import StrictModel
from atlas.domain.values import AnyDay, PastDay, PostalCode, SourceId, UniqueId


class Inner(StrictModel):
    id: UniqueId
    day: PastDay | None = None
    plain: str = ""


class Outer(StrictModel):
    source: SourceId
    sources: Annotated[list[SourceId], Field(min_length=1)]
    by_code: dict[PostalCode, Inner]
    inner: list[Inner] | None = None
    later: AnyDay | None = Field(None, description="With a description.")


def test_every_value_with_a_role_is_found_with_its_place() -> None:
    outer = Outer.model_validate(
        {
            "source": "a",
            "sources": ["b", "c"],
            "by_code": {"GA": Inner(id="x")},
            "inner": [{"id": "y", "day": "2026-01-01"}, {"id": "z"}],
        },
        strict=False,
    )
    assert [(p.role, p.place, str(p.value), p.is_key) for p in placed(outer, ("at",))] == [
        (Role.SOURCE_ID, ("at", "source"), "a", False),
        (Role.SOURCE_ID, ("at", "sources", 0), "b", False),
        (Role.SOURCE_ID, ("at", "sources", 1), "c", False),
        (Role.POSTAL_CODE, ("at", "by_code", "GA"), "GA", True),
        (Role.UNIQUE, ("at", "by_code", "GA", "id"), "x", False),
        (Role.UNIQUE, ("at", "inner", 0, "id"), "y", False),
        (Role.PAST_DAY, ("at", "inner", 0, "day"), "2026-01-01", False),
        (Role.UNIQUE, ("at", "inner", 1, "id"), "z", False),
    ]
