# Produces, under /api/v1/ (the shapes are in schemas.py):
#   index.json            what there is, with digests and counts
#   states.json           all jurisdictions, in short
#   states/<code>.json    one jurisdiction: facts, licenses, steps, questions, changes, sources
#   licenses.json         every rung of every ladder
#   facts.json            every fact of every jurisdiction, the rows of facts.csv as objects
#   facts.csv             the same as a table; its columns are fact_rows.COLUMNS
#   schools.json  schools.csv   schools and their programs (schools.py)
#   exams.json            exams and where they count
#   compact.json          the Counseling Compact
#   changes.json          changes of the rules
#   openapi.json          all this for machines (OpenAPI 3.1)
#   schema/<name>.schema.json
"""The API: static files that behave like one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pydantic.json_schema import models_json_schema

from atlas.domain import evidence, formatting
from atlas.domain.atlas import Atlas
from atlas.domain.cohorts import Cohort
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Source, Status, Step
from atlas.outputs import fact_rows
from atlas.outputs.api import schools as schools_api
from atlas.outputs.api.schemas import (
    ENDPOINTS,
    AcceptedOut,
    AnswerOut,
    ApiFile,
    ChangeLineOut,
    ChangeOut,
    ChangesOut,
    CohortOut,
    CompactOut,
    CompactStateOut,
    ExamOut,
    ExamsOut,
    FactOut,
    FactsOut,
    IndexedOut,
    IndexOut,
    LicenseLineOut,
    LicenseOut,
    LicensesOut,
    QuestionOut,
    ReadingOut,
    SourceOut,
    StateFileOut,
    StateOut,
    StatesOut,
    StepOut,
    schema_name,
)
from atlas.outputs.downloads import tables as download_tables
from atlas.outputs.json_text import as_json
from atlas.rendering.artifacts import SiteFile
from atlas.rendering.context import BuildContext
from atlas.rendering.exam_uses import uses

API = "api/v1/"


def build(context: BuildContext) -> Iterator[SiteFile]:
    """Every file under /api/v1/."""
    atlas, site = context.atlas, context.settings.site_url
    rows = list(fact_rows.rows(atlas))
    published: list[tuple[SiteFile, str]] = [
        (SiteFile(API + "facts.csv", table(rows).encode()), ""),
        (SiteFile(API + "schools.csv", schools_api.table(list(schools_api.records(atlas))).encode()), ""),
    ]
    published.append((SiteFile(API + "facts.json", dump(FactsOut(built=atlas.day, facts=rows))), schema_name(FactsOut)))
    for path, file in _documents(atlas, site):
        published.append((SiteFile(API + path, dump(file)), schema_name(type(file))))
    for shape in (shape for _, _, shape in ENDPOINTS):
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | shape.model_json_schema(
            mode="serialization"
        )
        published.append((SiteFile(f"{API}schema/{schema_name(shape)}", as_json(schema)), ""))
    published.append((SiteFile(API + "openapi.json", as_json(openapi(site))), ""))
    yield from (output for output, _ in published)
    yield SiteFile(API + "index.json", dump(_index(atlas, published, len(rows))))


def _documents(atlas: Atlas, site: str) -> Iterator[tuple[str, ApiFile]]:
    yield (
        "states.json",
        StatesOut(
            built=atlas.day, states=[_summary(jurisdiction, atlas, site) for jurisdiction in atlas.jurisdictions]
        ),
    )
    yield "licenses.json", LicensesOut(built=atlas.day, licenses=list(_licenses(atlas, site)))
    examined = next(iter(atlas.exams.values())).sources if atlas.exams else {}
    yield "exams.json", ExamsOut(built=atlas.day, exams=list(_exams(atlas)), sources=_sources(examined))
    yield "compact.json", _compact(atlas)
    yield "schools.json", schools_api.document(atlas)
    yield "changes.json", ChangesOut(built=atlas.day, changes=list(changes(atlas)))
    for jurisdiction in atlas.jurisdictions:
        yield (
            f"states/{jurisdiction.code.lower()}.json",
            state(jurisdiction, atlas, f"{site}states/{jurisdiction.slug}/"),
        )


def table(rows: Iterable[fact_rows.Row]) -> str:
    """Rows as CSV (RFC 4180): a header, then one line for each."""
    return download_tables.as_csv(fact_rows.COLUMNS, map(fact_rows.cells, rows))


def dump(file: ApiFile) -> bytes:
    """A published file as JSON in UTF-8. Every key is there; what holds nothing is null or empty."""
    return (file.model_dump_json(indent=1, by_alias=True) + "\n").encode()


def state(jurisdiction: Jurisdiction, atlas: Atlas, page: str) -> StateFileOut:
    """One jurisdiction as it is published, on the day of the build."""
    on = atlas.day
    ids = {id(source): key for key, source in jurisdiction.all_sources.items()}
    return StateFileOut(
        built=on,
        code=jurisdiction.code,
        name=jurisdiction.name,
        page=page,
        facts={name: _fact(fact, on, ids) for name, fact in jurisdiction.facts.items()},
        licenses=[_license(license, jurisdiction, atlas, ids) for license in jurisdiction.licenses],
        faq=[
            QuestionOut(**q.model_dump() | {"answer": formatting.referenced(q.answer, jurisdiction, on, atlas.exams)})
            for q in jurisdiction.faq
        ],
        changes=[ChangeOut(**c.model_dump()) for c in jurisdiction.changes],
        sources=_sources(jurisdiction.all_sources),
    )


def _sources(sources: Mapping[str, Source]) -> dict[str, SourceOut]:
    return {key: SourceOut(evidence=s.evidence, **s.model_dump()) for key, s in sources.items()}


def _license(license: License, jurisdiction: Jurisdiction, atlas: Atlas, ids: dict[int, str]) -> LicenseOut:
    return LicenseOut(
        id=license.id,
        title=license.title,
        abbr=license.abbr or None,
        level=license.level,
        credential=license.credential,
        leads_to=license.leads_to,
        facts={name: _fact(fact, atlas.day, ids) for name, fact in license.facts.items()},
        steps=[_step(step, jurisdiction, atlas) for step in license.steps],
    )


def _step(step: Step, jurisdiction: Jurisdiction, atlas: Atlas) -> StepOut:
    detail = formatting.referenced(step.detail, jurisdiction, atlas.day, atlas.exams) if step.detail else None
    return StepOut(**step.model_dump() | {"detail": detail})


def _fact(fact: Fact, on: date, ids: dict[int, str]) -> FactOut:
    return FactOut(
        label=fact.field.label,
        unit=fact.field.unit or None,
        answers=[_answer(a, ids) for a in fact.current(on)],
        upcoming=[_answer(a, ids) for a in fact.upcoming(on)],
    )


def _answer(answer: Answer, ids: dict[int, str]) -> AnswerOut:
    readings = [
        ReadingOut(value=v, source=ids[id(s)], at=at or None, note=note or None) for v, s, at, note in answer.readings
    ]
    return AnswerOut(
        status=answer.status,
        value=answer.value,
        text=answer.text or None,
        readings=readings or None,
        source=ids[id(answer.source)] if answer.source else None,
        evidence=answer.evidence,
        at=answer.at or None,
        note=answer.note or None,
        cohort=_cohort(answer.cohort),
        applies_to=answer.applies_to or None,
        when=answer.when.words if answer.when else None,
        effective=answer.effective,
        until=answer.until,
    )


def _cohort(cohort: Cohort | None) -> CohortOut | None:
    """The span with its end excluded, however the file writes it."""
    return (
        CohortOut.model_validate({"event": cohort.event, "from": cohort.first, "before": cohort.end})
        if cohort
        else None
    )


def _summary(jurisdiction: Jurisdiction, atlas: Atlas, site: str) -> StateOut:
    counts = evidence.count_evidence(jurisdiction, atlas.day)
    return StateOut(
        code=jurisdiction.code,
        name=jurisdiction.name,
        page=f"{site}states/{jurisdiction.slug}/",
        data=f"{site}{API}states/{jurisdiction.code.lower()}.json",
        licenses=[license.id for license in jurisdiction.licenses],
        facts=counts.total,
        unknown=counts.status[Status.UNKNOWN],
        last_read=evidence.last_read(jurisdiction),
    )


def _licenses(atlas: Atlas, site: str) -> Iterator[LicenseLineOut]:
    for jurisdiction in atlas.jurisdictions:
        for license in jurisdiction.licenses:
            yield LicenseLineOut(
                state=jurisdiction.code,
                id=license.id,
                title=license.title,
                abbr=license.abbr or None,
                level=license.level,
                credential=license.credential,
                leads_to=license.leads_to,
                page=f"{site}states/{jurisdiction.slug}/#{license.id}",
            )


def _exams(atlas: Atlas) -> Iterator[ExamOut]:
    codes = {jurisdiction.name: jurisdiction.code for jurisdiction in atlas.jurisdictions}
    for exam in atlas.exams.values():
        accepted = [
            AcceptedOut(state=codes[use.name], license=use.license, level=use.level, disputed=use.disputed)
            for use in uses(exam, atlas)
        ]
        ids = {id(source): key for key, source in exam.sources.items()}
        yield ExamOut(
            id=exam.id,
            abbr=exam.abbr,
            name=exam.name,
            owner=exam.owner,
            url=exam.url,
            facts={name: _fact(fact, atlas.day, ids) for name, fact in exam.facts.items()},
            accepted=accepted,
        )


def _compact(atlas: Atlas) -> CompactOut:
    states = []
    compact = atlas.compact
    for jurisdiction in atlas.jurisdictions:
        member = jurisdiction.facts["compact_member"].current_answer(atlas.day)
        act = compact.members.get(jurisdiction.code)
        start = compact.issuing.jurisdictions.get(jurisdiction.code)
        states.append(
            CompactStateOut(
                state=jurisdiction.code,
                member=member.value if member.status is Status.STATED else None,
                act=act.act if act else None,
                code=act.code if act else None,
                enacted=act.enacted if act else None,
                act_source=act.source if act else None,
                issuing=compact.issues(jurisdiction.code),
                issuing_since=start.since if start else None,
            )
        )
    return CompactOut(
        built=atlas.day,
        url=compact.url,
        issuing_as_of=compact.issuing.as_of,
        states=states,
        sources=_sources(compact.sources),
    )


def changes(atlas: Atlas) -> Iterator[ChangeLineOut]:
    """Every change of the rules, the newest first, states in order of name on one day."""
    lines = [(change, jurisdiction) for jurisdiction in atlas.jurisdictions for change in jurisdiction.changes]
    for change, jurisdiction in sorted(lines, key=lambda line: line[0].date, reverse=True):
        yield ChangeLineOut(
            state=jurisdiction.code,
            id=change.id,
            date=change.date,
            upcoming=change.date > atlas.day,
            summary=change.summary,
            urls=[jurisdiction.sources[id].url for id in change.sources],
        )


def _index(atlas: Atlas, published: list[tuple[SiteFile, str]], rows: int) -> IndexOut:
    indexed = [
        IndexedOut(
            path=output.address.removeprefix(API),
            media_type="text/csv" if output.address.endswith(".csv") else "application/json",
            bytes=len(output.content),
            sha256=output.sha256,
            of=f"schema/{schema}" if schema else None,
        )
        for output, schema in published
    ]
    counts = {
        "jurisdictions": len(atlas.jurisdictions),
        "licenses": sum(len(jurisdiction.licenses) for jurisdiction in atlas.jurisdictions),
        "rows": rows,
        "sources": sum(len(jurisdiction.sources) for jurisdiction in atlas.jurisdictions),
        "schools": sum(len(state.schools) for state in atlas.schools.values()),
    }
    return IndexOut(built=atlas.day, counts=counts, files=sorted(indexed, key=lambda file: file.path))


def openapi(site: str) -> dict[str, Any]:
    """The API as an OpenAPI 3.1 document."""
    shapes = list(dict.fromkeys(shape for _, _, shape in ENDPOINTS))
    _, definitions = models_json_schema(
        [(shape, "serialization") for shape in shapes], ref_template="#/components/schemas/{model}"
    )
    paths: dict[str, Any] = {}
    for path, what, shape in ENDPOINTS:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape.__name__}"}}}
        get: dict[str, Any] = {
            "summary": what,
            "operationId": path.split(".")[0].replace("/", "_").replace("{code}", "one"),
            "responses": {
                "200": {"description": what, "content": content},
                "404": {"description": "There is no such file."},
            },
        }
        if "{code}" in path:
            code = {"type": "string", "pattern": "^[a-z]{2}$"}
            get["parameters"] = [
                {
                    "name": "code",
                    "in": "path",
                    "required": True,
                    "schema": code,
                    "description": "Postal code in small letters",
                }
            ]
        paths[f"/{path}"] = {"get": get}
    csv_response = {"description": "A table", "content": {"text/csv": {"schema": {"type": "string"}}}}
    for name, what in (("facts", "Every fact as a table"), ("schools", "Every school as a table")):
        paths[f"/{name}.csv"] = {
            "get": {"summary": what, "operationId": f"{name}_csv", "responses": {"200": csv_response}}
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Counselor Licensure Atlas",
            "version": "1.0.0",
            "description": "Requirements for professional counselors by US state, each with its source. Static files; no key is needed.",
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": f"{site}{API}".rstrip("/")}],
        "paths": paths,
        "components": {"schemas": definitions["$defs"]},
    }
