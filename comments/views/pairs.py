"""From the address of two paragraphs to the pair that is answered there."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from comments.queries.subjects import Subject, debate_subject, pair_subject
from comments.views.finding import found
from essays.forms.comparison import BesideForm
from essays.views.comparisons import ranges_of
from masslinesite.not_found import NotHere


@dataclass(frozen=True)
class AddressedPair:
    """``a`` and ``b`` are the citations as the one address writes them; ``turned``: the address names
    the paragraphs in another order than the texts and the subject have."""

    subject: Subject
    a: str
    b: str
    turned: bool


def pair_at(debate: str, a: str, b: str) -> AddressedPair:
    """The paragraphs that ``a`` and ``b`` cite, however they are spelt. Raises Http404, saying which
    paragraphs there are. Three queries: debate, works, blocks."""
    there = found(debate_subject, debate).debate
    form = BesideForm({"a": a, "b": b}, ranges=ranges_of(there))
    if not form.is_valid():
        raise NotHere(" ".join(dict.fromkeys(fault for faults in form.errors.values() for fault in faults)))
    one, other = form.cleaned_data["a"], form.cleaned_data["b"]
    subject = found(pair_subject, there, (one.siglum, one.number), (other.siglum, other.number))
    first = subject.block
    turned = (first.work.siglum, first.number) != (one.siglum, one.number)
    return AddressedPair(subject, one.address, other.address, turned)


def other_spelling(request: HttpRequest, name: str, pair: AddressedPair) -> HttpResponse | None:
    """To the one address of the pair, if ``request`` asked by another spelling; what it asks for is kept."""
    match = request.resolver_match
    if (match.kwargs["a"], match.kwargs["b"]) == (pair.a, pair.b):
        return None
    response = redirect(name, pair.subject.debate.slug, pair.a, pair.b, permanent=True)
    if query := request.META["QUERY_STRING"]:
        response["Location"] += f"?{query}"
    return response
