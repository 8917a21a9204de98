"""What readers ask about, and the words that they use for it: the vocabulary of the search beside that of the facts.

To teach the search a word, add it to the `words` of its topic here. Nothing else holds words of topics.
"""

from __future__ import annotations

from dataclasses import dataclass

from atlas.domain.field_sets import SUMMED_ON_PATH


@dataclass(frozen=True)
class SearchTopic:
    """Something that people ask about.

    id          stable name
    label       what readers see
    words       what they type, `|` between. Each is one word or a few; of a few, all must be there, in any order. Endings don't
                matter: "renew" also stands for "renewed". With the most words found, a topic goes before the others; of two with as
                many, the one that stands first in the table
    pages       where it is answered for all states, best first
    facts       the facts that answer it for one state, best first
    exam_facts  the facts that answer it for one exam
    section     the part of a state's page that answers it, where that isn't the place of a fact; TOP is its beginning
    general     whether any other topic that a question names goes before this one
    """

    id: str
    label: str
    words: str
    pages: tuple[str, ...]
    facts: tuple[str, ...] = ()
    exam_facts: tuple[str, ...] = ()
    section: str = ""
    general: bool = False

    @property
    def phrases(self) -> tuple[str, ...]:
        """The words and groups of words, one an item."""
        return tuple(" ".join(phrase.split()) for phrase in self.words.split("|"))


TOP = "top"
COUNTRIES = """india|philippines|mexico|canada|canadian|nigeria|kenya|ghana|south africa|uk|united kingdom|england|britain|ireland|
germany|france|spain|italy|poland|ukraine|russia|china|taiwan|korea|japan|vietnam|thailand|pakistan|bangladesh|iran|iraq|israel|
lebanon|egypt|turkey|brazil|colombia|argentina|venezuela|peru|chile|cuba|jamaica|haiti|australia|new zealand|europe|africa|asia"""

# Topics that need more words stand before those that need fewer, special ones before general ones.
SEARCH_TOPICS: tuple[SearchTopic, ...] = (
    SearchTopic(
        "supervisor_lost",
        "A supervisor who left or won't sign",
        """supervisor quit|supervisor leave|supervisor left|supervisor die|supervisor dead|supervisor death|supervisor retire|
        supervisor refuse|supervisor fire|supervisor gone|supervisor ghost|supervisor sign|sign hour|sign off hour|
        lost supervisor|lose supervisor|change supervisor|switch supervisor|new supervisor|supervisor license suspend|
        supervisor unresponsive|supervisor won t|bad supervisor|problem supervisor|terminate supervision|supervisor move|
        supervisor end|supervision end|agreement end|supervisor stop|supervisor sick|supervisor not answering""",
        ("questions/#supervisor-left", "guides/supervision/#when-it-goes-wrong"),
        ("supervisor_qualifications",),
    ),
    SearchTopic(
        "telesupervision",
        "Supervision by video",
        """telesupervision|virtual supervision|video supervision|zoom supervision|online supervision|remote supervision|
        supervision distance|electronic supervision|supervision telehealth|supervisor video|supervisor zoom|supervisor online|
        supervisor virtual|supervisor remote|supervise remotely|supervise online|supervise video|supervision in person|
        supervisor out of state|phone supervision|supervision by phone|supervisor phone|supervisor another state|
        supervisor different state|supervision skype|supervision google meet|supervision facetime|supervision teams|
        supervision videoconference|supervision webcam""",
        ("guides/supervision/#by-video", "questions/#supervision-video"),
        ("telesupervision",),
    ),
    SearchTopic(
        "paying_supervisor",
        "What supervision costs",
        """pay supervision|cost supervision|price supervision|fee supervision|pay supervisor|supervisor charge|supervisor cost|
        supervisor fee|supervision charge|free supervision|supervision rate|supervisor rate|find supervisor|
        afford supervision|supervisor near|look supervisor|list supervisor|look lpc-s|need supervisor|supervisor directory|
        cheap supervision|afford supervisor""",
        ("guides/supervision/#finding-and-paying-one", "guides/cost/#what-else-to-plan-for"),
        ("supervisor_qualifications", "supervision_hours"),
    ),
    SearchTopic(
        "who_supervises",
        "Who may supervise",
        """who can supervise|who may supervise|supervise me|qualified supervisor|supervisor qualification|eligible supervisor|
        lcsw supervise|lmft supervise|psychologist supervise|social worker supervise|lcsw supervisor|lmft supervisor|
        psychologist supervisor|two supervisor|multiple supervisor|second supervisor|supervisor must|lcsw supervise associate|
        lmft supervise associate|psychologist supervise associate|supervisor have to be|relative supervise|boss supervisor|
        employer supervisor|supervisor licensed|spouse supervise""",
        ("guides/supervision/#who-may-supervise", "guides/becoming-a-supervisor/"),
        ("supervisor_qualifications",),
    ),
    SearchTopic(
        "becoming_supervisor",
        "Becoming a supervisor",
        """become supervisor|supervisor training|approve supervisor|supervisor course|supervisor credential|supervisor license|
        supervisor certification|supervisor requirement|supervisor designation|clinical supervisor become|supervise associate|
        supervise intern|qualify supervise|become approve supervisor|supervisor application|acs|LPC-S|LPCC-S|LCMHCS""",
        ("guides/becoming-a-supervisor/",),
        ("supervisor_qualifications",),
    ),
    SearchTopic(
        "client_elsewhere",
        "Telehealth across state lines",
        """telehealth|teletherapy|telemental|telepractice|online therapy|online counseling client|virtual therapy|
        distance counseling|video session|client move|client moved state|client travel|client vacation|client college|
        client out of state|client another state|client other state|see client state|across state line|out of state provider|
        out of state client|practice across state|temporary practice|see client online|work remotely|telehealth registration|
        client located|where client|client location|client live|practice while travel|skype therapy|another country client|
        telehealth another state|telehealth other state|telehealth out of state|telehealth different state|
        practice here without license|see client here|patient move|patient another state|patient other state|
        patient out of state|patient travel|patient located|patient video|client video another state""",
        ("guides/telehealth/", "questions/#practice-telehealth"),
        ("out_of_state_practice", "compact_member"),
    ),
    SearchTopic(
        "military",
        "Military families",
        """military|spouse|veteran|army|navy|air force|marine|coast guard|national guard|service member|deploy|pcs|active duty|
        scra|military order|military spouse|military transfer|spouse transfer|military license|spouse license|military family|
        military discount|deployment license|stationed|military base|husband orders|wife orders|spouse orders|orders base|
        transfer base""",
        ("guides/military-families/",),
        ("military_note",),
    ),
    SearchTopic(
        "compact",
        "The Counseling Compact",
        """compact|privilege|counseling compact|compact state|compact privilege|privilege practice|interstate|multistate license|
        multi state license|psypact|compact member|compact join|how much privilege|much privilege cost|much compact cost|
        privilege cost|privilege fee|compact fee|compact cost|home state|issue privilege""",
        ("compact/", "guides/counseling-compact/"),
        ("compact_member", "compact_note"),
    ),
    SearchTopic(
        "convictions",
        "Criminal history",
        """felony|felon|misdemeanor|conviction|convict|criminal|crime|arrest|dui|dwi|owi|drunk driving|expunge|probation|jail|
        prison|charge dismiss|pending charge|criminal record|police record|drug charge|criminal history|moral character|
        juvenile record|plea|sealed record|possession charge|disclose arrest|deferred adjudication|background dui|shoplifting|
        theft|assault|domestic violence|guilty|offense|parole|deferred sentence|criminal charge|old charge|shoplifting charge|
        drug possession|dismissed charge|charge drop|good character|record seal|background felony""",
        ("guides/past-convictions/",),
        ("conviction_note", "conviction_early_answer", "background_check"),
    ),
    SearchTopic(
        "background_check",
        "Fingerprints and background checks",
        """background check|fingerprint|livescan|live scan|fbi|background|fbi check|fingerprint card|fingerprint out of state|
        rolled fingerprint|fingerprint expire|livescan out of state|livescan applicant|livescan another state""",
        ("guides/applications/#fingerprints-and-background-checks", "compare/"),
        ("background_check",),
    ),
    SearchTopic(
        "foreign_degree",
        "A degree from another country",
        f"""foreign|international|abroad|overseas|immigrant|non us degree|another country|other country|naces|wes|credential evaluation|
        degree evaluation|transcript evaluation|foreign degree|foreign train|visa|h1b|{COUNTRIES}""",
        ("guides/international/",),
        ("foreign_degree_note",),
    ),
    SearchTopic(
        "related_degree",
        "A related degree or license",
        """lmft|lcsw|msw|mft|lmsw|social worker|social work|marriage family|marriage and family therapist|psychologist|psychology|psyd|
        psychology degree|related degree|related field|another field|other field|school counselor|school counseling|guidance counselor|
        school counseling degree|art therapy|art therapist|music therapy|music therapist|dance therapy|drama therapy|
        rehabilitation counselor|rehabilitation counseling|pastoral|ministry|divinity|human service|addiction counselor|substance abuse|
        counselor education|doctorate another field|nurse practitioner|bcba|different degree|degree not counseling""",
        ("guides/related-degree/", "questions/#degree-related"),
        ("related_degree_note", "degree_fields"),
    ),
    SearchTopic(
        "transfer_hours",
        "Hours earned in another state",
        """transfer hour|hour another state|hour other state|hour out of state|hour different state|move hour|hour accept state|
        out of state hour|supervised hour transfer|internship hour another state""",
        ("questions/#moving-hours", "guides/moving/"),
        ("endorsement_note",),
    ),
    SearchTopic(
        "moving",
        "Moving with a license",
        """reciprocity|reciprocal|endorsement|portability|transfer|transfer license|move|moving|relocate|another state|other state|
        different state|new state|out of state license|out of state|licensed elsewhere|license transfer|comity|move state|
        use license state|accept license state|universal recognition""",
        ("guides/moving/", "move/", "questions/#moving-license"),
        ("endorsement_note", "endorsement_years"),
    ),
    SearchTopic(
        "two_licenses",
        "Licenses in two states",
        """two state|license two state|dual license|multiple state|several state|both state|license in two|second license|
        keep old license|keep license move""",
        ("questions/#renewal-two-states", "guides/moving/"),
        ("endorsement_note",),
    ),
    SearchTopic(
        "running_out",
        "When time runs out",
        """associate expire|associate license expire|intern license expire|provisional expire|extension|extend associate|
        extend license|run out of time|ran out time|not finish hour|didn t finish hour|finish hour time|time limit|
        deadline hour|associate limit|how long associate|renew associate|associate renew|associate end|years finish hour|
        registration expire|intern registration expire|intern expire|provisional license expire|renew provisional|
        renew intern|six year limit|five year limit|reapply associate""",
        ("questions/#time-associate", "guides/associate-license/#if-time-runs-out"),
        ("max_term_months", "max_months", "term_months"),
    ),
    SearchTopic(
        "inactive",
        "Inactive status",
        """inactive|inactive license|inactive status|go inactive|reactivate|reactivate license|retire|retire license|retired status|
        pause license|license hold|time off|break from counseling|leave of absence|stop practicing|maternity leave|surrender|
        not practicing|keep license while""",
        ("guides/renewing/", "glossary/"),
        ("inactive_status", "reinstatement_note", "renewal_years"),
    ),
    SearchTopic(
        "reinstatement",
        "A lapsed or expired license",
        """lapse|lapse license|expire|expired license|license expire|expire over year|reinstate|reinstatement|reinstate expire|restore|
        get license back|revive|revoke|exam after lapse|retake exam lapse|exam license lapse|let license lapse|license lapse year ago""",
        ("guides/renewing/", "glossary/"),
        ("reinstatement_note", "late_renewal_months", "late_renewal_fee"),
    ),
    SearchTopic(
        "late_renewal",
        "Renewing late",
        """late renewal|renew late|late fee|late renew fee|overdue|miss renewal|miss renewal deadline|missed renewal|forgot renew|
        forget renew|grace period|delinquent|renew after expire|renew after expiration|renew expire license|late penalty|
        renewal penalty|past due renewal""",
        ("guides/renewing/", "glossary/"),
        ("late_renewal_months", "late_renewal_fee", "reinstatement_note"),
    ),
    SearchTopic(
        "continuing_education",
        "Continuing education",
        """ce|ceu|ces|cpe|continuing education|continuing ed|ce hour|ceu hour|ethics hour|ethics ce|ethics ceu|ce ethics|
        ce audit|audit|cme|contact hour|pdh|nbcc approve|continuing competency|ce carry over|ce suicide|ce cultural|
        ce requirement|ceus|approve course|pre approve course|preapprove|first renewal ce|course for renewal|excess hour|
        carry over|webinar count|live ce|ethics credit|ce credit|ceu credit|credit renewal|education credit|credit for renewal""",
        ("guides/renewing/#what-counts-as-continuing-education", "compare/"),
        ("ce_hours_per_cycle", "ce_ethics_hours", "ce_note"),
    ),
    SearchTopic(
        "renewal",
        "Renewing a license",
        """renew|renewal|renewal date|renewal fee|how often renew|license last|renewal cycle|biennial|renewal deadline|
        when license expire|license expire year|expiration date|renew online|first renewal|renewal due""",
        ("guides/renewing/", "compare/"),
        ("renewal_years", "fee_renewal", "ce_hours_per_cycle"),
    ),
    SearchTopic(
        "hours_before",
        "When hours begin to count",
        """count hour|hour count|hour before|hour before graduation|before graduation|before degree|before license|hour begin|
        hour start|start hour|start count|when hour|hour after graduation|while wait license|pre graduation hour|
        internship hour count|practicum hour count|work before license|bank hour|90 day rule|90 day|hour before registration""",
        ("guides/logging-hours/#since-when-they-count", "questions/#hours-begin", "questions/#hours-degree"),
        ("hours_may_begin", "supervised_hours_total"),
    ),
    SearchTopic(
        "logging",
        "Logging hours",
        """log hour|log|track hour|record hour|tracker|spreadsheet|document hour|hour form|timesheet|verify hour|
        verification of hour|verification supervision|hour log|weekly log|spreadsheet hour|tracker hour|form verify|
        form verify experience|verify supervised experience|verify experience""",
        ("guides/logging-hours/#what-a-good-log-holds", "plan/"),
        SUMMED_ON_PATH,
    ),
    SearchTopic(
        "direct_hours",
        "Direct and indirect hours",
        """direct hour|indirect hour|direct contact|client contact|face to face hour|direct indirect|direct|indirect|
        direct client hour|group hour count direct|what count direct|note count|note count indirect|count indirect|
        count direct|no show count|count as direct|case management count|session count""",
        ("glossary/#direct-client-contact", "guides/logging-hours/"),
        ("direct_client_hours", "supervised_hours_total"),
    ),
    SearchTopic(
        "practicum",
        "Practicum and internship",
        """practicum|internship|practicum hour|internship hour|internship site|field experience|600 hour|700 hour|1000 hour""",
        ("guides/choosing-a-program/#practicum-and-internship", "questions/#hours-degree", "compare/"),
        ("practicum_internship_hours", "practicum_direct_hours"),
    ),
    SearchTopic(
        "online_degree",
        "Online degrees",
        """online degree|online program|online school|online master|online university|degree online|distance degree|
        online counseling|online course degree|hybrid program|distance program""",
        ("questions/#degree-online", "guides/choosing-a-program/#online-programs"),
        ("degree_level", "cacrep", "practicum_internship_hours"),
        section="schools",
    ),
    SearchTopic(
        "cacrep",
        "Accreditation",
        """cacrep|accreditation|accredit|mpcac|non cacrep|without cacrep|cacrep equivalent|core accredit|regional accredit|
        not cacrep|cacrep require|accredited program""",
        ("guides/choosing-a-program/#accreditation", "glossary/#cacrep", "compare/"),
        ("cacrep",),
    ),
    SearchTopic(
        "credits",
        "Semester hours of the degree",
        """48 credit|48 hour|48 hour degree|48 hour master|48 credit degree|60 credit|60 hour|60 hour degree|credit|credit hour|
        semester hour|semester credit|quarter hour|quarter credit|short credit|missing credit|additional credit|old degree|
        older degree|credit short|add course|add course graduation|course after graduation|extra course""",
        ("questions/#degree-48-credits", "guides/choosing-a-program/#how-many-semester-hours", "compare/"),
        ("min_semester_credits", "min_quarter_credits"),
    ),
    SearchTopic(
        "jurisprudence",
        "An exam on the state's law",
        """jurisprudence|jurisprudence exam|law exam|law test|state law exam|law and ethics|law ethics exam|ethics exam|rules exam|
        state exam""",
        ("compare/", "guides/nce-or-ncmhce/#an-exam-on-state-law", "glossary/#jurisprudence"),
        ("jurisprudence_exam",),
    ),
    SearchTopic(
        "score_age",
        "How long an exam score counts",
        """score good|score good for|how long score|score valid|exam score valid|score expire|exam score expire|how old score|
        old score|old exam score|score last|score still valid|old exam|exam years ago|passed years ago|took exam year ago|
        pass exam year ago|score too old|exam expire|exam valid|still valid|passed valid|nce valid|ncmhce valid|valid year""",
        ("guides/nce-or-ncmhce/", "exams/"),
        ("exam_scores_valid_months", "exams", "exam_timing"),
    ),
    SearchTopic(
        "retaking",
        "Taking an exam again",
        """retake|retest|fail|fail exam|failed test|many time take|take again|second attempt|attempt|wait retake|not pass|didn t pass""",
        ("guides/nce-or-ncmhce/#what-each-is-like", "exams/"),
        ("exam_retake_days", "exam_scores_valid_months", "exams", "exam_timing"),
        ("retake_note",),
    ),
    SearchTopic(
        "passing",
        "Passing score",
        """passing score|pass score|score|pass rate|cut score|pass|percent pass|minimum score|what score""",
        ("guides/nce-or-ncmhce/#what-each-is-like", "exams/"),
        ("exams",),
        ("passing_note",),
    ),
    SearchTopic(
        "exam_form",
        "What an exam is like",
        """many question|question exam|how long exam|exam format|exam time|exam content|exam length|multiple choice|case study|
        study guide exam|what on exam|hard exam|number of question|exam minute|how long test|long is test|test length|
        topics on exam|exam outline|exam domains|study for""",
        ("guides/nce-or-ncmhce/#what-each-is-like", "exams/"),
        ("exams",),
        ("items", "scored_items", "minutes", "exam_format"),
    ),
    SearchTopic(
        "waiting",
        "How long an application takes",
        """processing time|process time|processing|how long application|application take|wait board|wait license|how long board|
        how long approve|application status|pending application|application pending|application slow|board slow|board taking|
        weeks license|status application|turnaround|backlog|expedite|how long hear|application delay|board answer|
        board won answer|board respond|board won respond|board review|check status|application review|
        answer phone application|how long take approve""",
        ("questions/#application-time", "guides/applications/#how-long-it-takes"),
        ("processing_time", "application_url"),
    ),
    SearchTopic(
        "references",
        "References",
        """letter of recommendation|recommendation letter|reference letter|letter reference|references|recommendation""",
        ("guides/applications/#references",),
        ("references_required",),
    ),
    SearchTopic(
        "verification",
        "Looking up a license",
        """verify license|license verification|license lookup|lookup|look up license|check license|license number|
        is my counselor license|find counselor license|verify counselor|verification|license search|complaint|
        report counselor|discipline|send verification|verification another state|send verification another state|
        license verification state|file complaint|look up counselor""",
        ("help/#the-boards", "states/"),
        ("license_lookup_url", "board_name", "board_phone"),
    ),
    SearchTopic(
        "board",
        "The board",
        """board phone|board number|board contact|board email|board address|board website|phone number|phone|telephone|contact|email|
        website|call board|who regulates|licensing board|contact board|board of counseling|board of behavioral|
        board of professional counselor""",
        ("help/#the-boards", "states/"),
        ("board_name", "board_phone", "board_email", "board_url"),
    ),
    SearchTopic(
        "private_practice",
        "What a license allows",
        """private practice|own practice|open practice|practice alone|practice independently|independent practice|solo practice|
        scope|scope of practice|diagnose|diagnosis|bill insurance|insurance|medicaid|medicare|see client alone|
        psychotherapy allow|unsupervised|prescribe|own business|llc|supervise not need|associate practice|
        work without license|work independently|independently intern|intern private practice|associate private practice""",
        ("questions/#practice-alone", "guides/associate-license/"),
        ("scope_note",),
    ),
    SearchTopic(
        "total_time",
        "How long it takes",
        """how long become|how long take become|how long take license|how long get license|how many year|timeline|fastest way|
        time to license|year become|how long hour take|how long full license|how long to finish|fully licensed|until licensed|
        how long fully licensed|how long until licensed|how many year fully licensed""",
        ("guides/degree-to-license/#what-takes-the-longest", "plan/"),
        ("min_months", "max_months", "supervised_hours_total"),
    ),
    SearchTopic(
        "easiest",
        "Comparing states",
        """easy state|easiest state|easiest license|fastest state|quickest state|best state|hardest state|cheapest state|cheap state|
        least hour|fewest hour|lowest hour|compare state|state comparison|state by state|all state requirement|lenient""",
        ("compare/", "hours/"),
        SUMMED_ON_PATH,
    ),
    SearchTopic(
        "meaning",
        "What titles mean",
        """stand for|meaning|what mean|what is difference|difference between|difference|vs|versus|abbreviation|acronym|
        letters after name|letters behind name|same as|credential initials|initials""",
        ("titles/", "glossary/"),
    ),
    SearchTopic(
        "rule_changes",
        "Rule changes",
        """new law|law change|rule change|new rule|new requirement|upcoming change|legislation|bill|house bill|senate bill|
        grandfather|old rule|what changed|2025 change|2026 change|2027 change|requirement change|change 2026|change 2027|
        rules change""",
        ("changes/",),
        section="changes",
    ),
    SearchTopic(
        "fees",
        "Fees",
        """fee|cost|price|application fee|license fee|how much cost|how much pay|expensive|afford|money|fee schedule|how much is|
        dollars|how much application|exam fee|exam cost|waive fee|fee waiver|cheap|cheapest""",
        ("guides/cost/", "compare/"),
        ("fee_application", "fee_license", "fee_renewal"),
        ("exam_fee",),
    ),
    SearchTopic(
        "group_supervision",
        "Group supervision",
        """group supervision|triadic|supervision group|individual supervision|group size supervision|one on one supervision""",
        ("guides/supervision/#how-much", "glossary/#group-supervision"),
        ("group_supervision_note", "individual_supervision_hours"),
    ),
    SearchTopic(
        "weekly_hours",
        "Hours a week",
        """hour week|hour per week|hour a week|weekly hour|max hour week|full time hour|part time|40 hour week|many hour week""",
        ("plan/", "guides/logging-hours/"),
        ("max_hours_per_week", "supervised_hours_total", "min_months", "supervision_ratio"),
    ),
    SearchTopic(
        "supervision",
        "Supervision",
        """supervision|supervisor|supervise|supervision hour|supervision ratio|supervision requirement|clinical supervision|
        supervision agreement|supervision contract|supervision week|how much supervision""",
        ("guides/supervision/", "compare/"),
        ("supervision_hours", "supervision_ratio", "individual_supervision_hours", "supervisor_qualifications"),
    ),
    SearchTopic(
        "exams",
        "Exams",
        """exam|test|which exam|exam before graduation|exam before degree|exam before graduate|exam require|national exam|licensing exam|licensure exam|take exam|when take exam|board exam|examination|
        register exam""",
        ("guides/nce-or-ncmhce/", "exams/"),
        ("exams", "exam_timing", "jurisprudence_exam"),
        ("exam_format", "items", "minutes", "exam_fee"),
    ),
    SearchTopic(
        "coursework",
        "Courses",
        """course|coursework|class|required course|missing course|required class|syllabus|course deficiency|curriculum|core area|
        course require""",
        ("guides/choosing-a-program/", "guides/related-degree/"),
        ("coursework_areas", "min_semester_credits"),
    ),
    SearchTopic(
        "degree",
        "The degree",
        """degree|master|master degree|doctorate|phd|bachelor|education|education requirement|graduate degree|grad school|
        transcript|major""",
        ("guides/choosing-a-program/", "guides/related-degree/"),
        ("degree_level", "degree_fields", "min_semester_credits", "cacrep"),
        general=True,
    ),
    SearchTopic(
        "schools",
        "Schools",
        """school|university|college|program|master program|graduate program|counseling program|counseling school|school near|
        list of school""",
        ("schools/", "guides/choosing-a-program/"),
        section="schools",
        general=True,
    ),
    SearchTopic(
        "associate",
        "The associate license",
        """associate|intern|provisional|resident|trainee|limited permit|pre licensed|prelicensed|candidate|associate license|
        temporary license|provisional license|after graduation|first license|just graduate""",
        ("guides/associate-license/",),
        ("scope_note", "term_months", "fee_application"),
        general=True,
    ),
    SearchTopic(
        "experience",
        "Supervised hours",
        """hour|supervised hour|clinical hour|experience|supervised experience|post degree|postgraduate|post master|postgrad|3000 hour|
        2000 hour|4000 hour|many hour|required hour|client hour""",
        ("hours/", "guides/logging-hours/", "compare/"),
        SUMMED_ON_PATH,
    ),
    SearchTopic(
        "application",
        "Applying",
        """apply|application|applicant|application form|form|how apply|checklist|paperwork|submit application|document|deny|denied|
        name change|initial license""",
        ("guides/applications/", "guides/degree-to-license/"),
        ("application_url", "fee_application", "processing_time", "references_required"),
        general=True,
    ),
    SearchTopic(
        "becoming",
        "From degree to license",
        """requirement|license requirement|become|become counselor|become therapist|how become|get license|how get license|
        licensed counselor|license counselor|counseling license|counselor license|licensed professional counselor|licensure|
        licensed therapist|path to license|steps license|step""",
        ("guides/degree-to-license/", "states/"),
        ("min_semester_credits", "supervised_hours_total", "exams", "min_months"),
        section=TOP,
        general=True,
    ),
)
