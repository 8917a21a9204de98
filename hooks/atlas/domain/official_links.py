"""The publisher's own page of a law, from its citation: statutes and rules whose address follows from the section.

A pattern stands here only when two published links of that publisher have its form; they stand in
`tests/domain/test_official_links.py`. An address that a file gives itself always wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from atlas.domain.sources import Evidence, Source

Address = str | Callable[[Mapping[str, str]], str]
_BELOW = r"(?:, subd\. \d+[a-z]?)?(?:\([0-9A-Za-z]{1,5}\))*"  # paragraphs below the section: they don't change its page


@dataclass(frozen=True)
class Publisher:
    """Who publishes a body of law, the form of its citations, and the address of a section: a template with the named parts of
    the citation, or a function of them."""

    name: str
    citation: str
    address: Address

    def link(self, citation: str) -> str:
        """The address for a citation, "" when it is not of this form."""
        match = re.fullmatch(self.citation + _BELOW, citation)
        if match is None:
            return ""
        parts = match.groupdict(default="")
        return self.address.format(**parts) if isinstance(self.address, str) else self.address(parts)


def _arizona(part: Mapping[str, str]) -> str:
    section, dot, more = part["section"].partition(".")
    return f"https://www.azleg.gov/ars/{part['title']}/{section:0>5}{'-' if dot else ''}{more}.htm"


def _delaware(part: Mapping[str, str]) -> str:
    return f"https://delcode.delaware.gov/title{part['title']}/c{int(part['section']) // 100:03}/index.html"


def _florida(part: Mapping[str, str]) -> str:
    chapter = int(part["chapter"])
    first = chapter // 100 * 100
    file = f"{first:04}-{first + 99:04}/{chapter:04}/Sections/{chapter:04}.{part['section']}.html"
    return f"https://www.leg.state.fl.us/statutes/index.cfm?App_mode=Display_Statute&URL={file}"


def _hawaii(part: Mapping[str, str]) -> str:
    chapter = f"{part['chapter']:0>4}{part['letter']}"
    section, dot, more = part["section"].partition(".")
    name = f"HRS_{chapter}-{section:0>4}" + (f"_{more:0>4}" if dot else "")
    return f"https://www.capitol.hawaii.gov/hrscurrent/Vol10_Ch0436-0474/HRS{chapter}/{name}.htm"


def _idaho(part: Mapping[str, str]) -> str:
    title, section = part["title"], part["section"]
    chapter = int(re.sub(r"\D", "", section)) // 100
    return f"https://legislature.idaho.gov/statutesrules/idstat/Title{title}/T{title}CH{chapter}/SECT{title}-{section}/"


def _illinois(part: Mapping[str, str]) -> str:
    file = f"{part['chapter']:0>4}{part['act']:0>4}0K{part['section']}.htm"
    return f"https://ilga.gov/Documents/legislation/ilcs/documents/{file}"


def _kansas(part: Mapping[str, str]) -> str:
    chapter, section = f"{part['chapter']:0>3}", f"{part['section']:0>4}"
    article = f"{part['number']:0>3}{part['letter']}"
    return f"https://ksrevisor.gov/statutes/chapters/ch{part['chapter']}/{chapter}_{article}_{section}.html"


def _kentucky_rules(part: Mapping[str, str]) -> str:
    return f"https://apps.legislature.ky.gov/law/kar/titles/{part['title']}/{part['chapter']:0>3}/{part['rule']}/"


def _maryland(part: Mapping[str, str]) -> str:
    article = {"Health Occ.": "gho", "Crim. Proc.": "gcp"}[part["article"]]
    return f"https://mgaleg.maryland.gov/mgawebsite/Laws/StatuteText?article={article}&section={part['section']}&enactments=false"


def _montana(part: Mapping[str, str]) -> str:
    title, chapter = f"{part['title']:0>3}0", f"{part['chapter']:0>3}0"
    number, section = f"{part['part']:0>3}0", f"{part['section']:0>3}0"
    folder = f"title_{title}/chapter_{chapter}/part_{number}/section_{section}"
    return f"https://mca.legmt.gov/bills/mca/{folder}/{title}-{chapter}-{number}-{section}.html"


def _new_mexico_rules(part: Mapping[str, str]) -> str:
    file = f"{part['title']}.{part['chapter']:0>3}.{part['part']:0>4}.html"
    return f"https://www.srca.nm.gov/parts/title{part['title']}/{file}"


def _new_york(part: Mapping[str, str]) -> str:
    return f"https://www.nysenate.gov/legislation/laws/EDN/{part['section'].upper()}"


def _wisconsin_rules(part: Mapping[str, str]) -> str:
    return f"https://docs.legis.wisconsin.gov/document/administrativecode/{part['agency']}%20{part['section']}"


def _wyoming(part: Mapping[str, str]) -> str:
    return f"https://wyoleg.gov/statutes/compress/title{part['title']:0>2}.pdf"


_SECTION = r"(?P<section>\d+[\w.-]*)"

PUBLISHERS = (
    Publisher(
        "Alabama, administrative code", r"Ala\. Admin\. Code r\. (?P<chapter>\d+-X-\d+)-\.\d+",
        "https://admincode.legislature.state.al.us/api/chapter/{chapter}",
    ),
    Publisher(
        "Alaska, statutes", r"Alaska Stat\. § (?P<section>\d+\.\d+\.\d+)",
        "https://www.akleg.gov/basis/statutes.asp#{section}",
    ),
    Publisher(
        "Alaska, administrative code", r"(?P<title>\d+) AAC (?P<section>\d+\.\d+)",
        "https://www.akleg.gov/basis/aac.asp#{title}.{section}",
    ),
    Publisher("Arizona, statutes", r"A\.R\.S\. § (?P<title>\d+)-(?P<section>\d+(?:\.\d+)?)", _arizona),
    Publisher(
        "Arizona, administrative code", r"Ariz\. Admin\. Code R(?P<title>\d)-(?P<chapter>\d+)-\d+",
        "https://apps.azsos.gov/public_services/Title_0{title}/{title}-{chapter:0>2}.pdf",
    ),
    Publisher(
        "California, Business and Professions Code", r"Cal\. Bus\. & Prof\. Code § " + _SECTION,
        "https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=BPC&sectionNum={section}",
    ),
    Publisher("Delaware, code", r"(?P<title>24) Del\. C\. § (?P<section>\d{3,4})", _delaware),
    Publisher(
        "District of Columbia, code", r"D\.C\. Code § " + _SECTION,
        "https://code.dccouncil.gov/us/dc/council/code/sections/{section}",
    ),
    Publisher(
        "District of Columbia, municipal regulations", r"(?P<title>\d+) DCMR § (?P<section>\d+)",
        "https://dcregs.dc.gov/Common/DCMR/SectionList.aspx?SectionNumber={title}-{section}",
    ),
    Publisher("Florida, statutes", r"Fla\. Stat\. § (?P<chapter>\d+)\.(?P<section>\d+)", _florida),
    Publisher(
        "Florida, administrative code", r"Fla\. Admin\. Code (?:R\. )?(?P<rule>\d+[A-Z]\d*-\d+\.\d+)",
        "https://www.flrules.org/gateway/ruleNo.asp?id={rule}",
    ),
    Publisher(
        "Georgia, rules", r"Ga\. Comp\. R\. & Regs\. (?P<chapter>\d+-\d+)-\.\d+",
        "https://rules.sos.ga.gov/gac/{chapter}",
    ),
    Publisher(
        "Hawaii, statutes on professions", r"Haw\. Rev\. Stat\. § (?P<chapter>4(?:3[6-9]|[4-6]\d|7[0-4]))(?P<letter>[A-Z]?)-(?P<section>\d+(?:\.\d+)?)",
        _hawaii,
    ),
    Publisher("Idaho, code", r"Idaho Code § (?P<title>\d+)-(?P<section>\d{3,4}[A-Z]?)", _idaho),
    Publisher("Illinois, compiled statutes", r"(?P<chapter>\d+) ILCS (?P<act>\d+)/" + _SECTION, _illinois),
    Publisher(
        "Iowa, code", r"Iowa Code § (?P<section>\d+[A-Z]?\.\d+[A-Z]?)",
        "https://www.legis.iowa.gov/docs/code/{section}.pdf",
    ),
    Publisher(
        "Kansas, statutes", r"K\.S\.A\. (?P<chapter>65)-(?P<number>\d{2})(?P<letter>[a-z]?)(?P<section>\d{2})",
        _kansas,
    ),
    Publisher(
        "Kentucky, administrative regulations", r"(?P<title>\d+) KAR (?P<chapter>\d+):(?P<rule>\d{3})",
        _kentucky_rules,
    ),
    Publisher(
        "Maine, statutes", r"(?P<title>\d+) M\.R\.S\. § " + _SECTION,
        "https://legislature.maine.gov/statutes/{title}/title{title}sec{section}.html",
    ),
    Publisher("Maryland, code", r"Md\. Code, (?P<article>Health Occ\.|Crim\. Proc\.) § " + _SECTION, _maryland),
    Publisher(
        "Maryland, regulations", r"COMAR (?P<section>\d+\.\d+\.\d+\.\d+)",
        "https://regs.maryland.gov/us/md/exec/comar/{section}",
    ),
    Publisher(
        "Massachusetts, general laws", r"Mass\. Gen\. Laws ch\. 112 § " + _SECTION,
        "https://malegislature.gov/Laws/GeneralLaws/PartI/TitleXVI/Chapter112/Section{section}",
    ),
    Publisher(
        "Michigan, compiled laws", r"MCL (?P<chapter>\d+)\.(?P<section>\d+[a-z]*)",
        "https://www.legislature.mi.gov/Laws/MCL?objectName=mcl-{chapter}-{section}",
    ),
    Publisher(
        "Minnesota, statutes", r"Minn\. Stat\. § (?P<section>\d+[A-Z]?\.\d+)",
        "https://www.revisor.mn.gov/statutes/cite/{section}",
    ),
    Publisher(
        "Minnesota, rules", r"Minn\. R\. (?P<section>\d{4}\.\d{4})",
        "https://www.revisor.mn.gov/rules/{section}/",
    ),
    Publisher(
        "Missouri, statutes", r"Mo\. Rev\. Stat\. § " + _SECTION,
        "https://revisor.mo.gov/main/OneSection.aspx?section={section}",
    ),
    Publisher(
        "Montana, code", r"Mont\. Code Ann\. § (?P<title>\d+)-(?P<chapter>\d+)-(?P<part>\d)(?P<section>\d\d)",
        _montana,
    ),
    Publisher(
        "Nebraska, statutes", r"Neb\. Rev\. Stat\. § " + _SECTION,
        "https://nebraskalegislature.gov/laws/statutes.php?statute={section}",
    ),
    Publisher(
        "Nevada, statutes", r"NRS (?P<chapter>\d+[A-Z]?)\.\d+",
        "https://www.leg.state.nv.us/NRS/NRS-{chapter}.html",
    ),
    Publisher(
        "Nevada, administrative code", r"Nev\. Admin\. Code § (?P<chapter>\d+[A-Z]?)\.\d+",
        "https://www.leg.state.nv.us/NAC/NAC-{chapter}.html",
    ),
    Publisher(
        "New Hampshire, statutes on professions", r"N\.H\. Rev\. Stat\. § (?P<chapter>3[123]\d(?:-[A-Z])?):(?P<section>[\w-]+)",
        "https://gc.nh.gov/rsa/html/XXX/{chapter}/{chapter}-{section}.htm",
    ),
    Publisher(
        "New Mexico, administrative code", r"(?P<title>16)\.(?P<chapter>\d+)\.(?P<part>\d+)(?:\.\d+)? NMAC",
        _new_mexico_rules,
    ),
    Publisher("New York, Education Law", r"N\.Y\. Educ\. Law § " + _SECTION, _new_york),
    Publisher(
        "North Carolina, statutes", r"N\.C\. Gen\. Stat\. § (?P<chapter>\d+[A-Z]?)-" + _SECTION,
        "https://www.ncleg.gov/EnactedLegislation/Statutes/HTML/BySection/Chapter_{chapter}/GS_{chapter}-{section}.html",
    ),
    Publisher(
        "North Dakota, code", r"N\.D\.C\.C\. § (?P<title>\d+)-(?P<chapter>\d+)-\d+(?:\.\d+)?",
        "https://www.ndlegis.gov/cencode/t{title}c{chapter}.pdf",
    ),
    Publisher(
        "North Dakota, administrative code", r"N\.D\. Admin\. Code (?:§ )?(?P<chapter>\d+(?:\.\d+)?-\d+-\d+(?:\.\d+)?)-\d+(?:\.\d+)?",
        "https://www.ndlegis.gov/information/acdata/pdf/{chapter}.pdf",
    ),
    Publisher(
        "Ohio, revised code", r"Ohio Rev\. Code § " + _SECTION,
        "https://codes.ohio.gov/ohio-revised-code/section-{section}",
    ),
    Publisher(
        "Ohio, administrative code", r"Ohio Admin\. Code (?P<rule>\d+(?::\d+)?-\d+-\d+)",
        "https://codes.ohio.gov/ohio-administrative-code/rule-{rule}",
    ),
    Publisher(
        "Oregon, statutes", r"ORS (?P<chapter>\d+[A-Z]?)\.\d+",
        "https://www.oregonlegislature.gov/bills_laws/ors/ors{chapter}.html",
    ),
    Publisher(
        "Pennsylvania, code", r"49 Pa\. Code § (?P<chapter>\d+)\.(?P<section>\d+[a-z]*)",
        "https://www.pacodeandbulletin.gov/Display/pacode?file=/secure/pacode/data/049/chapter{chapter}/s{chapter}.{section}.html",
    ),
    Publisher(
        "Rhode Island, code of regulations", r"(?P<title>\d+)-RICR-(?P<part>\d+-\d+-\d+)(?:\.[\d.]+)?",
        "https://rules.sos.ri.gov/regulations/part/{title}-{part}",
    ),
    Publisher(
        "South Carolina, code", r"S\.C\. Code § 40-(?P<chapter>\d+)-\d+",
        "https://www.scstatehouse.gov/code/t40c{chapter:0>3}.php",
    ),
    Publisher(
        "South Carolina, regulations", r"S\.C\. Code Regs\. (?P<chapter>\d+)-\d+",
        "https://www.scstatehouse.gov/coderegs/Chapter%20{chapter}.pdf",
    ),
    Publisher(
        "South Dakota, code", r"SDCL (?:§ )?(?P<section>\d+[\w.-]*)",
        "https://sdlegislature.gov/Statutes/{section}",
    ),
    Publisher(
        "South Dakota, rules", r"ARSD (?P<rule>\d+(?::\d+){3})",
        "https://sdlegislature.gov/Rules/Administrative/{rule}",
    ),
    Publisher(
        "Texas, Occupations Code", r"Tex\. Occ\. Code § (?P<chapter>\d+)\.(?P<section>\d+)",
        "https://statutes.capitol.texas.gov/Docs/OC/htm/OC.{chapter}.htm#{chapter}.{section}",
    ),
    Publisher(
        "Utah, code on professions", r"Utah Code § 58-(?P<chapter>\d+)-(?P<section>\d+(?:\.\d+)?)",
        "https://le.utah.gov/xcode/Title58/Chapter{chapter}/58-{chapter}-S{section}.html",
    ),
    Publisher("Virginia, code", r"Va\. Code § " + _SECTION, "https://law.lis.virginia.gov/vacode/{section}/"),
    Publisher(
        "Virginia, administrative code", r"(?P<title>\d+)VAC(?P<agency>\d+)-(?P<chapter>\d+)-(?P<section>\d+)",
        "https://law.lis.virginia.gov/admincode/title{title}/agency{agency}/chapter{chapter}/section{section}/",
    ),
    Publisher(
        "Washington, code", r"Wash\. Rev\. Code § (?P<section>\d+[A-Z]?\.[\w.]+)",
        "https://app.leg.wa.gov/rcw/default.aspx?cite={section}",
    ),
    Publisher(
        "Washington, administrative code", r"Wash\. Admin\. Code § (?P<section>\d+-\d+-\d+)",
        "https://app.leg.wa.gov/wac/default.aspx?cite={section}",
    ),
    Publisher(
        "West Virginia, code", r"W\. Va\. Code § (?P<section>\d+[A-Z]?-[\w-]+)",
        "https://code.wvlegislature.gov/{section}/",
    ),
    Publisher(
        "Wisconsin, statutes", r"Wis\. Stat\. § (?P<section>\d+\.\d+)",
        "https://docs.legis.wisconsin.gov/document/statutes/{section}",
    ),
    Publisher(
        "Wisconsin, administrative code", r"Wis\. Admin\. Code § (?P<agency>[A-Za-z]+) (?P<section>\d+\.\d+)",
        _wisconsin_rules,
    ),
    Publisher("Wyoming, statutes", r"Wyo\. Stat\. § (?P<title>\d+)-\d+-\d+", _wyoming),
)  # fmt: skip

# Publishers of law whose hosts are no government's by their name, and official repositories of the text of law.
_OFFICIAL_HOSTS = (
    "sdlegislature.gov", "flrules.org", "kslegislature.org", "legis.la.gov", "lis.virginia.gov", "dccouncil.gov",
)  # fmt: skip
_OFFICIAL_REPOSITORIES = ("github.com/maryland-dsd/", "github.com/DCCouncil/")


def official_link(citation: str, url: str) -> str:
    """The publisher's own page for a citation of law; "" when no pattern knows it, or when `url` is the publisher's already."""
    link = next((link for publisher in PUBLISHERS if (link := publisher.link(citation))), "")
    return "" if _is_within(_host(url), _host(link)) or _is_within(_host(link), _host(url)) else link


def with_official_link(source: Source) -> Source:
    """The source with the publisher's own page, where it gives none itself and its citation tells it."""
    if source.official_url or source.evidence is not Evidence.LAW or not source.citation:
        return source
    link = official_link(source.citation, source.url)
    return source.model_copy(update={"official_url": link}) if link else source


def copy_host(source: Source) -> str:
    """Whose copy of a law was read, when it wasn't read at its publisher: "lawserver.com". "" for everything else."""
    host = _host(source.url)
    own = _is_government(host) or any(part in source.url for part in _OFFICIAL_REPOSITORIES)
    return "" if source.evidence is not Evidence.LAW or own else host


def _is_government(host: str) -> bool:
    return host.endswith((".gov", ".us", ".mil")) or any(_is_within(host, official) for official in _OFFICIAL_HOSTS)


def _is_within(host: str, other: str) -> bool:
    return bool(host) and (host == other or host.endswith(f".{other}")) if other else False


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
