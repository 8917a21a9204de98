"""The exam on the state's own law is told beside the exams of a path, with what makes it unsure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from atlas.domain.atlas import Atlas
from atlas.domain.law_exam import law_exam_words
from atlas.domain.requirements import Answer, Status
from atlas.domain.sources import SourceKind
from atlas.outputs.pages.state_summary import StateSummary
from atlas.rendering.citations import Citations
from atlas.rendering.fact_views import Viewer
from build_cases import disputed, with_answers, with_license


def told(atlas: Atlas, *answers: Answer) -> str:
    lpc = with_answers(atlas.jurisdiction("EX").license("lpc"), jurisprudence_exam=answers)
    return law_exam_words((lpc,), atlas)


def test_a_law_exam_is_told_with_its_doubt(atlas: Atlas) -> None:
    lpc = atlas.jurisdiction("EX").license("lpc")
    source = next(source for answer in lpc.facts["jurisprudence_exam"].answers for source, _ in answer.sources())
    unnamed = source.model_copy(update={"kind": SourceKind.SECONDARY, "names_rule": False})
    law = Answer(Status.STATED, value=True, source=source)
    assert told(atlas, law) == "jurisprudence exam"
    assert told(atlas, replace(law, source=unnamed)) == "jurisprudence exam (source names no rule)"
    atlas.old_texts[id(law)] = date(2019, 1, 1)  # type: ignore[index]
    assert told(atlas, law) == "jurisprudence exam (may have changed)"
    del atlas.old_texts[id(law)]  # type: ignore[attr-defined]
    assert told(atlas, replace(law, applies_to="Applicants by exam")) == "jurisprudence exam (applicants by exam)"
    later = (Answer(Status.STATED, value=False), replace(law, effective=date(2090, 1, 1)))
    assert told(atlas, *later) == "jurisprudence exam (required from Jan. 1, 2090)"
    assert told(atlas, Answer(Status.UNKNOWN, text="Not read.")) == "jurisprudence exam: not confirmed"
    assert told(atlas, Answer(Status.SILENT, text="None.")) == ""
    assert told(atlas, disputed(lpc, "jurisprudence_exam", True, False)) == "jurisprudence exam (sources disagree)"


def test_the_card_names_the_law_exam_where_it_is_required(atlas: Atlas) -> None:
    def exam_row(*answers: Answer) -> str:
        jurisdiction = atlas.jurisdiction("EX")
        for id in ("lac", "lpc"):
            changed = with_answers(jurisdiction.license(id), jurisprudence_exam=answers)
            jurisdiction = with_license(jurisdiction, changed)
        path = (jurisdiction.license("lpc"),)
        viewer = Viewer(jurisdiction, atlas.day, atlas.exams, Citations(jurisdiction.sources))
        summary = StateSummary(jurisdiction, path[0], path, replace(atlas, jurisdictions=(jurisdiction,)), viewer)
        return next(row.value for row in summary.rows() if row.label == "Exam")

    assert exam_row(Answer(Status.STATED, value=True)).endswith("; jurisprudence exam")
    assert "jurisprudence" not in exam_row(Answer(Status.UNKNOWN, text="Not read."))
