"""Every fact the Atlas knows, defined once.

The state page, the tables, the API, the CSV header, the JSON Schema for editors and the field reference are
derived from `FIELDS`. To add a fact, add one `Field` here. The ids are public (column names, API keys):
add freely, never rename.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

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
    """Where a license stands on the way from degree to independent practice. A license with two states (a first and a full
    one) takes the level of its first and says so; two states with the same rule get the same level."""

    ASSOCIATE = "associate"  # no counseling without supervision
    INTERMEDIATE = "intermediate"  # some counseling without supervision, below independent clinical practice
    INDEPENDENT = "independent"


class Credential(StrEnum):
    """What the document is called in law. Not every tier is a license."""

    LICENSE = "license"
    REGISTRATION = "registration"
    PERMIT = "permit"
    PRIVILEGE = "privilege"  # an addition to a license, such as a diagnostic privilege
    SUPERVISOR = "supervisor"  # what a supervisor holds beside the license (LPC-S, LPCC-S); it has no level


class Word(NamedTuple):
    """A word that a fact may take: what readers see, when it applies, and a text that is coded so."""

    id: str
    label: str
    meaning: str
    example: str = ""


@dataclass(frozen=True)
class Group:
    """A set of fields shown together on the state page."""

    id: str
    label: str


COMPACT_FILE = "data/compact.yml"
JURISDICTION = "jurisdiction"
LICENSE = "license"

OF_THE_JURISDICTION = frozenset({"board", "moving", "criminal"})  # groups; facts of all others belong to a license

GROUPS: tuple[Group, ...] = (
    Group("board", "The board"),
    Group("moving", "Moving here"),
    Group("criminal", "Criminal history"),
    Group("identity", "The license"),
    Group("education", "Education"),
    Group("exams", "Exams"),
    Group("experience", "Supervised experience"),
    Group("application", "Application and fees"),
    Group("renewal", "Term and renewal"),
)


ALL_LEVELS = frozenset(Level)
AFTER_DEGREE_HOURS = frozenset({Level.INTERMEDIATE, Level.INDEPENDENT})
OF_THE_INDEPENDENT = frozenset({Level.INDEPENDENT})
NO_LEVEL: frozenset[Level] = frozenset()


@dataclass(frozen=True)
class Field:
    """One fact of the vocabulary.

    id        public name
    label     what readers see
    group     the `Group` it is shown in
    kind      the sort of value
    help      what it means, for contributors and tooltips
    unit      "hours", "months", "days", "usd", "credits", "years" or "" (hours are clock hours, months calendar
              months, credits graduate credits)
    words     for Kind.WORD: the allowed words
    lo, hi    the hard range of a number; outside it is a typo
    expected  levels of license at which the fact must be answered (stated, silent, unknown or disputed).
              Elsewhere it may be given.
    with_fact the fact of the same license that must be stated for this one to be expected; "" when it always is
    example   a text of a rule, and how it is coded
    mistake   the mistake this field invites, if there is a common one
    yes, no   for Kind.BOOLEAN: what readers see
    zero      for a number: what readers see instead of 0; "" where 0 is shown
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
    words: tuple[Word, ...] = ()
    lo: float | None = None
    hi: float | None = None
    expected: frozenset[Level] = ALL_LEVELS
    with_fact: str = ""
    example: str = ""
    mistake: str = ""
    yes: str = "Yes"
    no: str = "No"
    zero: str = ""
    column: str = ""
    band: tuple[float, float] | None = None
    derived_from: str = ""

    @property
    def scope(self) -> str:
        """`jurisdiction` or `license`: where in the file the fact stands."""
        return JURISDICTION if self.group in OF_THE_JURISDICTION else LICENSE

    @property
    def unit_words(self) -> str:
        """The unit as readers see it. `unit` itself is public (API, downloads) and keeps its word."""
        return _UNIT_WORDS.get(self.unit, self.unit)

    @property
    def word_labels(self) -> dict[str, str]:
        """What readers see for each word."""
        return {word.id: word.label for word in self.words}

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled by its id, so that a fact read from a pickle has the one definition there is."""
        return (defined, (self.id,))


def defined(id: str) -> Field:
    """The definition of a fact, of states and licenses or of exams, by its id. Raises KeyError."""
    return BY_ID[id] if id in BY_ID else EXAM_BY_ID[id]


_UNIT_WORDS = {"semester credits": "semester hours", "quarter credits": "quarter hours"}

FIELDS: tuple[Field, ...] = (
    # ---- jurisdiction: the board
    Field("board_name", "Board", "board", Kind.TEXT, "Full name of the body that issues the licenses."),
    Field("board_url", "Board website", "board", Kind.URL, "The board's own page for counselors."),
    Field("board_phone", "Phone", "board", Kind.PHONE, "The board's public number, as (404) 555-0100."),
    Field("board_email", "Email", "board", Kind.EMAIL, "The board's public address for applicants."),
    Field("application_url", "Where to apply", "board", Kind.URL, "Where the application or its forms are."),
    Field("license_lookup_url", "License verification", "board", Kind.URL, "Where anyone can verify a license."),
    # ---- jurisdiction: moving here
    Field(
        "compact_member",
        "Counseling Compact membership",
        "moving",
        Kind.BOOLEAN,
        "Whether the jurisdiction has enacted the Counseling Compact. Enacted is not the same as issuing.",
        yes="Member",
        no="Not a member",
        mistake="A bill as introduced is not an act; an act is not a running program.",
        column="Counseling Compact",
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
        "Years of licensure required",
        "moving",
        Kind.NUMBER,
        "Years that a counselor must have held or practiced under a license elsewhere to be licensed by endorsement.",
        unit="years",
        lo=0,
        hi=20,
        column="Years of licensure required",
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
    Field(
        "out_of_state_practice",
        "Practice here with another state's license",
        "moving",
        Kind.WORD,
        "Whether a counselor licensed in another state may serve clients here, for a short time or by telehealth, without a license of "
        "this state and without a compact privilege. Days, fees and conditions stand in the note.",
        words=(
            Word(
                "allowed",
                "Allowed, within limits",
                "Nothing need be filed.",
                '"may practice for not more than 30 days a year if licensed in another state"',
            ),
            Word(
                "registration",
                "After registering",
                "A registration, a notice or a temporary permission comes first.",
                '"shall register with the board as an out-of-state telehealth provider"',
            ),
            Word(
                "not_allowed",
                "Not allowed",
                "The law requires a license of this state, and neither statute nor rule has an exception.",
                '"a person who serves a client located in this state must hold a license under this chapter"',
            ),
        ),
        mistake="An exception for emergencies, for teaching or for federal employees is no permission to practice.",
    ),
    # ---- jurisdiction: criminal history
    Field(
        "conviction_early_answer",
        "Early answer on a conviction",
        "criminal",
        Kind.BOOLEAN,
        "Whether a person can ask, before a program or an application, if a criminal record would bar the license. What to file, the fee "
        "and the days for the answer stand in the note.",
        example='"may petition the board at any time for a determination whether the record will disqualify": yes.',
        mistake="A general law on occupational licenses counts only where it covers this board.",
    ),
    Field(
        "conviction_note",
        "What the board weighs",
        "criminal",
        Kind.TEXT,
        "What law or board weighs in a conviction: time, seriousness, relation to the work, rehabilitation; and which ones bar.",
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
        "Where the license stands between degree and independent practice.",
        words=(
            Word(
                "associate",
                "Associate",
                "No counseling without supervision.",
                'A provisional license: "may practice only under supervision".',
            ),
            Word(
                "intermediate",
                "Intermediate",
                "Some counseling without supervision, below independent clinical practice.",
                "A license whose holder counsels alone but diagnoses only under supervision.",
            ),
            Word(
                "independent", "Independent", "Independent clinical practice.", "The license that needs no supervisor."
            ),
        ),
        mistake="A license with two states takes the level of its first, and its scope says so.",
    ),
    Field(
        "scope_note", "Scope of practice", "identity", Kind.TEXT, "What the holder may do, and under whose supervision."
    ),
    Field(
        "required_step",
        "Required for the next license",
        "identity",
        Kind.BOOLEAN,
        "On a license that leads to another: yes when the next one can't be had without it.",
        expected=NO_LEVEL,
        example='"An applicant for the upper license shall hold the lower license": yes. A lower license that may be skipped: no.',
        mistake="A license that most people hold is not for that reason required: read what the next license's rule requires.",
    ),
    # ---- license: education
    Field(
        "degree_level",
        "Degree",
        "education",
        Kind.WORD,
        "The least degree that the ordinary route accepts.",
        words=(
            Word("bachelors", "Bachelor's degree", "A bachelor's degree is enough."),
            Word("masters", "Master's degree or higher", "A master's degree is the least."),
            Word("doctorate", "Doctorate", "A doctorate is the least."),
        ),
    ),
    Field("degree_fields", "Fields of study", "education", Kind.LIST, "Fields that the rule names."),
    Field(
        "min_semester_credits",
        "Semester hours",
        "education",
        Kind.NUMBER,
        "The least number of graduate semester hours.",
        unit="semester credits",
        lo=0,
        hi=120,
        example='"60 semester hours; 48 for programs begun before August 1, 2017": two entries, each with its `cohort`.',
        mistake="The minimum may depend on when the program was begun: use a second entry with a `cohort`.",
        column="Semester hours",
        band=(30, 75),
    ),
    Field(
        "min_quarter_credits",
        "Quarter hours",
        "education",
        Kind.NUMBER,
        "The least number of graduate quarter hours.",
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
        "What a person without a CACREP degree can do under the rule, and nothing else. Where statute and rule differ, the rule "
        "decides and the note says so.",
        words=(
            Word(
                "required",
                "Required",
                "Only graduates of CACREP programs (or of its named affiliate, CORE).",
                '"from a program accredited by CACREP"',
            ),
            Word(
                "required_or_equivalent",
                "CACREP or equivalent",
                "The whole program must be found equivalent to CACREP's standards, and no list says what that takes.",
                '"accredited by CACREP or substantially equivalent as determined by the board"',
            ),
            Word(
                "one_route",
                "CACREP, or listed courses",
                "CACREP programs are accepted as they are; graduates of other accredited schools show listed courses, credits or "
                "practicum, or a program that meets listed criteria.",
                '"CACREP, or a regionally accredited degree that includes the following courses"',
            ),
            Word(
                "not_required",
                "Not required",
                "The rule sets courses and credits for everybody, CACREP graduates too; or CACREP is one of several accreditors "
                "treated alike; or it is not mentioned. Credits asked of everybody, with courses asked of the others alone, are "
                "`one_route`.",
                '"a regionally accredited master\'s degree in counseling of 60 semester hours with these courses"',
            ),
        ),
        mistake="Where the text lists what the other program must hold, it is `one_route`, whatever test word stands above the list "
        '("similar", "comparable"). A condition on the school\'s place is two entries with `applies_to`.',
        column="CACREP",
    ),
    Field(
        "practicum_internship_hours",
        "Practicum and internship",
        "education",
        Kind.NUMBER,
        "Clock hours of practicum and internship in the degree.",
        unit="hours",
        zero="Not required",
        lo=0,
        hi=3000,
        mistake="These hours are in the degree. Hours after the degree are supervised experience.",
        column="Practicum hours",
        band=(100, 1500),
    ),
    Field(
        "practicum_direct_hours",
        "Direct practicum and internship hours",
        "education",
        Kind.NUMBER,
        "Direct client contact within practicum and internship.",
        unit="hours",
        zero="Not required",
        lo=0,
        hi=2000,
        band=(40, 600),
    ),
    Field("coursework_areas", "Required coursework", "education", Kind.LIST, "Content areas that the rule names."),
    Field(
        "foreign_degree_note",
        "Non-U.S. degree",
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
        "The exams that this license's own rule requires, whether passed now or for an earlier license: ids from data/exams.yml. An "
        "empty list says that the rule requires no exam at this level.",
        example="An upper license that asks for the NCMHCE, where the lower one asked for the NCE: [ncmhce] alone, when its own rule "
        "names only that.",
        mistake="An exam of the lower license is not repeated here unless this license's own rule names it. An exam on the state's "
        "own law is never listed here: it is `jurisprudence_exam`.",
        column="Exams",
    ),
    Field(
        "exam_logic",
        "How many exams",
        "exams",
        Kind.WORD,
        "Whether one of two or more exams is enough or all are needed. With one exam or none there is nothing to say, and it is left out.",
        words=(
            Word("any_of", "One is enough", "One of the exams is enough.", '"the NCE or the NCMHCE"'),
            Word("all_of", "All are required", "Each of the exams must be passed.", '"the NCE and the NCMHCE"'),
            Word(
                "other", "See the note", "Another logic, told in the note.", '"the NCE, and the NCMHCE or a board exam"'
            ),
        ),
        expected=NO_LEVEL,
        mistake="With one exam it is refused.",
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
        "Whether ordinary applicants must take an exam on the state's own law, also one that can't be failed (the note says so), or one "
        "for a lower license without which this one can't be had. Yes: law or board says so. No: statute, rule and the "
        "board's list were read whole and have none (`read_whole: true` on the source). A text that was read and doesn't speak of it is "
        "`silent`; a guide that doesn't mention one is `unknown`.",
        yes="Required",
        no="Not required",
        example='"shall complete the board\'s tutorial on the rules": no exam; say in the note that there is a tutorial.',
        mistake="An exam only for reciprocity is a note. A tutorial, a video or an affidavit is no exam.",
        column="Jurisprudence exam",
    ),
    Field(
        "exam_scores_valid_months",
        "Exam scores are valid for",
        "exams",
        Kind.NUMBER,
        "The age up to which a passing score is accepted, in calendar months back from the application. Silent where the exam rule sets "
        "no limit.",
        unit="months",
        lo=1,
        hi=240,
        expected=OF_THE_INDEPENDENT,
        band=(12, 120),
    ),
    Field(
        "exam_retake_days",
        "Wait before another attempt",
        "exams",
        Kind.NUMBER,
        "The wait that the state's own law or board sets before another attempt at a failed exam, in days. The wait that the "
        "testing organization sets is told with the exam.",
        unit="days",
        lo=0,
        hi=1000,
        expected=OF_THE_INDEPENDENT,
        mistake="Months are converted at 30 days; say so in the note.",
    ),
    # ---- license: supervised experience
    Field(
        "supervised_hours_total",
        "Total supervised experience",
        "experience",
        Kind.NUMBER,
        "Clock hours of supervised experience after the degree: the whole total that this license's own rule states, hours taken over "
        "from a lower license included.",
        unit="hours",
        zero="Not required",
        lo=0,
        hi=10000,
        expected=AFTER_DEGREE_HOURS,
        example='An upper license: "3,000 hours, of which 1,000 may be those for the lower license": 3000, and '
        "`lower_hours_counted` 1000.",
        mistake="A total that already includes supervision must not be counted twice; years must not be turned into hours. Where the "
        "rule sets hours and all of them must be direct, both fields have the number; where it sets years of which some hours are direct, "
        "the total is silent. Tracks (with and without a practicum) are entries with `applies_to`, the ordinary one first.",
        column="Total hours",
        band=(500, 6000),
    ),
    Field(
        "lower_hours_counted",
        "Hours that count from the lower license",
        "experience",
        Kind.NUMBER,
        "How many of the hours of this license's total may be the same hours that already counted for the lower license. 0 where all "
        "must be new: hours worked after the lower license was issued are new hours.",
        unit="hours",
        lo=0,
        hi=10000,
        expected=NO_LEVEL,
        example='"2,000 hours after the lower license was issued": 0. "3,000 hours, including those for the lower license", which '
        "asks for 1,000: 1000.",
        mistake="Only on a license above another one that has hours of its own.",
    ),
    Field(
        "total_includes_supervision",
        "Total includes supervision",
        "experience",
        Kind.BOOLEAN,
        "Whether the total already includes the hours of supervision.",
        expected=AFTER_DEGREE_HOURS,
        with_fact="supervised_hours_total",
        example='"3,000 hours including 100 hours of supervision": yes. "3,000 hours, and in addition 100 hours of supervision": no.',
        mistake="A text that sets both and doesn't say is `silent`.",
    ),
    Field(
        "direct_client_hours",
        "Direct client contact",
        "experience",
        Kind.NUMBER,
        "Clock hours face to face with clients within the total.",
        unit="hours",
        zero="Not required",
        lo=0,
        hi=10000,
        expected=AFTER_DEGREE_HOURS,
        column="Direct hours",
        band=(300, 4000),
    ),
    Field(
        "supervision_hours",
        "Hours of clinical supervision",
        "experience",
        Kind.NUMBER,
        "Clock hours of clinical supervision, in all.",
        unit="hours",
        zero="Not required",
        lo=0,
        hi=1000,
        expected=AFTER_DEGREE_HOURS,
        mistake="A ratio (1 hour per 20) is not a total: write it as supervision_ratio.",
        column="Supervision hours",
        band=(20, 400),
    ),
    Field(
        "individual_supervision_hours",
        "Individual supervision",
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
        "Required supervision",
        "experience",
        Kind.RATIO,
        "How much supervision for how much work: '1 hour per 20 direct hours', '1 hour per 40 hours', '1 hour per week', '4 hours per "
        "month'. Each ratio that applies is an entry, with its condition as data in `when`.",
        expected=AFTER_DEGREE_HOURS,
        example='"Two hours a month up to 45 hours of direct contact, three hours above": two entries, with '
        "`when: {direct_hours_per_month: {through: 45}}` and `when: {direct_hours_per_month: {over: 45}}`.",
        column="Required supervision",
    ),
    Field(
        "min_months",
        "Minimum time",
        "experience",
        Kind.NUMBER,
        "Calendar months that this license's experience must take at least.",
        unit="months",
        zero="Not required",
        lo=0,
        hi=120,
        expected=AFTER_DEGREE_HOURS,
        mistake="Weeks and years are converted; say so in the note. The time of a lower license is not added.",
        column="Minimum time",
        band=(9, 60),
    ),
    Field(
        "max_months",
        "Time limit",
        "experience",
        Kind.NUMBER,
        "A time limit that the rule sets for completing the hours, in calendar months, extensions that the board grants not counted.",
        unit="months",
        lo=0,
        hi=240,
        expected=AFTER_DEGREE_HOURS,
        example='"The experience shall be completed within six years": 72.',
        mistake="The life of a license is `max_term_months`, the age at which hours expire `hours_valid_months`. A limit that ends both "
        "is written as both.",
        column="Time limit",
        band=(24, 120),
    ),
    Field(
        "hours_valid_months",
        "Hours expire after",
        "experience",
        Kind.NUMBER,
        "The age after which hours no longer count, in calendar months back from the application.",
        unit="months",
        lo=1,
        hi=240,
        expected=NO_LEVEL,
        example='"Hours gained more than six years before the application are not accepted": 72.',
        mistake="A limit on how long completing the hours may take is `max_months`.",
    ),
    Field(
        "max_hours_per_week",
        "Maximum hours per week",
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
        "Whether supervision may be given by live video.",
        words=(
            Word(
                "allowed",
                "Allowed",
                "Live video counts as in-person supervision, without a cap. Conditions on equipment or privacy, and a cap on the "
                "telephone alone, are not limits.",
                '"face-to-face includes live, interactive video"',
            ),
            Word(
                "allowed_with_limits",
                "Allowed, with limits",
                "A share, a first meeting in person, a permission or an end date limits it.",
                '"no more than half of the supervision by video"',
            ),
            Word(
                "not_allowed",
                "Not allowed",
                "The rule shuts video out.",
                '"in the same room; electronic means don\'t count"',
            ),
        ),
        expected=AFTER_DEGREE_HOURS,
        mistake='"Face to face" with no word on video is silent.',
        column="Supervision by video",
    ),
    Field(
        "supervised_experience_note",
        "Other rules",
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
        "Paid when applying. Not the exam, not the background check. 0 only where the source says that it is free.",
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
        "Paid for the license itself where it is apart from the application fee. 0 only where the source says that it is free.",
        unit="usd",
        lo=0,
        hi=2000,
        example='"The application fee covers the first license": silent, with these words.',
        mistake="A fee that another one covers, that was paid once with a lower license, or that no text names is `silent`, not 0.",
        column="License fee",
    ),
    Field(
        "further_fee",
        "Another fee is due",
        "application",
        Kind.BOOLEAN,
        'Yes when a source says that another fee is due before the license, which the fees here leave out. Sums then read "at least".',
        expected=NO_LEVEL,
        example='A form: "a license fee is billed after approval", without an amount: yes.',
        mistake="Exams, background checks and renewals are not meant.",
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
        zero="Not required",
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
        "Valid for",
        "renewal",
        Kind.NUMBER,
        "The longest first term, in calendar months from issue to first expiry.",
        unit="months",
        lo=0,
        hi=240,
        example='"expires on June 30 of each even year": 24.',
        mistake="The whole time that the license can be held with its renewals is `max_term_months`. Where only the interval of renewal is "
        "stated, it is taken as the term, and the note says so.",
        column="Valid for",
        band=(6, 72),
    ),
    Field(
        "max_term_months",
        "Maximum with renewals",
        "renewal",
        Kind.NUMBER,
        "The longest that the license can be held with its regular renewals, in calendar months from issue. Extensions at the board's "
        "discretion go into the note. Silent where the law sets no end.",
        unit="months",
        lo=0,
        hi=300,
        expected=frozenset({Level.ASSOCIATE}),
        with_fact="term_months",
        example='"valid for two years and may be renewed twice": `term_months` 24, `max_term_months` 72.',
        mistake='Never below `term_months`. "May be renewed n times" is n + 1 terms, "for n years" is n years. A limit on the hours that '
        "also voids the registration is written here and in `max_months`.",
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
        "Renewal cycle",
        "renewal",
        Kind.NUMBER,
        "Length of one renewal cycle, in years.",
        unit="years",
        lo=0,
        hi=10,
        column="Renewal cycle",
    ),
    Field(
        "late_renewal_months",
        "Late renewal possible for",
        "renewal",
        Kind.NUMBER,
        "How long after expiry the license can still be renewed late, without reinstatement or a new application, in calendar months. "
        "0 where there is no late renewal.",
        unit="months",
        zero="No late renewal",
        lo=0,
        hi=120,
        expected=OF_THE_INDEPENDENT,
        example='"may be renewed within 60 days of expiration upon payment of a late fee": 2, with the days in the note.',
        mistake="A grace period in which the holder may practice is told in the note.",
    ),
    Field(
        "late_renewal_fee",
        "Late renewal fee",
        "renewal",
        Kind.NUMBER,
        "What late renewal costs on top of the renewal fee. Where it grows with time: the first step, and the note tells the others.",
        unit="usd",
        lo=0,
        hi=2000,
        expected=OF_THE_INDEPENDENT,
        mistake="An amount that holds the renewal fee already is split, where the source states both.",
    ),
    Field(
        "inactive_status",
        "Inactive status",
        "renewal",
        Kind.BOOLEAN,
        "Whether the license can be made inactive, with a way back. Fee, continuing education, how long, and the way back stand in the "
        "note.",
        expected=OF_THE_INDEPENDENT,
        yes="Available",
        no="Not available",
    ),
    Field(
        "reinstatement_note",
        "Reinstatement",
        "renewal",
        Kind.TEXT,
        "What it takes to get a lapsed, expired or inactive license back: time limits, continuing education, fees, exams.",
        expected=OF_THE_INDEPENDENT,
    ),
    Field(
        "ce_cycle_years",
        "Continuing education cycle",
        "renewal",
        Kind.NUMBER,
        "Length of one cycle of continuing education, in years, where it is not that of the renewal.",
        unit="years",
        lo=0.5,
        hi=10,
        expected=NO_LEVEL,
        example='"renewed every year; 36 hours every two years": `renewal_years` 1, `ce_cycle_years` 2.',
        mistake="Left out where both cycles are the same.",
    ),
    Field(
        "ce_hours_per_cycle",
        "Continuing education per cycle",
        "renewal",
        Kind.NUMBER,
        "Clock hours per cycle of continuing education: that of the renewal, or `ce_cycle_years` where it differs.",
        unit="hours",
        zero="Not required",
        lo=0,
        hi=200,
        column="Continuing education",
        band=(10, 60),
    ),
    Field(
        "ce_ethics_hours",
        "Ethics CE",
        "renewal",
        Kind.NUMBER,
        "Clock hours in ethics per cycle of continuing education.",
        unit="hours",
        zero="Not required",
        lo=0,
        hi=50,
        column="Ethics CE",
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
    Field("scored_items", "Scored questions", "exam", Kind.INTEGER, "How many of the questions count.", lo=1, hi=1000),
    Field("minutes", "Time allowed", "exam", Kind.INTEGER, "Time for the questions.", unit="minutes", lo=10, hi=1000),
    Field("exam_format", "Format", "exam", Kind.TEXT, "What sort of questions, and where or how the exam is taken."),
    Field(
        "exam_fee",
        "Fee",
        "exam",
        Kind.NUMBER,
        "What the testing organization charges for one attempt.",
        unit="usd",
        hi=5000,
    ),
    Field("retake_note", "Retakes", "exam", Kind.TEXT, "The wait before another attempt, and how many there are."),
    Field("passing_note", "Passing score", "exam", Kind.TEXT, "How the passing score is set, and who sets it."),
)
"""What data/exams.yml holds of each exam."""

MEMBER_FIELDS: tuple[Field, ...] = (
    Field(
        "privilege_fee",
        "Privilege fee",
        "compact",
        Kind.NUMBER,
        "What this state charges for a privilege to practice, without the Compact Commission's own fee.",
        unit="usd",
        lo=0,
        hi=1000,
        mistake="A proposed fee is not a fee.",
    ),
    Field(
        "law_exam",
        "Law exam for a privilege",
        "compact",
        Kind.BOOLEAN,
        "Whether this state requires an exam on its law before it grants a privilege.",
        yes="Required",
        no="Not required",
        mistake="The exam for the state's own license may not be asked of holders of a privilege.",
    ),
)
"""What data/compact.yml may hold of each member, where a source says it."""

BY_ID: dict[str, Field] = {field.id: field for field in FIELDS}
EXAM_BY_ID: dict[str, Field] = {field.id: field for field in EXAM_FIELDS}
JURISDICTION_FIELDS = tuple(f for f in FIELDS if f.scope == JURISDICTION)
STATE_FILE_FIELDS = tuple(f for f in JURISDICTION_FIELDS if not f.derived_from)
"""The facts of a jurisdiction that its own file tells. The others are derived when the data are loaded."""
LICENSE_FIELDS = tuple(f for f in FIELDS if f.scope == LICENSE)


def expected_ids(level: Level | None, credential: Credential, stated: Container[str] = ()) -> tuple[str, ...]:
    """The license facts that must be answered for a license of this level and kind, in order of definition.

    `stated` are the facts of the license that a source states; some others are expected only beside one of these.
    """
    if credential is Credential.SUPERVISOR:
        return ("title",)
    if level is None or credential is Credential.PRIVILEGE:
        return tuple(f.id for f in LICENSE_FIELDS if f.id in SIDE_LICENSE)
    return tuple(
        f.id
        for f in LICENSE_FIELDS
        if f.id != "level" and level in f.expected and (not f.with_fact or f.with_fact in stated)
    )
