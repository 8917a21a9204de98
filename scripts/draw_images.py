"""Draw the icons and the pictures that links are shown with, from SVG, with Chromium. Run by hand after changing the mark.

scripts/draw_images.py             into docs/
CHROMIUM=/path/to/chromium         where none of the usual names is found
"""

from __future__ import annotations

import os
import shutil
import struct
from typing import Any

from playwright.sync_api import sync_playwright

import command_line

DOCS = command_line.ROOT / "docs"
ICON_SIZES = (16, 32, 48)  # of favicon.ico
APP_SIZES = {"apple-touch-icon.png": 180, "icon-192.png": 192, "icon-512.png": 512}
# Of each kind of page: what its picture says, in two lines.
CARDS = {
    "home": ("How to become a licensed", "counselor in your state"),
    "state": ("Licensure requirements", "of each state, step by step"),
    "guide": ("Guides and questions", "on counselor licensure"),
    "article": ("Articles", "for counselors in training"),
    "tool": ("Plan, move, compare", "with your own hours"),
    "school": ("Schools", "with counseling programs, by state"),
    "reference": ("Exams, titles, hours", "and the Counseling Compact"),
}
STEPS = (
    '<rect x="{x}" y="{low}" width="{s}" height="{s}" rx="{r}" fill="#9ccfd8"/>'
    '<rect x="{x2}" y="{mid}" width="{s}" height="{s}" rx="{r}" fill="#2c6473"/>'
    '<rect x="{x3}" y="{top}" width="{s}" height="{s}" rx="{r}" fill="#14434f"/>'
)


def main() -> int:
    """Draw every picture anew."""
    command_line.parser("Draw the icons and the pictures that links are shown with.").parse_args()

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        draw_icons(browser)
        draw_cards(browser)
        browser.close()
    return 0


def chromium() -> str:
    """The browser that draws."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise SystemExit("No Chromium found: name one with CHROMIUM=/path/to/it.")
    return found


def draw_icons(browser: Any) -> None:
    """The icon in every size, and the three sizes of favicon.ico in one file."""
    icon = (DOCS / "assets" / "icon.svg").read_text(encoding="utf-8")
    for name, size in APP_SIZES.items():
        (DOCS / "assets" / name).write_bytes(picture(browser, icon, size, size))
    images = [picture(browser, icon, size, size) for size in ICON_SIZES]
    (DOCS / "favicon.ico").write_bytes(ico(images))
    print(f"favicon.ico and {len(APP_SIZES)} icons drawn.")


def ico(images: list[bytes]) -> bytes:
    """Pictures in PNG form as one ICO file: a header, an entry of 16 bytes for each, then the pictures."""
    head, place = struct.pack("<HHH", 0, 1, len(images)), 6 + 16 * len(images)
    for size, image in zip(ICON_SIZES, images, strict=True):
        head += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(image), place)
        place += len(image)
    return head + b"".join(images)


def draw_cards(browser: Any) -> None:
    """A picture of 1200 by 630 for each kind of page."""
    for kind, lines in CARDS.items():
        (DOCS / "assets" / f"social-{kind}.png").write_bytes(picture(browser, card(*lines), 1200, 630))
    print(f"{len(CARDS)} cards drawn.")


def card(first: str, second: str) -> str:
    """The picture of a kind of page as SVG: the mark, two lines, the name."""
    steps = STEPS.format(x=80, x2=152, x3=224, low=210, mid=138, top=66, s=72, r=14)
    serif = 'font-family="Georgia, Noto Serif, DejaVu Serif, serif" font-weight="600"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><rect width="1200" height="630" fill="#fff"/>'
        f'<rect y="616" width="1200" height="14" fill="#14434f"/>{steps}'
        '<path d="m243 103 13 14 24-28" fill="none" stroke="#fff" stroke-width="9" stroke-linecap="round" '
        'stroke-linejoin="round"/>'
        f'<text x="80" y="390" {serif} font-size="62" fill="#17232b">{first}</text>'
        f'<text x="80" y="468" {serif} font-size="62" fill="#17232b">{second}</text>'
        f'<text x="80" y="560" {serif} font-size="34" fill="#14434f">Counselor Licensure Atlas</text></svg>'
    )


def picture(browser: Any, svg: str, width: int, height: int) -> bytes:
    """An SVG as PNG."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{width}px;height:{height}px}}</style>{svg}")
    image: bytes = page.screenshot(omit_background=True)
    page.close()
    return image


if __name__ == "__main__":
    command_line.run(main)
