"""What else remembers an erased response: its author's name, what the desk said of it elsewhere than beside
it, what the filter learnt from it, and the words by which moderators look for it.

A word that other responses have too is theirs as well, and stays where it is kept for them.
"""

import re
from collections.abc import Iterable
from urllib.parse import parse_qs

from django.db.models import F, QuerySet

from comments.domain.screening.learning import FEWEST_TEXTS
from comments.domain.screening.trained import words_to_learn
from comments.enums import Action, Role, Status
from comments.markup.excerpts import plain_text
from comments.models import (
    Act,
    DebateName,
    Decision,
    Exemption,
    Learning,
    LearntWord,
    Response,
    Revision,
    SavedFilter,
    TrustRestored,
)
from comments.queries.desk_search import numbers_with
from essays.domain.search_query import SHORTEST_PREFIX
from essays.queries.search.terms import Clause, Phrase, Query
from essays.queries.search.words import forms_of

#: Words asked for in one query.
BATCH = 500
#: What stands where trust was given back, in the place of the reason: a reason must be there.
REASON_ERASED = "Erased."
#: What the filter learns from, with the column that counts it.
LEARNT_FROM: dict[Action, str] = {
    Action.APPROVE: "published",
    Action.REJECT: "rejected",
    Action.REMOVE: "rejected",
}


def forget_traces(response: Response) -> None:
    """To be called in the transaction that erases ``response``, while its words and its author are there.

    The log of acts is read through, since erasures are rare. Some ten queries, and one or two for each saved
    filter that has a word of the response.
    """
    revisions = list(Revision.objects.filter(response=response))
    _forget_reasons(response)
    _forget_name(response)
    _forget_filters(response, revisions)
    _unlearn(response, revisions)


def acts_about(numbers: Iterable[int]) -> QuerySet[Act]:
    """What the log of acts says of them: of exceptions, of trust, of demands that were declined."""
    abouts = [about for number in numbers for about in _abouts(number)]
    return Act.objects.filter(about__in=abouts)


def response_of(about: str) -> int | None:
    """The number of the response that an act with ``about`` speaks of, with which its words go."""
    match = re.search(r"\bR ([1-9][0-9]{0,17})\b", about)
    return int(match[1]) if match and about in _abouts(int(match[1])) else None


def _abouts(number: int) -> tuple[str, ...]:
    return f"R {number}", f"R {number}, not erased", f"the account of R {number}"


def _forget_reasons(response: Response) -> None:
    Exemption.objects.filter(response=response).delete()
    acts = acts_about([response.pk])
    if response.author_id is not None:
        said = acts.filter(about=f"the account of R {response.pk}").values_list("said", flat=True)
        reasons = [each.partition(": ")[2] for each in said]
        restored = TrustRestored.objects.filter(account=response.author_id, reason__in=reasons)
        restored.update(reason=REASON_ERASED)
    acts.update(said="", said_salt="")


def _forget_name(response: Response) -> None:
    """The name that its author's account has in the debate, unless other responses there go on bearing it."""
    if response.author_id is None:
        return
    others = Response.objects.filter(author=response.author_id, debate=response.debate_id)
    if not others.exclude(pk=response.pk).exclude(status=Status.ERASED).exists():
        DebateName.objects.filter(user=response.author_id, debate=response.debate_id).delete()


def _forget_filters(response: Response, revisions: list[Revision]) -> None:
    """Saved searches for words, and filters called by a name, that are of this response alone."""
    names = {form for each in revisions for form in forms_of(each.name)}
    words = names | {form for each in revisions for form in forms_of(plain_text(each.html))}
    gone = []
    for kept in SavedFilter.objects.order_by("pk"):
        searched = parse_qs(kept.address.removeprefix("?")).get("search", [""])[0]
        telling = {form for form in forms_of(searched) if any(word.startswith(form) for word in words)}
        telling |= names.intersection(forms_of(kept.name))
        if any(_is_nowhere_else(form, response.pk) for form in telling):
            gone.append(kept.pk)
    SavedFilter.objects.filter(pk__in=gone).delete()


def _is_nowhere_else(form: str, number: int) -> bool:
    """No other response has a word that begins so. One or two queries."""
    query = Query((Clause((Phrase((form,), open_ended=True),)),))
    return len(form) >= SHORTEST_PREFIX and set(numbers_with(query, before=0, limit=2)) <= {number}


def _unlearn(response: Response, revisions: list[Revision]) -> None:
    """Each word counts in a text less; one of fewer texts than are worth keeping goes: it could be a name."""
    learning = Learning.objects.order_by("-pk").first()
    if learning is None:
        return
    decided = Decision.objects.filter(response=response, action__in=LEARNT_FROM, at__lte=learning.at)
    last = decided.exclude(role=Role.RULE).order_by("-id").first()
    if last is None:
        return
    side = LEARNT_FROM[Action(last.action)]
    words = list(dict.fromkeys(word for each in revisions for word in words_to_learn(each.text)))
    for start in range(0, len(words), BATCH):
        rows = LearntWord.objects.filter(learning=learning, word__in=words[start : start + BATCH])
        rows.filter(published__lte=FEWEST_TEXTS - F("rejected")).delete()
        rows.filter(**{f"{side}__gt": 0}).update(**{side: F(side) - 1})
