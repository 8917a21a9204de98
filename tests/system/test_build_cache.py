"""What was built before is taken again when what it rests on is equal, and only then."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from atlas.build.preview import DATA_CACHE, RESULTS_CACHE, TEMPLATE_CACHE
from atlas.data import loader
from atlas.data.loader import load_atlas
from atlas.domain.atlas import Atlas
from atlas.domain.problems import DataError
from atlas.domain.vocabulary import BY_ID
from atlas.history.edits import CACHE
from atlas.rendering.context import CompiledTemplates, environment
from atlas.system import remembered
from atlas.system.build_cache import BuildCache, SavedCache
from conftest import DATA, DAY, ROOT


def counter() -> tuple[Callable[[], int], list[None]]:
    calls: list[None] = []

    def build() -> int:
        calls.append(None)
        return len(calls)

    return build, calls


def test_equal_content_read_anew_is_not_built_again() -> None:
    """A file that is read again gives equal bytes that are another object."""
    cache, (build, calls) = BuildCache(on=True), counter()
    content = b"name: Example State"
    for again in (content, bytes(bytearray(content)), bytes(bytearray(content))):
        assert cache.get_or_build("page", (again, 7), build) == 1
    assert len(calls) == 1


@pytest.mark.parametrize("inputs", [(b"other", 7), (b"text", 8), (b"text",), (b"text", 7, 7), ()])
def test_anything_else_is_built_again(inputs: tuple[object, ...]) -> None:
    cache, (build, calls) = BuildCache(on=True), counter()
    assert cache.get_or_build("page", (b"text", 7), build) == 1
    assert cache.get_or_build("page", inputs, build) == 2
    assert cache.get_or_build("page", inputs, build) == 2
    assert cache.get_or_build("page", (b"text", 7), build) == 3
    assert len(calls) == 3


def test_each_key_has_its_own_and_nothing_is_remembered_when_switched_off() -> None:
    cache, (build, _) = BuildCache(on=True), counter()
    assert [cache.get_or_build(key, (), build) for key in ("a", "b", "a", "b")] == [1, 2, 1, 2]
    off, (build, _) = BuildCache(), counter()
    assert [off.get_or_build("a", (), build) for _ in range(3)] == [1, 2, 3]


# ---- from one build to the next -----------------------------------------------------------------------------------------


def test_the_next_build_takes_what_is_as_it_was(tmp_path: Path) -> None:
    build, calls = counter()
    for content, expected in ((b"one", 1), (b"one", 1), (b"two", 2), (b"two", 2), (b"one", 3)):
        with SavedCache(tmp_path / "saved") as cache:
            assert cache.get_or_build("page", (content,), build) == expected
    assert len(calls) == 3


def test_what_was_not_asked_for_is_forgotten(tmp_path: Path) -> None:
    build, _ = counter()
    with SavedCache(tmp_path / "saved") as cache:
        assert [cache.get_or_build(key, (), build) for key in "ab"] == [1, 2]
    size = (tmp_path / "saved").stat().st_size
    with SavedCache(tmp_path / "saved") as cache:
        assert cache.get_or_build("b", (), build) == 2
    assert (tmp_path / "saved").stat().st_size < size


def test_what_cannot_be_pickled_is_built_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        with SavedCache(tmp_path / "saved") as cache:
            assert cache.get_or_build("page", (), lambda: lambda: 7)() == 7
            assert cache.get_or_build("other", (), lambda: 8) == 8


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"first", b"secnd")),
        lambda path: path.write_bytes(b""),
        lambda path: (path.unlink(), path.mkdir()),
        lambda path: (path.unlink(), path.parent.rmdir(), path.parent.write_text("a file")),
    ],
)
def test_a_lost_or_spoiled_file_costs_only_time(spoil: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "folder" / "saved"
    with SavedCache(path) as cache:
        cache.get_or_build("page", (), lambda: "first")
    spoil(path)
    with SavedCache(path) as cache:
        assert cache.get_or_build("page", (), lambda: "again") == "again"


def test_another_version_of_the_code_builds_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "module.py").write_text("other")
    with SavedCache(tmp_path / "saved") as cache:
        cache.get_or_build("page", (), lambda: "first")
    monkeypatch.setattr(remembered, "CODE", tmp_path)
    remembered.code_version.cache_clear()
    with SavedCache(tmp_path / "saved") as cache:
        assert cache.get_or_build("page", (), lambda: "again") == "again"
    remembered.code_version.cache_clear()


def test_another_version_of_any_library_that_renders_builds_anew() -> None:
    rooms = ("domain", "data", "history", "rendering", "outputs", "build")
    trees = (ast.parse(path.read_bytes()) for room in rooms for path in (remembered.CODE / room).rglob("*.py"))
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    modules = {name.partition(".")[0] for name in imported} - sys.stdlib_module_names - {"atlas", "_typeshed"}
    libraries = {name.replace("_", "-") for module in modules for name in metadata.packages_distributions()[module]}
    assert libraries == {*remembered.LIBRARIES}


def test_nobody_else_can_hand_over_what_a_build_reads_again() -> None:
    """A pickle runs what it says: the folder is never part of the repository, so only builds on this machine write to it."""
    listed = subprocess.run(["git", "ls-files", ".cache"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert listed.stdout == ""
    assert "/.cache/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {Path(cache).parent.name for cache in (DATA_CACHE, TEMPLATE_CACHE, RESULTS_CACHE, CACHE)} == {".cache"}


def test_data_read_by_an_earlier_build_are_the_same_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also that a fact has the one definition there is, and that an edited file is read."""
    data = shutil.copytree(DATA, tmp_path / "data")
    read: list[str] = []
    load_state = loader.load_state
    monkeypatch.setattr(loader, "load_state", lambda path, build: read.append(path.stem) or load_state(path, build))

    def load() -> Atlas:
        del read[:]
        with SavedCache(tmp_path / "saved") as cache:
            return load_atlas(data, DAY, root=tmp_path, allow_invented=True, cache=cache)

    first = load()
    assert "ex" in read
    again = load()
    assert not read
    assert first == again == load_atlas(data, DAY, root=tmp_path, allow_invented=True)
    facts = (fact for jurisdiction in again.jurisdictions for _, fact in jurisdiction.all_facts())
    assert all(fact.field is BY_ID[fact.field.id] for fact in facts)
    edited = data / "states" / "ex.yml"
    edited.write_text(edited.read_text("utf-8").replace("\nname: Example State", "\nnmae: Example State", 1), "utf-8")
    for expected in (["ex"], []):
        with pytest.raises(DataError, match="nmae"):  # what is wrong is told each time
            load()
        assert read == expected


def test_a_build_with_nothing_new_writes_nothing(tmp_path: Path) -> None:
    """Whatever the order of a set in the process: it is another one in each."""
    data, saved = shutil.copytree(DATA, tmp_path / "data"), tmp_path / "saved"
    (tmp_path / "docs").mkdir()
    load = (
        "import sys; from datetime import date; from pathlib import Path; from atlas.data.loader import load_atlas; "
        "from atlas.system.build_cache import SavedCache\n"
        "with SavedCache(Path(sys.argv[2])) as cache: load_atlas(Path(sys.argv[1]), date(2026, 2, 1), allow_invented=True, cache=cache)"
    )
    written = set()
    for seed in ("1", "2"):
        environment = dict(os.environ) | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "hooks")}
        subprocess.run([sys.executable, "-c", load, str(data), str(saved)], env=environment, check=True)
        written.add(saved.stat().st_mtime_ns)
    assert len(written) == 1


def test_compiled_templates_are_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        compiled = CompiledTemplates(tmp_path / "templates")
        environment(compiled).get_template("parts/chip.html")
        compiled.save()
        monkeypatch.setattr("jinja2.Environment._compile", lambda *_: pytest.fail("compiled anew"))
