# Produces: /assets/atlas.css, the site's own style sheet; in a full build it becomes part of /assets/site.<hash>.css
"""The site's own style sheet: hooks/styles/atlas.css with the files that it imports in their place."""

from __future__ import annotations

import re
from pathlib import Path

from atlas.domain.problems import Problem, display_path, nearest

ADDRESS = "assets/atlas.css"
ENTRY = Path("hooks", "styles", "atlas.css")
_IMPORT = re.compile(r'@import "([^"]*)";')


def join(root: Path, found: list[Problem]) -> str:
    """The style sheet of the project in `root`, in the order of the imports.

    Adds a problem to `found` for an import without a file, and for a file of the folder that is not imported once.
    """
    entry = root / ENTRY
    text = entry.read_text(encoding="utf-8")
    files = {path.name for path in entry.parent.glob("*.css")} - {entry.name}
    imported: dict[str, str] = {}
    for match in _IMPORT.finditer(text):
        name = match[1]
        line = text.count("\n", 0, match.start()) + 1
        column = match.start(1) - text.rfind("\n", 0, match.start())
        if name in imported:
            what, expected = f"`{name}` is imported a second time", "one import for each file"
        elif name not in files:
            what, expected = f"there is no file `{name}`", "a file of this folder"
        else:
            imported[name] = (entry.parent / name).read_text(encoding="utf-8")
            continue
        found.append(Problem(display_path(entry, root), line, column, what, expected, nearest(name, files - {name})))
    for name in sorted(files - set(imported)):
        path = display_path(entry.parent / name, root)
        found.append(Problem(path, 1, 1, "no page gets these styles", f'`@import "{name}";` in {entry.name}'))
    return "\n".join(imported.values())
