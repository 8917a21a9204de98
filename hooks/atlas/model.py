"""What a state file may hold: the shape, checked by pydantic, and the objects that the rest of the build uses.

The shape is `StateFile` and, for each fact, `entry_model(field)`. Texts are plain text: markup in them is shown as it
stands. `StateFile` becomes a `Jurisdiction` in `load.py`, once every fact in it has been read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Generic, NoReturn, TypeVar, cast
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from . import fields as vocabulary
from . import spellings
from .fields import Credential, Kind, Level
from .jurisdictions import slug
from .problems import nearest
from .reference_syntax import unresolved
from .roles import Role
from .timeline import in_force
from .yamlpos import Unclear


def fail(what: str, expected: str = "", near: str = "") -> NoReturn:
    """Refuse a value, in words for the maintainer. `load.py` adds the place."""
    raise PydanticCustomError("atlas", "{what}", {"what": what, "expected": expected, "nearest": near})


# ---- plain kinds of value -------------------------------------------------------------------------------------------


def _invisible(text: str) -> str:
    """The first character of a text that cannot be seen, or that XML does not know; "" when there is none.

    Control and format characters (among them those that turn the direction of writing), halves of characters, private
    ones, and what Unicode says is no character. Line breaks and tabs become spaces and are let in.
    """
    if text.isprintable():  # all letters, signs and plain spaces: nearly every text
        return ""
    for character in text:
        number = ord(character)
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co") and character not in "\t\n":
            return character
        if 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE:
            return character
    return ""


def _clean_text(text: str) -> str:
    if found := _invisible(text):
        fail(f"an invisible character U+{ord(found):04X} in a text", "visible characters")
    joined = " ".join(text.split())
    if not joined:
        fail("an empty text", "a text, or leave the key out")
    if joined[0] in "=+-@":
        fail(
            f"a text that begins with `{joined[0]}`, which a spreadsheet takes for a formula",
            "a text that begins otherwise",
        )
    return joined


def _without_references(text: str) -> str:
    for snippet, _ in unresolved(text):
        fail(
            f"`{snippet[:80]}` in a text that shows it as it stands",
            "words; a fact is named in the `detail` of a step and the `answer` of a state's question only",
        )
    return text


def _with_parts(text: str) -> str:
    for snippet, _ in unresolved(text, parts=True):
        fail(f"`{snippet[:80]}` in a text that shows it as it stands", "words, or a part such as {{ range FACT }}")
    return text


_LENGTH = StringConstraints(max_length=3000)
Text = Annotated[str, _LENGTH, AfterValidator(_clean_text), AfterValidator(_without_references)]
TextWithFacts = Annotated[str, _LENGTH, AfterValidator(_clean_text)]  # what it names is seen to in `references.py`
TextWithParts = Annotated[str, _LENGTH, AfterValidator(_clean_text), AfterValidator(_with_parts)]


def _https(url: str) -> str:
    """An absolute https address of a public host name."""
    try:
        parts = urlsplit(url)
        host, scheme = parts.hostname or "", parts.scheme
        _ = parts.port
    except ValueError:
        fail(f"`{url}` is not a link", "https://host/path")
    if scheme != "https":
        near = "https://" + url.removeprefix("http://") if scheme == "http" else ""
        fail(f"the link `{url[:80]}` is not https", "https://...", near)
    if (
        not re.fullmatch(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+", host.lower())
        or parts.username is not None
    ):
        fail(f"`{url[:80]}` has no plain host name", "https://host/path")
    if _invisible(url) or re.search(r"[\s<>\"'`{}|\\^]", url):
        fail(
            f"the link `{url[:80]}` holds a character that links may not have",
            "such characters written as %20, %22, ...",
        )
    return url


Url = Annotated[
    str,
    StringConstraints(max_length=1000),
    AfterValidator(_https),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https://"}),
]


def _matches(pattern: str, what: str, expected: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            fail(f"`{text[:80]}` is not {what}", expected)
        return text

    return AfterValidator(check)


def _schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^({re.sub(r'[?]P<[a-z]+>', '', pattern)})$"})


_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_PHONE = r"\([0-9]{3}\) [0-9]{3}-[0-9]{4}( ext\. [0-9]{1,6})?"
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_RATIO = (
    r"(?P<hours>[0-9]+(\.[0-9]+)?) hours? per "
    r"((?P<per>[0-9]+(\.[0-9]+)?) (?P<direct>direct )?hours?|(?P<span>week|month|year))"
)
RATIO = re.compile(_RATIO)
_RATIO_FORMS = "`1 hour per 20 direct hours`, `1 hour per 40 hours`, `1 hour per week`, `4 hours per month`"

Email = Annotated[str, _matches(_EMAIL, "an email address", "name@host"), _schema(_EMAIL)]
Phone = Annotated[
    str, _matches(_PHONE, "a telephone number", "(404) 555-0100, with ` ext. 12` after it if need be"), _schema(_PHONE)
]
Slug = Annotated[str, _matches(_SLUG, "an id", "lower case letters, digits and hyphens"), _schema(_SLUG)]
Ratio = Annotated[str, _matches(_RATIO, "a ratio", _RATIO_FORMS), _schema(_RATIO)]
SourceId = Annotated[Slug, Role.SOURCE_ID]
UniqueId = Annotated[Slug, Role.UNIQUE]
PastDay = Annotated[date, Role.PAST_DAY]
AnyDay = Annotated[date, Role.ANY_DAY]
PostalCode = Annotated[str, Role.POSTAL_CODE]
PageAddress = Annotated[str, Role.PAGE]


def _number(definition: vocabulary.Field, whole: bool) -> Any:
    low = definition.lo if definition.lo is not None else 0
    high = definition.hi if definition.hi is not None else 1_000_000
    kind = "a whole number" if whole else "a number"
    expected = f"{kind} from {low:g} to {high:g}" + (f", in {definition.unit}" if definition.unit else "")

    def check(value: Any) -> Any:
        if isinstance(value, float) and whole and value.is_integer():
            fail(f"the number {value}", expected, f"{value:.0f}")
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            advice = spellings.number_advice(value)
            fail(f"{found(value)} where {kind} belongs{because(advice)}", expected, advice.write)
        if not low <= value <= high:
            fail(f"{value:g} is out of range", expected)
        if isinstance(value, float) and round(value, 2) != value:
            fail(f"{value} has more than two decimals; a comma or point between thousands is left out", expected)
        return int(value) if value == int(value) else value

    schema = {"type": "integer" if whole else "number", "minimum": low, "maximum": high}
    return Annotated[Any, BeforeValidator(check), WithJsonSchema(schema)]


def _word(definition: vocabulary.Field) -> Any:
    words = [word for word, _ in definition.words]

    def check(value: Any) -> Any:
        if value not in words:
            fail(
                f"{found(value, word=True)} where a word from a list belongs",
                "one of " + ", ".join(words),
                nearest(str(value), words),
            )
        return value

    return Annotated[Any, BeforeValidator(check), WithJsonSchema({"enum": words})]


def found(value: Any, *, word: bool = False) -> str:
    """What stands there, in words: "the text `2,400`", "a list". Of a `word` every character is told that is not ASCII."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {value}"
        case date():
            return f"the date {value.isoformat()}"
        case Unclear(written, cut):
            return f"`{spellings.visible(written)[:60]}`" + (", which a comma in braces cuts," if cut else "")
        case str():
            return f"the text `{spellings.visible(value[:60], word=word)}`" + ("..." if len(value) > 60 else "")
        case dict():
            return "a map"
        case list():
            return "a list"
    return f"`{value}`"


def because(advice: spellings.Advice) -> str:
    """The reason of an advice as the end of a sentence; "" without one."""
    return f": {advice.why}" if advice.why else ""


def value_type(definition: vocabulary.Field) -> Any:
    """The pydantic type of a field's value."""
    match definition.kind:
        case Kind.TEXT:
            return Text
        case Kind.INTEGER:
            return _number(definition, whole=True)
        case Kind.NUMBER:
            return _number(definition, whole=False)
        case Kind.BOOLEAN:
            return bool
        case Kind.WORD:
            return _word(definition)
        case Kind.LIST:
            return Annotated[list[Text], Field(min_length=1)]
        case Kind.EXAMS:
            return list[Slug]
        case Kind.RATIO:
            return Ratio
        case Kind.URL:
            return Url
        case Kind.EMAIL:
            return Email
        case Kind.PHONE:
            return Phone


# ---- the shape of a file --------------------------------------------------------------------------------------------


class Shape(BaseModel):
    """Base of every part of a file: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Evidence(StrEnum):
    """How strong a source is: law (statute, rule), the board's own word, or somebody else's."""

    LAW = "law"
    BOARD = "board"
    SECONDARY = "secondary"


class SourceKind(StrEnum):
    STATUTE = "statute"
    RULE = "rule"
    BOARD = "board"
    FORM = "form"
    SECONDARY = "secondary"


EVIDENCE_OF = {
    SourceKind.STATUTE: Evidence.LAW,
    SourceKind.RULE: Evidence.LAW,
    SourceKind.BOARD: Evidence.BOARD,
    SourceKind.FORM: Evidence.BOARD,
    SourceKind.SECONDARY: Evidence.SECONDARY,
}


class Source(Shape):
    """A text that was read."""

    kind: Annotated[SourceKind, Field(strict=False)]
    citation: Text | None = Field(None, description="For a statute or rule: how lawyers cite it, with the section.")
    title: Text | None = Field(None, description="What the page calls itself.")
    url: Url = Field(description="Where the text was read.")
    official_url: Url | None = Field(None, description="The publisher's own page, where it differs.")
    current_through: PastDay | None = Field(None, description="The date that the source itself gives.")
    read_on: PastDay = Field(description="The day somebody read it.")

    @property
    def evidence(self) -> Evidence:
        return EVIDENCE_OF[self.kind]

    @property
    def cite(self) -> str:
        """What to call it: the citation, else the title."""
        return self.citation or self.title or self.url


T = TypeVar("T")


class Reading(Shape, Generic[T]):
    """One side of a disagreement."""

    value: T
    source: SourceId
    at: Text | None = None
    note: Text | None = None


class Entry(Shape, Generic[T]):
    """One answer to one fact: exactly one of value, silent, unknown, disputed (checked in `load.py`)."""

    value: T | None = None
    silent: Text | None = Field(None, description="The source was read and sets no such figure; say what it does say.")
    unknown: Text | None = Field(None, description="Looked for and not found; say why.")
    disputed: Annotated[list[Reading[T]], Field(min_length=2)] | None = Field(
        None, description="Sources disagree; the preferred reading first."
    )
    source: SourceId | None = Field(None, description="An id from this file's `sources:`.")
    at: Text | None = Field(None, description="The place in that source, such as (a)(2).")
    note: Text | None = None
    applies_to: Text | None = Field(None, description="For whom, when not for everybody.")
    effective: AnyDay | None = Field(None, description="The day from which it holds.")
    until: AnyDay | None = Field(None, description="The last day on which it holds.")


@cache
def entry_model(definition: vocabulary.Field) -> type[Entry[Any]]:
    """The model of one answer to this fact."""
    return cast(type[Entry[Any]], Entry[value_type(definition)])  # type: ignore[misc]


class Link(Shape):
    label: Text
    url: Url


class Step(Shape):
    """One thing to do. `detail` may name facts as {license.fact}; the build puts the figure in."""

    do: Text
    detail: TextWithFacts | None = None
    links: list[Link] = Field(default_factory=list)
    sources: list[SourceId] = Field(default_factory=list)


TOPICS = {
    "degree": "Degree and courses",
    "moving": "Moving, and licenses of other states",
    "hours": "Hours and when they count",
    "supervision": "Supervisors",
    "time": "Running out of time",
    "exam": "Exams",
    "application": "Applying, fees and waiting",
    "practice": "What a license allows",
    "renewal": "Renewing",
}


def _topic(word: str) -> str:
    if word not in TOPICS:
        fail(f"`{word}` is not a topic", "one of " + ", ".join(TOPICS), nearest(word, TOPICS))
    return word


Topic = Annotated[str, AfterValidator(_topic), WithJsonSchema({"enum": list(TOPICS)})]


class Question(Shape):
    """A question readers ask. `answer` may name facts as {license.fact}."""

    topic: Topic
    question: Text
    answer: TextWithFacts
    sources: Annotated[list[SourceId], Field(min_length=1)]


class Change(Shape):
    """Something that changed in the rules, or is about to."""

    date: AnyDay
    summary: Text
    sources: Annotated[list[SourceId], Field(min_length=1)]


class LicenseFile(Shape):
    """A rung of the ladder as it stands in the file."""

    id: Slug
    level: Annotated[Level, Field(strict=False)] | None = Field(
        None, description="Leave out for a rung that is not for practice after the degree."
    )
    credential: Annotated[Credential, Field(strict=False)] = Credential.LICENSE
    leads_to: Slug | None = Field(None, description="The id of the next rung.")
    same_as: dict[str, list[str]] = Field(
        default_factory=dict,
        description="Groups or facts that the rule sets once for this rung and another: {lpc: [education]}.",
    )
    facts: dict[str, Any]
    steps: list[Step] = Field(default_factory=list)


class StateFile(Shape):
    """A whole file under data/states/."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Text
    sources: dict[Slug, Source]
    facts: dict[str, Any]
    licenses: Annotated[list[LicenseFile], Field(min_length=1)]
    faq: list[Question] = Field(default_factory=list)
    changes: list[Change] = Field(default_factory=list)


# ---- what the rest of the build uses --------------------------------------------------------------------------------


class Status(StrEnum):
    STATED = "stated"
    SILENT = "silent"
    UNKNOWN = "unknown"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a fact, with its sources looked up.

    `value` is set when stated; `text` holds the words of silent and unknown; `readings` are set when disputed.
    """

    status: Status
    value: Any = None
    text: str = ""
    readings: tuple[tuple[Any, Source, str, str], ...] = ()  # value, source, at, note
    source: Source | None = None
    at: str = ""
    note: str = ""
    applies_to: str = ""
    effective: date | None = None
    until: date | None = None

    @property
    def best(self) -> Any:
        """The value, or of a disputed one the preferred reading; None when there is none."""
        return self.readings[0][0] if self.readings else self.value

    @property
    def evidence(self) -> Evidence | None:
        """The grade of the source; of a disputed answer that of the preferred reading."""
        source = self.readings[0][1] if self.readings else self.source
        return source.evidence if source else None

    def sources(self) -> Iterator[tuple[Source, str]]:
        """Every source of this answer with its pinpoint."""
        if self.source:
            yield self.source, self.at
        for _, source, at, _ in self.readings:
            yield source, at


@dataclass(frozen=True, slots=True)
class Fact:
    """All that is known of one fact, over time and for all groups of people.

    `same_as` is the id of the license whose text holds it, when the rule sets it once for both.
    """

    field: vocabulary.Field
    answers: tuple[Answer, ...]
    same_as: str = ""

    def current(self, day: date) -> tuple[Answer, ...]:
        """The answers that hold on `day`, the general one first. Never empty."""
        if len(self.answers) == 1 and not (self.answers[0].effective or self.answers[0].until):
            return self.answers
        newest = in_force(self.answers, day)
        if not newest:
            ended = max((a.until for a in self.answers if a.until and a.until < day), default=None)
            reason = (
                f"The rule known here ended on {ended.isoformat()}."
                if ended
                else "The rule known here is not in force yet."
            )
            return (Answer(Status.UNKNOWN, text=reason),)
        return tuple(sorted(newest.values(), key=lambda a: a.applies_to != ""))

    def upcoming(self, day: date) -> tuple[Answer, ...]:
        """The answers that take effect after `day`, soonest first."""
        later = [a for a in self.answers if a.effective and a.effective > day]
        return tuple(sorted(later, key=lambda a: a.effective or date.max))

    def ends(self, day: date) -> date | None:
        """The day the current general answer ends, if it is known to end."""
        return self.current(day)[0].until

    def now(self, day: date) -> Answer:
        """The answer that holds on `day` for most people."""
        return self.current(day)[0]


@dataclass(frozen=True)
class License:
    """A rung of the ladder."""

    id: str
    level: Level | None
    credential: Credential
    leads_to: str | None
    facts: dict[str, Fact]
    steps: tuple[Step, ...]
    title: str
    abbr: str  # the abbreviation, or "" where there is none

    @property
    def short(self) -> str:
        """The abbreviation, or the title where there is no abbreviation."""
        return self.abbr or self.title


@dataclass(frozen=True)
class Jurisdiction:
    """A state, district or territory and everything the Atlas knows of it."""

    code: str
    name: str
    path: str  # of its file, for "fix this page"
    sources: dict[str, Source]
    facts: dict[str, Fact]
    licenses: tuple[License, ...]
    faq: tuple[Question, ...]
    changes: tuple[Change, ...]  # newest first
    lines: dict[tuple[str, str], int] = field(default_factory=dict)  # (license id or "", fact id): line in the file

    @property
    def slug(self) -> str:
        return slug(self.name)

    def license(self, id: str) -> License:
        """Raises KeyError when there is none of this id."""
        for one in self.licenses:
            if one.id == id:
                return one
        raise KeyError(id)

    def all_facts(self) -> Iterator[tuple[License | None, Fact]]:
        """Every fact with its license, jurisdiction facts first, in order of definition."""
        for definition in vocabulary.JURISDICTION_FIELDS:
            if definition.id in self.facts:
                yield None, self.facts[definition.id]
        for one in self.licenses:
            for definition in vocabulary.LICENSE_FIELDS:
                if definition.id in one.facts:
                    yield one, one.facts[definition.id]
