"""What browsers are told not to do: one policy in pages and headers, kept to by every kind of page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from atlas.postprocess import security_headers
from conftest import ROOT, kinds


def directives(text: str) -> dict[str, str]:
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in text.split(";"))}


def test_scripts_inside_pages_are_allowed_by_their_hash_alone(site: Path) -> None:
    headers = security_headers.read_headers_file((site / "_headers").read_text())["/*"]
    told = directives(headers["Content-Security-Policy"])
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert told["default-src"] == "'none'"
    assert told["style-src"] == "'self'"
    assert told["base-uri"] == "'none'"
    assert told["frame-ancestors"] == "'none'"
    # The one script that paints the page in the reader's colors is the same everywhere.
    assert re.fullmatch(r"'self' 'sha256-[A-Za-z0-9+/]{43}='", told["script-src"])
    assert not any("http" in value or "*" in value for value in told.values())


def test_every_page_has_the_policy_before_anything_it_is_about(site: Path) -> None:
    headers = security_headers.read_headers_file((site / "_headers").read_text())["/*"]
    told = directives(headers["Content-Security-Policy"])
    told.pop("frame-ancestors")  # browsers ignore it in a page
    for path in site.rglob("*.html"):
        before, _, rest = path.read_text().partition('<meta http-equiv="Content-Security-Policy" content="')
        assert directives(rest.partition('"')[0]) == told, path
        assert not re.search(r"<(?:script|link|style|img)\b", before), path


def test_the_other_headers_of_today_are_there(site: Path) -> None:
    rules = security_headers.read_headers_file((site / "_headers").read_text())
    headers = rules["/*"]
    assert int(re.findall(r"max-age=(\d+)", headers["Strict-Transport-Security"])[0]) >= 31536000
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert rules["/api/*"] == {"Access-Control-Allow-Origin": "*"}
    assert max(map(len, (site / "_headers").read_text().splitlines())) < 2000  # the limit of Cloudflare Pages


def test_hashes_are_of_scripts_that_run() -> None:
    pages = ["<script>one()</script>", '<script type="module" src="x.js"></script><script>one()</script>',
             '<script type="application/ld+json">{}</script><script type="module">two()</script>']  # fmt: skip
    found = security_headers.hashes(pages)
    # The first from: printf 'one()' | openssl dgst -sha256 -binary | base64
    assert len(found) == 2
    assert "'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4='" in found


@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_the_samples_say_what_the_headers_file_says(site: Path, server: str) -> None:
    command = [sys.executable, "scripts/headers.py", server, "--site", str(site), "--name", "atlas.example"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for address, headers in security_headers.read_headers_file((site / "_headers").read_text()).items():
        assert address == "/*" or address.rstrip("*") in done.stdout
        for name, value in headers.items():
            assert f'{name} "{value}"' in done.stdout
    assert done.stdout.count("{") == done.stdout.count("}")


def test_a_sample_without_a_built_site_says_what_to_do(tmp_path: Path) -> None:
    command = [sys.executable, "scripts/headers.py", "nginx", "--site", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "make build" in done.stderr


def test_nginx_takes_its_sample(site: Path, tmp_path: Path) -> None:
    nginx, openssl = shutil.which("nginx", path="/usr/sbin:/usr/bin"), shutil.which("openssl")
    if not nginx or not openssl:
        pytest.skip("needs nginx and openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run([openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate),
                    "-days", "1", "-subj", "/CN=atlas.example"], check=True, capture_output=True)  # fmt: skip
    sample = security_headers.nginx(
        security_headers.read_headers_file((site / "_headers").read_text()), "atlas.example"
    )
    sample = sample.replace("/etc/ssl/atlas.example.pem", str(certificate)).replace(
        "/etc/ssl/atlas.example.key", str(key)
    )
    sample = sample.replace("include mime.types", "include /etc/nginx/mime.types")
    config = tmp_path / "nginx.conf"
    config.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{sample}}}\n")
    done = subprocess.run(
        [nginx, "-t", "-c", str(config), "-e", str(tmp_path / "log")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


# ---- in a browser, with the headers as sent by a host

WATCH = """
window.broken = [];
addEventListener("securitypolicyviolation", (event) => window.broken.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.mark.browser
def test_every_kind_of_page_keeps_to_the_policy_and_asks_no_other_host(browser: Any, address: str, site: Path) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(WATCH)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    visited = kinds(site)
    assert {"", "404.html", "states/", "move/", "schools/", "plan/", "data/", "about/"} <= set(visited)
    assert len(visited) >= 20
    for path in visited:
        page.goto(address + path, wait_until="load")
        page.locator("[data-scheme]").click()
        page.locator("[popovertarget=menu]").click()
        page.keyboard.press("Escape")
        for control in page.locator("main select:visible, main summary:visible, main button.chip:visible").all()[:4]:
            control.click()
            page.keyboard.press("Escape")
        assert page.evaluate("window.broken") == [], path
    page.keyboard.press("/")
    page.get_by_role("searchbox", name="Search").fill("georgia")
    page.locator(".finding li a").first.wait_for()
    assert page.evaluate("window.broken") == []
    context.close()
    assert said == []
    assert len(asked) > 60
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


@pytest.mark.browser
@pytest.mark.parametrize("headers", [True, False], ids=["headers", "policy in the page alone"])
def test_the_policy_stops_what_it_should(browser: Any, address: str, headers: bool) -> None:
    """Without this, a policy that allows everything would pass the test above."""
    context = browser.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    if not headers:

        def strip(route: Any) -> None:
            answer = route.fetch()
            headers = {k: v for k, v in answer.headers.items() if k != "content-security-policy"}
            route.fulfill(response=answer, headers=headers)

        page.route("**/about/", strip)
    page.goto(address + "about/")
    page.evaluate(
        """() => {
          const script = document.createElement("script"); script.textContent = "window.ran = 1"; document.body.append(script)
          const div = document.createElement("div"); div.innerHTML = '<img src=x onerror="window.ran = 2"><p style="color:red">x</p>'
          document.body.append(div)
          const far = new Image(); far.src = "https://elsewhere.example/x.png"
          const link = document.createElement("a"); link.href = "javascript:window.ran=3"; document.body.append(link); link.click()
        }"""
    )
    for kind in (
        "script-src-elem inline",
        "script-src-attr inline",
        "style-src-attr inline",
        "img-src https://elsewhere.example",
    ):
        page.wait_for_function("kind => window.broken.join(' ').includes(kind)", arg=kind)
    assert page.evaluate("window.ran") is None
    context.close()
