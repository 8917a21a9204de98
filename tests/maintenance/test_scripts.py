"""The scripts as they are published: lean, and the same program as the one that is edited."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from atlas.postprocess import scripts
from conftest import ROOT

SOURCES = [ROOT / "docs" / "sw.js", *sorted((ROOT / "docs" / "assets").glob("*.js"))]


@pytest.mark.parametrize(
    ("script", "lean"),
    [
        ("// A line.\nlet a = 1\n", "let a = 1\n"),
        ("  // One.\n  // Two.\n  b()\n", "  b()\n"),
        ("/**\n * @param {string} a\n */\nfunction f(a) {}\n", "function f(a) {}\n"),
        ("/** @param {string} a */\nconst f = (a) => a\n", "const f = (a) => a\n"),
        ("const a = /** @type {A} */ (b)\n", "const a = (b)\n"),
        ("/** @type {A} */ (b).c()\n/** Text. */\nd()\n", "(b).c()\nd()\n"),
        ("a() // said beside\n", "a() // said beside\n"),
        ('const u = "https://x/" + "/* no */"\n', 'const u = "https://x/" + "/* no */"\n'),
        ("const r = /\\/\\//\n", "const r = /\\/\\//\n"),
    ],
)
def test_comments_are_taken_out_and_code_is_not(script: str, lean: str) -> None:
    assert scripts.without_comments(script) == lean


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_line_of_a_template_literal_begins_like_a_comment(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for match in re.finditer(r"^[ \t]*(//|/\*)", text, re.MULTILINE):
        code = re.sub(r"//[^\n]*|/\*.*?\*/", "", text[: match.start()], flags=re.DOTALL)
        assert code.count("`") % 2 == 0, f"{path.name}:{text.count(chr(10), 0, match.start()) + 1}"


def test_published_scripts_hold_no_types_and_stay_small(site: Path) -> None:
    published = [site / "sw.js", *(site / "assets").glob("*.js")]
    assert {path.name for path in published} == {path.name for path in SOURCES}
    texts = [path.read_bytes() for path in published]
    assert not any(b"@param" in text or b"@type" in text for text in texts)
    packed = {path.name: len(gzip.compress(text, 9)) for path, text in zip(published, texts, strict=True)}
    assert packed.pop("sw.js") < 5_000  # loaded once, after the first page has been shown
    assert sum(packed.values()) < 58_500  # a page loads what it uses: the tools 36,000 at most, the search the rest
