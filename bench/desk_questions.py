"""What moderators and authors ask of the desk, for ``moderation.py`` to time. Django is set up before."""

import time
from collections.abc import Callable
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count
from django.test import Client

from bench.desk_corpus import COMMON_WORD, NAMES, RARE_WORD, code_of
from comments.domain import chain
from comments.domain.anchors import make_anchor
from comments.domain.drafts import make_draft
from comments.domain.moderation import Actor, change_status
from comments.domain.posting import post_response
from comments.domain.receipts import in_groups
from comments.domain.screening.learning import learn
from comments.domain.screening.rescreening import rescreen
from comments.domain.verifying_log import Walk, walk_log
from comments.enums import Action, Reason, Role, Status
from comments.models import Response
from comments.queries.decision_log import moderators_to_choose
from comments.queries.queue_counts import counts
from comments.queries.stances import NONE
from comments.queries.subjects import paragraph_subject
from essays.models import Block

MODERATOR = "tess.moderator"
Ask = Callable[[], object]


def questions() -> dict[str, Ask]:
    """What is asked of the database in use, by name; the first two are what the others are measured by."""
    client = Client()
    client.force_login(User.objects.get(username=MODERATOR))
    middle = Response.objects.filter(status=Status.PENDING).order_by("pk")
    middle = middle[middle.count() // 2]
    return {
        "a bare view": lambda: served(Client(), "/healthz"),
        "one indexed SELECT": lambda: Response.objects.values("status").get(pk=middle.pk),
        **_pages(client, middle),
        "the trace of a text": lambda: traced(client, middle),
        "the counts": counts,
        "the log's moderators": moderators_to_choose,
        "one decision: approve": lambda: undone(lambda: decide(middle.pk, Action.APPROVE)),
        "one decision: reject": lambda: undone(lambda: decide(middle.pk, Action.REJECT)),
        "one post": lambda: undone(post),
        "control: rows counted by state": lambda: dict(
            Response.objects.order_by().values_list("status").annotate(Count("pk"))
        ),
    }


def _pages(client: Client, middle: Response) -> dict[str, Ask]:
    works = [block.work.slug for block in blocks()]
    queue, log = "/moderation/", "/moderation/log/"
    addresses = {
        "the first page": queue,
        "a later page": f"{queue}?after={middle.pk}",
        "filtered: a text often answered": f"{queue}?work={works[0]}",
        "filtered: a text seldom answered": f"{queue}?work={works[-1]}",
        "filtered: a kind": f"{queue}?kind=new",
        "filtered: a phase": f"{queue}?held_by=links",
        "filtered: a state": f"{queue}?state=held",
        "filtered: an age": f"{queue}?age=week",
        "filtered: a language": f"{queue}?language=es",
        "filtered: claimed by others": f"{queue}?claimed=others",
        "filtered: claimed by nobody": f"{queue}?claimed=nobody",
        "filtered: a language and a phase": f"{queue}?language=es&held_by=links",
        "all decided": f"{queue}?show=decided",
        "searched: a rare word": f"{queue}?search={RARE_WORD}",
        "searched: a word of all": f"{queue}?search={COMMON_WORD}",
        "searched: a name": f"{queue}?search=Reader+{NAMES // 2}",
        "searched: a word of none": f"{queue}?search=nowhere",
        "one item, opened": f"{queue}{middle.pk}/",
        "the log": log,
        "the log: one moderator": f"{log}?by=3",
        "the log: an action": f"{log}?action=remove",
        "the log: a reason": f"{log}?reason={Reason.OFF_TOPIC.value}",
        "the log: a reason never given": f"{log}?reason={Reason.UNLAWFUL.value}",
        "the log: a role that never acted": f"{log}?role={Role.EDITOR.value}",
        "the log: a rule that never acted": f"{log}?rule=flags",
        "the log: a day long ago": f"{log}?since=2020-01-02&until=2020-01-02",
        "the log: one response": f"{log}?response={middle.pk}",
        "the figures": "/figures/",
        "a receipt": f"/receipts/{in_groups(code_of(middle.pk))}/",
    }
    return {name: partial(served, client, address) for name, address in addresses.items()}


def blocks() -> list:
    return list(Block.objects.select_related("work").filter(number=2).order_by("work__order"))


def served(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200, address


def traced(client: Client, middle: Response) -> None:
    sent = {"name": "Ines", "text": "The well is dug by those who drink.", "debate": middle.debate.slug}
    assert client.post("/moderation/screening/trace/", sent).status_code == 200


def undone(act: Ask) -> None:
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def decide(number: int, action: Action) -> None:
    row = Response.objects.select_related("current").get(pk=number)
    change_status(
        response_id=number,
        action=action,
        by=Actor(Role.MODERATOR, 1, "tess.moderator"),
        seen_digest=row.current.digest,
        seen_status=Status(row.status),
        reason=Reason.OFF_TOPIC if action == Action.REJECT else Reason.NONE,
        note="Please look at the rule once more.",
    )


def post() -> None:
    draft = make_draft(name="Ines", stance=NONE, text="The well is dug by those who drink.", reserved=[])
    anchor = make_anchor(subject=paragraph_subject(blocks()[0].work.slug, 2), quote="")
    post_response(anchor=anchor, draft=draft, form_key=f"form {time.perf_counter_ns()}")


def jobs() -> dict[str, Ask]:
    """What reads all of something, so that its time is for all; it is undone."""
    by = Actor(Role.EDITOR, 1, MODERATOR)
    return {
        "verify_log": lambda: list(walk_log(Walk(chain.DECISIONS))),
        "learn_filter": lambda: undone(lambda: learn(by=by)),
        "rescreen, nothing written": lambda: rescreen(dry_run=True),
    }
