"""What a page costs over the wire when nothing is cached: figures for readers with a poor line."""

import re
import urllib.request
from urllib.parse import urljoin

import brotli
import pytest

from tests.browser.conftest import ReadingRoom

LIMIT = 160_000
LIMIT_WITHOUT_FONTS = 40_000
LINKED = re.compile(r'<(?:link|script)[^>]*?(?:href|src)="([^"]+\.(?:css|js|woff2)[^"]*)"')
IN_STYLES = re.compile(r'url\("?([^")]+)"?\)')


def fetch(url: str) -> tuple[int, str]:
    """Bytes of the body as they are sent, headers too, and the text if it is one."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip, deflate, br"})
    with urllib.request.urlopen(request) as response:
        body = response.read()
        size = len(body) + len(str(response.headers).encode())
        if response.headers.get("Content-Encoding") == "br":
            body = brotli.decompress(body)
        text = "" if url.endswith(".woff2") else body.decode("utf-8")
        return size, text


def weigh(url: str) -> dict[str, int]:
    """Bytes of a page and of all that it loads, by address."""
    size, text = fetch(url)
    weights = {url: size}
    for address in LINKED.findall(text):
        part = urljoin(url, address)
        weights[part], style = fetch(part)
        for inner in IN_STYLES.findall(style):
            font = urljoin(part, inner)
            weights.setdefault(font, fetch(font)[0])
    return weights


@pytest.fixture(scope="module")
def works(site: ReadingRoom) -> list[str]:
    links = re.findall(r'href="(/works/[^/"]+/)"', fetch(f"{site.url}/")[1])
    return [site.url + link for link in dict.fromkeys(links)]


def test_every_work_stays_under_its_weight(works):
    assert len(works) == 4
    for url in works:
        weights = weigh(url)
        fonts = [size for address, size in weights.items() if address.endswith(".woff2")]
        assert len(fonts) == 3
        assert sum(weights.values()) < LIMIT, weights
        assert sum(weights.values()) - sum(fonts) < LIMIT_WITHOUT_FONTS, weights
