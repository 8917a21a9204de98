"""Numbers, dates and yes or no as people write them, and how the data write them: for messages that say what to write.

Nothing here changes a value. `number_advice` and its like take what stands in a file where another kind of value belongs.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FORMULA_SIGNS = ("=", "+", "-", "@")  # no text begins with one: a spreadsheet would take it for a formula
_QUOTES = "\"'\u201c\u201d\u2018\u2019"
_LIKE_DIGITS = str.maketrans("OolI", "0011")
_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]{1,12})?")


class Advice(NamedTuple):
    """Why a value is refused, and what to write in its place; "" where that is not known."""

    why: str = ""
    write: str = ""


IN_QUOTES = Advice("in quotes it is a text; write it without them")


def visible(text: str, *, word: bool = False) -> str:
    """`text` with each character that cannot be seen as U+ and its number; of a `word`, each that is not ASCII."""

    def hidden(character: str) -> bool:
        return (word and ord(character) > 127) or (character != " " and unicodedata.category(character)[0] in "CZ")

    return "".join(f"<U+{ord(c):04X}>" if hidden(c) else c for c in text)


_MARKUP = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|<!--|\[[^\]]+\]\([^)\s]+\)")
_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|TBD)\b")
_TWICE = re.compile(
    r"\b(a|[Aa]n|[Tt]he|[OoIi]n|[Oo]f|[Tt]o|[Ii]s|[Aa]re|[Aa]nd|[Oo]r|[Ff]or|[Ww]ith|[Bb]y|[Aa]t|[Aa]s|[Ff]rom) (?i:\1)\b"
)


def text_slip(text: str) -> tuple[str, str, str, str] | None:
    """What a text holds that its writer did not mean for readers: what was found, what was expected, the text that was meant, and
    the words in it that are wrong."""
    opening, closing, inside = text[0], text[-1], text[1:-1]
    pair = opening + closing
    if (
        pair in ("\u201c\u201d", "\u2018\u2019", '""')
        and opening not in inside
        and (pair != "\u201c\u201d" or closing not in inside)
    ):
        kind = "straight quotes, which are a part of it" if pair == '""' else "curly quotes, which are letters to YAML"
        return f"`{text[:80]}` stands in {kind}", "the text without them, or in straight quotes", inside, ""
    if text.count("\u201c") != text.count("\u201d"):
        return f"`{text[:80]}` has a curly quote without its other half", "both of them, or none", "", ""
    if found := _MARKUP.search(text):
        return (
            f"`{found[0][:80]}` in a text that shows it as it stands",
            "plain words; a link has its own key",
            "",
            found[0],
        )
    if found := _UNFINISHED.search(text):
        return (
            f"`{found[0]}` in a text that readers see",
            "the finished text; notes of your own in a comment above",
            "",
            found[0],
        )
    if found := _TWICE.search(text):
        return f"the word `{found[1]}` stands twice", f"`{found[1]}` once", "", found[0]
    return None


def end_of_sentence(url: str) -> str:
    """The end of a sentence that was copied with a link: `).`, or a bracket that nothing in the link opens; "" without one."""
    if end := re.search(r"[,;:!]+$", url):
        return end[0]
    end = re.search(r"([)\]]+)([.,;:!]*)$", url)
    if end is None:
        return ""
    opens, closes = "()" if end[1][-1] == ")" else "[]"
    many = min(len(end[1]), url.count(closes) - url.count(opens))
    return url[-many - len(end[2]) :] if many > 0 else ""


def number_advice(value: Any) -> Advice:
    """What is wrong with a number that is written as a text: `3,000`, `036`, `$1,200`, `1e3`, in quotes."""
    if isinstance(value, bool) or not isinstance(value, str | Unclear):
        return Advice()
    text = str(value).strip()
    if isinstance(value, str) and _PLAIN.fullmatch(text):
        return IN_QUOTES
    bare = text.strip(_QUOTES + " ")
    sign = "-" if bare[:1] in ("-", "\u2212") else ""
    digits = bare.lstrip("+-\u2212").removeprefix("$").strip().removesuffix("$").strip()
    if re.fullmatch(r"[0-9]{1,3}\.[0-9]{2}0", digits):
        whole, _, rest = digits.partition(".")
        return Advice(f"it can be read as {whole}{rest} or as {_number(sign, digits)}", "")
    for pattern, why, drop in _NUMBERS:
        if re.fullmatch(pattern, digits):
            return Advice(why, _number(sign, re.sub(drop, "", digits)))
    if re.fullmatch(r"[0-9OolI]*[OolI][0-9OolI]*", digits) and re.search(r"[0-9]", digits):
        letter = next(character for character in digits if character in "OolI")
        return Advice(f"the letter `{letter}` is no digit", _number(sign, digits.translate(_LIKE_DIGITS)))
    if match := re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)[ -]*([A-Za-z%]+)\.?", digits):
        return Advice(f"`{match[2]}` stands beside the number", _number(sign, match[1]))
    return Advice()


# What it looks like, why it is refused, what to take away from it.
_NUMBERS = (
    (r"0[0-9]+(\.[0-9]+)?", "a number has no leading zero", r"^0+(?=[0-9])"),
    (r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", "a comma makes it a text", ","),
    (r"[0-9]{1,3}(_[0-9]{3})+", "an underscore makes it a text", "_"),
    (r"[0-9]{1,3}([ \u00a0\u202f'\u2019][0-9]{3})+", "a gap makes it a text", r"[^0-9]"),
    (r"[0-9]{1,3}(\.[0-9]{3}){2,}", "its points make it a text", r"\."),
    (r"[0-9]+\.", "a point with nothing behind it", r"\."),
    (r"\.[0-9]+", "a point with nothing before it", r"^$"),
    (r"[0-9]+(\.[0-9]+)?[eE][-+]?[0-9]{1,2}", "a number has no exponent", r"^$"),
    (r"0x[0-9a-fA-F]{1,12}|0o[0-7]{1,12}", "a number is written in tens", r"^$"),
    (r"[0-9]+(\.[0-9]+)?", "a sign or quotes make it a text", r"^$"),
)


def _number(sign: str, digits: str) -> str:
    """A number of digits, or in another notation, as the data write numbers."""
    if digits[:2] in ("0x", "0o"):
        return sign + str(int(digits, 0))
    if "e" in digits.lower() and float(digits).is_integer():
        return sign + str(int(float(digits)))
    whole, point, rest = digits.partition(".")
    rest = rest.rstrip("0") if point and len(rest) != 2 else rest
    return sign + (whole.lstrip("0") or "0") + (f".{rest}" if rest else "")


def dates_meant(text: str) -> list[date]:
    """Each day that a date in words or figures may mean: `3/28/2025`, `March 28, 2025`; two for `3/8/2025`."""
    text = text.strip().strip(_QUOTES)
    if match := re.fullmatch(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ]\d{1,2}:.*)?", text):
        return _days((match[1], match[2], match[3]))
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return _days((match[1], match[2], match[3]))
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text):
        return _days((match[3], match[1], match[2]), (match[3], match[2], match[1]))
    if match := re.fullmatch(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", text):
        return _days((match[3], month_number(match[1]), match[2]))
    if match := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[- ]([A-Za-z]{3,9})\.?,?[- ](\d{4})", text):
        return _days((match[3], month_number(match[2]), match[1]))
    return []


def month_number(word: str) -> int:
    """The number of a month by its name or the first three letters of it; 0 for any other word."""
    return next((n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word.lower())), 0)


def _days(*readings: tuple[str, str | int, str]) -> list[date]:
    found: list[date] = []
    for year, month, day in readings:
        try:
            meant = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if meant not in found:
            found.append(meant)
    return found


def date_advice(value: Any) -> Advice:
    """What is wrong with a date that is written as a text, as a number, or in another order."""
    text = str(value).strip() if isinstance(value, str | int | Unclear) and not isinstance(value, bool) else ""
    meant = [day.isoformat() for day in dates_meant(text)]
    if meant == [text]:
        return IN_QUOTES
    if len(meant) == 1:
        return Advice("", meant[0])
    if meant:
        return Advice("it can be read as " + " or as ".join(meant), "")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", text):
        return Advice("there is no such day", "")
    if re.fullmatch(r"(\d{4}[-/]\d{1,2}|\d{4}|[A-Za-z]{3,9}\.? \d{4}|\d{1,2}/\d{4})", text):
        return Advice("it names no day", "")
    return Advice()


_YES_OR_NO = {
    "yes": "true", "y": "true", "on": "true", "true": "true", "1": "true",
    "no": "false", "n": "false", "off": "false", "false": "false", "0": "false",
}  # fmt: skip


def phone_meant(text: str) -> str:
    """A telephone number of ten digits as the data write it: `404.555.0100 x12` gives `(404) 555-0100 ext. 12`; "" for others."""
    number, _, extension = re.sub(r"ext(?:ension)?\.?|[x#]", "x", text.lower()).partition("x")
    digits = re.sub(r"[^0-9]", "", number)
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    if len(digits) != 10 or re.search(r"[a-z]", number):
        return ""
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" + (f" ext. {extension.strip()}" if extension else "")


def ratio_meant(text: str) -> str:
    """A ratio of supervision in the words of the data: `35 hrs a year` gives `35 hours per year`."""
    words = re.sub(r"\b(?:h|hrs?)\b\.?", " hours ", re.sub(r"(?<=\d)(?=[a-z])", " ", text.lower()))
    words = re.sub(r"\b(?:for every|for each|in each|every|each|an?|per|for|to)\b|[/:]", " per ", words)
    for adverb, span in (("weekly", "week"), ("monthly", "month"), ("yearly", "year"), ("annually", "year")):
        words = words.replace(adverb, f"per {span}")
    return re.sub(r"^1 hours", "1 hour", " ".join(words.split()))


def truth_advice(value: Any) -> Advice:
    """What is wrong with `yes`, `No`, `"true"` or 1 where true or false belongs."""
    if not isinstance(value, str | int | Unclear):
        return Advice()
    meant = _YES_OR_NO.get(str(value).strip().lower(), "")
    return IN_QUOTES if isinstance(value, str) and value.strip() == meant else Advice("", meant)


def text_advice(value: Any) -> Advice:
    """What makes YAML take something else for a text where a text belongs."""
    if isinstance(value, Unclear):
        return Advice("" if value.cut else "without quotes it is a number or a word of its own to YAML", _quoted(value))
    if isinstance(value, bool | int | float | date):
        return Advice("", _quoted(str(value).lower() if isinstance(value, bool) else value))
    if isinstance(value, dict | list):
        return Advice("a text with `: ` in it, or one that begins with a brace or a dash, needs quotes", "")
    return Advice()


def _quoted(value: Unclear | str | float | date) -> str:
    """The value as a text in quotes; "" where no text may begin like that."""
    text = str(value)
    return "" if text.startswith(FORMULA_SIGNS) else f'"{text}"'


def list_advice(value: Any) -> Advice:
    """What makes YAML take a text for a list or a map of keys and values."""
    if not isinstance(value, str):
        return Advice()
    if value.startswith("-"):
        return Advice("the dash before each entry needs a space behind it", "")
    if match := re.match(r"([A-Za-z_][A-Za-z0-9_-]*):(\S+)", value):
        return Advice("a colon needs a space behind it", f"{match[1]}: {match[2]}")
    return Advice()


@dataclass(frozen=True)
class Unclear:
    """A plain value that stands for nothing certain, as it is written. No field takes one, so it is always refused.

    `cut` says that a comma in braces ended the value before its end: `{value: 3,000}`. Otherwise readers of YAML differ on
    whether it is a number, such as `036`.
    """

    written: str
    cut: bool = False

    def __str__(self) -> str:
        return self.written


def as_texts(value: Any) -> Any:
    """`value` with what is unclear as the text that stands in the file."""
    if isinstance(value, dict):
        return {key: as_texts(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [as_texts(entry) for entry in value]
    return value.written if isinstance(value, Unclear) else value
