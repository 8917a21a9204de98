"""What servers are told: the table of file kinds, and what is printed of it for each server."""

from __future__ import annotations

import fnmatch
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree

import headers
from atlas.postprocess import file_kinds, server_configuration
from atlas.postprocess.file_kinds import FILE_KINDS, files_with_digest, kind_of
from atlas.system.errors import UserError
from benchmarking import load_test
from conftest import ROOT, SITE_URL, build

SERVERS = ("nginx", "caddy")
BASE_PATH = urlsplit(SITE_URL).path


def files(site: Path) -> list[str]:
    return [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]


# ---- the table


def test_every_file_of_the_site_is_of_a_known_kind(site: Path) -> None:
    assert {name for name in files(site) if not kind_of(name)} == {"_headers", "_redirects"}


def test_a_whole_name_goes_before_its_end() -> None:
    types = {name: kind.media_type for name in ("a/feed.xml", "sitemap.xml", "a.tar.gz") if (kind := kind_of(name))}
    assert types == {
        "a/feed.xml": "application/atom+xml",
        "sitemap.xml": "application/xml",
        "a.tar.gz": "application/gzip",
    }


def test_every_feed_is_served_as_one(site: Path) -> None:
    """A reader of feeds goes by the media type; the names of feeds are listed, so that a feed of another name shows here."""
    for path in site.rglob("*.xml"):
        root = etree.parse(path).getroot().tag
        kind = kind_of(path.relative_to(site).as_posix())
        assert kind, path
        assert (kind.media_type == "application/atom+xml") == (root == "{http://www.w3.org/2005/Atom}feed"), path


def test_only_a_name_with_the_digest_of_its_content_may_be_used_for_a_year(site: Path) -> None:
    digests = files_with_digest(site)
    assert [re.sub(r"[0-9a-f]{8}", "DIGEST", name) for name in digests] == ["assets/site.DIGEST.css"]
    assert not file_kinds.has_digest("assets/atlas.js")
    assert not file_kinds.has_digest("states/georgia/feed.xml")


# ---- Netlify, Cloudflare Pages


def test_no_file_is_given_a_header_twice(site: Path) -> None:
    """Cloudflare Pages joins the values of two rules with a comma: two origins, two types, two lives."""
    rules = server_configuration.read_headers_file((site / "_headers").read_text())
    for name in (*files(site), "states/georgia/", "", "api/none.csv", "none/feed.json", "archive.zip"):
        found = Counter(
            header
            for pattern, given in rules.items()
            if fnmatch.fnmatchcase(BASE_PATH + name, pattern)
            for header in given
        )
        assert found["Access-Control-Allow-Origin"] == 1, name
        assert set(found.values()) == {1}, name


def test_the_headers_file_types_what_hosts_may_not_know(site: Path) -> None:
    rules = server_configuration.read_headers_file((site / "_headers").read_text())
    for kind in FILE_KINDS:
        for end in kind.names:
            assert rules.get(f"{BASE_PATH}*{end}") == (None if kind.familiar else {"Content-Type": kind.content_type})
    assert [rules[BASE_PATH + name] for name in files_with_digest(site)] == [{"Cache-Control": file_kinds.IMMUTABLE}]


def test_the_headers_file_keeps_to_the_limits_of_cloudflare_pages(site: Path) -> None:
    text = (site / "_headers").read_text()
    rules = server_configuration.read_headers_file(text)
    assert len(rules) <= 100
    assert max(map(len, text.splitlines())) < 2000
    assert all(address.count("*") <= 1 for address in rules)


def test_below_a_path_every_rule_is_below_it(tmp_path: Path) -> None:
    server_configuration.write(tmp_path, "/atlas/", [])
    rules = server_configuration.read_headers_file((tmp_path / "_headers").read_text())
    assert "/atlas/*" in rules
    assert all(address.startswith("/atlas/") for address in rules)
    assert (tmp_path / "_redirects").read_text() == "/atlas/api/*  /atlas/api/404.json  404\n"
    assert "/atlas/api/v1/index.json" in (tmp_path / "api" / "404.json").read_text()


# ---- what `make headers` prints


@pytest.mark.parametrize("server", SERVERS)
def test_the_configuration_says_what_the_headers_file_says(site: Path, server: str) -> None:
    everywhere = server_configuration.read_everywhere(site)
    text = headers.SERVERS[server]("licensure.test", "/", everywhere)
    for name, value in everywhere.items():
        assert f'{name} "{value}"' in text
    for kind in FILE_KINDS:
        assert kind.media_type in text
    assert file_kinds.REVALIDATED in text
    assert file_kinds.IMMUTABLE in text


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("path", ["/", "/atlas/"])
def test_host_and_path_are_those_of_the_site_url(
    site: Path,
    server: str,
    path: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Atlas\nsite_url: https://licensure.test:8443{path}\n")
    monkeypatch.setattr(headers, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "argv", ["headers.py", server, "--site", str(site)])
    assert headers.main() == 0
    text = capsys.readouterr().out
    assert "example" not in text
    assert re.search(r"^(    server_name licensure\.test;|licensure\.test \{)$", text, re.MULTILINE)
    assert ("# The site stands in /srv/licensure.test/atlas/" in text) == (path == "/atlas/")
    assert f" {path}404.html" in text
    assert f" {path}api/404.json" in text


def test_without_a_host_it_says_what_is_missing(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Atlas\n")
    monkeypatch.setattr(headers, "ROOT", tmp_path)
    with pytest.raises(UserError, match="`site_url` names no host"):
        headers.address()


def test_without_a_built_site_it_says_what_to_do(tmp_path: Path) -> None:
    done = build(ROOT, "nginx", "--site", str(tmp_path), script="headers.py")
    assert done.returncode == 1
    assert "make build" in done.stderr


def test_nginx_takes_what_is_printed(site: Path, tmp_path: Path) -> None:
    """With its TLS, as it stands there; test_served.py asks running ones."""
    program, openssl = load_test.program("nginx"), shutil.which("openssl")
    if not program or not openssl:
        pytest.skip("needs nginx and openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run([openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", str(key), "-out", str(certificate), "-days", "1", "-subj", "/CN=atlas.example"],
                   check=True, capture_output=True)  # fmt: skip
    printed = build(ROOT, "nginx", "--site", str(site), script="headers.py")
    text = re.sub(r"/etc/ssl/[^;]+\.pem", str(certificate), printed.stdout)
    text = re.sub(r"/etc/ssl/[^;]+\.key", str(key), text)
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(load_test.process_configuration(text, tmp_path))
    command = [program, "-t", "-c", str(configuration), "-e", str(tmp_path / "log")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_guide_packs_every_kind_that_is_worth_it(site: Path) -> None:
    (ends,) = re.findall(r"-regex '\.\*\\\.\\\((.*)\\\)'", (ROOT / "docs" / "publish.md").read_text())
    worth = {Path(name).suffix for name in files(site) if (kind := kind_of(name)) and kind.compressed}
    assert {f".{end}" for end in ends.split("\\|")} == worth
