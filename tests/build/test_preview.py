"""`make serve`: every mistake leaves the last good pages, says what is wrong on top of each, and nothing hangs."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conftest import BASE_PATH, ROOT
from mkdocs_preview import free_port, with_banner

PAGES = ("", "states/georgia/", "articles/therapeutic-relationship/", "articles/", "no-such-page/")
ARTICLE = "docs/articles/posts/therapeutic-relationship.md"


@pytest.fixture(scope="module")
def served(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A copy of the project, served as `make serve` does."""
    folder = tmp_path_factory.mktemp("served")
    copy = Path(shutil.copytree(project, folder / "copy", ignore=shutil.ignore_patterns("__pycache__", "site")))
    (folder / "tmp").mkdir()
    port = unused_port()
    with (folder / "said").open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "scripts/serve.py", "--port", str(port)],
            cwd=copy, env=dict(os.environ) | {"TMPDIR": str(folder / "tmp")}, stdout=said, stderr=said,
        )  # fmt: skip
        try:
            wait_for(f"http://127.0.0.1:{port}{BASE_PATH}", lambda page: "<main" in page)
            yield copy, f"http://127.0.0.1:{port}{BASE_PATH}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    assert process.returncode == 130
    text = (folder / "said").read_text()
    assert text.splitlines()[-1] == "Stopped."
    assert "Traceback" not in text
    assert list((folder / "tmp").iterdir()) == []


def unused_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def get(address: str) -> str:
    """A page, whatever its status."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.read().decode()


def wait_for(address: str, seen: Callable[[str], bool], seconds: float = 90) -> str:
    page, end = "", time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            page = get(address)
        except OSError:
            page = ""
        if seen(page):
            return page
        time.sleep(0.2)
    raise AssertionError(f"{address} never looked as wanted; it began: {page[:500]}")


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes | None]:
    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return change


def gone(content: bytes) -> None:
    return None


MISTAKES: dict[str, tuple[str, Callable[[bytes], bytes | None], str]] = {
    "mkdocs.yml that is no YAML": ("mkdocs.yml", replaced(b"nav:\n", b"nav: [\n"), ":3: not valid YAML"),
    "mkdocs.yml that is gone": ("mkdocs.yml", gone, "mkdocs.yml&#39; does not exist"),
    "an unknown setting": ("mkdocs.yml", replaced(b"theme:\n", b"themes:\n"), "`themes`: Unrecognised"),
    "a state file that is gone": ("data/states/ga.yml", gone, "data/states/ga.yml:1:1: the file was there and is gone"),
    "a state file with a mistake": ("data/states/ga.yml", replaced(b"code: GA", b"code: GE"), "data/states/ga.yml:2:7: "),
    "the front matter of an article": (ARTICLE, replaced(b"title: ", b"title: ["), f"{ARTICLE}:"),
    "an article in another encoding": (ARTICLE, lambda content: content + b"caf\xe9", f"{ARTICLE}:"),
    "a page in another encoding": ("docs/about.md", lambda content: content + b"caf\xe9", "byte 0xe9 is not UTF-8"),
    "a template": ("hooks/templates/state.html", replaced(b"{{ lead }}", b"{{ 1 // 0 }}"), "hooks/templates/state.html:"),
    "the shell": ("hooks/theme/main.html", lambda content: content + b"{{ a.b }}", "hooks/theme/main.html:"),
    "a shell that is no template": ("hooks/theme/main.html", lambda content: content + b"{% if", "hooks/theme/main.html:"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "change", "said"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_stands_on_top_of_the_last_good_pages(
    served: tuple[Path, str], name: str, change: Callable[[bytes], bytes | None], said: str
) -> None:
    project, address = served
    path = project / name
    good = path.read_bytes()
    bad = change(good)
    try:
        path.unlink() if bad is None else path.write_bytes(bad)
        wait_for(address, lambda page: said in page)
        for page in PAGES:
            html = get(address + page)
            assert html.count('class="problems"') == 1, page
            assert said in html, page
            assert "<main" in html, page
        assert 'id="schools"' in get(address + "states/georgia/")
    finally:
        path.write_bytes(good)


def test_once_mended_every_page_is_the_newest(served: tuple[Path, str]) -> None:
    project, address = served
    path = project / "data" / "states" / "ga.yml"
    good = path.read_bytes()
    shell = project / "hooks" / "theme" / "main.html"
    whole = shell.read_bytes()
    shell.write_bytes(whole + b"{{ a.b }}")
    path.write_bytes(good.replace(b"min_semester_credits: ", b"min_semester_credits:  ", 1))
    wait_for(address, lambda page: "hooks/theme/main.html:" in page)
    shell.write_bytes(whole)
    path.write_bytes(good)
    for page in PAGES:
        wait_for(address + page, lambda html: 'class="problems"' not in html and "<main" in html)


def test_an_odd_address_is_not_found(served: tuple[Path, str]) -> None:
    _, address = served
    for odd in ("%00", "..%2f..%2fetc/passwd", "%ff"):
        assert "<main" in get(address + odd)


@pytest.mark.parametrize("make", [False, True], ids=["the script", "make serve PORT="])
def test_a_port_that_is_taken_is_told_before_anything_is_built(make: bool) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "scripts/serve.py", "--port", str(port)]
        if make:
            command = ["make", "--silent", f"RUN={sys.executable}", "READY=Makefile", "serve", f"PORT={port}"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in (1, 2)
    first = done.stderr.splitlines()[0]
    assert first.startswith(f"Port {port} is taken by another program, perhaps by another `make serve`. Name another: ")
    assert first.endswith(f"make serve PORT={free_port('127.0.0.1', port)}")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "²"])
def test_what_is_no_port_is_told(port: str) -> None:
    command = [sys.executable, "scripts/serve.py", f"--port={port}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.endswith(f"`{port}` is no port (expected a number from 1 to 65535, such as 8001)\n")


def test_a_bad_source_date_ends_the_preview_at_once() -> None:
    environment = dict(os.environ) | {"SOURCE_DATE_EPOCH": "x"}
    command = [sys.executable, "scripts/serve.py", "--port", str(unused_port())]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[0][:24]) == (1, "SOURCE_DATE_EPOCH is `x`")


def test_a_preview_that_is_ended_during_its_first_build_leaves_nothing(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "scripts/serve.py", "--port", str(unused_port())],
        cwd=ROOT, env=dict(os.environ) | {"TMPDIR": str(tmp_path)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    end = time.monotonic() + 60
    while not list(tmp_path.iterdir()) and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.5)
    process.terminate()
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (143, "Stopped.\n")
    assert list(tmp_path.iterdir()) == []


def test_the_banner_stands_before_the_content_and_is_escaped() -> None:
    page = b"<html><body class='a'><header></header><main id='m'><p>x</p></main></body></html>"
    shown = with_banner(page, ["a.yml:1:1: <b> & `c`", "b.yml:2:2: d"]).decode()
    assert shown.index("<main id='m'>") < shown.index('class="problems"') < shown.index("<p>x</p>")
    assert "<strong>2 problems.</strong> You see the last good pages." in shown
    assert "<code>a.yml:1:1: &lt;b&gt; &amp; `c`</code>" in shown
    assert with_banner(page, []) == page
    bare = with_banner(b"<!doctype html><body>x", ["a"], is_built=False).decode()
    assert bare.index("<body>") < bare.index('class="problems"') < bare.index("x")
    assert "There are no pages yet." in bare
