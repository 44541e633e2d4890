"""Filling in the form of a response, and sending it."""

from comments.domain.moderation import Actor
from comments.domain.returning import send_back
from comments.enums import Reason, Role, Status
from comments.models import Response
from tests.essays.views.served import Element, get, read_page

PAGE = "/works/wells-a/p2/respond/"
TEXT = "The well is dug by those who *drink* from it, A 1."


def fields(page: Element) -> dict[str, str]:
    """What a browser would send of the form as it stands, without its buttons."""
    (form,) = [each for each in page.all("form", method="post") if "display" not in each.attributes["action"]]
    inputs = [
        each
        for each in form.all("input")
        if each.attributes["type"] != "radio" or "checked" in each.attributes
    ]
    found = {each.attributes["name"]: each.attributes.get("value", "") for each in inputs}
    return found | {
        each.attributes["name"]: each.text.removeprefix("\n").removesuffix("\n")
        for each in (*form.all("textarea"), *page.all("textarea", form="respond-form"))
    }


def opened(client, page=PAGE, **words):
    return fields(get(client, page)) | {"text": TEXT} | words


def send(client, form, page=PAGE, **options):
    response = client.post(page, form, **options)
    return response, read_page(response.content.decode()) if response.content else None


def posted(client, page=PAGE, **words):
    response, _ = send(client, opened(client, page, **words), page)
    assert response.status_code == 303
    return response["Location"]


def errors(page):
    return [each.text for each in page.all("p", css="error")]


def mark_and_return(response: Response, passages: str, note: str = "") -> None:
    """A moderator of no account sends back what waits, for its source, with ``passages`` marked."""
    send_back(
        response_id=response.pk,
        by=Actor(Role.MODERATOR, 0, "desk"),
        seen_digest=response.current.digest,
        seen_status=Status.PENDING,
        reason=Reason.SOURCE,
        note=note,
        passages=passages,
    )
