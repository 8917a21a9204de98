"""Named sets of fact ids, each in the order in which it is shown. A module that picks facts takes its set from here.

Every id is defined in `vocabulary`; a test holds that, and that no other module keeps a list of its own.
"""

from __future__ import annotations

# What a license answers that is not one for post-degree practice (a trainee registration, a diagnostic privilege).
SIDE_LICENSE = frozenset({"title", "abbr", "scope_note", "fee_application", "term_months"})

# Coverage: what a reader cannot do without, of the jurisdiction and its independent licenses.
CORE = (
    "title", "abbr", "min_semester_credits", "cacrep", "practicum_internship_hours", "supervised_hours_total",
    "direct_client_hours", "supervision_hours", "supervision_ratio", "min_months", "max_months", "exams", "exam_logic",
    "jurisprudence_exam", "fee_application", "fee_renewal", "renewal_years", "ce_hours_per_cycle", "ce_ethics_hours",
    "term_months", "compact_member", "endorsement_years", "endorsement_note", "board_name", "board_url",
)  # fmt: skip
# Coverage: the part of CORE that counts for an associate license too.
CORE_ASSOCIATE = frozenset({"title", "abbr", "exams", "fee_application", "term_months"})

# Either of the two answers the question: a total or a ratio of supervision, years or a rule of endorsement.
ALTERNATIVES = {"supervision_hours": "supervision_ratio", "endorsement_years": "endorsement_note"}

# Coverage, pages, API: matters that boards change often (fees, hours, exams, continuing education). An old text on one of
# these doesn't say what holds today.
CHANGES_OFTEN = (
    "practicum_internship_hours", "practicum_direct_hours", "exams", "exam_logic", "jurisprudence_exam",
    "supervised_hours_total", "direct_client_hours", "supervision_hours", "individual_supervision_hours",
    "supervision_ratio", "fee_application", "fee_license", "fee_renewal", "late_renewal_fee", "ce_hours_per_cycle",
    "ce_ethics_hours", "ce_cycle_years",
)  # fmt: skip

# Rules: a figure, and the figure that it is a part of. A part is never larger than its whole.
PARTS_OF_WHOLES = (
    ("direct_client_hours", "supervised_hours_total"),
    ("supervision_hours", "supervised_hours_total"),
    ("individual_supervision_hours", "supervision_hours"),
    ("practicum_direct_hours", "practicum_internship_hours"),
    ("ce_ethics_hours", "ce_hours_per_cycle"),
    ("min_months", "max_months"),
    ("term_months", "max_term_months"),
    ("lower_hours_counted", "supervised_hours_total"),
    ("scored_items", "items"),
)

# Steps: a duty, and the facts of which one states it. A step is about one of these.
HOURS_WORKED = ("supervised_hours_total", "direct_client_hours", "min_months")
APPLYING = ("fee_application", "application_url", "fee_license")
RENEWING = ("renewal_years", "fee_renewal", "ce_hours_per_cycle", "ce_ethics_hours", "ce_note", "ce_cycle_years")
TERMS = ("term_months", "max_term_months")
DUTIES = {
    "an exam": ("exams",),
    "a law exam": ("jurisprudence_exam",),
    "a background check": ("background_check",),
    "references": ("references_required",),
    "supervised hours": HOURS_WORKED,
    "a supervisor": ("supervisor_qualifications", "supervision_hours", "supervision_ratio"),
    "an application": APPLYING,
    "renewal": ("renewal_years", "fee_renewal", "ce_hours_per_cycle"),
}
# Steps: what may be not required; a step about nothing else then has no place.
REQUIREMENTS = ("background_check", "jurisprudence_exam", "references_required")

# State page and its plain-text twin: what the heading of a license says already, so that no table repeats it.
IN_LICENSE_HEADING = ("level", "title")
# State page: values that few readers come for stand in the fold below the table of their topic.
BELOW_TABLE = (
    "min_quarter_credits", "practicum_direct_hours", "further_fee", "exam_scores_valid_months", "exam_retake_days", "total_includes_supervision",
    "individual_supervision_hours", "late_renewal_months", "late_renewal_fee", "inactive_status",
)  # fmt: skip
# State page: what the heading of a license says in full, so that its marks are enough.
TITLE_AND_ABBREVIATION = ("title", "abbr")
# State page: what the drawn path says of each license, beside its fees.
ON_PATH = ("supervised_hours_total", "min_months", "exams", "term_months")
# State page: of the facts on moving here, those in a few words; the page on moving has them all.
MOVING_IN_SHORT = ("endorsement_years", "compact_member", "out_of_state_practice")

# Sources page: the key requirements that a board is asked to confirm, of each license on the path.
CONFIRMED_BY_BOARD = (
    "min_semester_credits", "cacrep", "practicum_internship_hours", "exams", "jurisprudence_exam", "supervised_hours_total",
    "direct_client_hours", "supervision_hours", "supervision_ratio", "min_months", "max_months", "fee_application",
    "fee_license", "term_months", "renewal_years", "fee_renewal", "ce_hours_per_cycle",
)  # fmt: skip

# Comparison: facts whose figure is shown of the associate license too, or only of it.
COMPARED_OF_ASSOCIATE = ("fee_application", "term_months")
# Comparison, hours, map: summed over the licenses that a path requires.
SUMMED_ON_PATH = ("supervised_hours_total", "direct_client_hours", "supervision_hours", "min_months")
# Comparison page: the columns shown before a reader chooses. `fees_total` is a sum, not a fact.
COMPARED_AT_FIRST = (
    "min_semester_credits",
    "cacrep",
    "exams",
    "supervised_hours_total",
    "direct_client_hours",
    "min_months",
    "fees_total",
    "compact_member",
)
# Of these, those that a phone has room for.
COMPARED_ON_PHONE = ("min_semester_credits", "exams", "supervised_hours_total")
# Comparison page: the figures that a reader may set against their own.
JUDGED = ("min_semester_credits", "supervised_hours_total")
# Hours page: the lengths of the two bars of a license.
HOURS_BARS = ("supervised_hours_total", "direct_client_hours")

# What a license costs before it is held: each is added to the fees along a path.
FEES = ("fee_application", "fee_license")

# Moving: the figures that a counselor brings and the new state asks for.
PORTABLE = (
    "min_semester_credits",
    "practicum_internship_hours",
    "supervised_hours_total",
    "direct_client_hours",
    "supervision_hours",
    "min_months",
)
# Plan of hours: each is a milestone. The names are those of `hours_plan.PlanRequirements` as well.
PLAN_HOURS = ("supervised_hours_total", "direct_client_hours", "supervision_hours")
PLAN_MINIMUMS = ("supervised_hours_total", "direct_client_hours", "supervision_hours", "min_months")
# Plan of hours: what bounds it beside the minimums.
TIME_LIMITS = ("max_months", "hours_valid_months")
PLAN_LIMITS = (*TIME_LIMITS, "max_hours_per_week", "supervision_ratio")
# Plan of hours: where sources bound the hours of a week, month or year in words that no figure holds.
WORKLOAD_TEXTS = (
    "supervised_hours_total", "direct_client_hours", "min_months", "max_hours_per_week", "hours_may_begin",
    "supervised_experience_note",
)  # fmt: skip

# Download for universities (34 CFR 668.43): what they must know of each state to say whether a program meets its
# education requirements; last, what students are told beside it, as universities' own tables do.
DISCLOSURE = (
    "degree_level",
    "degree_fields",
    "min_semester_credits",
    "min_quarter_credits",
    "cacrep",
    "practicum_internship_hours",
    "practicum_direct_hours",
    "coursework_areas",
    "exams",
    "jurisprudence_exam",
    "supervised_hours_total",
    "min_months",
    "background_check",
)

# ... and whom they ask.
BOARD_CONTACT = ("board_name", "board_url", "board_phone", "board_email", "application_url")

# List of exams: what it tells of each.
EXAM_BRIEF = ("items", "minutes", "exam_fee")
