"""Markdown to sanitised HTML: what readers may use, and nothing else.

Emphasis, lists, quotations, code, rules, links and line breaks. Raw HTML, entities, headings,
images and reference definitions are no markup here: they show as they were typed, so nothing of a
text is hidden from its readers. Runs inside the child process; imports nothing of Django.
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.nl2br import Nl2BrExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape

from comments.markup.citations import CITATION
from comments.markup.cleaning import UNSEEN
from comments.markup.withheld import HTML, MARK, SHOWN

#: Stored with each revision. Raised whenever the same text would come out otherwise.
VERSION = "markdown-2"

TAGS = frozenset({"a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "ul"})
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = frozenset({"http", "https", "mailto"})
REL = "ugc nofollow noopener noreferrer"
#: An address with a host of its own and no user name before it, which serves only to deceive.
OUTSIDE = re.compile(
    r"https?://[^\s/\\@?#]+(?:[/?#][^\s\\]*)?|mailto:[^\s\\/?&@]+@[^\s\\/?&@]+", re.IGNORECASE
)

#: The library's own link finder takes time in the square of the brackets' number. This one looks at
#: no more than 300 characters from each, and no more than 200 for a title.
LINK = (
    r"(?<!!)\[([^\[\]]{1,300})\]\(((?:[^\s()<>\x02\x03]|\([^\s()<>\x02\x03]{0,200}\)){1,2000})"
    r"(?:[ \t]{1,9}\"([^\n\"<>\x02\x03]{1,200})\")?\)"
)
POINTED_ADDRESS = r"<(https?://[^\s<>\x02\x03]{1,2000})>"
BARE_ADDRESS = r"(?<![\w/])(https?://[^\s<>\"\x02\x03]{1,2000})"
#: At the end of an address in running text these belong to the sentence around it.
AFTER_ADDRESS = ".,:;!?'’”)]*_"
#: Likewise the library's own, which looks from each backtick to the end of the text.
CODE = r"(?<![\\`])(`{1,3})(?!`)(.{1,1000}?)(?<!`)\1(?!`)"

NOT_MARKUP = {
    "preprocessors": ("html_block",),
    "parser.blockprocessors": ("code", "hashheader", "setextheader", "reference"),
    "inlinePatterns": (
        "autolink", "automail", "backtick", "entity", "html", "image_link", "image_reference", "link",
        "reference", "short_image_ref", "short_reference",
    ),
}  # fmt: skip


class UnseenInOutput(ValueError):
    """The HTML holds a character that the text may not hold; it must not be shown."""


def convert(text: str, links: Mapping[str, str]) -> str:
    """``text`` (cleaned) as HTML of ``TAGS`` and ``ATTRIBUTES`` alone.

    ``links`` says which citations exist: "K 16" or "R 6" to the address it links to. Can take
    unbounded time and raise anything: call it through ``rendering.render``.
    """
    inside = frozenset(links.values())
    # Within code no mark is looked for, so it still stands there as it is.
    html = nh3.clean(
        _from_markdown(text, links).replace(MARK, HTML),
        tags=TAGS | {"span"} if MARK in text else set(TAGS),
        attributes=ATTRIBUTES | {"span": {"class"}},
        attribute_filter=lambda tag, name, value: _attribute(name, value, inside),
        url_schemes=set(SCHEMES),
        link_rel=REL,
        clean_content_tags={"script", "style"},
    )
    if UNSEEN.search(html):
        raise UnseenInOutput
    return html


def _from_markdown(text: str, links: Mapping[str, str]) -> str:
    """By a converter that was used before, if one is free: making one takes as long as a short text. One that
    raised is not used again, for it may hold half of what it was doing."""
    try:
        markdown, profile = _free.pop()
    except IndexError:
        profile = Profile()
        extensions = [FencedCodeExtension(), SaneListExtension(), Nl2BrExtension(), profile]
        markdown = Markdown(extensions=extensions)
    profile.links.clear()
    profile.links.update(links)
    html = markdown.reset().convert(text)
    # Nothing of the text stays: neither its lines nor what was set aside of it.
    markdown.reset().lines = []
    _free.append((markdown, profile))
    return html


class Profile(Extension):
    """Takes out what is no markup here, and adds citations and bare addresses; ``links`` are those of the
    text at hand."""

    def __init__(self) -> None:
        super().__init__()
        self.links: dict[str, str] = {}

    def extendMarkdown(self, md: Markdown) -> None:
        for place, names in NOT_MARKUP.items():
            registry = md.parser.blockprocessors if place == "parser.blockprocessors" else getattr(md, place)
            for name in names:
                registry.deregister(name)
        md.inlinePatterns.register(Code(CODE, md), "code", 190)
        # Before whatever could take it for a part of an address.
        md.inlinePatterns.register(Withheld(re.escape(MARK), md), "withheld", 185)
        md.inlinePatterns.register(Link(LINK, md), "link", 160)
        md.inlinePatterns.register(PointedAddress(POINTED_ADDRESS, md), "pointed_address", 120)
        md.inlinePatterns.register(BareAddress(BARE_ADDRESS, md), "bare_address", 115)
        md.inlinePatterns.register(Citation(CITATION, md, self.links), "citation", 112)
        # After "inline" (20), before "unescape" (0).
        md.treeprocessors.register(LiteralAmpersands(md), "literal_ampersands", 5)


class Code(InlineProcessor):
    """``words`` between backticks show as typed."""

    def handleMatch(self, m: re.Match, data: str) -> tuple[Element, int, int]:
        element = Element("code")
        element.text = AtomicString(code_escape(m[2].strip()))
        return element, m.start(0), m.end(0)


class Withheld(InlineProcessor):
    """The mark of withheld words."""

    def handleMatch(self, m: re.Match, data: str) -> tuple[Element, int, int]:
        element = Element("span", {"class": "withheld"})
        element.text = AtomicString(SHOWN)
        return element, m.start(0), m.end(0)


class Link(InlineProcessor):
    """``[words](address)``; the words may hold emphasis, code and no other link.

    The title in ``[words](address "title")``, which would only show under a pointer, joins the words.
    With an address that may not stand it is left as it was typed, for all to see.
    """

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match, data: str) -> tuple[Element | None, int | None, int | None]:
        if not OUTSIDE.fullmatch(m[2]):
            return None, None, None
        element = Element("a", href=m[2])
        element.text = f"{m[1]} ({m[3]})" if m[3] else m[1]
        return element, m.start(0), m.end(0)


class Citation(InlineProcessor):
    """“K 16” becomes a link where that paragraph exists."""

    ANCESTOR_EXCLUDES = ("a", "code")

    def __init__(self, pattern: str, md: Markdown, links: dict[str, str]) -> None:
        super().__init__(pattern, md)
        self.links = links

    def handleMatch(self, m: re.Match, data: str) -> tuple[Element | None, int | None, int | None]:
        address = self.links.get(f"{m[1]} {m[2]}")
        if address is None:
            return None, None, None
        return _link(address, f"{m[1]}\N{NO-BREAK SPACE}{m[2]}"), m.start(0), m.end(0)


class PointedAddress(InlineProcessor):
    """``<https://...>`` becomes a link."""

    ANCESTOR_EXCLUDES = ("a", "code")

    def handleMatch(self, m: re.Match, data: str) -> tuple[Element, int, int]:
        return _link(m[1], m[1]), m.start(0), m.end(0)


class BareAddress(InlineProcessor):
    """An address in running text becomes a link."""

    ANCESTOR_EXCLUDES = ("a", "code")

    def handleMatch(self, m: re.Match, data: str) -> tuple[Element | None, int | None, int | None]:
        address = without_the_sentence(m[1])
        if address.endswith("://"):
            return None, None, None
        return _link(address, address), m.start(0), m.start(0) + len(address)


def without_the_sentence(address: str) -> str:
    """Without the signs at its end that belong to the sentence: a bracket does unless it was opened in it."""
    surplus, end = address.count(")") - address.count("("), len(address)
    while address[end - 1] in AFTER_ADDRESS and (address[end - 1] != ")" or surplus > 0):
        surplus -= address[end - 1] == ")"
        end -= 1
    return address[:end]


class LiteralAmpersands(Treeprocessor):
    """“&copy;” shows as it was typed.

    The library's serialiser leaves whatever looks like an entity, which would let ``&#x202e;`` bring
    back a character that was cleaned away. What it already escaped itself stands in ``code``.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and element.tag != "code":
                element.text = _escaped(element.text)
            if element.tail:
                element.tail = _escaped(element.tail)
            for name, value in element.attrib.items():
                element.set(name, _escaped(value))


def _escaped(text: str) -> AtomicString:
    return AtomicString(text.replace("&", "&amp;"))


def _link(address: str, text: str) -> Element:
    element = Element("a", href=address)
    element.text = AtomicString(text)
    return element


#: Converters that are free. Appending to a list and popping from it is safe between threads.
_free: list[tuple[Markdown, Profile]] = []


def _attribute(name: str, value: str, inside: frozenset[str]) -> str | None:
    """The value as it may stand, None to drop it: an address is a citation's or leads off this site, a class
    that of the mark of withheld words."""
    if name == "href":
        return value if value in inside or OUTSIDE.fullmatch(value) else None
    if name == "class":
        return value if value == "withheld" else None
    if name == "start":
        return value if value.isascii() and value.isdecimal() and len(value) <= 6 else None
    return value
