"""Reading a served page back: what stands in it, in order."""

from html.parser import HTMLParser

from django.test import Client

VOID = frozenset({"area", "br", "hr", "img", "input", "link", "meta"})


class Element:
    """One element: tag, attributes, children in order (elements and strings)."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes, self.children = tag, attributes, []

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, tag: str = "", css: str = "", **attributes: str) -> list["Element"]:
        """Descendants with this tag, class and these attributes, in order."""
        found = []
        for child in self.children:
            if isinstance(child, str):
                continue
            wanted = attributes.items() <= child.attributes.items()
            if (not tag or child.tag == tag) and (not css or css in child.classes) and wanted:
                found.append(child)
            found.extend(child.all(tag, css, **attributes))
        return found

    def one(self, tag: str = "", css: str = "", **attributes: str) -> "Element":
        (found,) = self.all(tag, css, **attributes)
        return found


class Reader(HTMLParser):
    """Builds the tree and refuses what is not closed in the order in which it was opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice in <{tag}>: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_page(html: str) -> Element:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is not closed"
    page = reader.open[0]
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert sorted(ids) == sorted(set(ids)), f"an id twice: {ids}"
    return page


def get(client: Client, path: str, status: int = 200) -> Element:
    response = client.get(path)
    assert response.status_code == status, path
    return read_page(response.content.decode())


def texts(page: Element) -> list[tuple[str, str]]:
    """Marker and text of every block of a work's page, as it stands between the tags."""
    article = page.one("article")
    found = []
    for element in article.all():
        if "section" in element.classes:
            found.append(("", element.one("h2").text))
        if "para" in element.classes and "section" not in element.classes:
            paragraph = element.one(css="prose").all("p")[0]
            marker = "".join(each.text for each in paragraph.all(css="marker"))
            found.append((marker, paragraph.text.removeprefix(f"{marker} ") if marker else paragraph.text))
    return found
