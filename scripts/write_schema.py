"""Write data/schema/ from the field definitions. Run it after changing a field."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from atlas import schema


def main() -> int:
    folder = ROOT / "data" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema.texts().items():
        (folder / name).write_text(text, encoding="utf-8")
        print(f"data/schema/{name} written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
