# Produces, under /api/v1/ (the addresses are in endpoints.py, the shapes in jurisdiction_schemas.py and schemas.py, what may
# change in contract.py):
#   index.json            what there is, with addresses, totals and digests
#   states.json           all jurisdictions, in short
#   states/<code>.json    one jurisdiction: facts, licenses, steps, questions, changes, sources
#   states/<code>.csv     its lines of facts.csv
#   licenses.json         every rung of every ladder
#   fields.json           what each fact means
#   facts/<id>.json       one fact in every jurisdiction
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
from dataclasses import dataclass
from datetime import date
from itertools import groupby, starmap

from atlas.domain import evidence, formatting
from atlas.domain.answers import answer_of
from atlas.domain.atlas import Atlas
from atlas.domain.cohorts import Cohort
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status
from atlas.domain.sources import Source
from atlas.domain.state_file import Step
from atlas.domain.vocabulary import FIELDS, Field
from atlas.history.edits import NO_HISTORY, History
from atlas.outputs import fact_rows
from atlas.outputs.api import open_schemas, openapi
from atlas.outputs.api import schools as schools_api
from atlas.outputs.api.endpoints import API, BY_SHAPE, ENDPOINTS, media_type, schema_name
from atlas.outputs.api.jurisdiction_schemas import (
    AnswerOut,
    ApiFile,
    BoardConfirmationOut,
    ChangeOut,
    CohortOut,
    ConfirmationOut,
    FactOut,
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
)
from atlas.outputs.api.schemas import (
    AcceptedOut,
    ChangeLineOut,
    ChangesOut,
    CompactOut,
    CompactStateOut,
    ExamOut,
    ExamsOut,
    FactFileOut,
    FactsOut,
    FieldOut,
    FieldsOut,
    IndexedOut,
    IndexOut,
)
from atlas.outputs.csv_text import as_csv
from atlas.outputs.json_text import as_json
from atlas.rendering.artifacts import SiteFile
from atlas.rendering.context import BuildContext
from atlas.rendering.exam_uses import uses


@dataclass(frozen=True)
class PublishedFile:
    """A file of the API with what the index says of it."""

    file: SiteFile
    schema: str = ""  # the name of the schema that it keeps to
    total: int | None = None  # of its entries


def build(context: BuildContext) -> Iterator[SiteFile]:
    """Every file under /api/v1/."""
    atlas, site = context.atlas, context.settings.site_url
    rows = list(fact_rows.rows(atlas))
    published = [*_tables(atlas, rows), *starmap(_json_file, _documents(context, rows))]
    for endpoint in ENDPOINTS:
        if endpoint.shape:
            schema = as_json(open_schemas.file_schema(endpoint.shape))
            published.append(PublishedFile(SiteFile(f"{API}schema/{schema_name(endpoint.shape)}", schema)))
    published.append(PublishedFile(SiteFile(API + "openapi.json", as_json(openapi.document(site)))))
    yield from (output.file for output in published)
    yield SiteFile(API + "index.json", dump(_index(atlas, site, published, len(rows))))


def _tables(atlas: Atlas, rows: list[fact_rows.Row]) -> Iterator[PublishedFile]:
    yield PublishedFile(SiteFile(API + "facts.csv", table(rows).encode()), total=len(rows))
    schools = list(schools_api.records(atlas))
    yield PublishedFile(SiteFile(API + "schools.csv", schools_api.table(schools).encode()), total=len(schools))
    for code, lines in groupby(rows, key=lambda row: row.state):
        own = list(lines)
        yield PublishedFile(SiteFile(f"{API}states/{code.lower()}.csv", table(own).encode()), total=len(own))


def _json_file(path: str, document: ApiFile) -> PublishedFile:
    entries = BY_SHAPE[type(document)].entries
    total = len(getattr(document, entries)) if entries else None
    return PublishedFile(SiteFile(API + path, dump(document)), schema_name(type(document)), total)


def _documents(context: BuildContext, rows: list[fact_rows.Row]) -> Iterator[tuple[str, ApiFile]]:
    atlas, site = context.atlas, context.settings.site_url
    yield "facts.json", FactsOut(built=atlas.day, facts=rows)
    yield "states.json", StatesOut(built=atlas.day, states=list(state_lines(context)))
    yield "licenses.json", LicensesOut(built=atlas.day, licenses=list(license_lines(atlas, site)))
    examined = next(iter(atlas.exams.values())).sources if atlas.exams else {}
    yield "exams.json", ExamsOut(built=atlas.day, exams=list(_exams(atlas)), sources=_sources(examined))
    yield "compact.json", _compact(atlas)
    yield "schools.json", schools_api.document(atlas)
    yield "changes.json", ChangesOut(built=atlas.day, changes=list(changes(atlas)))
    for jurisdiction in atlas.jurisdictions:
        page = f"{site}states/{jurisdiction.slug}/"
        yield f"states/{jurisdiction.code.lower()}.json", state(jurisdiction, atlas, page, context.history)
    yield "fields.json", FieldsOut(built=atlas.day, fields=list(field_lines(site)))
    answers: dict[str, list[fact_rows.Row]] = {definition.id: [] for definition in FIELDS}
    for row in rows:
        answers[row.fact].append(row)
    for line in field_lines(site):
        yield f"facts/{line.id}.json", FactFileOut(built=atlas.day, field=line, answers=answers[line.id])


def table(rows: Iterable[fact_rows.Row]) -> str:
    """Rows as CSV (RFC 4180): a header, then one line for each."""
    return as_csv(fact_rows.COLUMNS, map(fact_rows.cells, rows))


def dump(file: ApiFile) -> bytes:
    """A published file as JSON in UTF-8. Every key is there; what holds nothing is null or empty."""
    return (file.model_dump_json(indent=1, by_alias=True) + "\n").encode()


def state(jurisdiction: Jurisdiction, atlas: Atlas, page: str, history: History = NO_HISTORY) -> StateFileOut:
    """One jurisdiction as it is published, on the day of the build. `page` is the address of its page."""
    on = atlas.day
    ids = {id(source): key for key, source in jurisdiction.all_sources.items()}
    confirmation = jurisdiction.confirmed_by_board
    return StateFileOut(
        built=on,
        code=jurisdiction.code,
        name=jurisdiction.name,
        page=page,
        last_modified=history.last_modified(jurisdiction, on),
        confirmed_by_board=BoardConfirmationOut(**confirmation.model_dump()) if confirmation else None,
        facts={name: _fact(fact, on, ids, jurisdiction) for name, fact in jurisdiction.facts.items()},
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
        facts={name: _fact(fact, atlas.day, ids, jurisdiction, license.id) for name, fact in license.facts.items()},
        steps=[_step(step, jurisdiction, atlas) for step in license.steps],
    )


def _step(step: Step, jurisdiction: Jurisdiction, atlas: Atlas) -> StepOut:
    detail = formatting.referenced(step.detail, jurisdiction, atlas.day, atlas.exams) if step.detail else None
    return StepOut(**step.model_dump() | {"detail": detail})


def _fact(
    fact: Fact, on: date, ids: dict[int, str], jurisdiction: Jurisdiction | None = None, license: str = ""
) -> FactOut:
    """A fact as it stands on a day; second sources are told of those of a jurisdiction."""

    def told(answer: Answer) -> AnswerOut:
        confirmed_by = jurisdiction.confirmed_by(license, fact, answer, on) if jurisdiction else ()
        outdated = evidence.outdated_text(fact.field.id, answer, on, confirmed_by) is not None
        seconds = [ConfirmationOut(name=c.name, url=c.url, as_of=c.as_of) for c in confirmed_by]
        return _answer(answer, ids).model_copy(update={"may_have_changed": outdated, "confirmed_by": seconds})

    return FactOut(
        label=fact.field.label,
        unit=fact.field.unit or None,
        answers=[told(a) for a in fact.current(on)],
        upcoming=[told(a) for a in fact.upcoming(on)],
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
        applies_to=answer.for_whom or None,
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


def state_lines(context: BuildContext) -> Iterator[StateOut]:
    """Each jurisdiction in short, by name."""
    atlas, site = context.atlas, context.settings.site_url
    for jurisdiction in atlas.jurisdictions:
        counts = evidence.count_evidence(jurisdiction, atlas.day)
        file = f"{site}{API}states/{jurisdiction.code.lower()}"
        yield StateOut(
            code=jurisdiction.code,
            name=jurisdiction.name,
            page=f"{site}states/{jurisdiction.slug}/",
            data=f"{file}.json",
            licenses=[license.id for license in jurisdiction.licenses],
            facts=counts.total,
            unknown=counts.status[Status.UNKNOWN],
            last_read=evidence.last_read(jurisdiction),
            last_modified=context.history.last_modified(jurisdiction, atlas.day),
            table=f"{file}.csv",
        )


def license_lines(atlas: Atlas, site: str) -> Iterator[LicenseLineOut]:
    """Each license in short, by jurisdiction, lowest first."""
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


def field_lines(site: str) -> Iterator[FieldOut]:
    """The definition of each fact, in order of definition."""
    return (_field(definition, site) for definition in FIELDS)


def _field(definition: Field, site: str) -> FieldOut:
    return FieldOut(
        id=definition.id,
        label=definition.label,
        scope=definition.scope,
        group=definition.group,
        kind=definition.kind.value,
        unit=definition.unit or None,
        minimum=definition.lo,
        maximum=definition.hi,
        words={word.id: word.meaning for word in definition.words},
        definition=definition.help,
        data=f"{site}{API}facts/{definition.id}.json",
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
    ids = {id(source): key for key, source in compact.sources.items()}
    for jurisdiction in atlas.jurisdictions:
        member = jurisdiction.facts["compact_member"].current_answer(atlas.day)
        act = compact.members.get(jurisdiction.code)
        start = compact.issuing.jurisdictions.get(jurisdiction.code)
        particulars = act.particulars() if act else ()
        answers = {field.id: _answer(answer_of(entry, compact.sources), ids) for field, entry in particulars}
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
                **answers,
            )
        )
    return CompactOut(
        built=atlas.day,
        url=compact.url,
        issuing_as_of=compact.issuing.as_of,
        members_as_of=compact.membership.as_of,
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


def _index(atlas: Atlas, site: str, published: list[PublishedFile], rows: int) -> IndexOut:
    indexed = [
        IndexedOut(
            path=(path := output.file.address.removeprefix(API)),
            media_type=media_type(path),
            bytes=len(output.file.content),
            sha256=output.file.sha256,
            of=f"schema/{output.schema}" if output.schema else None,
            url=f"{site}{output.file.address}",
            total=output.total,
        )
        for output in published
    ]
    counts = {
        "jurisdictions": len(atlas.jurisdictions),
        "licenses": sum(len(jurisdiction.licenses) for jurisdiction in atlas.jurisdictions),
        "rows": rows,
        "sources": sum(len(jurisdiction.sources) for jurisdiction in atlas.jurisdictions),
        "schools": sum(len(state.schools) for state in atlas.schools.values()),
        "fields": len(FIELDS),
    }
    return IndexOut(built=atlas.day, counts=counts, files=sorted(indexed, key=lambda file: file.path))
