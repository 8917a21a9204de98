"""The kinds of value that a data file may hold: plain texts, links, numbers, words of a list, ratios."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, NoReturn
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from atlas.domain import spellings, vocabulary
from atlas.domain.problems import nearest
from atlas.domain.reference_syntax import unresolved
from atlas.domain.roles import Role
from atlas.domain.spellings import Unclear
from atlas.domain.vocabulary import Kind


def fail(what: str, expected: str = "", near: str = "", within: str = "") -> NoReturn:
    """Refuse a value, in words for the maintainer. `data/validation.py` adds the place: that of the words `within`, if any."""
    raise PydanticCustomError(
        "atlas", "{what}", {"what": what, "expected": expected, "nearest": near, "within": within}
    )


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
    if joined.startswith(spellings.FORMULA_SIGNS):
        fail(
            f"a text that begins with `{joined[0]}`, which a spreadsheet takes for a formula",
            "a text that begins otherwise",
        )
    if slip := spellings.text_slip(joined):
        fail(*slip)
    return joined


def _without_references(text: str) -> str:
    for snippet, _ in unresolved(text):
        fail(
            f"`{snippet[:80]}` in a text that shows it as it stands",
            "words; a fact is named in the `detail` of a step and the `answer` of a state's question only",
            within=snippet,
        )
    return text


def _with_parts(text: str) -> str:
    for snippet, _ in unresolved(text, parts=True):
        what = f"`{snippet[:80]}` in a text that shows it as it stands"
        fail(what, "words, or a part such as {{ range FACT }}", within=snippet)
    return text


_CLEAN = (
    StringConstraints(max_length=3000),
    AfterValidator(_clean_text),
    WithJsonSchema({"type": "string", "maxLength": 3000, "pattern": r"^\s*[^\s=+@-]"}),
)
Text = Annotated[str, *_CLEAN, AfterValidator(_without_references)]
TextWithFacts = Annotated[str, *_CLEAN]  # what it names is seen to in `references.py`
TextWithParts = Annotated[str, *_CLEAN, AfterValidator(_with_parts)]


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
    if cut := spellings.end_of_sentence(url):
        fail(
            f"the link `{url[:80]}` ends in `{cut}`, as the end of a sentence does",
            "the link alone",
            url.removesuffix(cut),
        )
    return url


Url = Annotated[
    str,
    StringConstraints(max_length=1000),
    AfterValidator(_https),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https://"}),
]


def _matches(pattern: str, what: str, expected: str, meant: Callable[[str], str] = lambda text: "") -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            near = meant(text)
            fail(f"`{text[:80]}` is not {what}", expected, near if re.fullmatch(pattern, near) else "")
        return text

    return AfterValidator(check)


def _schema(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^({re.sub(r'[?]P<[a-z]+>', '', pattern)})$"})


_EMAIL = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
_PHONE = r"\([0-9]{3}\) [0-9]{3}-[0-9]{4}( ext\. [0-9]{1,6})?"
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
_FACT_NAME = r"([a-z0-9]+(-[a-z0-9]+)*\.)?[a-z]+(_[a-z]+)*"
_RATIO = (
    r"(?P<hours>[0-9]+(\.[0-9]+)?) hours? per "
    r"((?P<per>[0-9]+(\.[0-9]+)?) (?P<direct>direct )?hours?|(?P<span>week|month|year))"
)
RATIO = re.compile(_RATIO)
_RATIO_FORMS = (
    "`1 hour per 20 direct hours`, `1 hour per 40 hours`, `1 hour per week`, `4 hours per month`, `35 hours per year`"
)

Email = Annotated[str, _matches(_EMAIL, "an email address", "name@host"), _schema(_EMAIL)]
Phone = Annotated[
    str,
    _matches(
        _PHONE, "a telephone number", "(404) 555-0100, with ` ext. 12` after it if need be", spellings.phone_meant
    ),
    _schema(_PHONE),
]
Slug = Annotated[str, _matches(_SLUG, "an id", "lower case letters, digits and hyphens"), _schema(_SLUG)]
FactName = Annotated[str, _matches(_FACT_NAME, "the name of a fact", "fact or license.fact"), _schema(_FACT_NAME)]
Ratio = Annotated[str, _matches(_RATIO, "a ratio", _RATIO_FORMS, spellings.ratio_meant), _schema(_RATIO)]
SourceId = Annotated[Slug, Role.SOURCE_ID]
UniqueId = Annotated[Slug, Role.UNIQUE]
PastDay = Annotated[date, Role.PAST_DAY]
AnyDay = Annotated[date, Role.ANY_DAY]
PostalCode = Annotated[str, Role.POSTAL_CODE]
PageAddress = Annotated[str, Role.PAGE]


WHOLE_MONTHS_FROM = 12  # no law counts half a month of a year or more
_YEARS = re.compile(r"(\d+(?:\.\d+)?) ?years?", re.IGNORECASE)


def _number(definition: vocabulary.Field, whole: bool) -> Any:
    low = definition.lo if definition.lo is not None else 0
    high = definition.hi if definition.hi is not None else 1_000_000
    kind = "a whole number" if whole else "a number"
    expected = f"{kind} from {low:g} to {high:g}" + (f", in {definition.unit_words}" if definition.unit else "")

    def check(value: Any) -> Any:
        if isinstance(value, float) and whole and value.is_integer():
            fail(f"the number {value}", expected, f"{value:.0f}")
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            advice = spellings.number_advice(value)
            if definition.unit == "months" and isinstance(value, str) and (years := _YEARS.fullmatch(value)):
                advice = spellings.Advice("months are counted", f"{float(years[1]) * 12:g}")
            fail(f"{found(value)} where {kind} belongs{because(advice)}", expected, advice.write)
        if not low <= value <= high:
            fail(f"{value:g} is out of range", expected)
        if definition.unit == "months" and value >= WHOLE_MONTHS_FROM and value != int(value):
            fail(f"{value:g} months", f"whole months from {WHOLE_MONTHS_FROM} on")
        if isinstance(value, float) and round(value, 2) != value:
            fail(f"{value} has more than two decimals; a comma or point between thousands is left out", expected)
        return int(value) if value == int(value) else value

    schema = {"type": "integer" if whole else "number", "minimum": low, "maximum": high}
    return Annotated[Any, BeforeValidator(check), WithJsonSchema(schema)]


def _word(definition: vocabulary.Field) -> Any:
    words = [word.id for word in definition.words]

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
