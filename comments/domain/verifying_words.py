"""Proof that the words of responses are those that were decided on, and are shown as they were written."""

import re
from collections.abc import Iterator

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from comments.domain.drafts import name_digest, words_digest
from comments.enums import Status
from comments.markup import convert, plain
from comments.markup.citations import CITATION
from comments.markup.rendering import render
from comments.models import Decision, Revision
from comments.queries.citations import citation_links
from comments.queries.stances import option_value

#: Rows that are fetched at once, which bounds the memory taken.
CHUNK = 1_000
#: A citation's address is of what it led to when the words were sent; its text is compared alone.
INSIDE = re.compile(r'<a href="/[^"]*"[^>]*>([A-Z]{1,4}\N{NO-BREAK SPACE}[0-9]{1,9})</a>')


def find_wrong_revisions() -> Iterator[str]:
    """Revisions are numbered from 1, decisions name revisions that are there, and these say what their
    digests are over. Three queries."""
    numbered = Revision.objects.order_by("response_id").values("response_id")
    numbered = numbered.annotate(rows=Count("pk"), first=Min("number"), last=Max("number"))
    for row in numbered.exclude(first=1, last=F("rows")).iterator():
        yield f"R {row['response_id']}: its revisions are not numbered from 1 on"
    named = Revision.objects.filter(
        response=OuterRef("response_id"), number=OuterRef("revision"), digest=OuterRef("revision_digest")
    )
    for decision in Decision.objects.filter(~Exists(named)).order_by("id").iterator():
        yield f"R {decision.response_id}: decision {decision.pk} names a revision that is not there"
    rows = Revision.objects.select_related("response", "stance_formulation").order_by("response_id", "number")
    for revision in rows.iterator(chunk_size=CHUNK):
        if fault := _fault(revision):
            yield f"{revision}: {fault}"


def _fault(revision: Revision) -> str:
    if revision.erased_at is not None:
        is_erased = revision.response.status == Status.ERASED
        return "" if is_erased else "its words are gone, and the response is not erased"
    stance = option_value(revision.stance, revision.stance_formulation)
    if not revision.name_digest:
        # From before there was a salt. Who has left took their name along, so it cannot be proved.
        has_left = not revision.name and revision.response.author_id is None
        is_same = words_digest(revision.name, stance, revision.text) == revision.digest
        return "" if is_same or has_left else "its name, its stance or its text was altered"
    has_name_taken_off = not revision.salt and not revision.name
    if not has_name_taken_off and name_digest(revision.name, revision.salt) != revision.name_digest:
        return "its name was altered"
    is_same = words_digest(revision.name_digest, stance, revision.text) == revision.digest
    return "" if is_same else "its stance or its text was altered"


def find_words_shown_otherwise() -> Iterator[str]:
    """Revisions whose HTML is not what their text comes to. Renders each anew, up to two queries for one."""
    rows = Revision.objects.filter(~Q(text="")).select_related("response__debate")
    for revision in rows.order_by("response_id", "number").iterator(chunk_size=CHUNK):
        if revision.renderer == plain.VERSION:
            html = plain.render_plain(revision.text)
        else:
            anew = render(revision.text, citation_links(revision.text, revision.response.debate))
            html = anew.html
            if anew.renderer != convert.VERSION:
                yield f"{revision}: it could not be rendered anew, so what is shown was not compared"
                continue
        if _without_citations(html) != _without_citations(revision.html):
            yield f"{revision}: it is shown otherwise than it was written"


def _without_citations(html: str) -> str:
    """A citation that led somewhere has a space that holds together, as the sanitiser writes it."""
    return re.sub(CITATION, r"\1 \2", INSIDE.sub(r"\1", html.replace("&nbsp;", "\N{NO-BREAK SPACE}")))
