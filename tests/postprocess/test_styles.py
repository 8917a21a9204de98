"""The style sheet of the site: one file a component, joined in order, and colors nowhere but among the tokens."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from tinycss2.color4 import parse_color

from atlas.domain.problems import Problem
from atlas.outputs import style_sheet
from conftest import ROOT

FOLDER = ROOT / style_sheet.ENTRY.parent
TOKENS = FOLDER / "tokens.css"
COMPONENTS = sorted(set(FOLDER.glob("*.css")) - {TOKENS})
# Every function that makes a color of figures; color-mix() only mixes those it is given.
COLOR_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color", "device-cmyk"}
# CSS Color Module Level 4, 6.2: the colors that the reader's system chooses.
SYSTEM_COLORS = {
    "accentcolor", "accentcolortext", "activetext", "buttonborder", "buttonface", "buttontext", "canvas",
    "canvastext", "field", "fieldtext", "graytext", "highlight", "highlighttext", "linktext",
    "mark", "marktext", "selecteditem", "selecteditemtext", "visitedtext",
}  # fmt: skip


def literals(tokens: list[Any], *, forced: bool = False) -> Iterator[str]:
    """The colors that are written out in the value of a property."""
    for token in tokens:
        if token.type == "function":
            if token.lower_name in COLOR_FUNCTIONS:
                yield token.serialize()
            else:
                yield from literals(token.arguments, forced=forced)
        elif token.type == "hash":
            yield token.serialize()
        elif token.type == "ident":
            named = token.lower_value not in ("transparent", "currentcolor") and parse_color(token) is not None
            if named or (token.lower_value in SYSTEM_COLORS and not forced):
                yield token.value


def colors(css: str) -> list[str]:
    """Every color written out in a style sheet, as `line: property: color`."""
    found = []

    def look(nodes: list[Any], *, forced: bool) -> None:
        for node in nodes:
            if node.type == "declaration":
                values = literals(node.value, forced=forced)
                found.extend(f"{node.source_line}: {node.name}: {value}" for value in values)
            elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
                within = forced or (node.type == "at-rule" and "forced-colors" in tinycss2.serialize(node.prelude))
                look(tinycss2.parse_blocks_contents(node.content, True, True), forced=within)

    look(tinycss2.parse_stylesheet(css, True, True), forced=False)
    return found


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.name)
def test_colors_stand_among_the_tokens_alone(path: Path) -> None:
    assert colors(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("a { color: #fff }", ["1: color: #fff"]),
        ("a {\n  background: url(x) no-repeat RGB(0 0 0 / 5%) }", ["2: background: RGB(0 0 0 / 5%)"]),
        ("a { box-shadow: 0 0 1px Tomato }", ["1: box-shadow: Tomato"]),
        ("@media print { a { color: hsl(1 2% 3%) } }", ["1: color: hsl(1 2% 3%)"]),
        ("a { color: var(--x, #123) }", ["1: color: #123"]),
        ("a { background: linear-gradient(red, transparent) }", ["1: background: red"]),
        ("a { --x: oklch(1 0 0) }", ["1: --x: oklch(1 0 0)"]),
        ("a { color: CanvasText }", ["1: color: CanvasText"]),
        ("@media (forced-colors: active) { a { color: CanvasText; border-color: #000 } }", ["1: border-color: #000"]),
        ("#fff a.red { color: var(--red); border: 1px solid currentColor; background: transparent }", []),
        ("a { box-shadow: 0 0 2px color-mix(in srgb, currentcolor 30%, transparent) }", []),
    ],
)
def test_every_way_to_write_a_color_is_seen(css: str, found: list[str]) -> None:
    assert colors(css) == found


def test_every_token_is_defined_and_used() -> None:
    used = set(re.findall(r"var\((--atlas-[\w-]+)", "".join(path.read_text(encoding="utf-8") for path in COMPONENTS)))
    assert used == set(re.findall(r"(--atlas-[\w-]+):", TOKENS.read_text(encoding="utf-8")))


def test_all_files_are_joined_in_the_order_of_the_imports() -> None:
    found: list[Problem] = []
    joined = style_sheet.join(ROOT, found)
    assert found == []
    names = re.findall(r'@import "(.+?)";', (ROOT / style_sheet.ENTRY).read_text(encoding="utf-8"))
    assert len(names) == len(COMPONENTS)  # the entry is one of them, the tokens are not
    starts = [joined.index((FOLDER / name).read_text(encoding="utf-8")) for name in names]
    assert starts == sorted(starts)
    assert "@import" not in joined


def test_an_import_that_is_wrong_and_a_file_without_one_are_told_by_place(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / style_sheet.ENTRY.parent))
    entry = folder / style_sheet.ENTRY.name
    entry.write_text('/* Order. */\n@import "tokns.css";\n@import "map.css";\n  @import "map.css";\n', encoding="utf-8")
    for path in folder.glob("*.css"):
        if path.name not in ("atlas.css", "tokens.css", "map.css"):
            path.unlink()
    found: list[Problem] = []
    style_sheet.join(tmp_path, found)
    assert list(map(str, found)) == [
        "hooks/styles/atlas.css:2:10: there is no file `tokns.css` (expected a file of this folder; did you mean `tokens.css`?)",
        "hooks/styles/atlas.css:4:12: `map.css` is imported a second time (expected one import for each file)",
        'hooks/styles/tokens.css:1:1: no page gets these styles (expected `@import "tokens.css";` in atlas.css)',
    ]


def test_the_parts_are_not_published(site: Path) -> None:
    published = {path.name for path in site.rglob("*.css")}
    assert not published & {path.name for path in FOLDER.glob("*.css")}
    (sheet,) = (site / "assets").glob("site.*.css")
    assert "--atlas-law:" in sheet.read_text(encoding="utf-8")


def test_type_has_at_most_eight_sizes() -> None:
    """On screens a size of type is a token, or follows from the size around it."""
    sizes = set(re.findall(r"--size-\d", TOKENS.read_text(encoding="utf-8")))
    assert 0 < len(sizes) <= 8
    for path in COMPONENTS:
        if path.name != "print.css":
            own = re.findall(
                r"font-size: (?!var\(--size-\d\)|inherit|(?:clamp|min)\(var)[^;]+", path.read_text(encoding="utf-8")
            )
            assert own == [], path.name
