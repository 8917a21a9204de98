"""The base of every published object."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class ApiModel(BaseModel):
    """Base of every published object."""

    model_config = ConfigDict(extra="forbid", frozen=True)
