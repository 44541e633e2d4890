"""What the filter learns from: the responses that people have decided on here, and nothing else.

It learns when it is told to, not by itself: what a filter says should change when somebody changes it.
"""

from collections import Counter
from collections.abc import Iterable
from heapq import nlargest
from itertools import chain as chained

from django.db import transaction
from django.utils import timezone

from comments.domain import chain
from comments.domain.moderation import Actor, Refused
from comments.domain.screening.trained import words_to_learn
from comments.domain.waiting import tried_again
from comments.enums import Action, ActKind, Role, Status
from comments.models import Decision, Learning, LearntWord

#: The latest responses of each kind: what was written years ago says less of what is sent now.
MOST_OF_EACH = 1000
#: A word of fewer texts says nothing, and could be somebody's name; more words than these tell no more.
FEWEST_TEXTS, MOST_WORDS = 3, 20_000
MAY_LEARN = frozenset({Role.EDITOR, Role.ADMINISTRATOR, Role.RULE})


@tried_again
def learn(*, by: Actor) -> Learning:
    """Counts the words of the latest responses that people published, and of those they rejected or removed.

    What rules decided is left out, or the filter would believe itself. Replaces what was learnt before;
    recorded as an act. Raises Refused for somebody who may not. A second or two for 2,000 long texts; some
    sixteen queries and one more for each 1,000 words.
    """
    if by.role not in MAY_LEARN:
        raise Refused("Editors let the filter learn.")
    published = _texts((Action.APPROVE,), (Status.PUBLISHED,))
    rejected = _texts((Action.REJECT, Action.REMOVE), (Status.REJECTED, Status.REMOVED))
    words = _count(published), _count(rejected)
    with transaction.atomic():
        learning = Learning.objects.create(
            published=len(published), rejected=len(rejected), at=timezone.now()
        )
        LearntWord.objects.bulk_create(
            (
                LearntWord(learning=learning, word=word, published=words[0][word], rejected=words[1][word])
                for word in _worth_keeping(*words)
            ),
            batch_size=1000,
        )
        before = Learning.objects.filter(pk__lt=learning.pk)
        LearntWord.objects.filter(learning__in=before).delete()
        before.delete()
        chain.append(
            chain.ACTS,
            kind=ActKind.RULES,
            about="learnt filter",
            said=f"Learnt from {len(published)} published and {len(rejected)} rejected responses.",
            role=by.role,
            actor_id=by.user_id,
            actor_name=by.user_name,
        )
    return learning


def _texts(actions: Iterable[Action], statuses: Iterable[Status]) -> list[str]:
    """The words that stand of the responses last decided on so; erased ones have none. One query for each
    action: no index gives several in order."""
    rows = Decision.objects.filter(response__status__in=statuses).exclude(role=Role.RULE)
    rows = rows.exclude(response__current__text="").order_by("-pk")
    rows = rows.values_list("pk", "response", "response__current__text")
    found = chained.from_iterable(rows.filter(action=action)[:MOST_OF_EACH] for action in actions)
    return list({response: text for _, response, text in nlargest(MOST_OF_EACH, found)}.values())


def _count(texts: Iterable[str]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(words_to_learn(text))
    return counted


def _worth_keeping(published: Counter[str], rejected: Counter[str]) -> list[str]:
    both = published + rejected
    return [word for word, texts in both.most_common(MOST_WORDS) if texts >= FEWEST_TEXTS]
