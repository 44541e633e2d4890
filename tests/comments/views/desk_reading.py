"""Reading the desk's pages and sending its forms."""

from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client

from comments.enums import Action
from comments.models import Response

HTMX = {"HX-Request": "true"}


class Text(HTMLParser):
    """The words of a page, its white space made one space, and the ids and links in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        self.words.append(" " if tag in ("p", "div", "li", "td") else "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def __str__(self) -> str:
        return " ".join("".join(self.words).replace("\N{NO-BREAK SPACE}", " ").split())

    def values(self, name: str) -> list[str | None]:
        return [attributes.get("value") for tag, attributes in self.tags if attributes.get("name") == name]

    def rows(self) -> list[str]:
        """The addresses of the queue's rows; the open one leads to the pane and loads nothing."""
        return [
            attributes["href"].partition("?")[0]
            for tag, attributes in self.tags
            if tag == "a"
            and (
                attributes.get("hx-target") == "#pane"
                or (attributes["href"] == "#item" and "aria-current" in attributes)
            )
        ]


def read(answer: HttpResponse) -> Text:
    return Text(answer.content.decode())


def seen(response: Response) -> dict[str, str]:
    return {"seen_digest": response.current.digest, "seen_status": response.status}


def send(
    desk: Client,
    response: Response,
    action: Action,
    address: str = "",
    headers: dict[str, str] | None = None,
    **more: str,
) -> HttpResponse:
    """What the decision form of ``response`` sends, as it was when ``response`` was loaded."""
    return desk.post(
        f"/moderation/{response.pk}/decide/{address}",
        seen(response) | {"action": action.value} | more,
        headers=headers or {},
    )
