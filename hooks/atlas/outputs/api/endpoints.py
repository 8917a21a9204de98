"""What stands at which address under /api/v1/. The files, their schemas, the index, the OpenAPI document, the Data page
and llms.txt are derived from this list."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.domain.atlas import Atlas
from atlas.outputs.api import jurisdiction_schemas, schemas

API = "api/v1/"
Shape = type[jurisdiction_schemas.ApiFile]


@dataclass(frozen=True)
class Parameter:
    """A part of an address that names a thing."""

    pattern: str
    description: str


PARAMETERS = {
    "code": Parameter("^[a-z]{2}$", "Postal code in small letters"),
    "fact": Parameter("^[a-z][a-z_]*$", "Id of a fact, from fields.json"),
}


@dataclass(frozen=True)
class Endpoint:
    """An address, or a kind of address.

    path          below /api/v1/, with the names of PARAMETERS in braces
    operation_id  names the call in generated clients: public, never renamed
    tag           the group that it is shown in, of openapi.TAGS
    summary       what it is, in a few words
    shape         of a JSON file; None for a table
    entries       the key of a JSON file whose list is the body of it; "" where there is no such list
    description   what else to know
    """

    path: str
    operation_id: str
    tag: str
    summary: str
    shape: Shape | None = None
    entries: str = ""
    description: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters in the path."""
        return tuple(name for name in PARAMETERS if f"{{{name}}}" in self.path)

    @property
    def media_type(self) -> str:
        return media_type(self.path)


# fmt: off
ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "index.json", "index", "Index", "What there is: files with addresses, totals, digests; date of the build",
        schemas.IndexOut, "files", "Begin here. Every file of the API is named, but for this one.",
    ),
    Endpoint(
        "states.json", "states", "Jurisdictions", "All jurisdictions, in short",
        jurisdiction_schemas.StatesOut, "states",
        "A line for each state, district and territory that is covered, with the address of its file.",
    ),
    Endpoint(
        "states/{code}.json", "states_one", "Jurisdictions",
        "One jurisdiction with everything known of it; the code is the postal code in small letters",
        jurisdiction_schemas.StateFileOut, "",
        "Facts, licenses with their facts and steps, questions, changes of the rules, sources.",
    ),
    Endpoint(
        "states/{code}.csv", "state_csv", "Jurisdictions", "The facts of one jurisdiction as a table",
        description="The lines of facts.csv that belong to the jurisdiction, with the same columns.",
    ),
    Endpoint(
        "licenses.json", "licenses", "Jurisdictions", "Every license, registration, permit and privilege",
        jurisdiction_schemas.LicensesOut, "licenses", "A line for each, with its level and the license that it leads to.",
    ),
    Endpoint(
        "fields.json", "fields", "Facts", "The vocabulary: what each fact means, its unit, and the address of its answers",
        schemas.FieldsOut, "fields", "The ids are the keys of facts in every other file.",
    ),
    Endpoint(
        "facts/{fact}.json", "fact", "Facts", "One fact in every jurisdiction", schemas.FactFileOut, "answers",
        "The lines of facts.json that answer this fact, with its definition: to take one fact, nobody needs all of them.",
    ),
    Endpoint(
        "facts.json", "facts", "Facts", "Every fact of every jurisdiction, the lines of facts.csv", schemas.FactsOut, "facts",
        "Everything at once, some megabytes. For one fact or one jurisdiction there are smaller files.",
    ),
    Endpoint(
        "facts.csv", "facts_csv", "Facts", "Every fact as a table",
        description="RFC 4180, UTF-8, a header line. The columns are the keys of a line of facts.json.",
    ),
    Endpoint(
        "exams.json", "exams", "Reference", "The exams, and the licenses for which each counts", schemas.ExamsOut, "exams",
        "What each exam is like, with sources.",
    ),
    Endpoint(
        "compact.json", "compact", "Reference", "The Counseling Compact by jurisdiction", schemas.CompactOut, "states",
        "Which jurisdictions are members, by which act, and which of them issue privileges.",
    ),
    Endpoint(
        "schools.json", "schools", "Reference", "Schools that report programs in counseling, from federal data",
        schemas.SchoolsOut, "schools", "A line for each institution and kind of program.",
    ),
    Endpoint(
        "schools.csv", "schools_csv", "Reference", "Every school as a table",
        description="RFC 4180, UTF-8, a header line. The columns are the keys of a line of schools.json.",
    ),
    Endpoint(
        "changes.json", "changes", "Reference", "Changes of the rules, the newest first", schemas.ChangesOut, "changes",
        "What changed in the law, and what is about to. Edits of the data are not listed here.",
    ),
)
# fmt: on

BY_SHAPE = {endpoint.shape: endpoint for endpoint in ENDPOINTS if endpoint.shape}


def media_type(path: str) -> str:
    """Of a file of the API, by its ending."""
    return "text/csv" if path.endswith(".csv") else "application/json"


def example(endpoint: Endpoint, atlas: Atlas) -> str:
    """An address of this kind that there is, below /api/v1/."""
    first = atlas.jurisdictions[0].code.lower() if atlas.jurisdictions else "{code}"
    return endpoint.path.format(code=first, fact="supervised_hours_total")


def schema_name(shape: Shape) -> str:
    """The file name of a shape's schema: StatesOut gives "states.schema.json"."""
    name = shape.__name__.removesuffix("Out")
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-") + ".schema.json"
