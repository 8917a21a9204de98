# Produces:
#   /api/v1/states/<code>.json   one jurisdiction: facts, licenses, steps, questions, changes, sources
#   /api/v1/facts.json           every fact of every jurisdiction, the rows of facts.csv as objects
#   /api/v1/facts.csv            the same as a table; its columns are facts.COLUMNS
"""The first public downloads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from .. import facts, text
from ..model import Answer, Fact, Jurisdiction, License, Source, Step
from ..site import Builder, Output

API = "api/v1/"
TERMS = "Creative Commons Attribution 4.0 International (CC BY 4.0)"


def files(builder: Builder) -> Iterator[Output]:
    """Every file under /api/v1/."""
    atlas = builder.atlas
    rows = list(facts.rows(atlas))
    yield Output(API + "facts.csv", table(rows).encode())
    yield Output(
        API + "facts.json", dump({"license": TERMS, "built": atlas.day, "facts": [asdict(row) for row in rows]})
    )
    for one in atlas.jurisdictions:
        address = f"{builder.settings.site_url}states/{one.slug}/"
        yield Output(f"{API}states/{one.code.lower()}.json", dump(state(one, atlas.day, address)))


def table(rows: list[facts.Row]) -> str:
    """Rows as CSV (RFC 4180): a header, then one line for each."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(facts.COLUMNS)
    writer.writerows(facts.cells(row) for row in rows)
    return out.getvalue()


def dump(value: Any) -> bytes:
    """JSON in UTF-8; dates are ISO."""
    return (json.dumps(value, ensure_ascii=False, indent=1, default=text.plain) + "\n").encode()


def state(one: Jurisdiction, on: date, address: str) -> dict[str, Any]:
    """One jurisdiction as it is published."""
    ids = {id(source): key for key, source in one.sources.items()}
    return {
        "license": TERMS,
        "built": on,
        "code": one.code,
        "name": one.name,
        "page": address,
        "facts": {name: _fact(fact, on, ids) for name, fact in one.facts.items()},
        "licenses": [_license(license, on, ids) for license in one.licenses],
        "faq": [{"question": q.question, "answer": q.answer, "sources": q.sources} for q in one.faq],
        "changes": [c.model_dump() for c in one.changes],
        "sources": {key: _source(source) for key, source in one.sources.items()},
    }


def _license(license: License, on: date, ids: dict[int, str]) -> dict[str, Any]:
    return {
        "id": license.id,
        "title": license.title,
        "abbr": license.abbr or None,
        "level": license.level,
        "credential": license.credential,
        "leads_to": license.leads_to,
        "facts": {name: _fact(fact, on, ids) for name, fact in license.facts.items()},
        "steps": [_step(step) for step in license.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    return step.model_dump()


def _source(source: Source) -> dict[str, Any]:
    return {"kind": source.kind, "evidence": source.evidence, **source.model_dump(exclude={"kind"})}


def _fact(fact: Fact, on: date, ids: dict[int, str]) -> dict[str, Any]:
    return {
        "label": fact.field.label,
        "unit": fact.field.unit or None,
        "answers": [_answer(a, ids) for a in fact.current(on)],
        "upcoming": [_answer(a, ids) for a in fact.upcoming(on)],
    }


def _answer(answer: Answer, ids: dict[int, str]) -> dict[str, Any]:
    body: dict[str, Any] = {
        "status": answer.status,
        "value": answer.value,
        "text": answer.text,
        "readings": [{"value": v, "source": ids[id(s)], "at": at, "note": note} for v, s, at, note in answer.readings],
        "source": ids[id(answer.source)] if answer.source else None,
        "evidence": answer.evidence,
        "at": answer.at,
        "note": answer.note,
        "applies_to": answer.applies_to,
        "effective": answer.effective,
        "until": answer.until,
    }
    return {key: value for key, value in body.items() if key in ("status", "value") or value not in ("", None, [])}
