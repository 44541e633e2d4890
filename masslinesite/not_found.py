"""What an address that leads nowhere may have meant: by its pattern alone, without a query.

So it is the same whether what is asked for never was, waits for a moderator, or was taken down.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.urls import reverse


class NotHere(Http404):
    """A 404 whose message is a sentence for the reader: "K has paragraphs 1 to 23.", under ``title``."""

    def __init__(self, sentence: str, *, title: str = "") -> None:
        super().__init__(sentence)
        self.title = title


class NoSuchReceipt(NotHere):
    """A code that is nobody's, the same for each."""

    def __init__(self) -> None:
        super().__init__(
            "The code in this address is not known. Compare it with what you wrote down, group by group: "
            "there are seven of four. Letters and digits are easily mistaken for each other: 2 and Z, 5 and "
            "S, U and V.",
            title="There is no receipt with this code",
        )


@dataclass(frozen=True)
class Meant:
    """``sentence`` and ``link`` (to the page ``url``) have slots for the parts of the address by name; those
    that ``parts`` names stand in ``url``, too."""

    title: str
    sentence: str
    link: str
    url: str
    parts: tuple[str, ...] = ()


RESPONSE = Meant(
    "This response is not here",
    "No published response has this number. It may be mistyped, or the response was withdrawn, or it is "
    "not published. Whoever wrote it finds by its receipt what became of it.",
    "Find a response by its receipt",
    "receipt-find",
)
TEXT = Meant(
    "There is no such text",
    "No text has the address “{work}”. It may be mistyped; all texts are listed on the page of the debate.",
    "All texts",
    "home",
)
DEBATE = Meant(
    "There is no such debate",
    "No debate has the address “{debate}”. It may be mistyped.",
    "The first page",
    "home",
)
TERM = Meant(
    "There is no such term",
    "No term has the address “{term}” here. It may be mistyped.",
    "All terms",
    "terms",
    ("debate",),
)
QUOTATION = Meant(
    "There is no such quotation",
    "No quotation has the address “{link}” here. It may be mistyped, or the editors have found since that it "
    "is none.",
    "All quotations",
    "quotations",
    ("debate",),
)
COMPARED = Meant(
    "There is no such place in the comparison",
    "No formulation, question or position has this address. It may be mistyped.",
    "All formulations and positions",
    "compare",
    ("debate",),
)
PAIR = Meant(
    "These two cannot stand beside each other",
    "One of the two has no such address. It may be mistyped.",
    "Choose two paragraphs",
    "beside-choose",
    ("debate",),
)
RECEIPT = Meant(
    "There is nothing at this address of a receipt",
    "The address may be mistyped, or what stood here is done with.",
    "Type the code of a receipt",
    "receipt-find",
)
#: The names of addresses that may mean the same.
NAMES = {
    RESPONSE: ("response", "response-revisions", "respond-to-response", "flag"),
    TEXT: (
        *("work", "paragraph", "coverage", "cite", "cite-bibtex", "cite-csl"),
        *("work-responses", "paragraph-responses", "respond-to-work", "respond-to-paragraph"),
    ),
    DEBATE: (
        *("debate", "compare", "parallel-choose", "terms", "authorities", "quotations"),
        *("debate-responses", "responses-feed", "beside-choose", "debate-figures"),
    ),
    TERM: ("term", "term-csv"),
    QUOTATION: ("link", "link-responses", "respond-to-link"),
    COMPARED: (
        *("formulation-responses", "question-responses", "position-responses"),
        *("respond-to-formulation", "respond-to-question", "respond-to-position"),
    ),
    PAIR: ("beside", "parallel", "pair-responses", "respond-to-pair"),
    RECEIPT: (
        *("receipt", "receipt-print", "receipt-edit", "receipt-again", "receipt-withdraw"),
        *("receipt-erasure", "receipt-appeal", "receipt-redaction", "receipt-feed", "receipt-mail"),
    ),
}
BY_NAME = {name: meant for meant, names in NAMES.items() for name in names}


def words_for(request: HttpRequest, missing: Exception) -> Mapping[str, str]:
    """``title``, ``sentence``, ``link`` and ``url`` for the page; what ``missing`` says goes first."""
    own = isinstance(missing, NotHere)
    said = {"title": missing.title, "sentence": str(missing)} if own else {"title": "", "sentence": ""}
    match = getattr(request, "resolver_match", None)
    meant = BY_NAME.get(match.url_name) if match else None
    if meant is None:
        return said
    url = reverse(meant.url, args=[match.kwargs[part] for part in meant.parts])
    if not said["sentence"]:
        said = {"title": meant.title, "sentence": meant.sentence.format(**match.kwargs)}
    return said | {"link": meant.link, "url": url + ("#texts" if meant is TEXT else "")}
