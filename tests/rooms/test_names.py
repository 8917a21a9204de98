"""Names are words of the field or of the trade. Variables, parameters, functions, classes and attributes are held to it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("hooks", "scripts", "tests")
SAYS_NOTHING = {"one", "made", "some", "kept", "ground", "these", "alone", "by_hand"}


def names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each name that is given or used, with its line."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield node.lineno, name
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.Call(func=ast.Name(id="TypeVar"), args=[ast.Constant(value=str(name)), *_]):
                yield node.lineno, name


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_name_says_nothing(folder: str) -> None:
    paths = sorted((ROOT / folder).rglob("*.py"))
    found = {
        f"{path.relative_to(ROOT)}:{line}": name
        for path in paths
        for line, name in names(ast.parse(path.read_text(encoding="utf-8")))
        if name.lower().strip("_") in SAYS_NOTHING
    }
    assert paths
    assert not found, "say what it holds: a jurisdiction, a license, an entry"
