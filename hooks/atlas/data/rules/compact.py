"""What data/compact.yml says of each jurisdiction hangs together."""

from __future__ import annotations

from atlas.data.rules.context import Context


def acts_told_or_unknown(c: Context) -> None:
    """How a jurisdiction joined is told with its source, or unknown with the reason."""
    for code, act in c.document.data["acts"].items():
        told = any(act.get(key) for key in ("act", "code", "enacted"))
        if told == bool(act.get("unknown")) or told != bool(act.get("source")):
            c.document.add(
                ("acts", code),
                f"the act of {code} is neither told nor unknown" if not told else f"the act of {code} has no source",
                "act, code or enacted with a source, or unknown with the reason",
            )


def issuers_have_acts(c: Context) -> None:
    """Who issues privileges has enacted the compact, before."""
    data = c.document.data
    for code in data["issuing"]["jurisdictions"]:
        if code not in data["acts"]:
            c.document.add(
                ("issuing", "jurisdictions", code),
                f"{code} issues privileges but stands not in `acts`",
                f"`{code}:` in `acts:`",
            )
