"""Proof that what is counted and recorded about responses agrees with the responses themselves.

``manage.py verify`` runs ``CHECKS``, and with ``--mend`` first ``MENDS``, which recount what is only
counted and look quotations up anew. The record of decisions is never mended: where it disagrees,
somebody has to look.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby

from django.db import connection, transaction

from comments import paths, rules
from comments.append_only import find_missing_triggers
from comments.domain.checking.storing import check_due
from comments.domain.desk_index import find_wrong_desk_entries, index_desk_anew
from comments.domain.erasing import find_remains
from comments.domain.figures.counting import find_wrong_figures
from comments.domain.indexing import find_wrong_entries, recount_entries
from comments.domain.policy_seals import find_wrong_policies
from comments.domain.recounting import find_wrong_item_counts, find_wrong_items, mend_items, recount
from comments.domain.tallies import scopes_of
from comments.domain.verifying_log import find_broken_seals
from comments.domain.verifying_words import find_words_shown_otherwise, find_wrong_revisions
from comments.domain.waiting import tried_again
from comments.enums import Action, ItemKind, Status
from comments.models import Decision, Item, QuotationCheck, Response, Tally

SCOPED = (
    "debate",
    "work",
    "block",
    "other_work",
    "other_block",
    "link",
    "formulation",
    "question",
    "position",
)


def published_by_scope() -> dict[str, tuple[int, int]]:
    """Published responses of each scope that has any, and the threads that they stand in."""
    responses: Counter[str] = Counter()
    roots: defaultdict[str, set[int]] = defaultdict(set)
    for response in Response.objects.published().order_by("id").iterator():
        for scope in scopes_of(response):
            responses[scope] += 1
            roots[scope].add(response.root_id)
    return {scope: (number, len(roots[scope])) for scope, number in responses.items()}


def published_below() -> Counter[str]:
    """Published responses below each path that has any."""
    below: Counter[str] = Counter()
    for path in Response.objects.published().order_by("id").values_list("path", flat=True).iterator():
        below.update(paths.ancestors(path))
    return below


def find_wrong_tallies() -> Iterator[str]:
    counted = published_by_scope()
    stored = {tally.scope: (tally.responses, tally.threads) for tally in Tally.objects.all()}
    for scope in sorted(counted | stored):
        kept, there = stored.get(scope, (0, 0)), counted.get(scope, (0, 0))
        if kept != there:
            yield f"{scope}: counted {kept[0]} responses, {kept[1]} threads; there are {there[0]}, {there[1]}"


def find_wrong_reply_counts() -> Iterator[str]:
    below = published_below()
    for response in Response.objects.order_by("id").only("path", "reply_count").iterator():
        if response.reply_count != below[response.path]:
            yield f"{response}: counted {response.reply_count} replies, there are {below[response.path]}"


def find_misplaced_responses() -> Iterator[str]:
    for response in Response.objects.select_related("parent").order_by("id").iterator():
        parent = response.parent
        if response.path != paths.child(parent.path if parent else "", response.pk):
            yield f"{response}: its path is not that of a reply to what it answers"
        elif (response.depth, response.root_id) != (
            paths.depth(response.path),
            paths.numbers(response.path)[0],
        ):
            yield f"{response}: its depth or its thread's first response is not that of its path"
        elif parent and any(
            getattr(response, f"{kind}_id") != getattr(parent, f"{kind}_id") for kind in SCOPED
        ):
            yield f"{response}: it hangs on something else than what it answers"


def find_replies_above_nothing() -> Iterator[str]:
    """A published reply stands under a response that is published, or was."""
    under = Response.objects.published().exclude(parent=None).filter(parent__published_at=None)
    for response in under.select_related("parent").order_by("id").iterator():
        yield f"{response}: published, while {response.parent} which it answers is {response.parent.status}"


def find_broken_records() -> Iterator[str]:
    """Decisions lead in steps that the rules allow from pending to what each response is."""
    decisions = Decision.objects.order_by("response_id", "id").iterator()
    chains = {number: list(rows) for number, rows in groupby(decisions, lambda row: row.response_id)}
    for response in Response.objects.order_by("id").only("status").iterator():
        chain = chains.pop(response.pk, [])
        status, before = Status.PENDING, None
        for decision in chain:
            if decision.old_status != status or not _is_allowed(decision, before):
                yield f"{response}: decision {decision.pk} does not follow from what was before it"
            status, before = decision.new_status, decision
        if response.status != status:
            yield f"{response}: it is {response.status}, its decisions say {status}"
    for number in chains:
        yield f"R {number}: decisions on it are recorded, and it is not there"


def find_wrong_words() -> Iterator[str]:
    """The words that stand, and those of an edit that waits, are those that the decisions say."""
    decisions = Decision.objects.order_by("response_id", "id").iterator()
    said = {number: words_said(rows) for number, rows in groupby(decisions, lambda row: row.response_id)}
    edits = set(Item.objects.open().filter(kind=ItemKind.EDIT).values_list("response_id", flat=True))
    rows = Response.objects.select_related("current", "proposed").order_by("id")
    for response in rows.iterator():
        current, proposed = said.get(response.pk, (1, 0))
        if response.current is None or response.current.number != current:
            yield f"{response}: its current revision is not the one that its decisions say"
        if (response.proposed.number if response.proposed else 0) != proposed:
            yield f"{response}: the edit that waits is not the one that its decisions say"
        elif (response.pk in edits) != bool(proposed):
            yield f"{response}: an edit waits without its item, or an item without its edit"


def words_said(decisions: Iterable[Decision]) -> tuple[int, int]:
    """The numbers of the revision that stands and of the edit that waits, 0 for none, after ``decisions``
    on one response. All but edits and their refusals name the revision that stands from then on."""
    current, proposed = 1, 0
    for decision in decisions:
        if decision.action == Action.EDIT:
            proposed = decision.revision if decision.revision != current else 0
            continue
        if decision.action != Action.REFUSE:
            current = decision.revision
        if decision.new_status != Status.PUBLISHED or decision.action in (Action.ACCEPT, Action.REFUSE):
            proposed = 0
    return current, proposed


def find_wrong_quotations() -> Iterator[str]:
    """Quotations are recorded as they were typed, where they stand in texts as these are now."""
    current = Response.objects.values("current_id")
    rows = QuotationCheck.objects.filter(revision__in=current).select_related("revision", "block")
    for check in rows.order_by("revision_id", "order").iterator():
        if check.revision.text[check.start : check.end] != check.exact:
            yield f"{check.revision}: quotation {check.order} is not what was typed there"
        elif check.block_has_changed:
            yield f"{check.revision}: quotation {check.order} was looked up in words that have changed"


@tried_again
def recount_tallies() -> None:
    """Every tally as the responses say. Locks out decisions while it counts."""
    with transaction.atomic():
        list(Tally.objects.order_by("scope").select_for_update())
        Tally.objects.all().delete()
        Tally.objects.bulk_create(
            Tally(scope=scope, responses=responses, threads=threads)
            for scope, (responses, threads) in published_by_scope().items()
        )


@tried_again
def recount_replies() -> None:
    """Every count of replies as the responses say. They are locked first, so none changes meanwhile."""
    with transaction.atomic():
        rows = Response.objects.order_by("path").only("path", "reply_count").select_for_update(no_key=True)
        locked = list(rows)
        below = published_below()
        for response in locked:
            if response.reply_count != below[response.path]:
                Response.objects.filter(pk=response.pk).update(reply_count=below[response.path])


def _is_allowed(decision: Decision, before: Decision | None) -> bool:
    last = before and (Status(before.old_status), Action(before.action))
    try:
        after = rules.status_after(Status(decision.old_status), Action(decision.action), last=last)
    except rules.NotAllowed:
        return False
    return after == decision.new_status


CHECKS: tuple[tuple[str, Callable[[], Iterable[str]]], ...] = (
    ("tallies", find_wrong_tallies),
    ("counts of replies", find_wrong_reply_counts),
    ("places in threads", find_misplaced_responses),
    ("published replies", find_replies_above_nothing),
    ("records of decisions", find_broken_records),
    ("seals of the logs", find_broken_seals),
    ("guards of the record", partial(find_missing_triggers, connection)),
    ("house rules", find_wrong_policies),
    ("revisions", find_wrong_revisions),
    ("words as they are shown", find_words_shown_otherwise),
    ("erasures", find_remains),
    ("words that stand", find_wrong_words),
    ("what waits", find_wrong_items),
    ("counts of the desk", find_wrong_item_counts),
    ("figures of the months", find_wrong_figures),
    ("index of the search", find_wrong_entries),
    ("index of the desk's search", find_wrong_desk_entries),
    ("quotations", find_wrong_quotations),
)
MENDS: tuple[Callable[[], object], ...] = (
    recount_tallies,
    recount_replies,
    mend_items,
    recount,
    recount_entries,
    index_desk_anew,
    check_due,
)
