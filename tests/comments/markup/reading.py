"""What a browser would make of HTML, as the standard library's parser sees it."""

from html.parser import HTMLParser

VOID = {"br", "hr"}
#: The closed lists, written down a second time on purpose.
ALLOWED = {
    "a": {"href", "rel"}, "blockquote": set(), "br": set(), "code": set(), "em": set(), "hr": set(),
    "li": set(), "ol": {"start"}, "p": set(), "pre": set(), "strong": set(), "ul": set(),
}  # fmt: skip


class Reading(HTMLParser):
    """``faults``: whatever is not allowed. ``links``: the addresses. ``text``: what is read."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.faults.append(f"<{tag}>")
            return
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name not in ALLOWED[tag]:
                self.faults.append(f"<{tag} {name}>")
            elif name == "href":
                self.links.append(value)
            elif name == "rel" and value != "ugc nofollow noopener noreferrer":
                self.faults.append(f"rel={value}")
            elif name == "start" and not value.isdecimal():
                self.faults.append(f"start={value}")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.open:
            self.faults.append(f"</{tag}>")
            return
        while self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.faults.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.faults.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.faults.append("processing instruction")

    def unknown_decl(self, data: str) -> None:
        self.faults.append("unknown declaration")
