"""A reader's browser as far as forms need one: cookies, TLS, fields as they stand, redirects by hand."""

import http.client
import ssl
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.essays.views.served import Element, read_page

#: The name that the shipped files give the site.
HOST = "reading.example"
#: Longer than any part of the site lets a request wait.
SECONDS = 45


@dataclass(frozen=True)
class Place:
    """Where requests go: an address, with TLS if ``tls`` is given; without it as HAProxy speaks to a node."""

    address: str
    port: int
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name, "")


class Unanswered(Exception):
    """The connection was refused or broke off: a browser would say so."""


@dataclass
class Browser:
    """One reader at ``source``, an address of this machine that no other reader has: limits count by it."""

    place: Place
    source: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, form: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})

    def form(self, path: str, asking: str, **words: str) -> tuple[str, dict[str, str]]:
        """The first form of the page that has a field ``asking``, filled in with ``words``: action, fields.

        Raises Unanswered where there is no such page at this moment.
        """
        answer = self.get(path)
        while answer.status == 302:
            path = answer["Location"]
            answer = self.get(path)
        if answer.status != 200:
            raise Unanswered(f"{answer.status} for a form")
        return form_on(read_page(answer.text), path, asking, words)

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = self._connection()
        sent = {"Host": HOST, "Origin": f"https://{HOST}"} | headers
        if self.place.tls is None:
            sent |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.source}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read().decode("utf-8", "replace"))
        except (OSError, http.client.HTTPException) as error:
            raise Unanswered(type(error).__name__) from error
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer

    def _connection(self) -> http.client.HTTPConnection:
        source = (self.source, 0)
        if self.place.tls is None:
            return http.client.HTTPConnection(self.place.address, self.place.port, SECONDS, source)
        return TlsConnection(self.place, source)


class TlsConnection(http.client.HTTPSConnection):
    """TLS to an address, under the site's name."""

    def __init__(self, place: Place, source: tuple[str, int]) -> None:
        super().__init__(place.address, place.port, timeout=SECONDS, source_address=source, context=place.tls)
        self.place = place

    def connect(self) -> None:
        http.client.HTTPConnection.connect(self)
        self.sock = self.place.tls.wrap_socket(self.sock, server_hostname=HOST)


def form_on(page: Element, path: str, asking: str, words: dict[str, str]) -> tuple[str, dict[str, str]]:
    for form in page.all("form", method="post"):
        fields = {
            each.attributes["name"]: each.attributes.get("value", "")
            for each in form.all("input")
            if each.attributes.get("type") not in ("radio", "checkbox") or "checked" in each.attributes
        }
        fields |= {each.attributes["name"]: each.text.strip("\n") for each in form.all("textarea")}
        if asking in fields:
            return form.attributes.get("action", "") or path, fields | words
    raise Unanswered(f"no form with {asking} at {path}")
