"""What servers send in place of a page: a test for robots, the home page, a form for signing in, a page of errors.

All of them come with status 200. None of them is the page that was cited, so nothing is to be compared with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

SHORT = 2_000  # characters of main text; what stands in for a page is never long
MOST_SECONDS = 30  # a page that goes elsewhere by itself does so sooner than this

_HOME = re.compile(r"/?((en|en-us|us)/)?((index|home|default|main|welcome)(\.\w+)?)?/?", re.I)
_SIGN_IN = re.compile(r"/(log-?in|sign-?in|sso|auth|authorize|session/new)(\.\w+)?(/|$)", re.I)
_ERROR = re.compile(r"/(404|page-?not-?found|not-?found|errors?|error-?pages?)(\.\w+)?/?$", re.I)
_CHALLENGE_HEADERS = {"cf-mitigated": "challenge", "x-amzn-waf-action": ""}  # name: what it must hold
_CHALLENGE = re.compile(
    r"""checking\ (your\ browser|if\ the\ site\ connection\ is\ secure) | just\ a\ moment(\.\.\.|…)
    | (verify|verifying|confirm|prove)\ (that\ )?you(\ are|['’]re)\ (a\ )?(human|person|not\ a\ (ro)?bot)
    | are\ you\ a\ (human|ro?bot) | i['’]?\ ?a?m\ not\ a\ robot | attention\ required | security\ verification
    | (complete|solve|enter|type)\ (the|a|this)\ (re)?captcha | (re)?captcha\ to\ (continue|proceed)
    | (enable|turn\ on|requires?)\ (javascript|cookies)\b | javascript\ is\ (disabled|required|not\ enabled)
    | access\ (to\ this\ page\ )?(has\ been\ |is\ )?denied | you\ have\ been\ blocked
    | request\ (has\ been\ |was\ )?(blocked|rejected|unsuccessful) | requested\ url\ was\ rejected
    | pardon\ our\ interruption | unusual\ (traffic|activity) | ddos\ protection | bot\ (detection|protection)
    | too\ many\ requests | (temporarily|currently)\ (unavailable|down|offline) | (under|down\ for)\ maintenance
    | session\ (has\ )?(expired|timed\ out)""",
    re.I | re.X,
)
_NOT_FOUND = re.compile(r"\b404\b.{0,20}(error|not found)|error.{0,3}\b404\b|^\W*404\W*$|\bnot found\b", re.I)
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.I)
_PASSWORD = re.compile(r"<input\b[^>]{0,300}\btype\s*=\s*[\"']?password\b", re.I)
_REFRESH = re.compile(
    r"<meta\b[^>]{0,100}\brefresh\b[^>]{0,100}\bcontent\s*=\s*[\"']?\s*(\d{1,4})\s*[;,]\s*url\s*=\s*[\"']?([^\"'>]{1,300})",
    re.I,
)


def redirect_obstacle(asked: str, reached: str) -> str:
    """Why the address that redirects led to is not that of the page, or ""."""
    if asked == reached:
        return ""
    path = urlsplit(reached).path
    if _is_home(reached) and not _is_home(asked):
        return f"it redirects to the home page {reached}"
    for pattern, what in ((_SIGN_IN, "a page for signing in,"), (_ERROR, "a page of errors,")):
        if pattern.search(path) and not pattern.search(urlsplit(asked).path):
            return f"it redirects to {what} {reached}"
    return ""


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.query and bool(_HOME.fullmatch(parts.path))


def header_obstacle(headers: Mapping[str, str]) -> str:
    """Why the headers of an answer, with names in small letters, say that it is not the page, or ""."""
    for name, held in _CHALLENGE_HEADERS.items():
        if name in headers and held in headers[name].lower():
            return "the server asks for a proof that a person reads it"
    return ""


def content_obstacle(markup: str, text: str) -> str:
    """Why a page, as `markup` (HTML) with its main `text`, stands in for another one, or ""."""
    found = _TITLE.search(markup)
    title = " ".join(found[1].split()) if found else ""
    if _NOT_FOUND.search(title):
        return f"it answers 200, but its title is `{title[:80]}`"
    if len(text) > SHORT:
        return ""
    if match := _CHALLENGE.search(title) or _CHALLENGE.search(text):
        return f"in place of the page stands one that says `{match[0]}`"
    if _PASSWORD.search(markup):
        return "in place of the page stands a form for signing in"
    refresh = _REFRESH.search(markup)
    if refresh and int(refresh[1]) <= MOST_SECONDS:
        return f"it sends browsers on to {refresh[2].strip()}"
    return ""
