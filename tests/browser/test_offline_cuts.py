"""What is saved for reading offline survives whatever the network, the server, the device and the reader do in between.

tests/js/worker.test.js ends the worker at every step; here a browser meets the moments at which a reader would notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from offline_site import PATHS, Fault, SmallSite, small_site

pytestmark = pytest.mark.browser
CACHES = "caches.keys().then((names) => names.filter((name) => name.includes('/atlas/')).sort())"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[SmallSite]:
    with small_site(tmp_path) as served:
        yield served


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page of a browser that knows nothing yet."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def read(page: Any, site: SmallSite, path: str) -> str:
    page.goto(site.root + path)
    return str(page.inner_text("h1"))


def builds(page: Any, site: SmallSite) -> set[str]:
    """The builds of which the pages open while nothing is answered, each with its style."""
    fault, site.fault = site.fault, lambda path: "cut"
    found = set()
    for path in PATHS:
        build = read(page, site, path).rpartition(" of build ")[2]
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(1, 2, 3)"
        found.add(build)
    site.fault = fault
    return found


def wait(page: Any, promise: str) -> None:
    """Wait until what an expression promises is true."""
    page.evaluate(
        f"""async () => {{
          for (let time = 0; time < 20_000; time += 20) {{
            if (await ({promise})) return
            await new Promise((resolve) => setTimeout(resolve, 20))
          }}
          throw new Error("waited in vain")
        }}"""
    )


def stored(page: Any, path: str) -> None:
    """Wait until a page is stored."""
    wait(page, f"caches.match(new URL({path!r}, location.origin + '/atlas/'))")


def press(page: Any, name: str) -> str:
    """Press a button, and what the page says when the work has ended."""
    page.get_by_role("button", name=name).click()
    page.wait_for_function(
        "document.querySelector('progress').hidden && !document.querySelector('[data-offline] button').disabled"
    )
    return str(page.inner_text("[role=status]"))


def save_build_1(page: Any, site: SmallSite) -> None:
    page.goto(site.root + "offline/")
    assert press(page, "Save the whole site").startswith("Saved.")


def summary(page: Any) -> str:
    """What the page says of the saved copy, once it knows whether there is a newer version."""
    page.wait_for_function("document.querySelector('[data-offline] p')?.textContent.includes('version')")
    return str(page.inner_text("[data-offline]"))


def test_the_first_page_opened_opens_again(page: Any, site: SmallSite) -> None:
    read(page, site, "states/example/")
    stored(page, "states/example/")
    site.take_away()
    assert read(page, site, "states/example/?again") == "page states/example/ of build 1"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(1, 2, 3)"


def test_an_installation_that_is_cut_is_done_again_on_the_next_page(page: Any, site: SmallSite) -> None:
    for path in ("offline/", "assets/offline.js"):
        site.fault = lambda asked, path=path: "cut" if asked == path else None
        read(page, site, "")
        wait(page, "navigator.serviceWorker.getRegistration().then((found) => !found)")
        assert page.evaluate(CACHES) == []
    site.bring_back()
    read(page, site, "states/example/")
    stored(page, "states/example/")
    site.take_away()
    assert read(page, site, "states/example/") == "page states/example/ of build 1"


def test_the_first_page_is_stored_though_the_network_ends_at_the_installation(page: Any, site: SmallSite) -> None:
    """The worker gets the page offline/ and its files; nothing else is answered twice."""
    once, twice = (
        ("states/example/", "sw.js", "offline/", "assets/offline.js"),
        ("assets/site.00000001.css", "assets/atlas.js"),
    )
    answers = dict.fromkeys(once, 1) | dict.fromkeys(twice, 2)
    site.fault = lambda path: "cut" if site.asked.count(path) > answers.get(path, 0) else None
    read(page, site, "states/example/")
    stored(page, "states/example/")
    assert read(page, site, "states/example/") == "page states/example/ of build 1"
    page.goto(site.root + "plan/")
    page.wait_for_selector("[data-offline] .notice")
    assert "/atlas/plan/" in page.inner_text("[data-offline] .notice")


UPDATE_FAILURES: list[tuple[str, Fault, str]] = [
    ("offline/files.json", 500, "returned an error (500 for offline/files.json)"),
    ("", "cut", "The connection failed after "),
    ("plan/", "truncated", "The connection failed after "),
    ("plan/", "short", "didn't arrive as it was published (plan/)"),
    ("assets/site.00000006.css", "cut", "The connection failed after "),
]


def test_an_update_that_fails_says_why_and_leaves_the_copy_until_it_succeeds(page: Any, site: SmallSite) -> None:
    save_build_1(page, site)
    assert "as published on Jan. 1, 2026: 5 pages. This is the newest version." in summary(page)
    for build, (path, fault, words) in enumerate(UPDATE_FAILURES, start=2):
        site.publish(build)
        page.goto(site.root + "offline/")
        site.fault = lambda asked, path=path, fault=fault: fault if asked == path else None
        told = press(page, "updat")
        assert words in told, (path, fault)
        assert "Your saved copy, published on Jan. 1, 2026, is unchanged and still works." in told
        assert "updat" in told.lower().rpartition("press “")[2]
        site.fault = lambda asked: "cut"
        assert read(page, site, "states/elsewhere/") == "page states/elsewhere/ of build 1"
        site.bring_back()
    assert builds(page, site) == {"1"}
    page.goto(site.root + "offline/")
    assert "A newer version was published on Jan. 6, 2026." in summary(page)
    site.asked.clear()
    assert press(page, "Continue updating").startswith("Saved.")
    assert "as published on Jan. 6, 2026: 5 pages. This is the newest version." in summary(page)
    assert "assets/site.00000006.css" in site.asked
    assert "states/elsewhere/" not in site.asked, "what had arrived is not loaded again"
    assert builds(page, site) == {"6"}
    names = page.evaluate(CACHES)
    assert len([name for name in names if "copy" in name]) == 1, names
    assert len(names) <= 3, names


def test_a_tab_that_is_closed_in_between_leaves_the_copy_and_another_goes_on(page: Any, site: SmallSite) -> None:
    save_build_1(page, site)
    site.publish(2)
    page.goto(site.root + "offline/")
    site.fault = lambda path: "hangs" if path == "plan/" else None
    page.get_by_role("button", name="Update the saved copy").click()
    page.wait_for_function("document.querySelector('progress').value > 3")
    other = page.context.new_page()
    page.close()
    site.take_away()
    assert builds(other, site) == {"1"}
    site.bring_back()
    other.goto(site.root + "offline/")
    assert press(other, "Continue updating").startswith("Saved.")
    assert builds(other, site) == {"2"}


def test_a_site_that_is_published_anew_meanwhile_is_saved_as_it_is_then(page: Any, site: SmallSite) -> None:
    save_build_1(page, site)
    site.publish(2)

    def publish_again(path: str) -> Fault:
        if path == "plan/" and "of build 2" in (site.folder / "plan" / "index.html").read_text():
            site.publish(3)
        return None

    page.goto(site.root + "offline/")
    site.fault = publish_again
    assert press(page, "Update the saved copy").startswith("Saved.")
    assert "Jan. 3, 2026" in summary(page)
    assert builds(page, site) == {"3"}


def test_a_full_device_is_told_in_words_and_keeps_its_copy(page: Any, site: SmallSite) -> None:
    save_build_1(page, site)
    site.publish(2)
    (site.folder / "large.json").write_text('"' + "x" * 3_000_000 + '"')
    site.relist(2)
    page.goto(site.root + "offline/")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": site.origin, "quotaSize": 2_000_000})
    told = press(page, "Update the saved copy")
    assert "There isn't enough room. The site takes about 4 MB, and your browser leaves it" in told
    assert "Your saved copy, published on Jan. 1, 2026, is unchanged" in told
    assert "When you have made room on your device, press “Update the saved copy”" in told
    assert builds(page, site) == {"1"}
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": site.origin})
    page.goto(site.root + "offline/")
    assert press(page, "Update the saved copy").startswith("Saved.")
    assert builds(page, site) == {"2"}


def test_the_browser_is_asked_to_keep_what_is_saved_and_others_are_left_alone(page: Any, site: SmallSite) -> None:
    page.add_init_script(
        "navigator.storage.persist = () => new Promise(() => window.asked = true)\n"  # the reader has not answered
        "navigator.storage.persisted = async () => window.asked"
    )
    page.goto(site.root + "offline/")
    page.evaluate("caches.open('atlas').then((cache) => cache.put('/other/', new Response('theirs')))")
    assert press(page, "Save the whole site") == "Saved. Your browser keeps it until you delete it."
    assert page.evaluate("window.asked") is True
    page.get_by_role("button", name="Delete what is saved").click()
    page.wait_for_function("document.querySelector('[role=status]').textContent === 'Deleted.'")
    assert sorted(page.evaluate("caches.keys()")) == ["atlas", "licensure-atlas /atlas/ shell"]


def test_a_browser_that_promises_nothing_saves_all_the_same(page: Any, site: SmallSite) -> None:
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'storage', { value: undefined })")
    page.goto(site.root + "offline/")
    site.fault = lambda path: "cut" if path == "plan/" else None
    assert press(page, "Save the whole site").startswith("The connection failed after ")
    site.bring_back()
    assert press(page, "Continue") == "Saved. Your browser may remove it when your device runs out of room."
