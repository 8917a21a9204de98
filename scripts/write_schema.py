"""Write data/schema/ from the field definitions. Run it after changing a field."""

from __future__ import annotations

import command_line
from atlas.data import json_schema
from atlas.system.files import write_atomically

ROOT = command_line.ROOT


def main() -> int:
    command_line.parser("Write data/schema/ from the field definitions.").parse_args()
    folder = ROOT / "data" / "schema"
    for name, text in json_schema.texts().items():
        write_atomically(folder / name, text)
        print(f"data/schema/{name} written.")
    return 0


if __name__ == "__main__":
    command_line.run(main)
