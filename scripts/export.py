"""The site as a plain Markdown tree with its configuration, and that tree built with Zensical.

    scripts/export.py                      the tree in export/
    scripts/export.py --build zensical     the tree, and the site that Zensical makes of it in export/site/

The tree needs none of our hooks. What hooks/atlas/postprocess/pipeline.py does to a finished site it does here too, whoever built it:
the search, the one style sheet and the policy are the same.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import yaml

import command_line
from atlas.maintenance import static_export
from atlas.outputs import style_sheet
from atlas.postprocess import pipeline
from atlas.rendering.artifacts import Settings
from atlas.system.errors import UserError
from atlas.system.files import replacing

ROOT = command_line.ROOT


def main() -> int:
    parser = command_line.parser("Write the site as a plain Markdown tree.")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site")
    parser.add_argument("--target", type=Path, default=ROOT / "export", help="where the tree goes")
    parser.add_argument("--build", choices=["zensical"], help="build the tree too")
    arguments = parser.parse_args()
    if not (arguments.site / "index.html").is_file():
        print(f"{arguments.site} holds no site: build it first, with `make build`.", file=sys.stderr)
        return 1
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    target: Path = arguments.target
    with replacing(target) as tree:
        static_export.write(arguments.site, ROOT, config, (style_sheet.ADDRESS, style_sheet.join(ROOT, [])), tree)
        if arguments.build:
            build(tree)
    print(f"{sum(1 for _ in target.rglob('*.md'))} pages and twins written to {target.name}/.")
    if arguments.build:
        print(f"{sum(1 for _ in (target / 'site').rglob('*.html'))} pages built in {target.name}/site/ with Zensical.")
    return 0


def build(tree: Path) -> None:
    """Build the tree with Zensical and finish the site as ours is finished. Raises UserError."""
    found = find_spec("zensical")
    if found is None or found.origin is None:
        raise UserError("Zensical is not installed: it is in the lock file, so `make` sets it up.")
    styles = Path(found.origin).parent / "templates" / "assets" / "stylesheets" / "classic"
    sheets = [*styles.glob("main.*.min.css"), *styles.glob("palette.*.min.css")]
    config = yaml.safe_load((tree / "mkdocs.yml").read_text(encoding="utf-8"))
    config["theme"]["variant"] = "classic"
    config["extra"]["theme_css"] = [f"assets/stylesheets/classic/{sheet.name}" for sheet in sheets]
    (tree / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--clean"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UserError(done.stdout + done.stderr)
    if (tree / "beside").is_dir():
        shutil.copytree(tree / "beside", tree / "site", dirs_exist_ok=True)
    (tree / "site" / "search.json").unlink(missing_ok=True)  # the engine's own index, which no page asks for
    pipeline.finish(tree / "site", Settings(config["site_url"], "").base_path)


if __name__ == "__main__":
    command_line.run(main)
