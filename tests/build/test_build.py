"""Building and serving the real site: the same bytes twice, the last good pages kept, problems shown."""

from __future__ import annotations

import csv
import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from atlas.system.clock import epoch
from conftest import BASE_PATH, REPO_URL, ROOT, SITE_URL, TODAY, build

FIVE = {"GA": "georgia", "TX": "texas", "OH": "ohio", "NY": "new-york", "OR": "oregon"}


def digest(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture
def copy(project: Path, site: Path, tmp_path: Path) -> Path:
    """A copy of the project with its built site, to spoil."""
    return Path(shutil.copytree(project, tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__")))


def test_two_builds_are_the_same_to_the_byte(project: Path, site: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    done = build(project, "--site", str(again))
    assert done.returncode == 0, done.stderr
    first, second = digest(site), digest(again)
    assert [name for name in first | second if first.get(name) != second.get(name)] == []


def test_the_build_date_changes_nothing_but_what_depends_on_it(copy: Path) -> None:
    done = build(copy, SOURCE_DATE_EPOCH=epoch(TODAY + timedelta(days=400)))
    assert done.returncode == 0, done.stderr


def test_the_first_five_states_have_their_pages_and_files(site: Path) -> None:
    for code, slug in FIVE.items():
        html = (site / "states" / slug / "index.html").read_text()
        assert 'id="schools"' in html
        assert (site / "api" / "v1" / "states" / f"{code.lower()}.json").is_file()


def test_facts_csv_has_every_state_and_the_published_columns(site: Path) -> None:
    with (site / "api" / "v1" / "facts.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert set(FIVE) <= {row["state"] for row in rows}
    for row in rows:
        assert row["status"] in ("stated", "silent", "unknown", "disputed")
        assert row["evidence"] in ("law", "board", "secondary", "secondary_no_rule", "")
        assert (row["evidence"] == "") == (row["status"] == "unknown")
        assert bool(row["value"]) == (row["status"] in ("stated", "disputed")), row
        assert row["level"] in ("associate", "intermediate", "independent", "")


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        for tag in re.findall(r"<(?:script|img|iframe|link|source)\b[^>]*>", path.read_text()):
            if re.search(r'rel="(canonical|alternate )"', tag):
                continue  # these load nothing; the browser test sees to that
            assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", tag), (path, tag)


def test_every_address_in_a_page_derives_from_the_two_settings(site: Path) -> None:
    html = (site / "states" / "georgia" / "index.html").read_text()
    assert f'href="{REPO_URL}edit/main/data/states/ga.yml"' in html
    assert f'href="{SITE_URL}states/georgia/"' in html


def test_publishing_with_a_placeholder_stops_with_a_clear_message(copy: Path) -> None:
    before = digest(copy / "site")
    config = copy / "mkdocs.yml"
    text = re.sub("^repo_url: .*$", "repo_url: https://git.example/atlas/", config.read_text(), flags=re.MULTILINE)
    config.write_text(re.sub("^site_url: .*$", "site_url: https://atlas.example/", text, flags=re.MULTILINE))
    done = build(copy, "--publish")
    assert done.returncode == 1
    assert "`site_url` is still a placeholder" in done.stderr
    config.write_text(config.read_text().replace("https://atlas.example/", "https://atlas.invalid/"))
    assert "`repo_url` is still a placeholder" in build(copy, "--publish").stderr
    config.write_text(config.read_text().replace("https://git.example/", "https://git.invalid/"))
    assert "`extra.publisher.name` is still a placeholder" in build(copy, "--publish").stderr
    assert digest(copy / "site") == before


SPOILS: dict[str, Callable[[str], str]] = {
    "syntax": lambda text: text.replace("name: Georgia", "name: Georgia: x"),
    "unknown key": lambda text: text.replace("name: Georgia", "nmae: Georgia"),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_bad_data_leaves_the_last_good_site_untouched(copy: Path, spoil: Callable[[str], str]) -> None:
    before = digest(copy / "site")
    for name in ("ga.yml", "tx.yml"):
        path = copy / "data" / "states" / name
        path.write_text(spoil(path.read_text().replace("name: Texas", "name: Georgia")))
    done = build(copy)
    assert done.returncode != 0
    assert re.search(r"^data/states/ga\.yml:\d+:\d+: ", done.stderr, re.MULTILINE)
    assert re.search(r"^data/states/tx\.yml:\d+:\d+: ", done.stderr, re.MULTILINE)
    assert "Traceback" not in done.stderr
    assert digest(copy / "site") == before
    assert [p.name for p in copy.glob(".site*")] == []


def test_a_broken_template_is_named_and_leaves_the_site(copy: Path) -> None:
    before = digest(copy / "site")
    template = copy / "hooks" / "templates" / "state.html"
    edit(template, "{{ lead }}", "{{ laed }}")
    done = build(copy)
    assert done.returncode != 0
    assert re.search(
        r"^hooks/templates/state\.html:\d+:1: template: an unknown name: 'laed'", done.stderr, re.MULTILINE
    )
    assert digest(copy / "site") == before


def test_check_reports_and_exits(copy: Path) -> None:
    def check() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "scripts/check.py"], cwd=copy, capture_output=True, text=True, check=False
        )

    assert check().returncode == 0
    path = copy / "data" / "states" / "ga.yml"
    edit(path, "code: GA", "code: GE")
    done = check()
    assert done.returncode == 1
    assert "data/states/ga.yml:2:7: `GE` is not a postal code" in done.stdout
    assert "Traceback" not in done.stderr


# ---- the live server


@pytest.fixture
def served(copy: Path) -> Iterator[tuple[Path, str]]:
    """The project, served as `make serve` does, at a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = dict(os.environ) | {"NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "scripts/serve.py", "--port", str(port)]
    process = subprocess.Popen(command, cwd=copy, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield copy, f"http://127.0.0.1:{port}{BASE_PATH}"
    finally:
        process.terminate()
        process.wait(60)


def edit(path: Path, old: str, new: str) -> str:
    """Put `new` for `old` in a file; gives the text before. An edit that changes nothing would test nothing."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text


def wait_for(address: str, seen: Callable[[str], bool], seconds: float = 120) -> str:
    """The page at `address` once it looks as wanted."""
    last = ""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own server
                last = answer.read().decode()
        except OSError:
            last = ""
        if last and seen(last):
            return last
        time.sleep(0.3)
    raise AssertionError(f"{address} never looked as wanted; it began: {last[:300]}")


def test_the_live_server_keeps_the_last_good_pages_shows_problems_and_recovers(served: tuple[Path, str]) -> None:
    project, address = served
    page = address + "states/georgia/"
    wait_for(page, lambda html: 'id="schools"' in html)
    file = project / "data" / "states" / "ga.yml"

    good = edit(file, "name: Georgia", "name: Gerogia")
    html = wait_for(page, lambda html: 'class="problems"' in html)
    assert "data/states/ga.yml:3:7: the name of GA is not `Gerogia`" in html
    assert 'id="schools"' in html
    assert "states/texas/" in wait_for(address, lambda html: 'class="problems"' in html)

    file.write_text(good.replace("name: Georgia", "# mended\nname: Georgia"))
    wait_for(page, lambda html: 'class="problems"' not in html and 'id="schools"' in html)
    assert "states/georgia/" in wait_for(address + "search/index.json", lambda text: text.endswith("}"))

    template = project / "hooks" / "templates" / "state.html"
    text = edit(template, '<h2 id="ladder">', '<h2 id="ladder">{% if %')
    html = wait_for(page, lambda html: 'class="problems"' in html)
    assert "hooks/templates/state.html:" in html
    template.write_text(text)
    edit(template, "Your path to licensure</h2>", "Your path here</h2>")
    wait_for(page, lambda html: 'class="problems"' not in html and "Your path here" in html)


def test_an_edit_of_one_state_shows_wherever_its_facts_stand_and_nothing_else_is_written(
    served: tuple[Path, str],
) -> None:
    project, address = served
    wait_for(address + "states/georgia/", lambda html: 'id="schools"' in html)
    texas = wait_for(address + "states/texas/", lambda html: 'id="schools"' in html)
    file = project / "data" / "states" / "ga.yml"
    good = file.read_text(encoding="utf-8")
    credits = re.search(r"min_semester_credits:\s+(?:- )?\{?\s*value: (\d+)", good)
    assert credits
    file.write_text(good.replace(credits[0], credits[0].removesuffix(credits[1]) + "77", 1), encoding="utf-8")
    wait_for(address + "states/georgia/", lambda html: "77 semester hours" in html)
    wait_for(address + "compare/", lambda html: re.search(r">\s*77\b", html) is not None)
    again = wait_for(address + "states/texas/", lambda html: 'id="schools"' in html)
    assert again.rpartition("<script>")[0] == texas.rpartition("<script>")[0]  # the last script is the live server's
    guide = project / "docs" / "about.md"
    guide.write_text(guide.read_text(encoding="utf-8") + "\n\nA sentence of the test.\n", encoding="utf-8")
    wait_for(address + "about/", lambda html: "A sentence of the test." in html)
    shell = project / "hooks" / "theme" / "partials" / "footer.html"
    shell.write_text(
        shell.read_text(encoding="utf-8").replace("</footer>", "Mark of the test.</footer>"), encoding="utf-8"
    )
    wait_for(address + "states/texas/", lambda html: "Mark of the test." in html)
    styles = project / "hooks" / "styles" / "map.css"
    styles.write_text(styles.read_text(encoding="utf-8") + "\n.of-the-test {\n  order: 7;\n}\n", encoding="utf-8")
    wait_for(address + "assets/atlas.css", lambda css: ".of-the-test" in css and css.startswith("/* Every color"))
    file.write_text(good, encoding="utf-8")


def test_the_live_server_starts_with_bad_data_and_recovers(copy: Path) -> None:
    file = copy / "data" / "states" / "ga.yml"
    good = file.read_text()
    file.write_text(good.replace("code: GA", "code: GE"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "scripts/serve.py", "--port", str(port)]
    process = subprocess.Popen(command, cwd=copy, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        html = wait_for(f"http://127.0.0.1:{port}{BASE_PATH}", lambda html: 'class="problems"' in html)
        assert "`GE` is not a postal code" in html
        file.write_text(good)
        wait_for(f"http://127.0.0.1:{port}{BASE_PATH}states/georgia/", lambda html: 'id="schools"' in html)
    finally:
        process.terminate()
        process.wait(60)


def test_the_readme_names_commands_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert {"serve", "test"} <= named <= targets
