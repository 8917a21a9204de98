"""Every fact the Atlas knows, defined once.

The state page, the tables, the API, the CSV header, the JSON Schema for editors and the field reference are
derived from `FIELDS`. To add a fact, add one `Field` here. The ids are public (column names, API keys):
add freely, never rename.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from atlas.domain.field_sets import SIDE_LICENSE


class Kind(StrEnum):
    """What sort of value a field takes."""

    TEXT = "text"  # one plain sentence or a few; never markup
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    WORD = "word"  # one of Field.words
    LIST = "list"  # of plain texts
    EXAMS = "exams"  # of ids from data/exams.yml
    RATIO = "ratio"  # "1 hour per 20 direct hours", "1 hour per week"
    URL = "url"
    EMAIL = "email"
    PHONE = "phone"


class Level(StrEnum):
    """Where a license stands on the ladder from degree to independent practice."""

    ASSOCIATE = "associate"  # held while gaining post-degree hours
    INTERMEDIATE = "intermediate"
    INDEPENDENT = "independent"


class Credential(StrEnum):
    """What the document is called in law. Not every rung is a license."""

    LICENSE = "license"
    REGISTRATION = "registration"
    PERMIT = "permit"
    PRIVILEGE = "privilege"  # an addition to a license, such as a diagnostic privilege


@dataclass(frozen=True)
class Group:
    """A set of fields shown together on the state page."""

    id: str
    label: str


COMPACT_FILE = "data/compact.yml"
JURISDICTION = "jurisdiction"
LICENSE = "license"

GROUPS: tuple[Group, ...] = (
    Group("board", "The board"),
    Group("moving", "Moving here"),
    Group("identity", "The license"),
    Group("education", "Education"),
    Group("exams", "Exams"),
    Group("experience", "Supervised experience"),
    Group("application", "Application and fees"),
    Group("renewal", "Term and renewal"),
)


ALL_LEVELS = frozenset(Level)
AFTER_DEGREE_HOURS = frozenset({Level.INTERMEDIATE, Level.INDEPENDENT})
NO_LEVEL: frozenset[Level] = frozenset()


@dataclass(frozen=True)
class Field:
    """One fact of the vocabulary.

    id        public name
    label     what readers see
    group     the `Group` it is shown in
    kind      the sort of value
    help      what it means, for contributors and tooltips
    unit      "hours", "months", "usd", "credits", "years" or "" (hours are clock hours, months calendar
              months, credits graduate credits)
    words     for Kind.WORD: the allowed words and what readers see for each
    lo, hi    the hard range of a number; outside it is a typo
    expected  levels of license at which the fact must be answered (stated, silent, unknown or disputed).
              Elsewhere it may be given.
    mistake   the mistake this field invites, if there is a common one
    yes, no   for Kind.BOOLEAN: what readers see
    band      the plausible range of a number; outside it an answer needs a `note` that says why
    column    its heading in the table that compares states; "" when it is not a column there
    derived_from   the file that tells it, when it is not written in state files but derived; "" otherwise
    """

    id: str
    label: str
    group: str
    kind: Kind
    help: str
    unit: str = ""
    words: tuple[tuple[str, str], ...] = ()
    lo: float | None = None
    hi: float | None = None
    expected: frozenset[Level] = ALL_LEVELS
    mistake: str = ""
    yes: str = "Yes"
    no: str = "No"
    column: str = ""
    band: tuple[float, float] | None = None
    derived_from: str = ""

    @property
    def scope(self) -> str:
        """`jurisdiction` or `license`: where in the file the fact stands."""
        return JURISDICTION if self.group in ("board", "moving") else LICENSE


FIELDS: tuple[Field, ...] = (
    # ---- jurisdiction: the board
    Field("board_name", "Board", "board", Kind.TEXT, "Full name of the body that issues the licenses."),
    Field("board_url", "Board website", "board", Kind.URL, "The board's own page for counselors."),
    Field("board_phone", "Telephone", "board", Kind.PHONE, "The board's public number, as (404) 555-0100."),
    Field("board_email", "Email", "board", Kind.EMAIL, "The board's public address for applicants."),
    Field("application_url", "Where to apply", "board", Kind.URL, "Where the application or its forms are."),
    Field("license_lookup_url", "License look-up", "board", Kind.URL, "Where anyone can check a license."),
    # ---- jurisdiction: moving here
    Field(
        "compact_member",
        "Counseling Compact member",
        "moving",
        Kind.BOOLEAN,
        "Whether the jurisdiction has enacted the Counseling Compact. Enacted is not the same as issuing.",
        yes="Yes, enacted",
        no="No",
        mistake="A bill as introduced is not an act; an act is not a running program.",
        column="Compact member",
        derived_from=COMPACT_FILE,
    ),
    Field(
        "compact_note",
        "Counseling Compact",
        "moving",
        Kind.TEXT,
        "Act, dates, and whether privileges are being issued.",
        derived_from=COMPACT_FILE,
    ),
    Field(
        "endorsement_years",
        "Years licensed elsewhere for endorsement",
        "moving",
        Kind.NUMBER,
        "Years that a counselor must have held or practised under a license elsewhere to be licensed by endorsement.",
        unit="years",
        lo=0,
        hi=20,
        column="Years for endorsement",
        band=(0, 10),
    ),
    Field("endorsement_note", "Endorsement", "moving", Kind.TEXT, "What a counselor licensed elsewhere must show."),
    Field(
        "military_note", "Military families", "moving", Kind.TEXT, "Rules for service members, veterans and spouses."
    ),
    Field(
        "related_degree_note",
        "Degree in a related field",
        "moving",
        Kind.TEXT,
        "What the degree rule says of related fields and other doctorates, and who decides.",
    ),
    # ---- license: identity
    Field("title", "Title", "identity", Kind.TEXT, "The title as statute or rule writes it."),
    Field("abbr", "Abbreviation", "identity", Kind.TEXT, "The abbreviation as law or board uses it."),
    Field(
        "also_called",
        "Also called",
        "identity",
        Kind.LIST,
        "Former titles, nicknames and words readers search for.",
    ),
    Field(
        "level",
        "Level",
        "identity",
        Kind.WORD,
        "Where it stands on the ladder.",
        words=tuple((x.value, x.value.capitalize()) for x in Level),
    ),
    Field(
        "scope_note", "What it allows", "identity", Kind.TEXT, "What the holder may do, and under whose supervision."
    ),
    # ---- license: education
    Field(
        "degree_level",
        "Degree",
        "education",
        Kind.WORD,
        "The least degree that the ordinary route accepts.",
        words=(
            ("bachelors", "Bachelor's degree"),
            ("masters", "Master's degree or higher"),
            ("doctorate", "Doctorate"),
        ),
    ),
    Field("degree_fields", "Fields of study", "education", Kind.LIST, "Fields that the rule names."),
    Field(
        "min_semester_credits",
        "Semester credits",
        "education",
        Kind.NUMBER,
        "Graduate semester credits at least.",
        unit="semester credits",
        lo=0,
        hi=120,
        mistake="The minimum may depend on when the program was begun: use a second entry with `applies_to`.",
        column="Semester credits",
        band=(30, 75),
    ),
    Field(
        "min_quarter_credits",
        "Quarter credits",
        "education",
        Kind.NUMBER,
        "Graduate quarter credits at least.",
        unit="quarter credits",
        lo=0,
        hi=180,
        band=(45, 110),
    ),
    Field(
        "cacrep",
        "CACREP accreditation",
        "education",
        Kind.WORD,
        "Whether the program must be accredited by CACREP.",
        words=(
            ("required", "Required"),
            ("required_or_equivalent", "CACREP or equivalent"),
            ("not_required", "Not required"),
        ),
        column="CACREP",
    ),
    Field(
        "practicum_internship_hours",
        "Practicum and internship",
        "education",
        Kind.NUMBER,
        "Clock hours of practicum and internship in the degree.",
        unit="hours",
        lo=0,
        hi=3000,
        mistake="These hours are in the degree. Hours after the degree are supervised experience.",
        column="Practicum hours",
        band=(100, 1500),
    ),
    Field(
        "practicum_direct_hours",
        "Of these, direct client hours",
        "education",
        Kind.NUMBER,
        "Direct client contact within practicum and internship.",
        unit="hours",
        lo=0,
        hi=2000,
        band=(40, 600),
    ),
    Field("coursework_areas", "Required coursework", "education", Kind.LIST, "Content areas that the rule names."),
    Field(
        "foreign_degree_note",
        "Degree from another country",
        "education",
        Kind.TEXT,
        "How a degree earned abroad is judged.",
    ),
    # ---- license: exams
    Field(
        "exams",
        "Accepted exams",
        "exams",
        Kind.EXAMS,
        "Exam ids from data/exams.yml. An empty list says that the rule asks for no exam at this level.",
        column="Exams",
    ),
    Field(
        "exam_logic",
        "How many of them",
        "exams",
        Kind.WORD,
        "Whether one of the exams is enough or all are needed.",
        words=(("any_of", "Any one of them"), ("all_of", "All of them"), ("other", "See the note")),
        column="How many exams",
    ),
    Field(
        "exam_timing",
        "When to take it",
        "exams",
        Kind.TEXT,
        "Before the degree is complete, before the associate license, before the independent one, ...",
    ),
    Field(
        "jurisprudence_exam",
        "Jurisprudence exam",
        "exams",
        Kind.BOOLEAN,
        "Whether an exam on the state's own law is required.",
        yes="Required",
        no="Not required",
        column="Jurisprudence exam",
    ),
    # ---- license: supervised experience
    Field(
        "supervised_hours_total",
        "Supervised experience, total",
        "experience",
        Kind.NUMBER,
        "Clock hours of supervised experience after the degree, all kinds together.",
        unit="hours",
        lo=0,
        hi=10000,
        expected=AFTER_DEGREE_HOURS,
        mistake="A total that already includes supervision must not be counted twice; years must not be turned into hours.",
        column="Total hours",
        band=(500, 6000),
    ),
    Field(
        "direct_client_hours",
        "Direct client contact",
        "experience",
        Kind.NUMBER,
        "Clock hours face to face with clients within the total.",
        unit="hours",
        lo=0,
        hi=10000,
        expected=AFTER_DEGREE_HOURS,
        column="Direct hours",
        band=(300, 4000),
    ),
    Field(
        "supervision_hours",
        "Hours with a supervisor",
        "experience",
        Kind.NUMBER,
        "Clock hours of clinical supervision, in all.",
        unit="hours",
        lo=0,
        hi=1000,
        expected=AFTER_DEGREE_HOURS,
        mistake="A ratio (1 hour per 20) is not a total: write it as supervision_ratio.",
        column="Supervision hours",
        band=(20, 400),
    ),
    Field(
        "individual_supervision_hours",
        "Of these, individual",
        "experience",
        Kind.NUMBER,
        "Clock hours of supervision that must be one to one (or one to two, where the rule says so).",
        unit="hours",
        lo=0,
        hi=1000,
        expected=AFTER_DEGREE_HOURS,
    ),
    Field(
        "group_supervision_note",
        "Group supervision",
        "experience",
        Kind.TEXT,
        "How much may be in a group, and how large the group may be.",
        expected=AFTER_DEGREE_HOURS,
    ),
    Field(
        "supervision_ratio",
        "Supervision, how often",
        "experience",
        Kind.RATIO,
        "How much supervision for how much work: '1 hour per 20 direct hours', '1 hour per 40 hours', '1 hour per week', '4 hours per month'.",
        expected=AFTER_DEGREE_HOURS,
        column="Supervision, how often",
    ),
    Field(
        "min_months",
        "Shortest time",
        "experience",
        Kind.NUMBER,
        "Calendar months that the experience must take at least.",
        unit="months",
        lo=0,
        hi=120,
        expected=AFTER_DEGREE_HOURS,
        mistake="Weeks and years are converted; say so in the note.",
        column="Shortest time",
        band=(9, 60),
    ),
    Field(
        "max_months",
        "Longest time",
        "experience",
        Kind.NUMBER,
        "Calendar months within which it must be finished, extensions not counted.",
        unit="months",
        lo=0,
        hi=240,
        expected=AFTER_DEGREE_HOURS,
        column="Longest time",
        band=(24, 120),
    ),
    Field(
        "max_hours_per_week",
        "Most hours that count in a week",
        "experience",
        Kind.NUMBER,
        "Hours of work a week beyond which nothing more counts.",
        unit="hours",
        lo=1,
        hi=168,
        expected=NO_LEVEL,
    ),
    Field(
        "hours_may_begin",
        "When hours begin to count",
        "experience",
        Kind.TEXT,
        "From which event hours count: degree, registration, approval of the plan.",
        expected=AFTER_DEGREE_HOURS,
    ),
    Field(
        "supervisor_qualifications",
        "Who may supervise",
        "experience",
        Kind.TEXT,
        "License, years and training of the supervisor.",
        expected=AFTER_DEGREE_HOURS,
    ),
    Field(
        "telesupervision",
        "Supervision by video",
        "experience",
        Kind.WORD,
        "Whether supervision may be given at a distance.",
        words=(("allowed", "Allowed"), ("allowed_with_limits", "Allowed, with limits"), ("not_allowed", "Not allowed")),
        expected=AFTER_DEGREE_HOURS,
        column="Supervision by video",
    ),
    Field(
        "supervised_experience_note",
        "Also to know",
        "experience",
        Kind.TEXT,
        "What else the rule says: caps per week or year, settings, credit for a doctorate.",
        expected=AFTER_DEGREE_HOURS,
    ),
    # ---- license: application
    Field(
        "fee_application",
        "Application fee",
        "application",
        Kind.NUMBER,
        "Paid when applying. Not the exam, not the background check.",
        unit="usd",
        lo=0,
        hi=2000,
        mistake="A composite board lists the fees of several professions on one page.",
        column="Application fee",
        band=(20, 500),
    ),
    Field(
        "fee_license",
        "License fee",
        "application",
        Kind.NUMBER,
        "Paid for the license itself where it is apart from the application fee. 0 where one fee covers both.",
        unit="usd",
        lo=0,
        hi=2000,
        column="License fee",
    ),
    Field(
        "background_check",
        "Background check",
        "application",
        Kind.BOOLEAN,
        "Whether fingerprints or a criminal history check are required.",
        yes="Required",
        no="Not required",
    ),
    Field(
        "references_required",
        "References",
        "application",
        Kind.INTEGER,
        "How many letters or forms of reference.",
        lo=0,
        hi=10,
    ),
    Field(
        "processing_time",
        "Processing time",
        "application",
        Kind.TEXT,
        "What the board itself says of how long it takes.",
    ),
    # ---- license: term and renewal
    Field(
        "term_months",
        "How long it lasts",
        "renewal",
        Kind.NUMBER,
        "Calendar months from issue to the first renewal or the end.",
        unit="months",
        lo=0,
        hi=240,
        column="How long it lasts",
        band=(6, 72),
    ),
    Field(
        "fee_renewal",
        "Renewal fee",
        "renewal",
        Kind.NUMBER,
        "Paid for one renewal on time.",
        unit="usd",
        lo=0,
        hi=2000,
        column="Renewal fee",
        band=(20, 500),
    ),
    Field(
        "renewal_years",
        "Renewed every",
        "renewal",
        Kind.NUMBER,
        "Length of one renewal cycle.",
        unit="years",
        lo=0,
        hi=10,
        column="Renewed every",
    ),
    Field(
        "ce_hours_per_cycle",
        "Continuing education per cycle",
        "renewal",
        Kind.NUMBER,
        "Clock hours per renewal cycle.",
        unit="hours",
        lo=0,
        hi=200,
        column="Continuing education",
        band=(10, 60),
    ),
    Field(
        "ce_ethics_hours",
        "Of these, ethics",
        "renewal",
        Kind.NUMBER,
        "Clock hours in ethics per renewal cycle.",
        unit="hours",
        lo=0,
        hi=50,
        column="Ethics hours",
        band=(1, 12),
    ),
    Field(
        "ce_note",
        "Continuing education rules",
        "renewal",
        Kind.TEXT,
        "Other required subjects, limits on distance learning, carry-over.",
    ),
)

EXAM_FIELDS: tuple[Field, ...] = (
    Field("items", "Questions", "exam", Kind.INTEGER, "How many questions the exam has, scored or not.", lo=1, hi=1000),
    Field("scored_items", "Of these, scored", "exam", Kind.INTEGER, "How many of the questions count.", lo=1, hi=1000),
    Field("minutes", "Time", "exam", Kind.INTEGER, "Time for the questions.", unit="minutes", lo=10, hi=1000),
    Field("exam_format", "Form", "exam", Kind.TEXT, "What sort of questions, and where or how the exam is taken."),
    Field(
        "exam_fee", "Fee", "exam", Kind.NUMBER, "What the owner of the exam asks for one attempt.", unit="usd", hi=5000
    ),
    Field(
        "retake_note", "Taking it again", "exam", Kind.TEXT, "The wait before another attempt, and how many there are."
    ),
    Field("passing_note", "Passing", "exam", Kind.TEXT, "How the passing score is set, and who sets it."),
)
"""What data/exams.yml holds of each exam."""

BY_ID: dict[str, Field] = {field.id: field for field in FIELDS}
JURISDICTION_FIELDS = tuple(f for f in FIELDS if f.scope == JURISDICTION)
STATE_FILE_FIELDS = tuple(f for f in JURISDICTION_FIELDS if not f.derived_from)
"""The facts of a jurisdiction that its own file tells. The others are derived when the data are loaded."""
LICENSE_FIELDS = tuple(f for f in FIELDS if f.scope == LICENSE)


def expected_ids(level: Level | None, credential: Credential) -> tuple[str, ...]:
    """The license facts that must be answered for a license of this level and kind, in order of definition."""
    if level is None or credential is Credential.PRIVILEGE:
        return tuple(f.id for f in LICENSE_FIELDS if f.id in SIDE_LICENSE)
    return tuple(f.id for f in LICENSE_FIELDS if f.id != "level" and level in f.expected)
