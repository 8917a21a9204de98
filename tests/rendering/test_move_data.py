"""What the script of Move is given."""

from __future__ import annotations

import json
from typing import Any

import pytest

from atlas.domain.atlas import Atlas
from atlas.domain.requirements import Answer, Status
from atlas.rendering import tool_data
from build_cases import with_changed


def told(atlas: Atlas) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(tool_data.tool_data(atlas))["states"]["EX"]
    return found


COVERED = Answer(Status.SILENT, text="Paid once, with the LAC.")


@pytest.mark.parametrize(
    ("application", "license", "words"),
    [
        (100, 40, "$140"),
        (100, Answer(Status.UNKNOWN, text="Not found."), "at least $100"),
        (COVERED, 40, "at least $40"),
        (Answer(Status.UNKNOWN, text="Not found."), Answer(Status.UNKNOWN, text="Not found."), ""),
    ],
)
def test_who_is_licensed_elsewhere_pays_for_the_license_applied_for_alone(
    atlas: Atlas, application: object, license: object, words: str
) -> None:
    assert told(with_changed(atlas, "lpc", fee_application=application, fee_license=license))["fees"] == words
