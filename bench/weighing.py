"""What Chromium receives for a page, over the wire: also what the tests hold the pages to."""

from dataclasses import dataclass

from playwright.sync_api import Page

#: Chromium's word for what something is asked for as, and ours.
KINDS = {"Document": "page", "Stylesheet": "style", "Script": "script", "Font": "font"}


@dataclass(frozen=True)
class Received:
    """One answer over the wire: its address, what it was asked for as, its bytes with the headers."""

    url: str
    kind: str
    size: int


def weigh(page: Page, address: str) -> list[Received]:
    """Goes to ``address`` and waits until nothing more comes; everything that was asked for."""
    wire = page.context.new_cdp_session(page)
    asked: dict[str, dict] = {}
    sizes: dict[str, int] = {}
    wire.on("Network.requestWillBeSent", lambda event: asked.setdefault(event["requestId"], event))
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    wire.send("Network.enable")
    page.goto(address, wait_until="networkidle")
    wire.detach()
    return [
        Received(event["request"]["url"], KINDS.get(event["type"], "other"), int(sizes[number]))
        for number, event in asked.items()
        if sizes.get(number)
    ]
