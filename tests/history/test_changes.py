"""What an edit changes, in words; and twenty mistakes of the kind this field invites."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from atlas.history import data_diff
from atlas.maintenance import fixes
from conftest import DATA, DAY, ROOT, load_problems
from spoiling import RANDOM

EX = (DATA / "states" / "ex.yml").read_text(encoding="utf-8")
LPC_FEE = "fee_application: {value: 100, source: board-home}"


def edited(*pairs: tuple[str, str], text: str = EX) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, (text.count(old), old)
        text = text.replace(old, new)
    return text


def diff(*pairs: tuple[str, str], before: str = EX) -> data_diff.DataDiff:
    return data_diff.compare("data/states/ex.yml", before, edited(*pairs, text=before), DAY)


def warnings(*pairs: tuple[str, str], before: str = EX) -> str:
    return "\n".join(w.words for w in diff(*pairs, before=before).warnings)


def reread(text: str) -> str:
    """Every source read again today, as somebody does who believes in the edit."""
    for day in ("2026-01-15", "2026-01-10", "2026-01-12"):
        text = text.replace(f"read_on: {day}", "read_on: 2026-02-01")
    return text


# ---- in words -----------------------------------------------------------------------------------------------------------


def test_a_changed_figure_is_told_with_state_license_and_both_sources() -> None:
    found = diff(
        (
            "supervised_hours_total: {value: 2800, source: rule-12-4, at: (a)}",
            "supervised_hours_total: {value: 3000, source: statute-3, at: (k)}",
        )
    )
    assert found.changes == (
        "Example State, LPC, Total supervised experience: 2,800 hours to 3,000 hours; source changed from 12 Example Admin. Code "
        "§ 4 (a) (current through 2025-03-28) to Example Stat. § 3 (k) (current through 2025-06-30)",
    )
    assert found.warnings == ()


def test_nothing_changed_says_so() -> None:
    assert data_diff.as_text([diff()]) == "No fact changes.\n"
    assert "No fact changes." in data_diff.as_markdown([diff()])


def test_comments_and_order_of_keys_are_no_change() -> None:
    assert (
        diff(
            ("code: EX\n", "# a comment\ncode: EX\n"), (LPC_FEE, "fee_application: {source: board-home, value: 100}")
        ).changes
        == ()
    )


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (("fee_license: {unknown: The schedule is a scanned image.}", "fee_license: {value: 52.5, source: board-home}"), "LPC, License fee: not confirmed (The schedule is a scanned image.) to $52.50; source changed from none"),
        (("abbr: {value: LPC,", "abbr: {value: LCPC,"), "LCPC, Abbreviation: LPC to LCPC"),
        (("effective: 2027-01-01}", "effective: 2028-01-01}"), "Continuing education per cycle: effective 2027-01-01 to 2028-01-01"),
        (("      - do: Send the forms\n", ""), "LPC: step removed: Send the forms"),
        (("question: \"Who may supervise me?\"", "question: \"Who supervises?\""), "Example State: question added: Who supervises?"),
        (("detail: The fee is {lpc.fee_application}.", "detail: Pay {lpc.fee_application}."), "LPC: step changed: Apply for the independent license"),
        (("current_through: 2025-06-30", "current_through: 2025-12-31"), "source `statute-3`: current_through 2025-06-30 to 2025-12-31"),
        (("exams: {value: [first-exam], source", "exams: {value: [second-exam], source"), "LAC, Accepted exams: first-exam to second-exam"),
        (("    level: associate", "    level: intermediate"), "LAC, level: associate to intermediate"),
        (("note: The rule is newer than the page.", "note: Ask."), "Minimum time: note now: Ask."),
    ],
)  # fmt: skip
def test_each_kind_of_change_has_its_words(edit: tuple[str, str], words: str) -> None:
    assert words in "\n".join(diff(edit).changes)


def test_new_and_removed_files_are_told() -> None:
    assert "Example State: new, with" in data_diff.compare("x.yml", None, EX, DAY).changes[0]
    assert "the file was removed" in data_diff.compare("x.yml", EX, None, DAY).warnings[0].words


def test_a_file_that_cannot_be_read_is_told_and_stops_nothing() -> None:
    found = data_diff.compare("x.yml", EX, "a: b: c\n", DAY)
    assert "cannot be read as it stands now" in found.warnings[0].words
    assert data_diff.compare("x.yml", EX, "facts: 7\nlicenses: {a: 1}\nsources: []\n", DAY).warnings


def test_nothing_of_the_data_is_markup_in_a_pull_request() -> None:
    found = diff(("Example Board of Counseling,", "'<img src=x> @everyone [x](https://x.example) | #1 *b*',"))
    told = data_diff.as_markdown([found])
    assert "<img" not in told and "](https" not in told and "@everyone" not in told and " #1" not in told


# ---- warnings, one by one -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([("fee_renewal: {value: 150,", "fee_renewal: {value: 160,")], "the figure changed but its source did not"),
        ([("term_months: {value: 24, source: statute-3}", "term_months: {value: 30, source: rule-12-4}")], "older than before: it is current through 2025-03-28, the one before 2025-06-30"),
        ([("current_through: 2025-06-30", "current_through: 2020-06-30")], "older than before"),
        ([("current_through: 2025-06-30", "current_through: null")], "gives no date of its own"),
        ([("jurisprudence_exam: {value: true, source: board-home}", "jurisprudence_exam: {value: true, source: guide}")], "weaker: secondary instead of board"),
        ([("kind: statute", "kind: board")], "weaker: board instead of law"),
        ([("fee_renewal: {value: 150, source: board-home}", "fee_renewal: {unknown: Lost.}")], "the figure was removed: $150"),
        ([("      fee_renewal: {value: 150, source: board-home}\n", "")], "the figure was removed: $150"),
        ([("at: (a)}\n      direct_client_hours", "at: (b)}\n      direct_client_hours"), ("{value: 1200, source: rule-12-4, at: (a)}", "{value: 1200, source: rule-12-4}")], "the place in the source is gone: (a)"),
        ([("url: https://law.example/3", "url: https://law.example/4")], "the link changed, but not the day it was read"),
        ([(", applies_to: Graduates of older programs}", ", effective: 2027-01-01}")], "now holds for everybody; before it was for: Graduates of older programs"),
        ([("- {value: 60, source: statute-3, at: (c)}", "- {value: 90, source: statute-3, at: (c)}")], "90 is 60 in the other kind of credit"),
        ([("exam_logic: {value: any_of, source: rule-12-4}", "exam_logic: {value: all_of, source: rule-12-4}")], "the answer turned round"),
        ([("  - id: lac\n", "  - id: lca\n")], "LAC: the license was removed"),
    ],
)  # fmt: skip
def test_each_warning_is_given(edits: list[tuple[str, str]], words: str) -> None:
    assert words in warnings(*edits)


def test_a_warning_names_the_line() -> None:
    (found,) = diff(("fee_renewal: {value: 150,", "fee_renewal: {value: 160,")).warnings
    assert "fee_renewal" in EX.split("\n")[found.line - 1]


def test_a_source_read_again_is_no_warning() -> None:
    after = reread(edited(("fee_renewal: {value: 150,", "fee_renewal: {value: 160,")))
    assert data_diff.compare("x", EX, after, DAY).warnings == ()


def test_a_new_figure_from_an_old_text_is_a_warning() -> None:
    old = EX.replace("current_through: 2025-06-30", "current_through: 2019-06-30")
    assert "current through 2019-06-30 only" in warnings(
        ("term_months: {value: 24,", "term_months: {value: 30,"), before=old
    )


# ---- twenty mistakes ----------------------------------------------------------------------------------------------------

CHECK, WARNING, SLIPS = "check", "warning", "slips through"

# name, edits, whether the editor also re-dates every source, what catches it, in which words
MISTAKES = [
    ("the wrong tier's figure", [(LPC_FEE, LPC_FEE.replace("100", "75"))], True, WARNING, "it is now the figure of LAC"),
    ("a ratio written as a total", [("supervision_hours: {silent: A ratio is set instead of a total., source", "supervision_hours: {value: 20, source")], True, WARNING, "a ratio is not a total"),
    ("total and direct hours swapped", [("supervised_hours_total: {value: 2800", "supervised_hours_total: {value: 1200"), ("direct_client_hours: {value: 1200", "direct_client_hours: {value: 2800")], True, CHECK, "is more than"),
    ("two licenses' fees swapped", [(LPC_FEE, LPC_FEE.replace("100", "75")), ("{value: 75, source: board-home}\n      fee_license: {value: 52.5", "{value: 100, source: board-home}\n      fee_license: {value: 52.5")], True, WARNING, "changed places with the figure of"),
    ("a dead source id", [("term_months: {value: 24, source: statute-3}", "term_months: {value: 24, source: statute-4}")], True, CHECK, "unknown source id"),
    ("a stale source", [("term_months: {value: 24, source: statute-3}", "term_months: {value: 30, source: rule-12-4}")], True, WARNING, "older than before"),
    ("a guide in place of the board", [("references_required: {value: 2, source: board-home}", "references_required: {value: 3, source: guide}")], True, WARNING, "weaker"),
    ("a figure changed without its source", [("fee_renewal: {value: 150,", "fee_renewal: {value: 160,")], False, WARNING, "its source did not"),
    ("years in a field of months", [("term_months: {value: 24,", "term_months: {value: 2,")], True, CHECK, "which is unusual"),
    ("weeks in a field of months", [("term_months: {value: 36,", "term_months: {value: 156,")], True, CHECK, "which is unusual"),
    ("a digit too many", [("{value: 2800,", "{value: 28000,")], True, CHECK, "out of range"),
    ("two digits exchanged", [("{value: 2800,", "{value: 2080,")], True, SLIPS, ""),
    ("direct practicum hours as the whole", [("practicum_internship_hours: {value: 700,", "practicum_internship_hours: {value: 280,")], True, WARNING, "same figure as `practicum_direct_hours`"),
    ("a bill taken for an act", [("  endorsement_years:", "  compact_member: {value: true, source: statute-3}\n  endorsement_years:")], True, CHECK, "derived from data/compact.yml"),
    ("a sister profession's fee", [(LPC_FEE, LPC_FEE.replace("100", "110"))], True, SLIPS, ""),
    ("the older programs' credits for all", [("- {value: 60, source: statute-3, at: (c)}", "- {value: 48, source: statute-3, at: (c)}")], True, WARNING, "was for some only: Graduates of older programs"),
    ("a figure lost", [("ce_ethics_hours: {value: 3, source: rule-12-4}", "ce_ethics_hours: {unknown: Not found.}")], True, WARNING, "the figure was removed"),
    ("a disagreement dropped", [("        disputed:\n          - {value: 18, source: rule-12-4, at: (c)}\n          - {value: 24, source: board-home}\n", "        value: 18\n        source: rule-12-4\n        at: (c)\n")], True, WARNING, "a reading was dropped"),
    ("all exams instead of any", [("exams: {value: [first-exam, second-exam], source: rule-12-4}\n      exam_logic: {value: any_of", "exams: {value: [first-exam, second-exam], source: rule-12-4}\n      exam_logic: {value: all_of")], True, WARNING, "the answer turned round"),
    ("the file of another state", [("code: EX", "code: XA"), ("name: Example State", "name: Example Alpha")], True, CHECK, "the file is named"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "edits", "redated", "by", "words"), MISTAKES, ids=[m[0] for m in MISTAKES])
def test_seeded_mistakes(
    name: str, edits: list[tuple[str, str]], redated: bool, by: str, words: str, tmp_path: Path
) -> None:
    """Each is caught as said. The ones that slip through look in every way like a rule that changed; see the issue."""
    data = Path(shutil.copytree(DATA, tmp_path / "data"))
    after = edited(*edits)
    after = reread(after) if redated else after
    (data / "states" / "ex.yml").write_text(after, encoding="utf-8")
    checked = "\n".join(load_problems(data))
    warned = "\n".join(w.words for w in data_diff.compare("data/states/ex.yml", EX, after, DAY).warnings)
    if by == CHECK:
        assert words in checked
    else:
        assert checked == ""
        assert words in warned
        assert bool(warned) == (by == WARNING), warned


def test_there_are_twenty_mistakes_and_at_least_eighteen_are_caught() -> None:
    assert len(MISTAKES) == 20
    assert sum(by != SLIPS for _, _, _, by, _ in MISTAKES) >= 18


def test_random_edits_never_stop_the_comparison_or_the_fixes() -> None:
    r = random.Random(20261123)
    for source in (EX, (ROOT / "data" / "states" / "ga.yml").read_text(encoding="utf-8")):
        for _ in range(15):
            spoilt, _, _ = r.choice(RANDOM)(r, source)
            spoilt = spoilt.decode("utf-8", "replace") if isinstance(spoilt, bytes) else spoilt
            found = data_diff.compare("x.yml", source, spoilt, DAY)
            data_diff.as_text([found])
            data_diff.as_markdown([found])
            fixed = fixes.fix(spoilt)
            assert fixed.left or fixes.fix(fixed.text).text == fixed.text


# ---- the command --------------------------------------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the invented state on `main` and a branch of its own."""
    target = tmp_path / "data" / "states"
    target.mkdir(parents=True)
    (target / "ex.yml").write_text(EX, encoding="utf-8")
    for command in (
        ["init", "-q", "-b", "main"],
        ["add", "."],
        ["commit", "-q", "-m", "x"],
        ["checkout", "-q", "-b", "work"],
    ):
        identity = ["-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *command], cwd=tmp_path, check=True)
    return tmp_path


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "diff.py"), *arguments, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_the_command_reads_the_base_from_git(repository: Path) -> None:
    path = repository / "data" / "states" / "ex.yml"
    assert run(repository, "main").stdout == "No fact changes.\n"
    path.write_text(edited(("fee_renewal: {value: 150,", "fee_renewal: {value: 160,")), encoding="utf-8")
    done = run(repository, "main")
    assert (done.returncode, done.stdout.split("\n")[0]) == (0, "Example State, LPC, Renewal fee: $150 to $160")
    assert run(repository, "main", "--strict").returncode == 1
    github = run(repository, "main", "--format", "github").stdout
    assert github.startswith("::warning file=data/states/ex.yml,line=")
    assert "### What this changes" in run(repository, "main", "--format", "markdown").stdout


def test_what_others_did_on_the_base_is_not_taken_for_a_change(repository: Path) -> None:
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example"]
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "mine"], cwd=repository, check=True)
    subprocess.run(["git", "checkout", "-q", "main"], cwd=repository, check=True)
    (repository / "data" / "states" / "ex.yml").write_text(
        edited(("fee_renewal: {value: 150,", "fee_renewal: {value: 170,")), encoding="utf-8"
    )
    subprocess.run([*git, "commit", "-q", "-a", "-m", "theirs"], cwd=repository, check=True)
    subprocess.run(["git", "checkout", "-q", "work"], cwd=repository, check=True)
    assert run(repository, "main").stdout == "No fact changes.\n"


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "", "HEAD:data"])
def test_a_base_that_git_does_not_know_is_told(repository: Path, base: str) -> None:
    done = run(repository, "--", base) if base.startswith("-") else run(repository, base)
    assert done.returncode == 2
    assert not (repository / "x").exists()


# ---- ids of changes -----------------------------------------------------------------------------------------------------


def test_a_changed_id_is_warned_of_and_a_first_one_is_no_edit() -> None:
    assert "its id was `ratio-set` and is `the-ratio`: those who follow the feeds are told of it twice" in warnings(
        ("id: ratio-set", "id: the-ratio")
    )
    nameless = EX.replace("id: ratio-set, ", "").replace("id: less-education, ", "")
    found = data_diff.compare("data/states/ex.yml", nameless, EX, DAY)
    assert (found.changes, found.warnings) == ((), ())
    assert [entry.step for entry in found.entry_edits] == [data_diff.Step.NAMED] * 2


def test_without_a_day_the_changes_are_the_same_and_nothing_is_warned_of() -> None:
    after = edited(("fee_application: {value: 75,", "fee_application: {value: 750,"))
    warned = data_diff.compare("data/states/ex.yml", EX, after, DAY)
    plain = data_diff.compare("data/states/ex.yml", EX, after, None)
    assert warned.warnings and plain.warnings == ()
    assert plain.changes == warned.changes and plain.new_values == warned.new_values
