"""The scaffold of a state file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from atlas.data import json_schema
from atlas.data.positions import Document, parse
from atlas.domain.jurisdictions import NAMES
from atlas.domain.vocabulary import STATE_FILE_FIELDS, Credential, Level, expected_ids
from atlas.maintenance import scaffold
from atlas.maintenance.scaffold import LicenseTier, ScaffoldError
from atlas.maintenance.state_format import canonical
from conftest import load_problems

THREE = (
    LicenseTier("intern", Level.ASSOCIATE),
    LicenseTier("lpc", Level.INTERMEDIATE),
    LicenseTier("lcpc", Level.INDEPENDENT),
)


@pytest.mark.parametrize("code", sorted(NAMES))
def test_the_scaffold_of_every_jurisdiction_passes_the_schema_and_is_canonical(code: str) -> None:
    text = scaffold.text(code, THREE)
    document = parse(text, Document("x"))
    assert not document.problems
    errors = list(Draft202012Validator(json_schema.state_schema()).iter_errors(json.loads(json.dumps(document.data))))
    assert not errors, errors[:1]
    assert canonical(text) == text


def test_every_expected_fact_is_there_and_unknown() -> None:
    data = parse(scaffold.text("WY", THREE), Document("x")).data
    assert list(data["facts"]) == [f.id for f in STATE_FILE_FIELDS]
    for license, rung in zip(data["licenses"], THREE, strict=True):
        step = {"required_step"} if "leads_to" in license else set()
        assert set(license["facts"]) == {*expected_ids(rung.level, Credential.LICENSE), *step}
        assert all(answer == {"unknown": scaffold.REASON} for answer in license["facts"].values())
    assert [license.get("leads_to") for license in data["licenses"]] == ["lpc", "lcpc", None]


def test_the_check_asks_only_for_steps_and_questions(data: Path) -> None:
    scaffold.write("XA", data / "states")
    told = "\n".join(load_problems(data))
    assert "has 0 steps" in told
    assert "0 questions are answered" in told
    assert len(told.splitlines()) == 2, told


def test_a_file_that_is_there_is_never_touched(tmp_path: Path) -> None:
    path = scaffold.write("wy", tmp_path)
    path.write_text("mine\n", encoding="utf-8")
    with pytest.raises(ScaffoldError, match="there already"):
        scaffold.write("WY", tmp_path)
    assert path.read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize(
    "bad", ["lpc", "lpc:asociate", "LPC:associate", ":associate", "-x:associate", "../x:associate"]
)
def test_a_license_that_is_not_id_and_level_is_refused(bad: str) -> None:
    with pytest.raises(ScaffoldError):
        scaffold.license_tier(bad)


@pytest.mark.parametrize("bad", ["QQ", "", "../x", "Georgia"])
def test_what_is_no_postal_code_is_refused(bad: str, tmp_path: Path) -> None:
    with pytest.raises(ScaffoldError, match="not a postal code"):
        scaffold.write(bad, tmp_path)
    assert list(tmp_path.iterdir()) == []
