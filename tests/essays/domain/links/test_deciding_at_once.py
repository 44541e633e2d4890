"""Several editors at once, each on a connection of their own, on the engine as it is in production."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest

from comments.enums import Role
from essays.domain.links.deciding import Editor, Stale, decide_link
from essays.domain.links.stored import state_of
from essays.models import Link, LinkDecision, Work
from tests.at_once import at_once as together
from tests.essays.domain.links.makers import make_link, verdict_on
from tests.factories import make_debate, make_user, make_work

pytestmark = pytest.mark.django_db(transaction=True)

ITEMS = 8
at_once = partial(together, refusals=Stale)


def deciding(link: Link, editor: Editor, **changes: object) -> Callable[[], object]:
    verdict, seen = verdict_on(link, **changes), state_of(link)
    return lambda: decide_link(link_id=link.pk, verdict=verdict, seen=seen, by=editor)


def make(work: Work, number: int) -> Link:
    left, right = work.blocks.select_related("work__debate").order_by("-number")[:2]
    word = left.text.split()[number]
    return make_link(left, word, right, "dig it.", ground="same-work", slug=f"link-{number}")


def test_of_three_editors_one_decides_and_the_others_are_told():
    work = make_work(make_debate())
    editors = [Editor(make_user(name, Role.EDITOR).pk, name) for name in ("edda", "egil", "ella")]
    outcomes = Counter()
    for number in range(ITEMS):
        link = make(work, number)
        results = at_once(*(deciding(link, editor, note=editor.user_name) for editor in editors))
        outcomes.update(type(result).__name__ for result in results)
        decision = next(result for result in results if isinstance(result, LinkDecision))
        assert Link.objects.get(pk=link.pk).note == decision.by_name
    assert outcomes == {"LinkDecision": ITEMS, "Stale": 2 * ITEMS}
    assert LinkDecision.objects.count() == ITEMS
