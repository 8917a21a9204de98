"""Write data/schema/ from the field definitions. Run it after changing a field."""

from __future__ import annotations

import command_line
from atlas import schema

ROOT = command_line.ROOT


def main() -> int:
    command_line.parser("Write data/schema/ from the field definitions.").parse_args()
    folder = ROOT / "data" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema.texts().items():
        (folder / name).write_text(text, encoding="utf-8")
        print(f"data/schema/{name} written.")
    return 0


if __name__ == "__main__":
    command_line.run(main)
