"""What readers of the API may rely on, said once: the Data page and the OpenAPI document show these sentences."""

from __future__ import annotations

from atlas.domain.cohorts import CohortEvent
from atlas.domain.sources import Evidence, SourceKind
from atlas.domain.vocabulary import Credential, Level

# Of what is published, in the form of semantic versioning. The second number grows with each addition; the changelog
# (docs/data/api-changelog.md) and tests/published-shape.json have an entry of the same name.
SCHEMA_VERSION = "1.1.0"

# Words may be added to these. Their schemas list the words of today as examples and take any text.
OPEN_ENUMERATIONS = (CohortEvent, Credential, Evidence, Level, SourceKind)

MAY_COME = (
    "Keys in any object, and columns in any table.",
    "Addresses: new files, and new slices of what is there.",
    f"Words in open enumerations: {', '.join(enumeration.__name__ for enumeration in OPEN_ENUMERATIONS)}, and every value "
    "whose schema lists no words, such as the ids of facts, licenses, exams and kinds of programs. Status is closed: "
    "stated, silent, unknown, disputed.",
    "Entries: states, licenses, facts, exams, schools.",
)
STAYS = (
    "Every address, key, column and word stays, under its name.",
    "A key keeps its type. What is never null does not become null.",
    "A key keeps its meaning. Where the definition of a fact is sharpened, its id stays, its values follow, and the "
    "changelog names the fact and the day.",
)
REMOVAL = (
    "What has to go is marked as deprecated in openapi.json and named in the changelog, and stays as long as version 1.",
    "A version 2 would stand under /api/v2/, beside version 1. Version 1 would be made for at least twelve more months, "
    "and the changelog would name its last day from the first of them.",
)
READERS = (
    "Ignore keys and columns that you do not know. Find columns by name, not by position.",
    "Take a word that you do not know for “other”, and show the text beside it.",
    "Tell null and empty from 0 and from false: not confirmed is not the same as not required.",
    "Take the addresses of files from index.json. The digest of a table changes when its content does; every JSON file "
    "also carries the day of the build. Of a jurisdiction, last_modified says when it last changed.",
)

SECTIONS = (  # id of the heading, heading, rules
    ("may-come", "What may come within version 1", MAY_COME),
    ("stays", "What stays within version 1", STAYS),
    ("removal", "How a removal would be announced", REMOVAL),
    ("readers", "What a reader must do", READERS),
)


def markdown() -> str:
    """The rules as Markdown, for the description of the API."""
    return "\n\n".join(f"## {title}\n\n" + "\n".join(f"- {rule}" for rule in rules) for _, title, rules in SECTIONS)
