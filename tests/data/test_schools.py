"""What maintainers add to the schools by hand, and how schools stand on pages and in downloads."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from atlas.build.assemble import Site, assemble_site
from atlas.data.loader import load_atlas
from atlas.domain.admissions import ContactKind, admissions_contact
from atlas.domain.atlas import Atlas
from atlas.domain.school_files import OTHER_HEADING, PROGRAM_KINDS
from atlas.domain.schools import miles, nearest_elsewhere
from atlas.maintenance.ipeds.cleaning import domain
from atlas.outputs import published
from atlas.outputs.api import schools as schools_api
from atlas.rendering import school_questions
from atlas.rendering.artifacts import Settings
from conftest import DAY, ROOT, TODAY, load_problems

CATALOGS = {"smartcatalogiq.com", "cleancatalog.net"}  # hosts of catalogs; the school is in the name before it


# ---- what maintainers add by hand

OVERRIDES = """schools:
  - unitid: 900001
    name: "Example University"
    program_url: https://university.example/counseling/
    information_url: https://university.example/ask/
    accreditation:
      - body: CACREP
        program: Clinical Mental Health Counseling (M.A.)
        source: https://university.example/accreditation/
        dated: "2025"
        until: 2031-10-31
        read_on: 2026-01-20
  - unitid: 900002
    name: "Zeta College of Example"
    exclude: The program closed.
"""


@pytest.fixture
def overridden(data: Path) -> Path:
    (data / "schools" / "overrides.yml").write_text(OVERRIDES)
    return data


def test_overrides_are_merged_by_unitid(overridden: Path) -> None:
    state = load_atlas(overridden, DAY, allow_invented=True).schools["EX"]
    assert [s.name for s in state.schools] == ["Example University"]
    assert state.left_out == (("Zeta College of Example", "The program closed."),)
    (school,) = state.schools
    assert [contact.kind.value for contact in school.contacts] == ["request_information", "program", "website"]
    assert school.ask == (ContactKind.INFORMATION, "https://university.example/ask/")
    assert school.program_url == "https://university.example/counseling/"
    assert [str(a.body) for a in school.accreditation] == ["CACREP"]


BAD = {
    "unknown unitid": ("unitid: 900001", "unitid: 900007", "2:13: no school has the unitid 900007", "`900001`"),
    "unknown key": ("program_url:", "progam_url:", "4:5: unknown key `progam_url`", "`program_url`"),
    "another name": ('"Example University"', '"Sample College"', "3:11: the school 900001 has another name", ""),
    "bad date": ("until: 2031-10-31", "until: 2031-13-31", "11:16: the text `2031-13-31`", "a date such as"),
    "read in the future": ("2026-01-20", "2026-02-20", "12:18: `read_on` 2026-02-20 is in the future", ""),
    "ended before it was read": ("2031-10-31", "2025-10-31", "11:16: the accreditation ended on 2025-10-31", ""),
    "not https": ("https://university.example/ask", "http://university.example/ask", "5:22: the link", "`https://"),
    "unknown body": ("CACREP", "CACREPP", "7:15: ", "`CACREP`"),
    "no source": ("        source: https://university.example/accreditation/\n", "", "7:9: `source` is missing", ""),
    "exclusion without reason": ("exclude: The program closed.", "exclude:", "15:13: `exclude` is empty", ""),
    "exclusion beside other keys": (
        "exclude: The program closed.",
        "exclude: Closed.\n    program_url: https://zeta.example/c",
        "15:14: an excluded school has other keys",
        "",
    ),
    "twice": ("unitid: 900002", "unitid: 900001", "13:13: the unitid `900001` stands twice", ""),
    "nothing said": ("    exclude: The program closed.\n", "", "13:5: nothing is said of the school 900002", ""),
}


@pytest.mark.parametrize(("old", "new", "message", "hint"), BAD.values(), ids=BAD.keys())
def test_a_mistake_in_the_overrides_is_named_with_its_place(
    overridden: Path, old: str, new: str, message: str, hint: str
) -> None:
    path = overridden / "schools" / "overrides.yml"
    assert OVERRIDES.count(old) == 1
    path.write_text(OVERRIDES.replace(old, new))
    found = load_problems(overridden)
    assert any(line.startswith(f"schools/overrides.yml:{message}") and hint in line for line in found), found


def test_the_pages_and_downloads_show_what_was_added(overridden: Path) -> None:
    site = assemble_site(load_atlas(overridden, DAY, allow_invented=True), SETTINGS)
    for address in ("states/example-state/", "schools/"):
        html = page(site, address)
        for words in (
            "university.example/ask/",
            "university.example/accreditation/",
            "Oct. 31, 2031",
            "The program closed.",
        ):
            assert words in html, (address, words)
    (row, _) = csv.DictReader(io.StringIO(output(site, "api/v1/schools.csv")))
    assert row["accreditation"] == "CACREP: Clinical Mental Health Counseling (M.A.) (until 2031-10-31)"
    assert row["information_url"] == "https://university.example/ask/"
    assert row["information_kind"] == "request_information"


ADDED = """    notice: {text: Takes few students, source: https://university.example/few/, read_on: 2026-01-20}
    disclosure_url: https://university.example/states/
    delivery: [{mode: hybrid, source: https://university.example/how/, read_on: 2026-01-20}]
    accreditation:
"""


def test_a_notice_the_schools_own_list_of_states_and_how_it_teaches_are_shown(overridden: Path) -> None:
    path = overridden / "schools" / "overrides.yml"
    path.write_text(OVERRIDES.replace("    accreditation:\n", ADDED))
    site = assemble_site(load_atlas(overridden, DAY, allow_invented=True), SETTINGS)
    for address in ("states/example-state/", "schools/"):
        shown = page(site, address)
        assert "Takes few students" in words(shown)
        assert "The school’s own list" in words(shown)
        assert "Partly online" in words(shown)
        assert "university.example/states/" in shown
    card = page(site, "states/example-state/").split('class="school"')[1]
    assert card.index("Takes few students") < card.index("<details")
    row = next(csv.DictReader(io.StringIO(output(site, "api/v1/schools.csv"))))
    assert (row["notice"], row["delivery"]) == ("Takes few students", "hybrid")
    assert row["disclosure_url"] == "https://university.example/states/"


def test_an_accreditation_that_ran_out_says_so(overridden: Path) -> None:
    from datetime import date

    site = assemble_site(load_atlas(overridden, date(2031, 11, 1), allow_invented=True), SETTINGS)
    assert "accredited until Oct. 31, 2031: ask whether it was renewed" in page(site, "states/example-state/")


# ---- pages, questions, downloads

SETTINGS = Settings("https://site.example/", "https://repo.example/atlas/")


@pytest.fixture(scope="module")
def real() -> Atlas:
    return load_atlas(ROOT / "data", TODAY)


@pytest.fixture(scope="module")
def real_site(real: Atlas) -> Site:
    return assemble_site(real, SETTINGS)


def page(site: Site, address: str) -> str:
    return next(page.html for page in site.pages if page.address == address)


def output(site: Site, address: str) -> str:
    return next(file.content.decode() for file in site.files if file.address == address)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_state_page_ends_with_its_schools_or_the_nearest(real: Atlas, real_site: Site) -> None:
    for jurisdiction in real.jurisdictions:
        html = page(real_site, f"states/{jurisdiction.slug}/")
        assert html.rindex("<h2") == html.index('<h2 id="schools"')
        here = real.schools[jurisdiction.code].schools
        assert html.count("data-school ") == len(here)
        assert here or 'class="nearest"' in html


def test_the_number_of_schools_stands_in_the_page_before_a_script_counts(real: Atlas, real_site: Site) -> None:
    """A script that wrote it would move the list that the reader has begun to read."""
    here = {
        f"states/{jurisdiction.slug}/": len(real.schools[jurisdiction.code].schools)
        for jurisdiction in real.jurisdictions
    }
    here["schools/"] = sum(len(state.schools) for state in real.schools.values())
    for address, number in here.items():
        said = f'<p role="status" data-status>{number} school{"" if number == 1 else "s"}.</p>'
        assert not number or said in page(real_site, address), address


def test_all_schools_stand_on_one_page(real: Atlas, real_site: Site) -> None:
    ids = re.findall(r'<li data-school [^>]*id="s(\d+)"', page(real_site, "schools/"))
    listed = [str(s.unitid) for state in real.schools.values() for s in state.schools]
    assert sorted(ids) == sorted(listed)
    assert len(set(ids)) == len(ids) > 700


def test_a_state_without_schools_names_the_nearest(data: Path) -> None:
    path = data / "schools" / "ex.yml"
    head = path.read_text().split("schools:\n")[0]
    path.write_text(head + "schools: []\n")
    for code, place in (("XA", "[41.0, -100.0]"), ("XB", "[45.0, -100.0]")):
        text = head.replace("code: EX", f"code: {code}") + "schools:\n"
        number = 900010 + len(list(path.parent.iterdir()))
        text += f'  - {{unitid: {number}, name: School {code}, city: Town, place: {place}, control: public, programs: [{{cip: "51.1508", degrees: 1}}]}}\n'
        (path.parent / f"{code.lower()}.yml").write_text(text)
    atlas = load_atlas(data, DAY, allow_invented=True)
    assert [near.code for near in nearest_elsewhere("EX", atlas.schools)] == ["XA", "XB"]
    shown = words(page(assemble_site(atlas, SETTINGS), "states/example-state/"))
    assert "in a straight line" in shown
    assert "School XA , Town, Example Alpha: about 70 miles" in shown
    assert shown.index("School XA") < shown.index("School XB")


def test_real_jurisdictions_without_schools_have_neighbors(real: Atlas) -> None:
    without = [code for code, state in real.schools.items() if not state.schools]
    assert without == ["AS", "MP"]
    assert [near.code for near in nearest_elsewhere("MP", real.schools)][:2] == ["GU", "HI"]
    assert next(near.code for near in nearest_elsewhere("AS", real.schools)) == "HI"


def test_miles_are_great_circle_miles() -> None:
    assert miles([0, 0], [0, 90]) == pytest.approx(3958.8 * 3.14159265 / 2, rel=1e-6)
    assert miles([13.4, 144.8], [-14.3, -170.7]) == pytest.approx(3600, rel=0.02)  # over the date line


def test_the_questions_follow_from_the_facts(atlas: Atlas) -> None:
    asked = [q.words for q in school_questions.questions(atlas.jurisdiction("EX"), atlas, "https://site.example/x/")]
    text = "\n".join(asked)
    for said in (
        "Licensed Professional Counselor (LPC)",
        "at least 60 semester hours; 48 semester hours (graduates of older programs). How many",
        "CACREP accreditation or its equivalent",
        "700 hours of practicum and internship, 280 hours of them with clients",
        "Ethics; Diagnosis",
        "34 CFR 668.43",
    ):
        assert said in text, said
    assert all(q.endswith(("?", ".")) for q in asked)


def test_where_sources_disagree_both_figures_are_asked_about(problems: Callable[..., list[str]], data: Path) -> None:
    old = "cacrep: {value: required_or_equivalent, source: statute-3}"
    assert problems(old, "cacrep: {value: not_required, source: statute-3}") == []
    path = data / "states" / "ex.yml"
    credits = path.read_text().split("      min_semester_credits:\n")[1].split("      min_quarter")[0]
    disputed = "        disputed:\n          - {value: 60, source: statute-3}\n          - {value: 48, source: guide}\n        note: The law is newer.\n"
    path.write_text(path.read_text().replace(credits, disputed))
    atlas = load_atlas(data, DAY, allow_invented=True)
    text = "\n".join(q.words for q in school_questions.questions(atlas.jurisdiction("EX"), atlas, ""))
    assert "Sources on Example State disagree: at least 60 semester hours or 48 semester hours." in text
    assert "asks for CACREP" not in text
    assert "For the LAC, Example State requires: FIRST." in text


def test_a_fact_that_is_not_known_is_asked_without_a_figure(problems: Callable[..., list[str]], data: Path) -> None:
    old = "practicum_internship_hours: {value: 700, source: rule-12-4}"
    assert problems(old, "practicum_internship_hours: {unknown: Not found.}") == []
    atlas = load_atlas(data, DAY, allow_invented=True)
    text = "\n".join(q.words for q in school_questions.questions(atlas.jurisdiction("EX"), atlas, ""))
    assert "700" not in text
    assert "How many hours of practicum and internship does the program have" in text


def test_the_mail_holds_every_question_and_no_recipient(real: Atlas) -> None:
    for jurisdiction in real.jurisdictions:
        asked = school_questions.questions(jurisdiction, real, f"https://atlas.example/states/{jurisdiction.slug}/")
        link = school_questions.mail(jurisdiction, asked)
        parts = urlsplit(link)
        assert (parts.scheme, parts.path) == ("mailto", "")
        query = parse_qs(parts.query)
        assert jurisdiction.name in query["subject"][0]
        body = query["body"][0]
        assert all(f"\r\n{n}. " in body for n in range(1, len(asked) + 1))
        assert "668.43" in body
        assert len(link) <= school_questions.MAIL_LENGTH, jurisdiction.name
        assert unquote(link).isascii(), jurisdiction.name


def test_there_is_one_record_for_each_institution_and_kind_of_program(real: Atlas, real_site: Site) -> None:
    rows = list(csv.DictReader(io.StringIO(output(real_site, "api/v1/schools.csv"))))
    objects = json.loads(output(real_site, "api/v1/schools.json"))["schools"]
    assert len(rows) == len(objects) == sum(len(s.kinds) for x in real.schools.values() for s in x.schools)
    assert len({(row["unitid"], row["program"]) for row in rows}) == len(rows)
    assert tuple(rows[0]) == schools_api.COLUMNS
    for row, school in zip(rows, objects, strict=True):
        assert {"unitid", "state", "name", "city", "cip", "degrees_awarded"} <= row.keys()
        assert row["program_label"] == PROGRAM_KINDS.get(row["cip"], OTHER_HEADING).label
        assert row["degrees_awarded"] == ("" if school["degrees_awarded"] is None else str(school["degrees_awarded"]))
        assert row["accreditation"] == "not checked here" or row["accreditation_sources"].startswith("https://")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("plain", "plain"),
        (-84.5, "-84.5"),
        (None, ""),
    ],
)
def test_no_cell_is_a_formula(value: object, shown: str) -> None:
    assert published.cell(value) == shown


def test_kinds_are_told_apart_in_plain_words() -> None:
    labels = [kind.label for kind in PROGRAM_KINDS.values()]
    assert len(set(labels)) == len({kind.id for kind in PROGRAM_KINDS.values()}) == len(labels) == 8
    assert all(label.startswith("Reported as") for label in labels)
    assert all("ask" in label for label in labels[1:])
    assert OTHER_HEADING.id not in {kind.id for kind in PROGRAM_KINDS.values()}


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://undergrad.osu.example/", ContactKind.UNDERGRADUATE_ADMISSIONS),
        ("https://school.example/undergraduate-admissions/", ContactKind.UNDERGRADUATE_ADMISSIONS),
        ("https://school.example/admissions/first-year/graduate", ContactKind.UNDERGRADUATE_ADMISSIONS),
        ("https://school.example/graduate/admission", ContactKind.GRADUATE_ADMISSIONS),
        ("https://gradschool.school.example/", ContactKind.GRADUATE_ADMISSIONS),
        ("https://school.example/upgrade", ContactKind.ADMISSIONS),
        ("https://admissions.school.example/", ContactKind.ADMISSIONS),
        ("https://school.example/admission", ContactKind.ADMISSIONS),
        ("https://www.school.example/", ContactKind.WEBSITE),
    ],
)
def test_an_admissions_address_says_whose_office_it_is(url: str, kind: ContactKind) -> None:
    assert admissions_contact(url) is kind


def test_no_link_to_undergraduates_or_to_a_home_page_is_called_anything_else(real: Atlas) -> None:
    for state in real.schools.values():
        for school in state.schools:
            for contact in school.contacts:
                told = admissions_contact(contact.url)
                if contact.kind is not ContactKind.PROGRAM and told is ContactKind.UNDERGRADUATE_ADMISSIONS:
                    assert contact.kind is told, (school.name, contact)
                if urlsplit(contact.url).path in ("", "/") and contact.kind is ContactKind.INFORMATION:
                    raise AssertionError((school.name, contact))


def test_schools_that_report_under_other_headings_stand_on_their_states_pages(real: Atlas, real_site: Site) -> None:
    for code, name in OTHERWISE_REPORTED:
        assert name in {school.name for school in real.schools[code].schools}
        slug = real.jurisdiction(code).slug
        assert f">{name}<" in page(real_site, f"states/{slug}/"), name


OTHERWISE_REPORTED = (
    ("NC", "University of North Carolina at Greensboro"),
    ("IL", "Wheaton College"),
    ("PA", "Messiah University"),
    ("OH", "Miami University-Oxford"),
    ("OH", "Ohio State University-Main Campus"),
)


def test_the_pages_say_that_nobody_pays_and_how_to_correct_an_entry(real_site: Site) -> None:
    for address in ("schools/", "states/georgia/"):
        html = page(real_site, address)
        assert "Nobody pays to be on this list" in html
        assert "edit/main/data/schools/overrides.yml" in html
        assert "<form" not in re.sub(r"<form[^>]*data-schools-tool[^>]*>", "", html)
        assert "action=" not in html
        assert "is missing" in words(html).split("Nobody pays")[1]


def test_an_institution_at_a_distance_is_never_called_an_online_program(real_site: Site) -> None:
    for page in real_site.pages:
        if page.address.startswith(("states/", "schools/")) and 'id="schools"' in page.html:
            assert "not its counseling program" in page.html
            assert "online program" not in page.html.split('id="schools"')[1].split("<div popover")[0]


def test_forty_links_drawn_at_random_belong_to_the_institution(real: Atlas) -> None:
    schools = [school for state in real.schools.values() for school in state.schools]
    for school in random.Random(20261123).sample([s for s in schools if s.ask], 40):
        assert school.ask
        url = school.ask.url
        parts = urlsplit(url)
        assert parts.scheme == "https"
        assert re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", parts.hostname or ""), url
        assert not re.search(r"[\s<>\"'`{}|\\^]", url), url
        assert school.website is None or domain(url) in {domain(school.website), *CATALOGS}, url


def test_accreditation_is_read_on_a_page_of_the_school_or_of_the_accreditor(real: Atlas) -> None:
    releases = {"globenewswire.com", "pubt.io", "washingtoncitypaper.com"}  # of press releases; the school issued them
    # The school's own host where its website in the federal data is another: none is allowed unseen.
    moved = {
        "antiochne.edu": "antioch.edu",
        "antiochseattle.edu": "antioch.edu",
        "syracuse.edu": "syr.edu",
        "txst.edu": "txstate.edu",
    }
    for state in real.schools.values():
        for school in state.schools:
            for accreditation in school.accreditation:
                host = domain(accreditation.source)
                own = {domain(url) for url in (school.website, school.admissions) if url}
                own |= {moved[name] for name in own & moved.keys()}
                assert host in own | CATALOGS | releases | {"cacrep.org", "mpcacaccreditation.org"}, (
                    school.name,
                    accreditation.source,
                )


def test_a_question_says_when_sources_disagree(data: Path) -> None:
    from atlas.data.loader import load_atlas
    from atlas.rendering import school_questions
    from conftest import DAY

    path = data / "states" / "ex.yml"
    text = path.read_text()
    old = "cacrep: {value: required_or_equivalent, source: statute-3}"
    assert old in text
    path.write_text(
        text.replace(
            old, "cacrep: {disputed: [{value: required, source: statute-3}, {value: not_required, source: guide}]}"
        )
    )
    atlas = load_atlas(data, DAY, allow_invented=True)
    words = [q.words for q in school_questions.questions(atlas.jurisdiction("EX"), atlas, "states/example-state/")]
    assert any(w.startswith("Sources disagree on whether Example State requires CACREP accreditation.") for w in words)
    assert not any(w.startswith("Example State requires CACREP") for w in words)
