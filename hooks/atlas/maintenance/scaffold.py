"""A new state file: every expected fact is `unknown`, with a reason to be replaced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from atlas.domain.jurisdictions import INVENTED, NAMES
from atlas.domain.problems import nearest
from atlas.domain.vocabulary import LICENSE_FIELDS, STATE_FILE_FIELDS, Credential, Level, expected_ids
from atlas.system.files import write_atomically

REASON = "Not looked for yet; replace this by an answer or by where you looked."


class ScaffoldError(Exception):
    """The file cannot be written. The words say why, for the person who asked."""


@dataclass(frozen=True)
class LicenseTier:
    """A license to be described."""

    id: str
    level: Level


LADDER = (LicenseTier("associate", Level.ASSOCIATE), LicenseTier("independent", Level.INDEPENDENT))


def license_tier(text: str) -> LicenseTier:
    """`lpc:independent` as a tier of a ladder. Raises ScaffoldError."""
    id, _, level = text.partition(":")
    words = [level.value for level in Level]
    if level not in words:
        near = nearest(level, words)
        raise ScaffoldError(
            f"`{text}` is not ID:LEVEL with a level of {', '.join(words)}"
            + (f" (did you mean `{near}`?)" if near else "")
        )
    if not id.replace("-", "").isalnum() or id != id.lower() or id.strip("-") != id:
        raise ScaffoldError(f"`{id}` is not an id: lower case letters, digits and hyphens, such as `lpc`")
    return LicenseTier(id, Level(level))


def text(code: str, tiers: Iterable[LicenseTier] = LADDER) -> str:
    """The file of the jurisdiction with this postal code, its licenses from the lowest up. Raises ScaffoldError."""
    names = NAMES | INVENTED
    if code not in names:
        raise ScaffoldError(f"`{code}` is not a postal code of a US state or territory, such as WY")
    ladder = list(tiers)
    if len({tier.id for tier in ladder}) != len(ladder):
        raise ScaffoldError("two licenses have the same id")
    lines = [
        "# yaml-language-server: $schema=../schema/state.schema.json",
        f"code: {code}",
        f"name: {names[code]}",
        "# Replace {} by each text that you read, such as:",
        "#   rule-1:",
        "#     kind: rule",
        "#     citation: the section, as lawyers cite it",
        "#     title: what the page calls itself",
        "#     url: https://...",
        "#     current_through: the date that the text gives for itself; left out when it gives none",
        "#     read_on: the day you read it",
        "sources: {}",
        "facts:",
        *_facts((f.id for f in STATE_FILE_FIELDS), 2),
        "licenses:",
    ]
    for tier, above in zip(ladder, [*ladder[1:], None], strict=True):
        lines += [f"  - id: {tier.id}", f"    level: {tier.level.value}", "    credential: license"]
        lines += [f"    leads_to: {above.id}"] if above else []
        ids = {*expected_ids(tier.level, Credential.LICENSE), *(["required_step"] if above else [])}
        lines += ["    facts:", *_facts((f.id for f in LICENSE_FIELDS if f.id in ids), 6), "    steps: []"]
    return "\n".join([*lines, "faq: []", "changes: []"]) + "\n"


def _facts(ids: Iterable[str], column: int) -> list[str]:
    return [f"{' ' * column}{id}: {{unknown: {REASON}}}" for id in ids]


def write(code: str, folder: Path, tiers: Iterable[LicenseTier] = LADDER) -> Path:
    """Write the scaffold under `folder`. Raises ScaffoldError; a file that is there is never touched."""
    content = text(code.upper(), tiers)
    path = folder / f"{code.lower()}.yml"
    if path.exists():
        raise ScaffoldError(f"{path.name} is there already; it was not touched")
    write_atomically(path, content)
    return path
