"""What readers ask about, and the words that they use for it: the vocabulary of the search beside that of the facts.

To teach the search a word, add it to the `words` of its topic here, or to its family where it says the same as another in every
question. Nothing else holds words of topics.
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
                many, the one that stands first in the table. Words that say little, such as "how" and "state", count little.
                One that ends in `!` decides: "dui!" counts as three words. A word after `=` stands for itself alone, not for its
                family. Beside other words, "LPC" and other titles are read as "license", and "associate" where they are that
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
# Words that say the same in a question, a family a line. The first stands for all, in topics too: "relocate" finds "move".
WORD_FAMILIES: tuple[str, ...] = (
    "move moving relocate relocation relocating",
    "expire expiration lapse",
    "renew renewal",
    "reinstate reinstatement restore revive relicensure",
    "license licensure licensing licensee",
    "counselor therapist clinician psychotherapist",
    "supervisor supervision supervisory",
    "exam test examination",
    "leave left leaving quit quitting resign gone",
    "die died dying dead death deceased",
    "cost price pay paid expensive fee dollar",
    "online virtual virtually video zoom skype facetime webcam remote remotely videoconference videoconferencing",
    "apply application applicant",
    "verify verification",
    "associate intern provisional resident residency trainee prelicensed",
    "graduate graduation grad",
    "begin start began started commence",
    "finish complete completed completion",
    "client patient",
    "require requirement mandatory",
    "approve approval",
    "retire retirement",
    "fail failure",
    "evaluate evaluation",
    "accredit accreditation",
    "deny denial denied reject rejected",
    "suspend suspension",
    "convict conviction",
    "hour hr",
    "phone telephone",
    "change changing",
    "valid validity",
    "fast quick quickest fastest quickly faster",
    "dui dwi owi",
    "hear heard",
    "observe observation",
    "confer conferral",
    "meet met meeting",
    "grandfather grandparent",
    "respond response",
    "pass passing passed",
    "fingerprint livescan identogo",
)

# Topics that need more words stand before those that need fewer, special ones before general ones.
SEARCH_TOPICS: tuple[SearchTopic, ...] = (
    SearchTopic(
        "supervisor_lost",
        "A supervisor who left or won't sign",
        """supervisor quit|supervisor die|supervisor retire|supervisor refuse|supervisor fire|supervisor ghost|
        supervisor sign|sign hour|change supervisor|switch supervisor|new supervisor|supervisor license suspend|
        supervisor unresponsive|supervisor won t|bad supervisor|problem supervisor|terminate supervision|
        supervisor end|agreement end|supervisor stop|supervisor sick|supervisor not answering|close practice|
        counselor incapacitated|supervisor incapacitated|supervisor disagree|supervisor conflict|
        supervisor retaliate|supervisor emergency|interim supervisor|supervisor fire me|
        supervisor hour still count|supervisor fire hour|=supervisor lost|=supervisor lose|=supervisor move|
        supervisor disappear|supervisor ignore|supervisor cancel|supervisor drop|supervisor unethical|
        supervisor incompetent|supervisor unavailable|supervisor lost license|report supervisor|
        replace supervisor|find another supervisor|supervisor license expire""",
        ("questions/#supervisor-left", "guides/supervision/#when-it-goes-wrong"),
        ("supervisor_qualifications",),
    ),
    SearchTopic(
        "telesupervision",
        "Supervision by video",
        """telesupervision!|virtual supervision|supervision distance|supervision telehealth|supervise remotely|
        supervision in person|supervisor out of state|phone supervision|supervision by phone|
        supervisor another state|supervisor different state|supervision google meet|supervision teams|
        supervisor live far|supervisor far away|supervisor hours away|audio supervisor|supervisor in same room|
        face to face supervisor|synchronous|tele supervisor|supervisor different city|supervisor virtual state""",
        ("guides/supervision/#by-video", "questions/#supervision-video"),
        ("telesupervision",),
    ),
    SearchTopic(
        "paying_supervisor",
        "What supervision costs",
        """pay supervision|supervisor charge|free supervision|supervision rate|find supervisor|afford supervision|
        supervisor near|look supervisor|list supervisor|look lpc-s|need supervisor|supervisor directory|
        cheap supervision|supervisor registry|supervisor volunteer|sliding scale supervisor|recommend supervisor|
        supervisor affordable|hire supervisor|choose supervisor|interview supervisor|ask supervisor|
        question ask supervisor|employer supervisor pay|job supervisor|search supervisor|get supervisor|
        supervisor price hour|out of pocket supervisor|employer free supervisor""",
        ("guides/supervision/#finding-and-paying-one", "guides/cost/#what-else-to-plan-for"),
        ("supervisor_qualifications", "supervision_hours"),
    ),
    SearchTopic(
        "who_supervises",
        "Who may supervise",
        """who can supervise|who may supervise|supervise me|qualified supervisor|supervisor qualification|
        eligible supervisor|lcsw supervise|lmft supervise|psychologist supervise|social worker supervise|
        lcsw supervisor|lmft supervisor|psychologist supervisor|two supervisor|multiple supervisor|
        second supervisor|supervisor must|lcsw supervise associate|lmft supervise associate|
        psychologist supervise associate|supervisor have to be|relative supervise|boss supervisor|
        employer supervisor|spouse supervise|supervisor different agency|supervisor outside agency|
        supervisor same license|mft supervise|supervisor have license year|administrative supervisor|
        work supervisor clinical supervisor|supervisor age|supervisor probation|supervisor disciplined|
        psychiatrist supervise|psychiatrist supervisor|social worker supervisor|out of state supervise|
        another state supervise|friend supervise|family member supervisor|supervisor board approve|
        site supervisor|off site supervisor|supervisor same agency|supervisor conflict interest|
        therapist supervise|doctor supervise|nurse supervise|more than one supervisor""",
        ("guides/supervision/#who-may-supervise", "guides/becoming-a-supervisor/"),
        ("supervisor_qualifications",),
    ),
    SearchTopic(
        "becoming_supervisor",
        "Becoming a supervisor",
        """become supervisor|supervisor training|approve supervisor|supervisor course|supervisor credential|
        supervisor certification|supervisor designation|clinical supervisor become|supervise associate|
        qualify supervise|become approve supervisor|supervisor application|acs|LPC-S|LPCC-S|LCMHCS|
        supervisor renew|supervisor late|supervisor take training|supervisor have training|supervisor refresher|
        supervisor ce|get supervisor status|supervisor liability|responsibility supervisor|duties supervisor|
        offer supervision|provide supervision|supervise student|supervise intern how many|=supervisor license|
        supervisor application fee|supervisor training hour|training provide supervisor|supervisor course online|
        supervisor training online|before supervise|long before supervise|how long before supervise|
        year before supervise|how long supervise|year supervise|supervise others|start supervising|
        able supervise|=supervisor requirement|=supervisor requirement state|=supervisor license requirement|
        supervisor status|supervisor class|how many supervisee|supervisee limit|supervise license|
        supervise out of state license|supervisor designation hour""",
        ("guides/becoming-a-supervisor/",),
        ("supervisor_qualifications",),
    ),
    SearchTopic(
        "client_elsewhere",
        "Telehealth across state lines",
        """telehealth|teletherapy|telemental|telepractice|online therapy|online counseling client|video session|
        client move|client moved state|client travel|client vacation|client college|client out of state|
        client another state|client other state|see client state|across state line|out of state provider|
        practice across state|temporary practice|work remotely|telehealth registration|client located|
        where client|client location|client live|practice while travel|another country client!|
        telehealth another state|telehealth out of state|practice here without license|see client here|
        patient video|client snowbird|client visit family|follow client|client temporarily|
        temporarily out of state|i move client|continue client move|counselor travel|work from another state|
        work from abroad|work from home state|practice from another state|online platform|betterhelp|
        client state law|physically located|client country!|client other country!|client abroad!|
        client internationally!|client away|keep see client|client international|client overseas!|
        where not licensed|state not licensed|practice state not licensed|client school state|client semester|
        telehealth license|telehealth license requirement|telehealth state|telehealth by state|
        telehealth license by state|treat client state|session client state|client phone state|
        counsel client internationally|client not in state|licensed where client""",
        ("guides/telehealth/", "questions/#practice-telehealth"),
        ("out_of_state_practice", "compact_member"),
    ),
    SearchTopic(
        "military",
        "Military families",
        """military!|spouse|veteran!|army!|navy!|air force!|marine|coast guard!|national guard|service member!|
        deploy!|pcs!|active duty|scra!|military spouse!|military transfer|spouse transfer|military license|
        spouse license|military family|deployment license|stationed|military base!|husband orders|wife orders|
        orders base|transfer base|tricare!|va hospital|gi bill|reservist|reserves|military counselor|
        relocation orders|base housing|military training count|milspouse!|marine corps!""",
        ("guides/military-families/",),
        ("military_note",),
    ),
    SearchTopic(
        "compact",
        "The Counseling Compact",
        """compact!|privilege|counseling compact|compact state|compact privilege|privilege practice|interstate|
        multistate license|multi state license|psypact!|compact join|much compact cost|privilege cost|
        compact fee|home state|issue privilege|interstate compact|when compact|compact open|privilege state|
        apply privilege|member state""",
        ("compact/", "guides/counseling-compact/"),
        ("compact_member", "compact_note"),
    ),
    SearchTopic(
        "convictions",
        "Criminal history",
        """felony!|felon!|misdemeanor!|conviction!|criminal|crime|arrest!|dui!|drunk driving!|expunge!|
        probation|jail|prison|charge dismiss|pending charge|criminal record!|police record!|drug charge|
        moral character|juvenile record|plea|sealed record|possession charge|deferred adjudication|shoplifting|
        theft|assault|domestic violence|guilty|offense|parole|deferred sentence|old charge|drug possession|
        charge drop|good character|disclose record|yes on application|lie application|failed disclose|
        background come back|charged with|pardon|court record|restraining order|sex offender|drug test|rehab|
        recovery license|bankruptcy|child support|student loan default|my record|record problem|past record|
        evidence rehabilitation|proof rehabilitation|background problem|background deny|board record|
        past mistake|record keep from|court case|record from college|charges years ago|
        criminal background application""",
        ("guides/past-convictions/",),
        ("conviction_note", "conviction_early_answer", "background_check"),
    ),
    SearchTopic(
        "background_check",
        "Fingerprints and background checks",
        """background check|fingerprint!|live scan|fbi|background|fbi check|fingerprint card|background report|
        police clearance|clearance|fd 258|state police check|criminal background check|fingerprint reject|
        background check practicum""",
        ("guides/applications/#fingerprints-and-background-checks", "compare/"),
        ("background_check",),
    ),
    SearchTopic(
        "foreign_degree",
        "A degree from another country",
        """foreign!|international|abroad|overseas|immigrant|non us degree|naces!|wes!|credential evaluation|
        degree evaluation|transcript evaluation|foreign degree|foreign train|visa|h1b|degree outside us|
        degree outside united states|school outside us|studied in|trained outside|license outside us|
        translate transcript|transcript translation|green card|work permit|ead|f1|opt|asylum|refugee|
        immigration status|social security number license|daca|three year bachelor|foreign transcript|
        world education service|another country!|other country!|different country!|license another country|
        licensed abroad|moving to united states|usa from|immigrate|international student|toefl|english test|
        south africa!|united kingdom!|new zealand!|middle east!|latin america!|india!|indian!|philippines!|
        filipino!|mexico!|mexican!|canada!|canadian!|nigeria!|nigerian!|kenya!|ghana!|uk!|england!|
        english!|britain!|british!|ireland!|irish!|scotland!|germany!|german!|france!|french!|spain!|
        spanish!|italy!|italian!|poland!|polish!|ukraine!|russia!|russian!|china!|chinese!|taiwan!|korea!|
        korean!|japan!|japanese!|vietnam!|thailand!|pakistan!|bangladesh!|iran!|iraq!|israel!|lebanon!|
        egypt!|turkey!|turkish!|brazil!|brazilian!|colombia!|argentina!|venezuela!|peru!|chile!|cuba!|
        cuban!|jamaica!|haiti!|australia!|australian!|europe!|european!|africa!|african!|asia!""",
        ("guides/international/",),
        ("foreign_degree_note",),
    ),
    SearchTopic(
        "related_degree",
        "A related degree or license",
        """lmft|lcsw|msw|mft|lmsw|social worker|social work|marriage family|psychologist|psychology|psyd|
        psychology degree|related degree|related field|another field|other field|school counselor|
        school counseling|guidance counselor|school counseling degree|art therapy|art therapist|music therapy|
        music therapist|dance therapy|drama therapy|rehabilitation counselor|rehabilitation counseling|pastoral|
        ministry|divinity|human service|addiction counselor|substance abuse|counselor education|
        nurse practitioner|bcba|different degree|degree not counseling|unrelated field|unrelated degree|
        criminal justice degree|nursing degree|nurse become counselor|education degree|teaching degree|
        mft become lpc|public health degree|life coach become|peer specialist|college counselor|student affairs|
        community counseling degree|degree name|degree called|academic counselor|academic advisor|
        addiction master|addiction degree|addiction counseling|addiction counselor degree|christian counseling|
        biblical counseling|theology|sociology|special education|teacher degree|speech pathology|
        occupational therapy|forensic psychology|counseling psychology|clinical psychology""",
        ("guides/related-degree/", "guides/other-professions/", "questions/#degree-related"),
        ("related_degree_note", "degree_fields"),
    ),
    SearchTopic(
        "transfer_hours",
        "Hours earned in another state",
        """transfer hour|hour another state|hour other state|hour out of state|hour different state|move hour|
        hour accept state|supervised hour transfer|internship hour another state|proof supervisor another state|
        supervision record another state|hour earned in|hour completed in another|supervision hour another state|
        supervisor out of state hour|out of state internship hour|out of state supervised hour|
        associate move state|associate move|move associate license|associate transfer|associate another state|
        associate different state|associate new state|lose hour move|lose hour state|start over hour|
        hour two state|hour old state|hour new state|hour previous state|hour across state|midway hour|
        hour state transfer|mid licensure|hour earned state|supervised hour another state""",
        ("questions/#moving-hours", "guides/moving/"),
        ("endorsement_note",),
    ),
    SearchTopic(
        "moving",
        "Moving with a license",
        """reciprocity|reciprocal|endorsement|portability|transfer|transfer license|move|another state|
        other state|different state|new state|out of state license|out of state|licensed elsewhere|comity|
        move state|use license state|accept license state|universal recognition|degree other state|
        licensed other state|license in different state|portable|move after license|studying in one state|
        spouse job move|new state require|new state exam|license by credential|years licensed move|
        move across state line|give up license move|give up old license|transfer between state|
        license between state|license transfer state|job in state licensed state|license previous state|
        license not recognized|work in another state|recognize license state|take license with me|
        reapply new state""",
        ("guides/moving/", "move/", "questions/#moving-license"),
        ("endorsement_note", "endorsement_years"),
    ),
    SearchTopic(
        "two_licenses",
        "Licenses in two states",
        """two state|license two state|dual license|multiple state|several state|both state|second license|
        keep old license|keep license move|border state|neighboring state license|license nearby state|
        practice in two state|extra license|number of license|how many state licensed|two license|both license|
        more than one state|more than one license|three state|three license|multi state|multistate|
        multiple license|several license|keep both license|keep both|keep license state|
        keep license another state|get license another state keep|former state|old state license|
        maintain license state|additional state license|add state license|add another state|
        another state license while|renewal date two state|license each state|license more one state""",
        ("questions/#renewal-two-states", "guides/moving/"),
        ("endorsement_note",),
    ),
    SearchTopic(
        "running_out",
        "When time runs out",
        """associate expire|associate license expire|extension|extend associate|extend license|ran out time|
        not finish hour|didn t finish hour|time limit|deadline hour|how long associate|renew associate|
        associate end|registration expire|six year limit|five year limit|reapply associate|
        registration terminate|associate terminate|associate cancel|maximum year associate|five year associate|
        two year associate|how many year associate|associate run out|ran out associate|associate over|
        out of time|time run out|hour not done|still not finished|hour expire|old hour|hour older|
        hour older year|old hour still good|hour still good|hour still valid|hour still count|hour good for|
        temporary expire|temporary license expire|permit expire|limited permit expire|limited license expire|
        expire before finish|license expire before finish|expire not finish|associate valid|
        associate license valid|associate license good|associate license valid year|month finish hour|
        stay associate|stuck associate|associate forever|associate registration number|second registration number|
        second associate number|associate number expire|associate year limit|can t finish hour|lose hour time|
        how many time renew associate|extend permit|extend temporary""",
        ("questions/#time-associate", "guides/associate-license/#if-time-runs-out"),
        ("max_term_months", "max_months", "term_months", "hours_valid_months"),
    ),
    SearchTopic(
        "inactive",
        "Inactive status",
        """inactive|inactive license|inactive status|reactivate|reactivate license|retire|retire license|
        retired status|pause license|license hold|time off|break from counseling|leave of absence|
        stop practicing|maternity leave|surrender|not practicing|keep license while|take year off|
        leave profession|stop counseling|stop being counselor|sick license|cancer license|pregnant|baby|
        caregiver|disability license|volunteer license|inactive fee|inactive ce|inactive practice|
        inactive how long|lower fee license|place license on|take break|break practice|break from practice|
        sabbatical|emeritus|stay home|stay home kid|kid license|raise kid|hiatus|put on hold|hold license put|
        not working license|stop working|move abroad license|move abroad keep license|parental leave|
        medical leave|sick leave|family leave|active again|active status|return active|license dormant|
        deactivate|relinquish|give up license|non practicing|pause practice|keep license active|
        license while abroad|suspend my practice""",
        ("guides/renewing/#if-you-stop-for-a-while", "glossary/#lapse"),
        ("inactive_status", "reinstatement_note", "renewal_years"),
    ),
    SearchTopic(
        "reinstatement",
        "A lapsed or expired license",
        """lapse|lapse license|expire over year|reinstate|reinstate expire|get license back|revoke|
        exam after lapse|retake exam lapse|exam license lapse|let license lapse|license lapse year ago|
        license revoke|surrendered license|get my license back|license back|reopen license|old license number|
        license expire years|returning after years|back to counseling|reentry|re entry|restart career|refresher|
        renew after years|too late renew|suspend license|cancel license|nonpayment|come back license|
        return counseling|return practice|return field|haven t practiced|lost license|forfeit license|
        license void|license terminated|license null|reissue license|license expire month|expire month ago|
        expire year ago|expire reapply""",
        ("guides/renewing/#getting-a-license-back", "glossary/#lapse"),
        ("reinstatement_note", "late_renewal_months", "late_renewal_fee"),
    ),
    SearchTopic(
        "late_renewal",
        "Renewing late",
        """late renewal|late fee|late renew fee|overdue|miss renewal|miss renewal deadline|forgot renew|
        forget renew|grace period|delinquent|renew after expire|renew expire license|late penalty|
        renewal penalty|past due renewal|extension renew|extension ce|expire yesterday|expire last month|
        expire last week|expire today|still renew|can still renew|practicing expire license|
        worked expire license|see client expire license|practice lapsed|didn t renew|not renew|
        late renew penalty|fine renew|reduce late|delinquent license|delinquent status|deadline passed renew|
        past deadline|days late|renew license late|how late renew|renew on time""",
        ("guides/renewing/#if-you-are-late", "glossary/#lapse"),
        ("late_renewal_months", "late_renewal_fee", "reinstatement_note"),
    ),
    SearchTopic(
        "continuing_education",
        "Continuing education",
        """ce|ceu|ces|cpe|continuing education|continuing ed|ce hour|ceu hour|ethics hour|ethics ce|ethics ceu|
        ce audit|audit|cme|contact hour|pdh|nbcc approve|continuing competency|ce suicide|ce cultural|
        ce requirement|ceus|approve course|pre approve course|preapprove|first renewal ce|course for renewal|
        excess hour|carry over|webinar count|ethics credit|ce credit|credit renewal|education credit|
        professional development|learning plan|professional competency|competency plan|supervisor ce require|
        new licensee ce|self study|asynchronous|synchronous ce|ce out of state|certificate of completion|
        in service training|telehealth training ce|jurisprudence ce|how many ce|not enough ce|pesi|
        training approve|workshop count|conference count|course two license|one course two license|
        ce certificate|ce proof|ce provider|approved provider|home study|mandatory training|human trafficking|
        implicit bias|hour of training renew|ce teach|teach count|present count|publish count|clock hour ce|
        hour need renew""",
        ("guides/renewing/#what-counts-as-continuing-education", "compare/"),
        ("ce_hours_per_cycle", "ce_ethics_hours", "ce_note"),
    ),
    SearchTopic(
        "renewal",
        "Renewing a license",
        """renew|renewal date|renewal fee|how often renew|license last|renewal cycle|biennial|renewal deadline|
        when license expire|license expire year|expiration date|renew online|first renewal|
        disciplinary question renew|question renew|renew associate date|renew month|renew notice|even year|
        odd year|renew period|renew window|how long license good|license valid how long|license term|
        renew take long|how long renew take|how long renew process|when renew|expire when|know when expire|
        license expire birthday|renew process|renew application|renew how|renew requirement|renew checklist|
        two year renew|renew every""",
        ("guides/renewing/", "compare/"),
        ("renewal_years", "fee_renewal", "ce_hours_per_cycle"),
    ),
    SearchTopic(
        "hours_before",
        "When hours begin to count",
        """count hour|hour before|hour before graduation|before graduation|hour begin|start count|when hour|
        hour after graduation|while wait license|pre graduation hour|internship hour count|practicum hour count|
        work before license|bank hour|90 day rule|hour before registration|degree not awarded|
        degree not conferred|degree awarded yet|before approval hour|before plan approve|hour outside plan|
        job before license|job not licensed yet|begin practice supervise|when begin supervise|
        not yet licensed work|paid before license|work before associate|work before registration|
        internship continue after graduate|continue internship|continue site after graduate|
        practice after graduate before|hour unlicensed|exempt setting hour|hour before exam|hour summer|
        bank internship hour|bank extra hour|extra internship hour|before license issue|before license arrive|
        hour before license|practice before license|count before license|90 day hour|90 day registration|
        excess practicum|extra practicum hour|practicum carry over|internship carry over|excess internship|
        practicum hour toward|internship hour toward|internship hour license count|degree not posted|
        degree conferral hour|hour between graduate|after graduate before license|work while license pending|
        work while application pending|work while waiting|hour pending|school hour count|hour while student|
        work unlicensed|hour without license|hour retroactive""",
        ("guides/logging-hours/#since-when-they-count", "questions/#hours-begin", "questions/#hours-degree"),
        ("hours_may_begin", "supervised_hours_total"),
    ),
    SearchTopic(
        "logging",
        "Logging hours",
        """log hour|log|track hour|record hour|tracker|spreadsheet|document hour|hour form|timesheet|
        verify hour|verification supervision|weekly log|spreadsheet hour|tracker hour|form verify|
        form verify experience|verify experience|proof supervision|prove supervision|report hour|
        six month report|quarterly report|submit hour board|hour due|hour category|round hour|half hour|
        hour dispute|hour error|wrong hour|fix hour|hour mistake|hour calculation|notarize hour|audit hour|
        board audit hour|experience form|document experience|document supervised experience|record supervision|
        keep record supervisor|supervisor log|supervision session record|keep hour|keep copy hour|hour copy|
        proof hour|prove hour|sign week|sign every week|supervisor sign week|supervisor sign every week|
        signature hour|hour template|hour app|excel|hour sheet|lost log|supervisor sign log""",
        ("guides/logging-hours/#what-a-good-log-holds", "plan/"),
        SUMMED_ON_PATH,
    ),
    SearchTopic(
        "direct_hours",
        "Direct and indirect hours",
        """direct hour|indirect hour|direct contact|client contact|face to face hour|direct indirect|direct|
        indirect|direct client hour|group hour count direct|note count|note count indirect|count indirect|
        count direct|no show count|count as direct|case management count|session count|count as client|
        client hour count|hour with client|skills training count|teaching count hour|consult count|
        email client count|text client count|crisis line count|testing count hour|peer count|coach count|milieu|
        court count|travel time count|meeting count|paperwork count|documentation count|observe count|
        facilitate count|co facilitate|shadow count|session minute hour|count as indirect|what count indirect|
        training count indirect|hour be direct|clinical hour administrative|administrative hour|
        group count direct|phone count|assessment count|intake count|couple count|supervision count indirect|
        telehealth count direct|note hour""",
        ("glossary/#direct-client-contact", "guides/logging-hours/"),
        ("direct_client_hours", "supervised_hours_total"),
    ),
    SearchTopic(
        "practicum",
        "Practicum and internship",
        """practicum!|internship!|practicum hour|internship hour|internship site|field experience|600 hour|
        700 hour|1000 hour|clinical placement|clinical site|student placement|student hour require|field hour|
        preceptor|unpaid internship!|paid internship!|practicum direct client hour|internship direct client hour|
        practicum another state|site placement|field placement|fieldwork|field work|supervised field|
        practicum site""",
        ("guides/choosing-a-program/#practicum-and-internship", "questions/#hours-degree", "compare/"),
        ("practicum_internship_hours", "practicum_direct_hours"),
    ),
    SearchTopic(
        "online_degree",
        "Online degrees",
        """online degree|online program|online school|online master|online university|distance degree|
        online counseling|hybrid program|distance program|on campus|campus program|in person program|
        out of state school|out of state program|school in another state|program in another state|
        asynchronous program|low residency|weekend program|evening program|accelerated program|part time program|
        online counseling program|online counseling master|online program state|online program another state|
        online school state|online accredited|online college|become counselor online|counselor online|hybrid|
        residency program online|distance learning|distance learning master|distance counseling master|
        distance school|fully online""",
        ("questions/#degree-online", "guides/choosing-a-program/#online-programs"),
        ("degree_level", "cacrep", "practicum_internship_hours"),
        section="schools",
    ),
    SearchTopic(
        "cacrep",
        "Accreditation",
        """cacrep!|accreditation|mpcac!|non cacrep|without cacrep|cacrep equivalent|regional accredit|not cacrep|
        cacrep require|accredited program|accredited school|accredited degree|accreditation matter|
        program not recognized|coaprt|core!|hlc|sacs|candidacy|accreditation lost|coamfte|accredit mean|
        not accredit|unaccredited|equivalency evaluation|cce evaluation|degree equivalent""",
        ("guides/choosing-a-program/#accreditation", "guides/non-cacrep/", "glossary/#cacrep", "compare/"),
        ("cacrep",),
    ),
    SearchTopic(
        "credits",
        "Semester hours of the degree",
        """48 credit|48 hour|48 hour degree|48 hour master|48 credit degree|60 credit|60 hour|60 hour degree|
        credit|credit hour|semester hour|semester credit|quarter hour|quarter credit|short credit|
        missing credit|additional credit|old degree|older degree|add course|extra course|transfer credit|
        quarter credit degree|take credit|extra credit license|60 semester|48 semester|90 quarter|72 quarter|
        nondegree|non degree course|certificate credit|post master certificate|advanced certificate|
        combine degree|post master credit|credit count|credit after master|how many credit|credit license|
        credit degree|semester unit|42 credit|36 credit|54 credit|hour degree|graduate hour|graduate credit|
        transcript evaluation license""",
        ("questions/#degree-48-credits", "guides/choosing-a-program/#how-many-semester-hours", "compare/"),
        ("min_semester_credits", "min_quarter_credits"),
    ),
    SearchTopic(
        "jurisprudence",
        "An exam on the state's law",
        """jurisprudence!|jurisprudence exam|law exam!|state law exam|law and ethics|law ethics exam|ethics exam|
        rules exam|state exam|law and rule exam|ethics and law exam|hipaa exam|law course|law class|
        statute exam|regulation exam|open book|law rule exam|laws and rules""",
        ("compare/", "guides/nce-or-ncmhce/#an-exam-on-state-law", "glossary/#jurisprudence"),
        ("jurisprudence_exam",),
    ),
    SearchTopic(
        "score_age",
        "How long an exam score counts",
        """score good|score good for|how long score|score valid|exam score valid|score expire|exam score expire|
        old score|old exam score|score last|score still valid|old exam|exam years ago|passed years ago|
        took exam year ago|pass exam year ago|score too old|exam expire|exam valid|still valid|passed valid|
        nce valid|ncmhce valid|valid year|score still accept|score from year|score year ago|
        exam before degree count|exam grad school count|exam taken another state|exam lost score|copy of score|
        score verification|nce old|old ncmhce|exam result expire!|result expire|exam no longer accept|
        old state exam|exam accept old|exam still count|passed exam not finish|passed exam never|
        exam before move|nce expire|ncmhce expire|exam good how long|retest old|score transfer|send score|
        exam valid state|score too long""",
        ("guides/nce-or-ncmhce/#a-second-attempt-and-old-scores", "exams/"),
        ("exam_scores_valid_months", "exams", "exam_timing"),
    ),
    SearchTopic(
        "retaking",
        "Taking an exam again",
        """retake|retest|fail|fail exam|many time take|take again|attempt|wait retake|not pass|didn t pass|
        not pass exam|exam failed how|exam retry|can t pass|cannot pass|pass after fail|times take exam|
        exam attempt|wait between exam|months between exam|appeal exam score|cancel exam score|exam again|
        take exam again|fail twice|second time exam|third time|exam attempt limit|how soon take again|
        how many try|exam try""",
        ("guides/nce-or-ncmhce/#a-second-attempt-and-old-scores", "exams/"),
        ("exam_retake_days", "exam_scores_valid_months", "exams", "exam_timing"),
        ("retake_note",),
    ),
    SearchTopic(
        "passing",
        "Passing score",
        """passing score|score|pass rate|cut score|pass|percent pass|minimum score|what score|miss question|
        see result|when result|results how long|unofficial result|pass fail|average score|score report|
        how many correct|how many miss|grade exam|percent exam|exam result|score need""",
        ("guides/nce-or-ncmhce/#what-each-is-like", "exams/"),
        ("exams",),
        ("passing_note",),
    ),
    SearchTopic(
        "exam_form",
        "What an exam is like",
        """many question|question exam|how long exam|exam format|exam time|exam content|exam length|
        multiple choice|case study|what on exam|hard exam|number of question|exam minute|long is test|
        topics on exam|exam outline|study for|reschedule exam|cancel exam|schedule exam|exam date|
        exam appointment|id for exam|bring exam|calculator exam|exam language|exam spanish|
        english second language exam|exam proctor|computer exam|case narrative|practice question|study material|
        study tip|exam prep|prep course|best book exam|flashcards|exam weight|exam percentage topic|
        case format|simulation|prepare exam|study exam|practice exam|exam break|exam day|exam site|
        test center|pearson vue|exam online|exam home|accommodation|exam difficult|domain""",
        ("guides/nce-or-ncmhce/#what-each-is-like", "exams/"),
        ("exams",),
        ("items", "scored_items", "minutes", "exam_format"),
    ),
    SearchTopic(
        "waiting",
        "How long an application takes",
        """processing time|how long application|application take|wait board|wait license|how long board|
        how long approve|application status|pending application|application slow|board slow|board taking|
        weeks license|turnaround|backlog|expedite|how long hear|application delay|board answer|
        board won answer|board respond|board review|check status|application review|answer phone application|
        how long take approve|file closed|document late|confirm received application|received my application|
        got my application|application valid|application good for|application on file|board met license|
        board meet approve|paperwork due|submit by board|application deadline board|review date|
        job offer license|job depend license|need license soon|temporary while wait|status board|portal status|
        still waiting|waiting month|waiting week|license issue date|when license issued|receive license|
        license arrive|license mail|paper license|license number when|application expire|board silent|
        process how long|still process|process delay|fast process|process week|until license board|
        license after exam|how long license after exam|on hold board|board hold|week board|board say week|
        how many week approve|hear board|hear back|board lost|lost application|lost paperwork|application queue|
        turn in hour|submit hour|turned in hour license|call board application|deficiency letter|
        application deficiency|application incomplete|approve application|application timeframe|license pending|
        license take long|why long license""",
        ("questions/#application-time", "guides/applications/#how-long-it-takes"),
        ("processing_time", "application_url"),
    ),
    SearchTopic(
        "references",
        "References",
        """letter of recommendation|recommendation letter|reference letter|references|recommendation|
        reference licensed|reference how many|reference supervisor|letter from professor|letter from supervisor|
        character letter|affidavit|moral character reference|reference form|recommend state|
        recommendation require|reference require|recommend form|endorsement letter|who recommend|
        professor reference""",
        ("guides/applications/#references",),
        ("references_required",),
    ),
    SearchTopic(
        "verification",
        "Looking up a license",
        """verify license|license lookup|lookup|look up license|check license|license number|
        is my counselor license|find counselor license|verify counselor|verification|license search|complaint|
        report counselor|discipline|send verification|verification another state|send verification another state|
        license verification state|file complaint|look up counselor|license legit|real counselor|fake counselor|
        check on counselor|board action|reprimand|report to board|report supervisor board|grievance|violation|
        license number find|find my license|lost license number|print license|display license|license wall|
        check credential|counselor credential|proof license|proof of license|copy license|license certificate|
        replacement license|replace license|duplicate license|wall certificate|license card|check license expire|
        check license expire online|report unlicensed|unlicensed practice|practice without license report|
        unethical counselor|lose license|lose my license|lose counselor license|investigation|
        board investigation|board complaint|complaint license|lawyer|attorney|disciplinary|sanction|
        license verification form|verification form state|verification of license form|public record license|
        roster|license status""",
        ("help/#the-boards", "states/"),
        ("license_lookup_url", "board_name", "board_phone"),
    ),
    SearchTopic(
        "board",
        "The board",
        """board phone|board number|board contact|board email|board address|board website|phone number|phone|
        contact|email|website|call board|who regulates|licensing board|board of counseling|board of behavioral|
        board of professional counselor|what board do|role board|board responsibility|who on board|board hours|
        board open|board location|board visit|complain about board|ombudsman|who oversee|oversee counselor|
        department regulate|which department|which agency|ask board|ask about license|who ask|who ask license|
        reach board|board =meeting|=meeting date|board office|talk board|speak board|board person|
        board question|board mail|board member|which board|name board|board fax|state agency|agency license|
        department license""",
        ("help/#the-boards", "states/"),
        ("board_name", "board_phone", "board_email", "board_url"),
    ),
    SearchTopic(
        "private_practice",
        "What a license allows",
        """private practice|own practice|open practice|practice alone|practice independently|independent practice|
        solo practice|scope|scope of practice|diagnose|diagnosis|bill insurance|insurance|medicaid|medicare|
        see client alone|psychotherapy allow|unsupervised|prescribe|own business|llc|supervise not need|
        associate practice|work without license|work independently|independently intern|intern private practice|
        without license|practice without license|counselor without license|legal without license|
        unlicensed counselor|family therapy do|couple therapy do|family therapy|play therapy|hypnosis|emdr|
        sex therapy|pastor counsel|clergy|church counseling|exempt setting|exempt license|agency no license|
        nonprofit no license|school no license|call myself|call self counselor|business card|website associate|
        rent space|collect fee from client|client pay me associate|npi|malpractice|liability insurance|
        tricare counselor|evaluate custody|emotional support animal|court testify|assess|dsm|testing allowed|
        own practice before license|own practice license|rent office|office space|own office|associate office|
        self employed|contractor|1099|psychological exam|psychological assessment|without license counsel|
        psychotherapy without license|coach|life coach|license allow do|see client own|hang shingle|open my own|
        advertise|insurance panel|telehealth associate practice|hospital associate""",
        ("questions/#practice-alone", "guides/associate-license/"),
        ("scope_note",),
    ),
    SearchTopic(
        "total_time",
        "How long it takes",
        """how long become|how long take become|how long take license|how long get license|how many year|timeline|
        fastest way|time to license|how long hour take|how long full license|how long to finish|fully licensed|
        until licensed|how long until licensed|how long all|how long whole process|how long from start|
        year total|years to be|years until|how long program|how long hour|long is process|time commitment|
        age limit|too old|too late become|second career|how many year school|year school|fast path|fast lpc|
        how long take lpc|finish hour year|finish hour early|hour one year|hour in year|finish hour fast|
        licensed in year|in two year|how long practice own|how long until practice|how long until practice own|
        how many year supervise license|how soon license|average time|minimum time|how long after master|
        how long after graduate|two year minimum""",
        ("guides/degree-to-license/#what-takes-the-longest", "plan/"),
        ("min_months", "max_months", "supervised_hours_total"),
    ),
    SearchTopic(
        "easiest",
        "Comparing states",
        """easy state|easiest state|easiest license|fastest state|best state|hardest state|cheapest state|
        cheap state|least hour|fewest hour|lowest hour|compare state|state comparison|all state requirement|
        lenient|good state counselor|counselor friendly state|highest pay state|state shortage|
        state less requirement|requirement differ|compare requirement|map of state|chart of state|
        list state requirement|strictest|two tier license|requirement by state|license by state|two tier|
        tier license|tier state|state differ|state with most|most hour state|strict state|state fast license|
        state no exam|good state license|rank state""",
        ("compare/", "hours/"),
        SUMMED_ON_PATH,
    ),
    SearchTopic(
        "meaning",
        "What titles mean",
        """stand for|meaning|what mean|what is difference|difference between|difference|vs|versus|abbreviation|
        acronym|letters after name|letters behind name|same as|initials|difference psychologist|
        difference social worker|difference counselor psychologist|licensed vs unlicensed|licensed unlicensed|
        title recognized|state title|what is the title|which title|sign my name|credential after name|
        order of credentials|who is called|higher license|highest license|clinical vs|called each state|
        counselor called state|called in state|title different|why title|what call""",
        ("titles/", "glossary/"),
    ),
    SearchTopic(
        "rule_changes",
        "Rule changes",
        """new law!|law change!|rule change!|new rule!|new requirement!|upcoming change|legislation|bill|
        grandfather|old rule|what changed|2025 change|2026 change|2027 change|requirement change|
        grandfather deadline|grandfather missed|rule different now|law pass|signed law|bill pass|comment period|
        public comment|rulemaking|board vote|emergency rule|waiver end|sunset|phase in|deadline new degree|
        after july|effective july|effective january|proposed rule!|proposed regulation|proposed change|
        regulation|recent change|title change|change license title|change to license|requirement increase|
        legislature|act of|effective date|update rule|when change""",
        ("changes/",),
        section="changes",
    ),
    SearchTopic(
        "fees",
        "Fees",
        """fee|application fee|license fee|how much cost|afford|money|fee schedule|how much is|
        how much application|exam fee|waive fee|fee waiver|cheap|cheapest|fee back|credit card|how many fee|
        nce price|ncmhce price|debt|cost become|cost total|fee associate|fee verification|fee endorsement|tax|
        how much are|how much does|how much for|how much will|how much transcript|transcript cost|refund|
        refundable|scholarship|reimburse|help paying|budget""",
        ("guides/cost/", "compare/"),
        ("fee_application", "fee_license", "fee_renewal"),
        ("exam_fee",),
    ),
    SearchTopic(
        "group_supervision",
        "Group supervision",
        """group supervision|triadic!|individual supervision|group size supervision|one on one supervision|
        group supervisor allowed|group supervisor virtual|dyadic|peer supervision|two supervisee|
        supervision with coworker|supervision two people|individual supervisor require|how many individual|
        how much individual|hour group individual|group equal individual|group supervisor count|
        group supervisor hour|individual supervisor hour|group supervisor limit|how much group|
        group individual supervisor|group size|people in group""",
        ("guides/supervision/#how-much", "glossary/#group-supervision"),
        ("group_supervision_note", "individual_supervision_hours"),
    ),
    SearchTopic(
        "weekly_hours",
        "Hours a week",
        """hour week|hour per week|hour a week|weekly hour|full time hour|part time|40 hour week|many hour week|
        hour each week|hour per month|hour per year|full time job hour|full time how long|30 hour week|
        one day week|weekend hour|vacation hour|holiday|hour cap|maximum hour|minimum hour week|hour pace|
        on track hour|plan hour|reach hour|get enough hour|collect hour|school break hour|part time associate!|
        part time hour!|part time license|full time hour year|full time year|hour a year|hour a month|
        hour month|cancellation|not enough hour|not enough direct hour|enough client|caseload|client week|
        client per week|overtime|two job|calculate hour|calculator|hour calculator|how many hour day|
        work full time hour""",
        ("plan/", "guides/logging-hours/"),
        ("max_hours_per_week", "supervised_hours_total", "min_months", "supervision_ratio"),
    ),
    SearchTopic(
        "supervision",
        "Supervision",
        """supervision|supervise|supervision hour|supervision ratio|clinical supervision|supervision agreement|
        supervision contract|supervision week|how much supervision|continue supervision|still need supervisor|
        still supervision|supervision until license|supervision after hour|done hour supervisor|
        finish supervisor hour|keep meeting supervisor|keep supervision|supervisee|supervisor note|
        two supervisor hour|supervision on leave|stop supervision|supervisor hour per week|supervisor hour week|
        supervisor per week|=supervision requirement|supervisor plan|supervisor evaluation|supervisor form|
        supervisor every week|supervisor weekly|supervisor month|register supervisor|
        board approve supervision before|miss supervisor|more supervision week|supervision hour week finish|
        internship supervision|supervision internship count""",
        ("guides/supervision/", "compare/"),
        ("supervision_hours", "supervision_ratio", "individual_supervision_hours", "supervisor_qualifications"),
    ),
    SearchTopic(
        "exams",
        "Exams",
        """exam|which exam|exam before graduation|exam require|national exam|licensing exam|take exam|
        when take exam|board exam|register exam|cpce|approve to sit|sit for exam|apply for exam|
        exam application|register nce|register ncmhce|waive exam|exam grandfather|no exam|exam need license|
        nce necessary|which exam state|what exam state|exam state need|exam before hour|exam after hour|
        exam before associate|exam before finish|exam before license|exam before finish hour|
        take exam before hour|exam before or after hour|exam need associate|exam as student|ncc|
        national certified counselor|nbcc|both exam|exam accept|state accept exam|exam approval|crc exam""",
        ("guides/nce-or-ncmhce/", "exams/"),
        ("exams", "exam_timing", "jurisprudence_exam"),
        ("exam_format", "items", "minutes", "exam_fee"),
    ),
    SearchTopic(
        "coursework",
        "Courses",
        """course|coursework|class|required course|missing course|required class|syllabus|course deficiency|
        curriculum|core area|approve course before apply|approve my course apply|course review before apply|
        evaluate transcript|transcript review|more course where|where take course|psychopathology class|
        course transfer|elective|grade c|gpa|undergraduate course|course verify|course seminar|seminar|
        course after graduation|missing course after graduate|class missing|course not on transcript|course title|
        take course after graduate|core course|content area|course match|course description|ethics course|
        diagnosis course|sexuality course|career course|multicultural course""",
        ("guides/choosing-a-program/", "guides/related-degree/"),
        ("coursework_areas", "min_semester_credits"),
    ),
    SearchTopic(
        "degree",
        "The degree",
        """degree|master|master degree|doctorate|phd|bachelor|education|education requirement|graduate degree|
        grad school|transcript|major|degree meet require!|degree not meet!|degree not accept!|
        degree not qualify!|degree reject!|degree accept|undergraduate degree|psychology bachelor|gre|
        go back to school|what master need|need degree|thesis|master phd!|which master|master lead license|
        phd counseling|phd license|doctorate counselor|doctoral|eds|eds license|bachelor counselor|
        bachelor license|bachelor degree|associate degree!|masters in|what master|ma ms|med|m ed|
        undergraduate|what degree|which degree|what major|non counseling master""",
        ("guides/choosing-a-program/", "guides/related-degree/"),
        ("degree_level", "degree_fields", "min_semester_credits", "cacrep"),
        general=True,
    ),
    SearchTopic(
        "schools",
        "Schools",
        """school|university|college|program|master program|graduate program|counseling program|counseling school|
        which school|admission|enroll|tuition|program in state|state school|program near|where study|
        counseling master program""",
        ("schools/", "guides/choosing-a-program/"),
        section="schools",
        general=True,
    ),
    SearchTopic(
        "associate",
        "The associate license",
        """associate|limited permit|pre licensed|candidate|associate license|temporary license|after graduation|
        first license|just graduate|registered associate|associate registration|registration plan|
        qualify registration|permit|first tier|two level|lower license|starter license|new grad license|
        graduate license|what is associate|upgrade|full license upgrade|associate full license|
        associate license do|what associate do|can associate do|after master|after my master|
        after counseling master|just finished master|now what|new graduate|entry level license|
        first license after|limited license|skip associate|associate require|associate license require""",
        ("guides/associate-license/",),
        ("scope_note", "term_months", "fee_application"),
        general=True,
    ),
    SearchTopic(
        "experience",
        "Supervised hours",
        """hour|supervised hour|clinical hour|experience|supervised experience|post degree|postgraduate|
        post master|postgrad|3000 hour|2000 hour|4000 hour|many hour|required hour|client hour|
        hour count total|hour required state|two year experience|year of experience|experience require|
        postmaster|hour reduce|less hour|more hour|hour full time job|approved setting|hour after master|
        how many hour license|post graduate hour|volunteer hour|work experience|practice hour|job count|
        job count hour|hour independent|hour full license|1000 hour license|hour need license""",
        ("hours/", "guides/logging-hours/", "compare/"),
        SUMMED_ON_PATH,
    ),
    SearchTopic(
        "application",
        "Applying",
        """apply|application form|form|how apply|checklist|paperwork|submit application|document|deny|
        name change|initial license|list job application|work history|employment history|
        old license other state application|help application|fill out application|start application|portal login|
        disclosure statement|professional disclosure|passport photo|birth certificate!|proof identity|
        citizenship|age requirement|minimum age|mail application|resubmit|re submit|application fee apply again|
        attestation|full license application|save syllabi|syllabi|apply before graduate!|apply before degree!|
        send transcript|transcript board|official transcript|where send|send board!|npdb!|self query|data bank|
        appeal|reapply|deny license|application process|application checklist|notarize|application mistake|
        withdraw application|proof of degree|application by exam!|license by exam|apply online|when apply|
        before apply|social security number|disclose mental health|apply for full|application rejected""",
        ("guides/applications/", "guides/degree-to-license/"),
        ("application_url", "fee_application", "processing_time", "references_required"),
        general=True,
    ),
    SearchTopic(
        "becoming",
        "From degree to license",
        """requirement|license requirement|become|become counselor|how become|get license|how get license|
        licensed counselor|counseling license|licensed professional counselor|path to license|steps license|step|
        licensing process|license process state|licensed counselor what is|state licensed counselor|what it takes|
        what do i need|where start|how to start|getting started|start career|qualification|qualify|criteria|
        checklist license|guide license|after college|high school|=licensure|what next|degree next|
        degree what next|path|path to lpc|process explain|license process explain|how to get lpc|
        want to be counselor|be a counselor|work as counselor|become lpc|eligibility|counselor career""",
        ("guides/degree-to-license/", "states/"),
        ("min_semester_credits", "supervised_hours_total", "exams", "min_months"),
        section=TOP,
        general=True,
    ),
)
