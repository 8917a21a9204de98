"""The link to the publisher's own page follows from the citation; each pattern was seen in two published links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from atlas.data.loader import load_atlas
from atlas.domain.official_links import PUBLISHERS, copy_host, official_link
from atlas.maintenance.source_watch import cited
from atlas.maintenance.source_watch.check import Outcome
from atlas.maintenance.source_watch.cited import Page
from atlas.maintenance.source_watch.run import OFFICIAL_READ, watch
from atlas.maintenance.source_watch.state import Baseline, Result, State
from atlas.rendering.citations import Citations
from atlas.rendering.context import environment
from build_cases import load_edited
from conftest import DAY

# Links that others published, with the citation that they stand beside, two or more for each publisher.
PUBLISHED = """
Alabama, administrative code
Ala. Admin. Code r. 255-X-3-.02(4)  https://admincode.legislature.state.al.us/api/chapter/255-X-3
Ala. Admin. Code r. 850-X-3-.04  https://admincode.legislature.state.al.us/api/chapter/850-X-3
Alaska, statutes
Alaska Stat. § 23.10.060  https://www.akleg.gov/basis/statutes.asp#23.10.060
Alaska Stat. § 34.03.070  https://www.akleg.gov/basis/statutes.asp#34.03.070
Alaska, administrative code
7 AAC 41.012  https://www.akleg.gov/basis/aac.asp#7.41.012
7 AAC 41.335  https://www.akleg.gov/basis/aac.asp#7.41.335
Arizona, statutes
A.R.S. § 32-1121  https://www.azleg.gov/ars/32/01121.htm
A.R.S. § 32-2091.02  https://www.azleg.gov/ars/32/02091-02.htm
Arizona, administrative code
Ariz. Admin. Code R4-6-212  https://apps.azsos.gov/public_services/Title_04/4-06.pdf
Ariz. Admin. Code R7-2-614  https://apps.azsos.gov/public_services/Title_07/7-02.pdf
California, Business and Professions Code
Cal. Bus. & Prof. Code § 4999.46.2  https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=BPC&sectionNum=4999.46.2
Cal. Bus. & Prof. Code § 4996.23.1  https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=BPC&sectionNum=4996.23.1
Delaware, code
24 Del. C. § 1935(a)(1)  https://delcode.delaware.gov/title24/c019/index.html
24 Del. C. § 1706(a)  https://delcode.delaware.gov/title24/c017/index.html
District of Columbia, code
D.C. Code § 3-1201.02(2)  https://code.dccouncil.gov/us/dc/council/code/sections/3-1201.02
D.C. Code § 3-1207.10  https://code.dccouncil.gov/us/dc/council/code/sections/3-1207.10
District of Columbia, municipal regulations
17 DCMR § 6699  https://dcregs.dc.gov/Common/DCMR/SectionList.aspx?SectionNumber=17-6699
17 DCMR § 7799  https://dcregs.dc.gov/Common/DCMR/SectionList.aspx?SectionNumber=17-7799
Florida, statutes
Fla. Stat. § 28.24(13)  https://www.leg.state.fl.us/statutes/index.cfm?App_mode=Display_Statute&URL=0000-0099/0028/Sections/0028.24.html
Fla. Stat. § 414.095  https://www.leg.state.fl.us/statutes/index.cfm?App_mode=Display_Statute&URL=0400-0499/0414/Sections/0414.095.html
Florida, administrative code
Fla. Admin. Code R. 64B4-2.002(3)  https://www.flrules.org/gateway/ruleNo.asp?id=64B4-2.002
Fla. Admin. Code R. 64B19-11.005  https://www.flrules.org/gateway/ruleNo.asp?id=64B19-11.005
Georgia, rules
Ga. Comp. R. & Regs. 135-11-.01  https://rules.sos.ga.gov/gac/135-11
Ga. Comp. R. & Regs. 510-2-.05(5)(b)(2)  https://rules.sos.ga.gov/gac/510-2
Hawaii, statutes on professions
Haw. Rev. Stat. § 456-15  https://www.capitol.hawaii.gov/hrscurrent/Vol10_Ch0436-0474/HRS0456/HRS_0456-0015.htm
Haw. Rev. Stat. § 465D-2  https://www.capitol.hawaii.gov/hrscurrent/Vol10_Ch0436-0474/HRS0465D/HRS_0465D-0002.htm
Haw. Rev. Stat. § 457-8.6  https://www.capitol.hawaii.gov/hrscurrent/Vol10_Ch0436-0474/HRS0457/HRS_0457-0008_0006.htm
Idaho, code
Idaho Code § 72-1506  https://legislature.idaho.gov/statutesrules/idstat/Title72/T72CH15/SECT72-1506/
Idaho Code § 73-108  https://legislature.idaho.gov/statutesrules/idstat/Title73/T73CH1/SECT73-108/
Illinois, compiled statutes
225 ILCS 65/65-35  https://ilga.gov/Documents/legislation/ilcs/documents/022500650K65-35.htm
225 ILCS 95/7.5  https://ilga.gov/Documents/legislation/ilcs/documents/022500950K7.5.htm
Iowa, code
Iowa Code § 144.32  https://www.legis.iowa.gov/docs/code/144.32.pdf
Iowa Code § 147.136A  https://www.legis.iowa.gov/docs/code/147.136A.pdf
Kansas, statutes
K.S.A. 65-5802  https://ksrevisor.gov/statutes/chapters/ch65/065_058_0002.html
K.S.A. 65-28a02  https://ksrevisor.gov/statutes/chapters/ch65/065_028a_0002.html
Kentucky, administrative regulations
201 KAR 36:005  https://apps.legislature.ky.gov/law/kar/titles/201/036/005/
201 KAR 23:070  https://apps.legislature.ky.gov/law/kar/titles/201/023/070/
Maine, statutes
32 M.R.S. § 4201  https://legislature.maine.gov/statutes/32/title32sec4201.html
32 M.R.S. § 3270-G  https://legislature.maine.gov/statutes/32/title32sec3270-G.html
Maryland, code
Md. Code, Health Occ. § 8-302.1(d)(1)  https://mgaleg.maryland.gov/mgawebsite/Laws/StatuteText?article=gho&section=8-302.1&enactments=false
Md. Code, Health Occ. § 15-101  https://mgaleg.maryland.gov/mgawebsite/Laws/StatuteText?article=gho&section=15-101&enactments=false
Maryland, regulations
COMAR 10.58.12.02  https://regs.maryland.gov/us/md/exec/comar/10.58.12.02
COMAR 10.42.08.02  https://regs.maryland.gov/us/md/exec/comar/10.42.08.02
Massachusetts, general laws
Mass. Gen. Laws ch. 112 § 23A  https://malegislature.gov/Laws/GeneralLaws/PartI/TitleXVI/Chapter112/Section23A
Mass. Gen. Laws ch. 112 § 12D  https://malegislature.gov/Laws/GeneralLaws/PartI/TitleXVI/Chapter112/Section12D
Michigan, compiled laws
MCL 333.16109  https://www.legislature.mi.gov/Laws/MCL?objectName=mcl-333-16109
MCL 333.17047  https://www.legislature.mi.gov/Laws/MCL?objectName=mcl-333-17047
Minnesota, statutes
Minn. Stat. § 148B.5301, subd. 2(c)  https://www.revisor.mn.gov/statutes/cite/148B.5301
Minn. Stat. § 148E.106, subd. 3  https://www.revisor.mn.gov/statutes/cite/148E.106
Minnesota, rules
Minn. R. 3501.0750  https://www.revisor.mn.gov/rules/3501.0750/
Minn. R. 3525.2900  https://www.revisor.mn.gov/rules/3525.2900/
Missouri, statutes
Mo. Rev. Stat. § 408.040  https://revisor.mo.gov/main/OneSection.aspx?section=408.040
Mo. Rev. Stat. § 443.290  https://revisor.mo.gov/main/OneSection.aspx?section=443.290
Montana, code
Mont. Code Ann. § 37-8-409  https://mca.legmt.gov/bills/mca/title_0370/chapter_0080/part_0040/section_0090/0370-0080-0040-0090.html
Mont. Code Ann. § 37-20-203  https://mca.legmt.gov/bills/mca/title_0370/chapter_0200/part_0020/section_0030/0370-0200-0020-0030.html
Nebraska, statutes
Neb. Rev. Stat. § 38-2322(3)  https://nebraskalegislature.gov/laws/statutes.php?statute=38-2322
Neb. Rev. Stat. § 38-2050  https://nebraskalegislature.gov/laws/statutes.php?statute=38-2050
Nevada, statutes
NRS 603A.010  https://www.leg.state.nv.us/NRS/NRS-603A.html
NRS 689B.010  https://www.leg.state.nv.us/NRS/NRS-689B.html
Nevada, administrative code
Nev. Admin. Code § 686A.680(1)  https://www.leg.state.nv.us/NAC/NAC-686A.html
Nev. Admin. Code § 630.490(3)  https://www.leg.state.nv.us/NAC/NAC-630.html
New Hampshire, statutes on professions
N.H. Rev. Stat. § 326-B:11  https://gc.nh.gov/rsa/html/XXX/326-B/326-B-11.htm
N.H. Rev. Stat. § 328-D:3-b  https://gc.nh.gov/rsa/html/XXX/328-D/328-D-3-b.htm
New Mexico, administrative code
16.27.1.7 NMAC  https://www.srca.nm.gov/parts/title16/16.027.0001.html
16.19.37 NMAC  https://www.srca.nm.gov/parts/title16/16.019.0037.html
New York, Education Law
N.Y. Educ. Law § 7401  https://www.nysenate.gov/legislation/laws/EDN/7401
N.Y. Educ. Law § 6509-a  https://www.nysenate.gov/legislation/laws/EDN/6509-A
North Carolina, statutes
N.C. Gen. Stat. § 90-321  https://www.ncleg.gov/EnactedLegislation/Statutes/HTML/BySection/Chapter_90/GS_90-321.html
N.C. Gen. Stat. § 108A-57  https://www.ncleg.gov/EnactedLegislation/Statutes/HTML/BySection/Chapter_108A/GS_108A-57.html
North Dakota, code
N.D.C.C. § 43-32-20.1(3)  https://www.ndlegis.gov/cencode/t43c32.pdf
N.D.C.C. § 43-17-02  https://www.ndlegis.gov/cencode/t43c17.pdf
North Dakota, administrative code
N.D. Admin. Code 97-02-01-03(3)  https://www.ndlegis.gov/information/acdata/pdf/97-02-01.pdf
N.D. Admin. Code § 75.5-02-01-03(8)  https://www.ndlegis.gov/information/acdata/pdf/75.5-02-01.pdf
Ohio, revised code
Ohio Rev. Code § 4511.19  https://codes.ohio.gov/ohio-revised-code/section-4511.19
Ohio Rev. Code § 5747.47  https://codes.ohio.gov/ohio-revised-code/section-5747.47
Ohio, administrative code
Ohio Admin. Code 5160-34-02  https://codes.ohio.gov/ohio-administrative-code/rule-5160-34-02
Ohio Admin. Code 5101:4-2-02  https://codes.ohio.gov/ohio-administrative-code/rule-5101:4-2-02
Oregon, statutes
ORS 676.160  https://www.oregonlegislature.gov/bills_laws/ors/ors676.html
ORS 646A.570  https://www.oregonlegislature.gov/bills_laws/ors/ors646A.html
Pennsylvania, code
49 Pa. Code § 21.251  https://www.pacodeandbulletin.gov/Display/pacode?file=/secure/pacode/data/049/chapter21/s21.251.html
49 Pa. Code § 18.122  https://www.pacodeandbulletin.gov/Display/pacode?file=/secure/pacode/data/049/chapter18/s18.122.html
Rhode Island, code of regulations
216-RICR-40-05-1.5.5  https://rules.sos.ri.gov/regulations/part/216-40-05-1
216-RICR-40-10-23  https://rules.sos.ri.gov/regulations/part/216-40-10-23
South Carolina, code
S.C. Code § 40-33-20(44)  https://www.scstatehouse.gov/code/t40c033.php
S.C. Code § 40-47-910(4)  https://www.scstatehouse.gov/code/t40c047.php
South Carolina, regulations
S.C. Code Regs. 36-01(1)  https://www.scstatehouse.gov/coderegs/Chapter%2036.pdf
S.C. Code Regs. 100-1(A)(5)  https://www.scstatehouse.gov/coderegs/Chapter%20100.pdf
South Dakota, code
SDCL 36-9A-4  https://sdlegislature.gov/Statutes/36-9A-4
SDCL 36-4A-26.1  https://sdlegislature.gov/Statutes/36-4A-26.1
South Dakota, rules
ARSD 20:68:04:10  https://sdlegislature.gov/Rules/Administrative/20:68:04:10
ARSD 20:71:05:02  https://sdlegislature.gov/Rules/Administrative/20:71:05:02
Texas, Occupations Code
Tex. Occ. Code § 157.0512  https://statutes.capitol.texas.gov/Docs/OC/htm/OC.157.htm#157.0512
Tex. Occ. Code § 204.204  https://statutes.capitol.texas.gov/Docs/OC/htm/OC.204.htm#204.204
Utah, code on professions
Utah Code § 58-69-5  https://le.utah.gov/xcode/Title58/Chapter69/58-69-S5.html
Utah Code § 58-37-8.2  https://le.utah.gov/xcode/Title58/Chapter37/58-37-S8.2.html
Virginia, code
Va. Code § 54.1-3303  https://law.lis.virginia.gov/vacode/54.1-3303/
Va. Code § 54.1-1100  https://law.lis.virginia.gov/vacode/54.1-1100/
Virginia, administrative code
18VAC115-20-52(B)(3)(b)  https://law.lis.virginia.gov/admincode/title18/agency115/chapter20/section52/
18VAC140-20-10  https://law.lis.virginia.gov/admincode/title18/agency140/chapter20/section10/
Washington, code
Wash. Rev. Code § 18.71A.030(2)(c)  https://app.leg.wa.gov/rcw/default.aspx?cite=18.71A.030
Wash. Rev. Code § 18.27.100  https://app.leg.wa.gov/rcw/default.aspx?cite=18.27.100
Washington, administrative code
Wash. Admin. Code § 246-809-210(5)  https://app.leg.wa.gov/wac/default.aspx?cite=246-809-210
Wash. Admin. Code § 246-924-051  https://app.leg.wa.gov/wac/default.aspx?cite=246-924-051
West Virginia, code
W. Va. Code § 30-31-11  https://code.wvlegislature.gov/30-31-11/
W. Va. Code § 30-7-15b  https://code.wvlegislature.gov/30-7-15b/
Wisconsin, statutes
Wis. Stat. § 457.04(6)  https://docs.legis.wisconsin.gov/document/statutes/457.04
Wis. Stat. § 49.155  https://docs.legis.wisconsin.gov/document/statutes/49.155
Wisconsin, administrative code
Wis. Admin. Code § Phar 1.01  https://docs.legis.wisconsin.gov/document/administrativecode/Phar%201.01
Wis. Admin. Code § PSC 113.0301  https://docs.legis.wisconsin.gov/document/administrativecode/PSC%20113.0301
Wyoming, statutes
Wyo. Stat. § 33-17-1001  https://wyoleg.gov/statutes/compress/title33.pdf
Wyo. Stat. § 1-21-1208  https://wyoleg.gov/statutes/compress/title01.pdf
"""
COPY = "https://copies.example/law"


def published() -> dict[str, list[tuple[str, str]]]:
    """Citation and link by the name of the publisher."""
    found: dict[str, list[tuple[str, str]]] = {}
    name = ""
    for line in PUBLISHED.strip().splitlines():
        citation, _, link = line.partition("  ")
        if link:
            found[name].append((citation, link))
        else:
            name = line
            found[name] = []
    return found


def test_each_pattern_gives_two_links_that_others_published() -> None:
    links = published()
    assert list(links) == [publisher.name for publisher in PUBLISHERS]
    for publisher in PUBLISHERS:
        assert len({link for _, link in links[publisher.name]}) >= 2, publisher.name
        for citation, link in links[publisher.name]:
            assert publisher.link(citation) == link


def test_a_citation_is_of_one_publisher_alone() -> None:
    for name, links in published().items():
        for citation, _ in links:
            assert [publisher.name for publisher in PUBLISHERS if publisher.link(citation)] == [name]


@pytest.mark.parametrize(
    "citation",
    ["", "Example Stat. § 3", "Neb. Rev. Stat. § 38-2115 (earlier copy)", "17 DCMR §§ 6601 and 6602", "K.S.A. 65-5804a",
     "Haw. Rev. Stat. § 831-3.1", "COMAR 10.58.01.10 (former)", "26 V.S.A. § 3261", "2024 Va. Acts ch. 443"],
)  # fmt: skip
def test_a_citation_of_another_form_gets_no_link(citation: str) -> None:
    assert official_link(citation, COPY) == ""


@pytest.mark.parametrize(
    "url",
    ["https://codes.ohio.gov/orc/4757.17", "https://www.codes.ohio.gov/x", "https://archive.codes.ohio.gov/y"],
)
def test_a_text_that_was_read_at_its_publisher_needs_no_other_link(url: str) -> None:
    assert official_link("Ohio Rev. Code § 4757.17", url) == ""


CITED = "citation: 12 Example Admin. Code § 4"
REAL = "citation: COMAR 10.58.12.05"


def test_a_new_citation_gets_its_link_by_itself_and_a_written_one_wins() -> None:
    atlas = load_edited((CITED, REAL))
    rule = atlas.jurisdiction("EX").sources["rule-12-4"]
    assert rule.official_url == "https://regs.maryland.gov/us/md/exec/comar/10.58.12.05"
    fact = atlas.jurisdiction("EX").license("lpc").facts["exams"].current_answer(DAY)
    assert fact.source is rule  # pages look sources up by identity
    written = load_edited((CITED, REAL + "\n    official_url: https://legislature.example/12"))
    assert written.jurisdiction("EX").sources["rule-12-4"].official_url == "https://legislature.example/12"


def test_a_guide_that_names_a_rule_is_no_law() -> None:
    atlas = load_edited(("title: An invented guide", "citation: COMAR 10.58.12.05"))
    assert atlas.jurisdiction("EX").sources["guide"].official_url is None


def test_a_copy_says_whose_it_is() -> None:
    sources = (
        load_edited(("url: https://law.example/12-4", "url: https://www.lawserver.com/a")).jurisdiction("EX").sources
    )
    assert copy_host(sources["rule-12-4"]) == "lawserver.com"
    assert copy_host(sources["board-home"]) == copy_host(sources["guide"]) == ""
    official = (
        "https://github.com/maryland-dsd/law-xml/blob/a/b.xml",
        "https://law.lis.virginia.gov/x",
        "https://sos.ga.gov/y",
    )
    for url in official:
        edited = load_edited(("url: https://law.example/12-4", f"url: {url}"))
        assert copy_host(edited.jurisdiction("EX").sources["rule-12-4"]) == ""


def test_the_page_leads_to_the_publisher_first_and_says_whose_copy_was_read() -> None:
    url = ("url: https://law.example/12-4", "url: https://www.lawserver.com/a")
    jurisdiction = load_edited((CITED, REAL), url).jurisdiction("EX")
    popover = next(p for p in Citations(jurisdiction.sources).listed() if p.source.citation == "COMAR 10.58.12.05")
    assert popover.read == "Jan. 15, 2026, at lawserver.com"
    macro = environment().get_template("macros.html").module.popover  # type: ignore[attr-defined]
    links = re.findall('href="(https:[^"]*)"', str(macro(popover, str)))
    assert links == ["https://regs.maryland.gov/us/md/exec/comar/10.58.12.05", "https://www.lawserver.com/a"]


@dataclass
class Checker:
    """Pretends to check pages: those of `kinds` come to that, all others are unchanged."""

    kinds: dict[str, str]
    asked: list[str] = field(default_factory=list)

    def check(self, page: Page, baseline: Baseline | None) -> Outcome:
        self.asked.append(page.url)
        return Result(self.kinds.get(page.url, "unchanged")), None

    def ready(self, url: str) -> float:
        return 0


@pytest.mark.parametrize(
    ("kind", "copies"),
    [("unchanged", []), ("changed", []), ("unreadable", [COPY]), ("unreachable", [COPY]), ("gone", [COPY])],
)
def test_the_watch_asks_for_a_copy_only_where_the_publisher_s_page_cannot_be_read(
    tmp_path: Path, kind: str, copies: list[str]
) -> None:
    official = "https://publisher.example/law"
    pages = [Page(COPY, official=official), Page(official), Page("https://other.example/")]
    checker = Checker({official: kind})
    state = watch(pages, State(), tmp_path / "state.json", checker, lambda *_: None)
    assert sorted(checker.asked) == sorted([official, "https://other.example/", *copies])
    assert set(state.results) == {page.url for page in pages}
    assert (state.results[COPY].reason == OFFICIAL_READ) is not bool(copies)


def test_the_watch_knows_the_publisher_s_page_of_a_copy(data: Path) -> None:
    path = data / "states" / "ex.yml"
    path.write_text(path.read_text().replace(CITED, REAL))
    pages = {page.url: page for page in cited.pages(data)}
    link = load_atlas(data, DAY, allow_invented=True).jurisdiction("EX").sources["rule-12-4"].official_url
    assert link in pages
    assert pages["https://law.example/12-4"].official == link
    assert pages["https://law.example/3"].official == "https://legislature.example/3"
    assert pages["https://board.example/"].official == ""
    assert pages[str(link)].figures == pages["https://law.example/12-4"].figures
