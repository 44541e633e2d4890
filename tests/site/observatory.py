"""Mozilla's HTTP Observatory, as far as one response and no TLS handshake can show it.

The modifiers are those of its published scoring tables: a baseline of 100, penalties first,
bonuses only from 90 on. 145 are documented; 5 of them are for the preload list of browsers, which
no header reaches. The tables are older than the opener and the embedder policies, which the
scanner tests by now: they count 10 each here, as the resource policy does. That makes 160.
What does not occur in a response earns nothing: no cookie 5 less, no script 5 less.
"""

from html.parser import HTMLParser
from http.cookies import Morsel

from django.http import HttpResponseBase

BASELINE = 100
BONUSES_FROM = 90
BEST = 160
FOR_COOKIES = 5
FOR_SCRIPTS = 5
SIX_MONTHS = 15_768_000

BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
UNSAFE = BROAD | {"'unsafe-inline'", "data:"}
PRIVATE_REFERRERS = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def score(response: HttpResponseBase) -> int:
    """Points of one response."""
    found = modifiers(response)
    penalised = BASELINE + sum(points for points in found.values() if points < 0)
    if penalised < BONUSES_FROM:
        return max(penalised, 0)
    return penalised + sum(points for points in found.values() if points > 0)


def reachable(response: HttpResponseBase) -> int:
    """The most that a response with these cookies and this content can reach."""
    missing = 0 if response.cookies else FOR_COOKIES
    return BEST - missing - (0 if scripts_of(response) else FOR_SCRIPTS)


def modifiers(response: HttpResponseBase) -> dict[str, int]:
    """Points by test, for a message that says where they were lost."""
    policy = parse_policy(response.get("Content-Security-Policy", ""))
    return {
        "content-security-policy": rate_policy(policy),
        "cookies": rate_cookies(response),
        "cross-origin-resource-sharing": rate_sharing(response),
        "referrer-policy": rate_referrer(response.get("Referrer-Policy", "")),
        "strict-transport-security": rate_transport(response.get("Strict-Transport-Security", "")),
        "subresource-integrity": rate_scripts(scripts_of(response)),
        "x-content-type-options": 0 if response.get("X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": rate_frames(policy, response.get("X-Frame-Options", "")),
        "cross-origin-resource-policy": rate_token(
            response.get("Cross-Origin-Resource-Policy"),
            {"same-origin": 10, "same-site": 10, "cross-origin": 0},
        ),
        "cross-origin-opener-policy": rate_token(
            response.get("Cross-Origin-Opener-Policy"), {"same-origin": 10, "unsafe-none": 0}
        ),
        "cross-origin-embedder-policy": rate_token(
            response.get("Cross-Origin-Embedder-Policy"),
            {"require-corp": 10, "credentialless": 10, "unsafe-none": 0},
        ),
    }


def parse_policy(header: str) -> dict[str, set[str]]:
    directives = [part.split() for part in header.split(";") if part.split()]
    return {name.lower(): set(sources) for name, *sources in directives}


def rate_policy(policy: dict[str, set[str]]) -> int:
    if not policy:
        return -25
    default = policy.get("default-src", {"*"})
    script = policy.get("script-src", default)
    style = policy.get("style-src", default)
    if script & UNSAFE or policy.get("object-src", default) & BROAD:
        return -20
    if "'unsafe-eval'" in script | style:
        return -10
    if style & UNSAFE:
        return 0
    form_closed = not policy.get("form-action", {"*"}) & BROAD
    return 10 if default == {"'none'"} and form_closed else 5


def rate_cookies(response: HttpResponseBase) -> int:
    if not response.cookies:
        return 0
    return min(rate_cookie(cookie, response) for cookie in response.cookies.values())


def rate_cookie(cookie: Morsel, response: HttpResponseBase) -> int:
    session = any(part in cookie.key.lower() for part in ("sess", "login"))
    transport = rate_transport(response.get("Strict-Transport-Security", "")) == 0
    worst = [5 if cookie["samesite"] in ("Lax", "Strict") else 0]
    if not cookie["secure"]:
        worst.append((-10 if transport else -40) if session else (-5 if transport else -20))
    if session and not cookie["httponly"]:
        worst.append(-30)
    if "csrf" in cookie.key.lower() and not cookie["samesite"]:
        worst.append(-20)
    return min(worst)


def rate_sharing(response: HttpResponseBase) -> int:
    open_to_all = "Access-Control-Allow-Origin" in response.headers
    return -50 if open_to_all and "Access-Control-Allow-Credentials" in response.headers else 0


def rate_referrer(value: str) -> int:
    if not value:
        return 0
    return 5 if value in PRIVATE_REFERRERS else -5


def rate_transport(value: str) -> int:
    fields = dict(part.strip().lower().partition("=")[::2] for part in value.split(";"))
    age = fields.get("max-age", "")
    if not age.isdigit():
        return -20
    return 0 if int(age) >= SIX_MONTHS else -10


def rate_frames(policy: dict[str, set[str]], header: str) -> int:
    if "frame-ancestors" in policy and not policy["frame-ancestors"] & BROAD:
        return 5
    return 0 if header in ("DENY", "SAMEORIGIN") else -20


def rate_token(value: str | None, table: dict[str, int]) -> int:
    return 0 if value is None else table.get(value, -5)


class ScriptFinder(HTMLParser):
    """Collects source and integrity of every script element."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.scripts.append(dict(attrs))


def scripts_of(response: HttpResponseBase) -> list[dict[str, str | None]]:
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return []
    finder = ScriptFinder()
    finder.feed(response.content.decode("utf-8"))
    return [found for found in finder.scripts if found.get("src")]


def rate_scripts(scripts: list[dict[str, str | None]]) -> int:
    """Stricter than the scanner, to which one script with a hash is enough: here each has one."""
    if any(found["src"].startswith(("//", "http:")) for found in scripts):
        return -50
    return 5 if scripts and all(found.get("integrity") for found in scripts) else 0
