"""What to ask a school: questions that follow from the facts of one state, and an email that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from atlas.domain import comparison, formatting, pathways
from atlas.domain.atlas import Atlas
from atlas.domain.figures import exam_requirement
from atlas.domain.requirements import Answer, Fact, Jurisdiction, License, Status

# Some email programs cut a link that is longer than this many characters.
MAIL_LENGTH = 2000


@dataclass(frozen=True)
class Question:
    """A question in words that a school understands.

    about  the facts it follows from; empty for a question that is the same everywhere
    short  the question for an email, where a long list would not fit; else the same
    """

    words: str
    about: tuple[str, ...] = ()
    short: str = ""

    @property
    def in_mail(self) -> str:
        return self.short or self.words


def questions(jurisdiction: Jurisdiction, atlas: Atlas, address: str) -> tuple[Question, ...]:
    """The questions for schools, about the license that most readers are after. `address` is the state's page."""
    license = pathways.main_license(jurisdiction)
    builder = _QuestionBuilder(jurisdiction, license, atlas, address)
    return tuple(
        question
        for question in (
            builder.license(),
            builder.credits(),
            builder.cacrep(),
            builder.practicum(),
            builder.coursework(),
            builder.exam(),
            builder.disclosure(),
            builder.distance(),
        )
        if question
    )


def mail(jurisdiction: Jurisdiction, asked: tuple[Question, ...]) -> str:
    """A mailto: link without a recipient; subject and body are filled in. Nothing is sent until the reader sends it."""
    subject = f"Questions about your counseling master’s program and licensure in {jurisdiction.name_in_text}"
    lines = [f"{number}. {question.in_mail}" for number, question in enumerate(asked, 1)]
    body = "\r\n\r\n".join(
        ["Hello,", f"I want to become a licensed counselor in {jurisdiction.name_in_text}.", *lines, "Thank you."]
    )
    return f"mailto:?subject={_encoded(subject)}&body={_encoded(body)}"


def _encoded(words: str) -> str:
    return quote(words.replace("’", "'").replace("–", "-"), safe="")


@dataclass(frozen=True)
class _QuestionBuilder:
    """Each method gives the question on one subject. `license_sought` is the license that most readers are after."""

    jurisdiction: Jurisdiction
    license_sought: License
    atlas: Atlas
    address: str

    @property
    def day(self) -> date:
        return self.atlas.day

    def fact(self, name: str) -> Fact | None:
        return self.license_sought.facts.get(name)

    def stated(self, name: str, *, who: bool = True) -> str:
        """What a fact states for most people now, in words: "60 semester hours"; "" when it states nothing.

        Where sources disagree, all readings, and with `who` what holds for others and what is about to change. Figures for earlier
        classes are left out: who asks a school begins now.
        """
        fact = self.fact(name)
        if fact is None:
            return ""
        answer = fact.current_answer(self.day)
        said = " or ".join(dict.fromkeys(self._shown(fact, value, answer, who) for value in _values(answer)))
        if not (said and who):
            return said
        others = (other for other in fact.current(self.day)[1:] if other.applies_to and not other.cohort)
        more = [self._shown(fact, value, other, who) for other in others for value in _values(other)]
        return "; ".join((said, *more, *formatting.changes_ahead(fact, self.day, self.atlas.exams)))

    def _shown(self, fact: Fact, value: object, answer: Answer, who: bool) -> str:
        shown = formatting.readable_value(fact.field, value, self.atlas.exams)
        return f"{shown} ({formatting.group_in_sentence(answer.for_whom)})" if who and answer.for_whom else shown

    @property
    def beginning(self) -> str:
        """The name at the beginning of a sentence: "The District of Columbia"."""
        return formatting.capitalized(self.jurisdiction.name_in_text)

    def license(self) -> Question:
        associate = pathways.associate_license(self.jurisdiction)
        also = f", and for what comes before it, {_named(associate)}" if associate else ""
        return Question(
            f"Which of your degrees and tracks meets the education rules of {self.jurisdiction.name_in_text} for the "
            f"{_named(self.license_sought)}{also}?",
            ("title",),
            f"Which of your degrees and tracks meets the education rules of {self.jurisdiction.name_in_text} for the {self.license_sought.short}?",
        )

    def credits(self) -> Question:
        name = "min_semester_credits" if self.stated("min_semester_credits") else "min_quarter_credits"
        ask = "How many graduate credits does the program have?"
        words = self.stated(name)
        if not words:
            return Question(ask, ("min_semester_credits",))
        return Question(
            f"{self._asks(name, words)} {ask}",
            ("min_semester_credits",),
            f"{ask} ({self.jurisdiction.name}: {self.stated(name, who=False)}.)",
        )

    def _disputed(self, name: str) -> bool:
        fact = self.fact(name)
        return fact is not None and fact.current_answer(self.day).status is Status.DISPUTED

    def _asks(self, name: str, words: str) -> str:
        if self._disputed(name):
            return f"Sources on {self.jurisdiction.name_in_text} disagree: at least {words}."
        return f"{self.beginning} requires at least {words}."

    def cacrep(self) -> Question:
        fact = self.fact("cacrep")
        answer = fact.current_answer(self.day) if fact else None
        value = answer.preferred_value if answer else None
        disputed = answer is not None and answer.status is Status.DISPUTED
        begin = (
            f"Sources disagree on whether {self.jurisdiction.name_in_text} requires CACREP accreditation. "
            if disputed
            else {
                "required": f"{self.beginning} requires CACREP accreditation. ",
                "required_or_equivalent": f"{self.beginning} requires CACREP accreditation or its equivalent. ",
            }.get(str(value), "")
        )
        end = " If not, has anyone with this degree been licensed there?" if value == "required_or_equivalent" else ""
        ask = "Is this specific program accredited by CACREP or MPCAC, since when, and until when?"
        return Question(f"{begin}{ask}{end}", ("cacrep",), ask)

    def practicum(self) -> Question:
        total, direct = self.stated("practicum_internship_hours"), self.stated("practicum_direct_hours")
        about = ("practicum_internship_hours", "practicum_direct_hours")
        ask = "How many hours of practicum and internship does the program have, and how many of those hours are with clients?"
        if not total:
            return Question(ask, about)
        clients = f", {direct} of them with clients" if direct else ""
        disputed = any(self._disputed(name) for name in about)
        begin = (
            f"Sources on {self.jurisdiction.name_in_text} disagree; they require"
            if disputed
            else f"{self.beginning} requires"
        )
        return Question(
            f"{begin} {total} of practicum and internship{clients}. {ask}",
            about,
            f"{ask} ({self.jurisdiction.name}: {self.stated('practicum_internship_hours', who=False)}.)",
        )

    def coursework(self) -> Question:
        fact = self.fact("coursework_areas")
        areas = fact.current_answer(self.day).preferred_value if fact else None
        about = ("coursework_areas",)
        if not areas:
            return Question("Which courses that a state may require are not in the program?", about)
        return Question(
            f"{self.beginning} names these areas: {'; '.join(areas)}. Which of your courses covers each of them?",
            about,
            f"Which of your courses covers each of the {len(areas)} areas that {self.jurisdiction.name_in_text} names? "
            f"They are listed at {self.address}#what-to-ask",
        )

    def exam(self) -> Question:
        about = ("exams",)
        first = self._first_examined()
        if not first:
            return Question(
                "Which licensing exams may students take, and may they take one before they graduate?", about
            )
        words = comparison.own_exams(first, self.atlas)
        single = len({id for ids in exam_requirement(first, self.day).readings for id in ids}) == 1
        ask = f"May students of the program take {'it' if single else 'one'} before they graduate, and how many passed last year?"
        return Question(f"For the {first.short}, {self.jurisdiction.name_in_text} requires: {words}. {ask}", about)

    def _first_examined(self) -> License | None:
        """The first license on the way that asks for an exam: the one that who graduates takes next."""
        for license in pathways.license_pathway(self.jurisdiction, self.license_sought):
            if "exams" in license.facts and any(exam_requirement(license, self.day).readings):
                return license
        return None

    def disclosure(self) -> Question:
        return Question(
            f"Does your disclosure under 34 CFR 668.43 list {self.jurisdiction.name_in_text} as a state whose education rules the program "
            "meets? Please send me the link."
        )

    def distance(self) -> Question:
        return Question(
            f"Can I take the program while I live in {self.jurisdiction.name_in_text}, which parts are on campus, and who arranges the sites "
            "for practicum and internship?"
        )


def _values(answer: Answer) -> list[object]:
    if answer.status is Status.DISPUTED:
        return [value for value, *_ in answer.readings]
    return [answer.value] if answer.status is Status.STATED else []


def _named(license: License) -> str:
    return f"{license.title} ({license.abbr})" if license.abbr else license.title


__all__ = ["MAIL_LENGTH", "Question", "mail", "questions"]
