"""Projects that build as the real one does, for another address: a small one of the invented state, and a copy of the real."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from conftest import ROOT
from spoilt_projects import GUIDE, invented_project

COPIED = (
    "docs/assets", "docs/sw.js", "docs/manifest.webmanifest", "docs/favicon.ico", "docs/offline.md", "docs/guides/index.md",
    "hooks", "scripts",
)  # fmt: skip
HOME = "{{ finder }}\n\n{{ map }}\n\n{{ totals }}"
WRITTEN = {
    "index": HOME, "about": "", "help": "", "contribute": "## Schools", "maintain": "", "publish": "", "articles/index": "",
    "data/api-changelog": "", "contribute/style": "", "reference": "",
}  # fmt: skip
LINKED_GUIDES = ("cost", "international", "military-families", "moving", "related-degree")  # by every page of a state
# The adapter takes real codes alone; here those of the tests are such.
HOOK = "from atlas.domain.jurisdictions import INVENTED, NAMES\n\nNAMES.update(INVENTED)\n"


def small_project(folder: Path, site_url: str) -> Path:
    """The project in `folder`, to be published at `site_url`. It builds in about two seconds."""
    invented_project(folder)
    for name in COPIED:
        source = ROOT / name
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, folder / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    for name, body in WRITTEN.items():
        path = folder / "docs" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        title = name.removesuffix("/index").rpartition("/")[2].capitalize()
        path.write_text(f"---\ntitle: {title}\n---\n\n# {title}\n\n{body}\n", encoding="utf-8")
    for slug in LINKED_GUIDES:
        text = GUIDE.replace("An invented guide", f"Invented {slug}")
        (folder / "docs" / "guides" / f"{slug}.md").write_text(text, encoding="utf-8")
    (folder / "hooks" / "invented_states.py").write_text(HOOK, encoding="utf-8")
    config = published_at(site_url).replace("hooks: [", "hooks: [hooks/invented_states.py, ", 1)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder


def real_copy(folder: Path, site_url: str) -> Path:
    """A copy of the real project in `folder`, to be published at `site_url`."""
    for name in ("docs", "hooks", "scripts", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "mkdocs.yml").write_text(published_at(site_url), encoding="utf-8")
    return folder


def published_at(site_url: str) -> str:
    """The real configuration with another address of the site."""
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    return re.sub("^site_url: .*$", f"site_url: {site_url}", config, count=1, flags=re.MULTILINE)
