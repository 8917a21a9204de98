"""Title and description of a page, as search engines and shared links show them: what is longer is cut there."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from atlas.domain.values import Text, fail

TITLE_LENGTH, DESCRIPTION_LENGTH = 60, 155  # characters


def fitting(length: int, *wordings: str) -> str:
    """The first of the wordings that is no longer than `length` characters; the last one where none is."""
    return next((words for words in wordings if len(words) <= length), wordings[-1])


def _at_most(length: int) -> AfterValidator:
    def check(text: str) -> str:
        if len(text) > length:
            fail(f"{len(text)} characters, of which search engines cut what comes after {length}", f"at most {length}")
        return text

    return AfterValidator(check)


PageTitle = Annotated[Text, _at_most(TITLE_LENGTH)]
PageDescription = Annotated[Text, _at_most(DESCRIPTION_LENGTH)]
