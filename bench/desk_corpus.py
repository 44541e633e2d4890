"""A desk as it is after years: so many responses that wait, so many decisions behind them.

The same at every run: who waits, where, for how long, in which words and languages, and how the others were
decided come from one fixed seed. Rows are inserted in bulk, and then are what the site's own functions would
have written: the decisions' seals follow each other, items and counts are those of the responses, and what
``manage.py verify --mend`` recounts is recounted by it. ``faults`` asks ``manage.py verify``'s checks.
Each batch is a transaction, so that filling that was stopped goes on where it was.
"""

import hashlib
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, count, islice

from django.db import models, transaction

from bench.thread_data import let_numbers_go_on
from comments import paths, rules
from comments.domain import chain
from comments.domain.checking.storing import VERSION
from comments.domain.drafts import name_digest, words_digest
from comments.domain.receipts import code_for, hash_of
from comments.domain.verifying import CHECKS, MENDS
from comments.enums import Action, ItemKind, Reason, Role, Stance, Status, Target
from comments.markup import plain
from comments.models import (
    CheckedRevision,
    Decision,
    DecisionNote,
    Item,
    ItemCount,
    LogHead,
    Response,
    Revision,
    StatusCount,
)
from essays.models import Block

#: How responses are decided, and how often: the actions that lead from pending to where they stay.
WAYS: dict[tuple[Action, ...], int] = {
    (Action.APPROVE,): 60,
    (Action.REJECT,): 20,
    (Action.APPROVE, Action.REMOVE): 5,
    (Action.HOLD, Action.RELEASE, Action.APPROVE): 5,
    (Action.RETURN, Action.REVISE, Action.APPROVE): 5,
    (Action.WITHDRAW,): 5,
}
#: Of those that wait: most untouched, some held or sent back, some let back into the queue.
WAITING_WAYS: dict[tuple[Action, ...], int] = {
    (): 80,
    (Action.HOLD, Action.RELEASE): 10,
    (Action.HOLD,): 4,
    (Action.SECURE,): 2,
    (Action.RETURN,): 4,
}
LANGUAGES = {"en": 80, "de": 12, "fr": 6, "es": 2}
PHASES = {"": 70, "newcomers": 12, "word list": 8, "links": 6, "repeated text": 4}
NAMES = 400
VOCABULARY = 8000
#: One response in so many answers the seldom-answered text; one in so many has the rare word.
SELDOM, RARE_IN = 500, 700
RARE_WORD, COMMON_WORD = "xylograph", "the"
NOTE = "Please look at the rule once more."
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
BATCH = 1000
#: Columns of an item that say where its response hangs.
COPIED = [each.attname for each in Item._meta.concrete_fields if each.attname in ("work_id", "other_work_id")]


@dataclass(frozen=True)
class Plan:
    """A response to be made: what was done to it, when it was sent, and its words."""

    number: int
    block: Block
    way: tuple[Action, ...]
    sent_at: datetime
    name: str
    text: str
    language: str
    held_by: str

    @property
    def statuses(self) -> list[Status]:
        """The status before and after each action."""
        found = [Status.PENDING]
        for action in self.way:
            found.append(rules.status_after(found[-1], action))
        return found

    @property
    def seals(self) -> dict[str, str]:
        """The columns by which the words are proved. The salt is no secret here: each run makes the same."""
        salt = f"{self.number:032x}"
        name = name_digest(self.name, salt)
        return {"salt": salt, "name_digest": name, "digest": words_digest(name, Stance.NONE.value, self.text)}

    def at(self, step: int) -> datetime:
        """When the action of that place was done."""
        return self.sent_at + timedelta(hours=2 + step)


Progress = Callable[[str], object]


def fill(
    blocks: list[Block],
    *,
    waiting: int,
    decisions: int,
    progress: Progress = lambda line: None,
    seed: int = 1,
) -> None:
    """A desk of ``waiting`` responses that wait, and ``decisions`` decisions, where none or a part of them
    is there: what is there is of the same call.

    The last of ``blocks`` is seldom answered, the others alike. Responses that are decided come first.
    """
    chance = random.Random(seed)
    plans = list(_plans(blocks, waiting, decisions, chance))
    there = Response.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    for part in _batches(plans[there:]):
        with transaction.atomic():
            Response.objects.bulk_create([_response(plan) for plan in part])
            Revision.objects.bulk_create([_revision(plan) for plan in part])
            Item.objects.bulk_create([_item(plan) for plan in part])
            CheckedRevision.objects.bulk_create(
                CheckedRevision(revision_id=plan.number, texts=VERSION) for plan in part
            )
            Response.objects.filter(current=None).update(current_id=models.F("pk"))
        progress(f"{part[-1].number:,} of {len(plans):,} responses")
    _decide(plans, progress)
    _count(plans)
    let_numbers_go_on(Response, Revision, Item, Decision)
    for number, mend in enumerate(MENDS, 1):
        progress(f"recounting, {number} of {len(MENDS)}")
        mend()


def code_of(number: int) -> str:
    """The code of a response's receipt."""
    return code_for(f"form {number}")


def faults() -> list[str]:
    """What the site's own checks find wrong: nothing, or the corpus is no desk."""
    return [f"{name}: {fault}" for name, check in CHECKS for fault in check()]


def _plans(blocks: list[Block], waiting: int, decisions: int, chance: random.Random) -> Iterator[Plan]:
    words = [f"w{number}" for number in range(VOCABULARY)]
    weights = list(accumulate(1 / number for number in range(1, VOCABULARY + 1)))
    still = [_pick(WAITING_WAYS, chance) for _ in range(waiting)]
    behind = sum(map(len, still))
    done: list[tuple[Action, ...]] = []
    while behind < decisions:
        way = _pick(WAYS, chance)
        done.append(way if behind + len(way) <= decisions else (Action.APPROVE,))
        behind += len(done[-1])
    for number, way in zip(count(1), [*done, *still]):
        chosen = chance.choices(words, cum_weights=weights, k=chance.randint(30, 120))
        if number % RARE_IN == 0:
            chosen[len(chosen) // 2] = RARE_WORD
        yield Plan(
            number=number,
            block=blocks[-1] if number % SELDOM == 0 else chance.choice(blocks[:-1]),
            way=way,
            sent_at=BEGAN + timedelta(minutes=20 * number),
            name=f"Reader {chance.randrange(NAMES)}",
            text=f"{COMMON_WORD} {' '.join(chosen)}",
            language=_pick(LANGUAGES, chance),
            held_by=_pick(PHASES, chance),
        )


def _batches(rows: Iterable) -> Iterator[list]:
    rest = iter(rows)
    while part := list(islice(rest, BATCH)):
        yield part


def _pick(choices: dict, chance: random.Random) -> object:
    return chance.choices(list(choices), weights=list(choices.values()))[0]


def _response(plan: Plan) -> Response:
    block, statuses = plan.block, plan.statuses
    published = statuses.index(Status.PUBLISHED) if Status.PUBLISHED in statuses else None
    path = paths.child("", plan.number)
    return Response(
        pk=plan.number,
        debate_id=block.work.debate_id,
        work_id=block.work_id,
        block=block,
        work_version=block.work.version,
        block_hash=block.text_hash,
        target=Target.PARAGRAPH,
        root_id=plan.number,
        path=path,
        depth=paths.depth(path),
        status=statuses[-1],
        form_key=hashlib.sha256(f"form {plan.number}".encode()).hexdigest(),
        receipt_hash=hash_of(code_of(plan.number)),
        submitted_at=plan.sent_at,
        published_at=plan.at(published - 1) if published else None,
    )


def _revision(plan: Plan) -> Revision:
    return Revision(
        pk=plan.number,
        response_id=plan.number,
        number=1,
        name=plan.name,
        stance=Stance.NONE,
        text=plan.text,
        html=plain.render_plain(plan.text),
        renderer=plain.VERSION,
        **plan.seals,
        language=plan.language,
        created_at=plan.sent_at,
    )


def _item(plan: Plan) -> Item:
    """Why it waits, or waited until it was first decided for good."""
    is_open = plan.statuses[-1] in rules.OPEN
    return Item(
        response_id=plan.number,
        kind=ItemKind.NEW,
        debate_id=plan.block.work.debate_id,
        state=plan.statuses[-1] if is_open else Status.PENDING,
        held_by=plan.held_by,
        language=plan.language,
        opened_at=plan.sent_at,
        closed_at=None if is_open else plan.at(len(plan.way) - 1),
        **{name: plan.block.work_id if name == "work_id" else None for name in COPIED},
    )


def _decide(plans: list[Plan], progress: Progress) -> None:
    """All decisions in the order of their times, each sealed over the one before; from the log's head on."""
    head, _ = LogHead.objects.get_or_create(pk=chain.DECISIONS)
    steps = sorted(_steps(plans), key=lambda each: (each[1].at, each[0].number))
    for part in _batches(steps[head.rows :]):
        decisions = []
        for _, decision in part:
            head.seal = decision.seal = chain.seal_of(
                head.seal, chain.sealed_values(chain.DECISIONS, decision)
            )
            head.rows = decision.pk = head.rows + 1
            decisions.append(decision)
        with transaction.atomic():
            Decision.objects.bulk_create(decisions)
            DecisionNote.objects.bulk_create(
                DecisionNote(decision=decision, text=NOTE) for decision in decisions if decision.note_digest
            )
            head.save()
        progress(f"{head.rows:,} of {len(steps):,} decisions")


def _steps(plans: list[Plan]) -> Iterator[tuple[Plan, Decision]]:
    digest = chain.digest_of(NOTE)
    for plan in plans:
        statuses = plan.statuses
        for step, action in enumerate(plan.way):
            is_own = action in rules.RULES[Role.AUTHOR]
            is_reasoned = action in rules.NEEDS_REASON
            yield (
                plan,
                Decision(
                    response_id=plan.number,
                    old_status=statuses[step].value,
                    new_status=statuses[step + 1].value,
                    action=action.value,
                    reason=Reason.OFF_TOPIC.value if is_reasoned else "",
                    note_digest=digest if is_reasoned else "",
                    role=(Role.AUTHOR if is_own else Role.MODERATOR).value,
                    actor_id=None if is_own else plan.number % 7,
                    actor_name="" if is_own else f"moderator {plan.number % 7}",
                    revision=1,
                    revision_digest=plan.seals["digest"],
                    policy_version=rules.FIRST_POLICY_VERSION,
                    at=plan.at(step),
                ),
            )


def _count(plans: list[Plan]) -> None:
    states = Counter(plan.statuses[-1] for plan in plans)
    for status, number in states.items():
        StatusCount.objects.update_or_create(pk=status, defaults={"number": number})
    waiting = sum(number for status, number in states.items() if status in rules.OPEN)
    ItemCount.objects.update_or_create(pk=ItemKind.NEW, defaults={"number": waiting})
