"""The canonical form and the fixes: nothing a file says is lost, and doing it twice is doing it once."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from atlas.data.positions import Document, parse
from atlas.domain.problems import Problem
from atlas.maintenance import fixes, github_annotations, state_format
from atlas.maintenance.state_format import NotSafe
from conftest import DATA, ROOT

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking a whole state file takes minutes
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
EX = (DATA / "states" / "ex.yml").read_text(encoding="utf-8")


def data_of(text: str) -> Any:
    document = parse(text, Document("x"))
    assert not document.problems, document.problems
    return document.data


# ---- random state files: any order of keys, any spacing, comments anywhere ---------------------------------------------


class Writer:
    """Writes data as YAML in a way that nobody would, with comments that name the key they belong to."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.lines: list[str] = []
        self.above: list[str] = []
        self.beside: list[str] = []
        self.count = 0

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == 1

    def comment(self, key: str) -> str:
        self.count += 1
        return f"# {self.count} of {key}" + self.draw(
            st.sampled_from(["", ": no?", " 'x", ' "y" {z}', " - a", " # twice"])
        )

    def scalar(self, value: Any) -> str:
        if value is None or isinstance(value, bool | int | float | date):
            return value.isoformat() if isinstance(value, date) else json.dumps(value)
        text = json.dumps(value, ensure_ascii=False)
        return text if self.draw(st.booleans()) or not plain(value) else value

    def flow(self, value: Any) -> str:
        gap = " " * self.draw(st.integers(0, 2))
        if isinstance(value, dict):
            items = [f"{k}: {self.flow(v)}" for k, v in self.shuffled(value)]
            return "{" + gap + f",{gap} ".join(items) + gap + "}"
        if isinstance(value, list):
            return "[" + f",{gap} ".join(self.flow(v) for v in value) + "]"
        return self.scalar(value)

    def shuffled(self, value: dict[str, Any]) -> list[tuple[str, Any]]:
        return self.draw(st.permutations(list(value.items()))) if self.chance(2) else list(value.items())

    def block(self, value: dict[str, Any], column: int, dash: bool = False) -> None:
        for number, (key, item) in enumerate(self.shuffled(value)):
            first = dash and number == 0
            if not first and self.chance(6):
                self.above.append(self.comment(key))
                self.lines.append(" " * column + self.above[-1])
            elif not first and self.chance(12):
                self.lines.append("")
            prefix = " " * (column - 2) + "- " if first else " " * column
            self.item(prefix, key, item, column)

    def item(self, prefix: str, key: str, item: Any, column: int) -> None:
        deep = column + self.draw(st.sampled_from([2, 2, 2, 4]))
        if isinstance(item, dict) and item and (column < 4 or self.draw(st.booleans())):
            self.lines.append(f"{prefix}{key}:")
            self.block(item, deep)
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            self.lines.append(f"{prefix}{key}:")
            for entry in item:
                self.block(entry, deep + 2, dash=True)
        else:
            end = ""
            written = self.flow(item)
            if self.chance(8) and not plain(written):  # behind an unquoted text it would be refused
                self.beside.append(self.comment(key))
                end = " " * self.draw(st.integers(1, 3)) + self.beside[-1]
            gap = " " * self.draw(st.integers(1, 3))
            self.lines.append(f"{prefix}{key}:{gap}{written}{end}")


def plain(text: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z ./-]*[A-Za-z]", text)) and text not in ("true", "false", "null")


@st.composite
def state_files(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """A text, the comments that stand above their key, and those beside it."""
    data = json.loads(json.dumps(data_of(EX), default=str))
    for license in data["licenses"]:
        names = list(license["facts"])
        chosen = draw(st.sets(st.sampled_from(names), min_size=1, max_size=6))
        license["facts"] = {k: v for k, v in license["facts"].items() if k in chosen}
        license["steps"] = license["steps"][:1]
    writer = Writer(draw)
    writer.block(data, 0)
    return "\n".join(writer.lines) + "\n" * draw(st.integers(0, 3)), writer.above, writer.beside


@settings(max_examples=30, deadline=None, phases=QUICK, suppress_health_check=SLOW)
@given(state_files())
def test_the_formatter_keeps_data_and_comments_and_is_idempotent(case: tuple[str, list[str], list[str]]) -> None:
    text, above, beside = case
    once = state_format.canonical(text)
    assert state_format.canonical(once) == once
    assert state_format.same(data_of(once), data_of(text))
    assert Counter(state_format.comments(once)) == Counter(above + beside)
    assert in_order(data_of(once))
    top = next((c for c in above if text.lstrip("\n").startswith(c)), "")  # what opens the file stays there
    lines = once.split("\n")
    for comment in set(above) - {top}:
        key = re.search(r"of ([\w-]+)", comment)[1]  # type: ignore[index]
        at = next(n for n, line in enumerate(lines) if line.strip() == comment)
        below = next(line for line in lines[at + 1 :] if line.strip() and not line.strip().startswith("#"))
        assert re.match(rf"\s*(- )?{key}:", below), (comment, below)
    for comment in beside:
        key = re.search(r"of ([\w-]+)", comment)[1]  # type: ignore[index]
        assert any(line.endswith(comment) and re.match(rf"\s*(- )?{key}:", line) for line in lines), comment


def in_order(data: Any, path: tuple[str | int, ...] = ()) -> bool:
    if isinstance(data, list):
        return all(in_order(item, (*path, n)) for n, item in enumerate(data))
    if not isinstance(data, dict):
        return True
    wanted = state_format.wanted_order(path)
    if wanted is not None and list(data) != sorted(data, key=lambda k: wanted.index(k) if k in wanted else 999):
        return False
    return all(in_order(value, (*path, key)) for key, value in data.items())


@settings(max_examples=40, deadline=None, phases=QUICK, suppress_health_check=SLOW)
@given(state_files(), st.data())
def test_fixing_twice_is_fixing_once_and_keeps_comments(
    case: tuple[str, list[str], list[str]], data: st.DataObject
) -> None:
    text, above, beside = case
    for old, new in (
        ("https://law.example/3", "http://law.example/3"),
        ("2025-06-30", "June 30, 2025"),
        ("2026-01-12", "1/12/2026"),
    ):
        if data.draw(st.booleans()):
            text = text.replace(f'"{old}"', f'"{new}"')
    once = fixes.fix(text)
    assert not once.left
    again = fixes.fix(once.text)
    assert (again.text, again.done) == (once.text, ())
    assert Counter(state_format.comments(once.text)) == Counter(above + beside)


# ---- canonical form -----------------------------------------------------------------------------------------------------


def test_the_invented_state_is_canonical() -> None:
    assert state_format.canonical(EX) == EX


def test_every_state_file_is_canonical() -> None:
    for path in (ROOT / "data" / "states").glob("*.yml"):
        assert not state_format.problems(path, ROOT)


def test_the_comment_that_opens_a_file_stays_on_top() -> None:
    text = "# yaml-language-server: $schema=x\nname: Example State\ncode: EX\n"
    assert state_format.canonical(text) == "# yaml-language-server: $schema=x\ncode: EX\nname: Example State\n"


def test_a_comment_moves_with_the_key_below_it_and_a_deeper_one_with_the_key_above() -> None:
    text = (
        "sources:\n  a:\n    read_on: 2026-01-01\n    # of url\n    url: https://x.example/\n    kind: 'board' # of kind\n"
        "# of code\ncode: EX\n"
    )
    assert state_format.canonical(text) == (
        "# of code\ncode: EX\nsources:\n  a:\n    kind: 'board' # of kind\n    # of url\n    url: https://x.example/\n"
        "    read_on: 2026-01-01\n"
    )


def test_the_first_key_of_a_list_item_can_change() -> None:
    text = "changes:\n  - summary: Less.\n    # of date\n    date: 2026-01-01\n"
    assert state_format.canonical(text) == "changes:\n  # of date\n  - date: 2026-01-01\n    summary: Less.\n"


def test_a_change_without_an_id_gets_one_of_its_own_and_the_others_keep_theirs() -> None:
    entries = (
        "  - {date: 2026-01-01, summary: The board’s fee was raised., sources: [a]}\n"
        "  # the first of all\n  - date: 2025-01-01\n    summary: The boards fee was raised.\n"
        "  - {id: mine, date: 2024-01-01, summary: It was., sources: [a]}\n  - {summary: Is it?}\n"
    )
    fixed = fixes.fix("changes:\n" + entries)
    assert [entry["id"] for entry in data_of(fixed.text)["changes"]] == [
        "boards-fee-raised", "boards-fee-raised-2", "mine", "change",
    ]  # fmt: skip
    assert "  # the first of all\n  - id: boards-fee-raised-2\n    date: 2025-01-01\n" in fixed.text
    assert fixed.done[0] == "line 2: this change has the id `boards-fee-raised` now, for good"
    assert fixes.fix(fixed.text).done == ()


@pytest.mark.parametrize(
    "value",
    ["52.50", "010", "null", "~", "yes", "1:20", "(a)(1)", "2025-03-28", "'2025-03-28'", '"a: b"', "0x1F", "1e3"],
)
def test_values_are_written_as_they_were_read(value: str) -> None:
    text = f"code: EX\nname: {value}\n"
    assert state_format.canonical(text) == text


@pytest.mark.parametrize(
    "scalar", [">-\n  Two lines\n  of text.\n", "|\n  # no comment\n\n  more\n", '"# no comment"\n']
)
def test_long_texts_stay_as_they_are(scalar: str) -> None:
    text = f"name: {scalar}code: EX\n"
    assert data_of(state_format.canonical(text)) == data_of(text)
    assert state_format.canonical(text).startswith("code: EX\n")


def test_what_is_not_valid_yaml_is_refused() -> None:
    for text in ("a: b: c\n", "a: 1\na: 2\n", "a: &x 1\nb: *x\n", "\ta: 1\n"):
        with pytest.raises(NotSafe, match="only a person can mend"):
            state_format.canonical(text)


def test_a_file_that_is_not_canonical_is_a_problem_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "ex.yml"
    path.write_text(EX.replace("{value: 36, source: rule-12-4}", "{source: rule-12-4, value: 36}"), encoding="utf-8")
    (problem,) = state_format.problems(path)
    assert "term_months" in problem.what
    assert "rule-12-4" in path.read_text(encoding="utf-8").split("\n")[problem.line - 1]
    path.write_text(EX, encoding="utf-8")
    assert state_format.problems(path) == []


# ---- fixes, one by one --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("March 28, 2025", "2025-03-28"), ("Mar. 28, 2025", "2025-03-28"), ("28 March 2025", "2025-03-28"),
        ("3/28/2025", "2025-03-28"), ("2025-3-8", "2025-03-08"), ("2025/03/08", "2025-03-08"), ("3/3/2025", "2025-03-03"),
        ("2025-03-28", "2025-03-28"), ("Sept 1, 2025", "2025-09-01"),
        ("3/8/2025", None), ("13/13/2025", None), ("2025-02-30", None), ("March 2025", None), ("soon", None), ("Mxx 3, 2025", None),
    ],
)  # fmt: skip
def test_a_date_is_written_as_iso_when_it_can_be_read_in_one_way_only(written: str, iso: str | None) -> None:
    assert fixes.date_as_iso(("sources", "a", "read_on"), written) == iso


def test_only_dates_are_dates() -> None:
    assert fixes.date_as_iso(("sources", "a", "title"), "March 28, 2025") is None


def test_links_become_https_and_texts_do_not() -> None:
    assert fixes.link_as_https(("sources", "a", "url"), "http://law.example/3") == "https://law.example/3"
    assert fixes.link_as_https(("facts", "board_url", "value"), "HTTP://law.example/3") == "https://law.example/3"
    assert fixes.link_as_https(("facts", "board_name", "value"), "http://law.example/3") is None
    assert fixes.link_as_https(("sources", "a", "url"), "https://law.example/3") is None


def test_a_quoted_date_loses_its_quotes_and_a_quoted_link_keeps_them() -> None:
    text = EX.replace("current_through: 2025-06-30", 'current_through: "2025-06-30"').replace(
        '{value: "https://board.example/apply"', '{value: "http://board.example/apply"'
    )
    assert fixes.fix(text).text == EX


def test_what_was_done_is_told_with_its_line() -> None:
    fixed = fixes.fix(EX.replace("https://law.example/3", "http://law.example/3"))
    assert fixed.text == EX
    assert fixed.done == ("line 8: `http://law.example/3` is now `https://law.example/3`",)


def test_windows_line_ends_and_a_byte_order_mark_go() -> None:
    assert fixes.fix("\ufeff" + EX.replace("\n", "\r\n")).text == EX


def test_windows_line_ends_and_a_byte_order_mark_are_let_in(tmp_path: Path) -> None:
    path = tmp_path / "ex.yml"
    path.write_bytes(("\ufeff" + EX.replace("\n", "\r\n")).encode())
    assert state_format.problems(path) == []


def test_a_broken_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ex.yml"
    path.write_bytes(b"name: Example: State\r\n")
    assert fixes.fix_file(path).left == "something in it only a person can mend"
    path.write_bytes(b"name: \xff\n")
    assert fixes.fix_file(path).left == "it is not saved as UTF-8"
    assert path.read_bytes() == b"name: \xff\n"


# ---- annotations and the command ----------------------------------------------------------------------------------------


def test_an_annotation_escapes_what_github_would_misread() -> None:
    line = github_annotations.error(Problem("data/a,b:c.yml", 3, 7, "100% wrong\n::error::x", "right"))
    assert line == "::error file=data/a%2Cb%3Ac.yml,line=3,col=7,title=Data::100%25 wrong%0A::error::x (expected right)"


def check(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(cwd / "scripts" / "check.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_check_mends_and_then_tells_what_is_left(data: Path) -> None:
    path = data / "states" / "ex.yml"
    path.write_text(
        EX.replace("https://law.example/3", "http://law.example/3").replace("max_months:", "maximum_months:"),
        encoding="utf-8",
    )
    done = check(path, "--fix", "--data", data, "--format", "github")
    assert done.returncode == 1
    assert "line 8: `http://law.example/3` is now `https://law.example/3`" in done.stderr
    assert "unknown fact `maximum_months`" in done.stdout
    assert all(line.startswith("::error file=data/states/ex.yml,line=") for line in done.stdout.splitlines())
    told = json.loads(check(path, "--data", data, "--format", "json").stdout)
    assert {"path", "line", "column", "what", "expected", "nearest"} == set(told[0])
    assert "http://" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fee_application: {value: 100", "fee_aplication: {value: 100", "unknown fact `fee_aplication`"),
        ("fee_application: {value: 100, source", "fee_application: {value: 100, sorce", "unknown key `sorce`"),
    ],
)
def test_check_tells_a_misspelled_key_once(data: Path, old: str, new: str, said: str) -> None:
    path = data / "states" / "ex.yml"
    path.write_text(EX.replace(old, new), encoding="utf-8")
    told = json.loads(check(path, "--data", data, "--format", "json").stdout)
    assert len([problem for problem in told if problem["line"] == 124]) == 1
    assert said in "".join(problem["what"] for problem in told)
    assert not any("usually written" in problem["what"] for problem in told)


def test_a_file_that_is_not_of_a_state_is_checked_with_everything_else(data: Path) -> None:
    done = check(data / "exams.yml", "--data", data)
    assert "`EX` is not a postal code" in done.stdout, "the states were checked too"
    assert "exams.yml" not in done.stdout, "and the exams were not taken for a state"


def test_prettier_is_told_to_leave_every_file_alone() -> None:
    """It would lay out the data in another way than `make fix`, and an editor may run it at each save."""
    lines = (ROOT / ".prettierignore").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["*"]
