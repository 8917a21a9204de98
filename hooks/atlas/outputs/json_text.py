"""JSON as it is published."""

from __future__ import annotations

import json
from typing import Any


def as_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
