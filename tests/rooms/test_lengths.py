"""A module has one subject, and a function fits on a screen. Lists of definitions may be as long as what they define."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("hooks", "scripts")
LINES_OF_A_MODULE, LINES_OF_A_FUNCTION = 400, 60
LISTS_OF_DEFINITIONS = {"hooks/atlas/domain/search_topics.py", "hooks/atlas/domain/vocabulary.py"}

MODULES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
}


def long_modules() -> dict[str, int]:
    """The modules that are too long, with their lines."""
    lines = {name: len(text.splitlines()) for name, text in MODULES.items()}
    return {name: count for name, count in lines.items() if count > LINES_OF_A_MODULE}


def long_functions(text: str) -> list[tuple[str, int]]:
    """The functions of a module that are too long, with their lines from `def` to the last; methods and inner ones as well."""
    lengths = [
        (node.name, (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [(name, count) for name, count in lengths if count > LINES_OF_A_FUNCTION]


def test_a_long_module_is_a_list_of_definitions() -> None:
    assert MODULES
    long = long_modules()
    assert {name: lines for name, lines in long.items() if name not in LISTS_OF_DEFINITIONS} == {}, (
        "split it by subject"
    )
    assert long.keys() >= LISTS_OF_DEFINITIONS, "take it from the list of exceptions"


def test_no_function_is_long() -> None:
    found = {f"{name}:{function}": lines for name, text in MODULES.items() for function, lines in long_functions(text)}
    assert not found, "give its steps names"


def test_a_function_is_measured_wherever_it_stands() -> None:
    inner = "class Page:\n    async def build(self):\n" + "        pass\n" * 60
    assert long_functions(inner) == [("build", 61)]
    assert long_functions(inner.replace("        pass\n", "", 1)) == []
