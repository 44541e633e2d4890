"""The frame of a page and the citation link, for the templates of every app."""

from django import template
from django.http import HttpRequest
from django.urls import reverse

from essays.domain.phrases import end_sentence
from essays.models import Block, Debate
from essays.queries.frame import sigla_key as fetch_sigla_key

register = template.Library()
register.filter(end_sentence)

#: The header's links: label, URL name, fragment.
NAVIGATION = (
    ("Debate", "debate", ""),
    ("Texts", "debate", "#texts"),
    ("Compare", "compare", ""),
    ("Parallel", "parallel-choose", ""),
    ("Terms", "terms", ""),
    ("Responses", "debate-responses", ""),
)
#: The link under which any other page stands, by URL name.
UNDER = {
    "home": "Debate",
    "work": "Texts",
    "paragraph": "Texts",
    "cite": "Texts",
    "respond-to-work": "Texts",
    "respond-to-paragraph": "Texts",
    "respond-to-formulation": "Compare",
    "respond-to-question": "Compare",
    "respond-to-position": "Compare",
    "beside": "Parallel",
    "link": "Parallel",
    "beside-choose": "Parallel",
    "parallel": "Parallel",
    "quotations": "Parallel",
    "coverage": "Texts",
    "respond-to-pair": "Parallel",
    "respond-to-link": "Parallel",
    "authorities": "Terms",
    "term": "Terms",
    "work-responses": "Responses",
    "paragraph-responses": "Responses",
    "formulation-responses": "Responses",
    "question-responses": "Responses",
    "position-responses": "Responses",
    "pair-responses": "Responses",
    "link-responses": "Responses",
    "response": "Responses",
    "respond-to-response": "Responses",
}


@register.inclusion_tag("components/_site_header.html", takes_context=True)
def site_header(context: template.Context, debate: Debate | str) -> dict[str, object]:
    """Name, navigation and Display; without a debate of the navigation only the page's own links. No query.

    A page adds links of its own (``label``, ``url``, ``current``) as ``more_navigation``, and says
    ``address`` where it is rendered for others too.
    """
    request = context.get("request")
    return {
        "debate": debate,
        "items": [
            *(_navigation(debate, _page_name(request)) if debate else ()),
            *context.get("more_navigation", ()),
        ],
        "here": context.get("address") or (request.get_full_path() if request else "/"),
    }


@register.inclusion_tag("components/_sigla_key.html")
def sigla_key(debate: Debate | str) -> dict[str, object]:
    """The key to the sigla; nothing without a debate. At most two queries."""
    if not debate:
        return {"works": (), "quoted": ()}
    key = fetch_sigla_key(debate)
    return {"works": key.works, "quoted": key.quoted}


@register.inclusion_tag("components/_ref.html")
def ref(block: Block) -> dict[str, object]:
    """The citation link “K 16” of a block whose work is loaded. No query."""
    return {
        "work": block.work,
        "number": block.number,
        "order": block.order,
        "kind": block.get_kind_display(),
    }


def _page_name(request: HttpRequest | None) -> str:
    match = getattr(request, "resolver_match", None)
    return match.url_name or "" if match else ""


def _navigation(debate: Debate, page: str) -> list[dict[str, str]]:
    items = []
    for label, name, fragment in NAVIGATION:
        here = "page" if page == name and not fragment else "true" if UNDER.get(page) == label else ""
        items.append({"label": label, "url": reverse(name, args=[debate.slug]) + fragment, "current": here})
    here = "page" if page == "search" else ""
    items.append({"label": "Search", "url": f"{reverse('search')}?debate={debate.slug}", "current": here})
    return items
