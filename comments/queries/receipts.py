"""A response as its writer sees it: whatever its state."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from comments.enums import Action, ItemKind, Reason, Role, Status
from comments.markup.passages import Piece, pieces_of
from comments.models import Decision, DecisionMark, Item, Response, Revision
from comments.queries.own_versions import OwnVersion, own_versions, set_aside
from comments.queries.quotation_checks import SHOWN_CHECKS
from comments.queries.reason_texts import reason_texts
from comments.queries.shown import SHOWN_WITH
from comments.queries.subjects import Subject, answered_by
from comments.rules import GRACE, OPEN, in_grace

#: Counting goes no further: beyond, a writer learns no more from the number.
MOST_BEFORE = 500
#: What can wait for a moderator of a response in these states. An edit is of a published one.
AWAITED = {Status.PENDING: ItemKind.NEW, Status.REJECTED: ItemKind.APPEAL, Status.REMOVED: ItemKind.APPEAL}
#: In the place of the code, where the account that sent a response opens its receipt; a number follows.
OWN, MOST_DIGITS = "own-", 15


@dataclass(frozen=True)
class Told:
    """A decision as the author is told of it; ``rule`` are the words of its reason's rule at the time."""

    decision: Decision
    rule: str

    def led_to(self, status: str) -> bool:
        """It changed the state, and to this one."""
        return self.decision.old_status != self.decision.new_status == status


@dataclass(frozen=True)
class Receipt:
    """``code`` as it is addressed. ``told`` are all decisions, the first first. ``before`` is how many
    responses, edits or appeals a moderator reads before what waits of this one, and more than ``MOST_BEFORE``
    stands for all numbers beyond. ``marked`` is the text, cut where a moderator marked it, where it was sent
    back.
    ``set_aside`` are the words of an edit that nobody decided on, because the response was taken away;
    ``versions`` all that do not stand, the latest first.
    ``by_account``: opened by the account that sent it, not by its code."""

    code: str
    response: Response
    subject: Subject
    told: list[Told]
    before: int = 0
    marked: tuple[Piece, ...] = ()
    set_aside: Revision | None = None
    versions: Sequence[OwnVersion] = ()
    by_account: bool = False

    @property
    def revision(self) -> Revision:
        return self.response.current

    @property
    def latest(self) -> Revision:
        """The words that a change starts from: those of the edit that waits, or those that stand."""
        return self.response.proposed or self.response.current

    @property
    def verb(self) -> str:
        """What changing it is called as things stand."""
        if self.response.status == Status.RETURNED:
            return "Revise"
        return "Edit" if self.response.is_published else "Change"

    @property
    def groups(self) -> list[str]:
        """The code in its groups, as it is written down."""
        return self.code.upper().split("-")

    @property
    def is_open(self) -> bool:
        """It waits for a moderator or for its author."""
        return self.response.status in OPEN

    @property
    def can_change(self) -> bool:
        """It can be changed and withdrawn: while it waits, and within the grace after publication."""
        return self.is_open or (
            self.response.is_published and in_grace(self.response.published_at, timezone.now())
        )

    @property
    def can_be_sent_again(self) -> bool:
        """Its words can open the form of a new response to the same."""
        gone = self.response.status in (Status.REJECTED, Status.REMOVED, Status.WITHDRAWN)
        parent = self.response.parent
        return gone and bool(self.revision.text) and (parent is None or parent.is_published)

    @property
    def grace_ends(self) -> datetime | None:
        return self.response.published_at and self.response.published_at + GRACE

    @property
    def is_behind_many(self) -> bool:
        return self.before > MOST_BEFORE

    @property
    def most_before(self) -> int:
        return MOST_BEFORE

    @property
    def was_published(self) -> bool:
        return self.response.published_at is not None

    @cached_property
    def reasoned(self) -> Told | None:
        """The decision that gives the reason for the present state, where it needs one.

        Undoing a release brings a hold back without a reason of its own: the hold's stands. What stays
        published has the refusal of its last edit. Words withheld meanwhile have a reason of their own,
        which stands with them.
        """
        for told in reversed(self.told):
            if self.response.is_published:
                if told.decision.action in (Action.EDIT, Action.ACCEPT, Action.REFUSE):
                    return told if told.decision.action == Action.REFUSE else None
            elif told.led_to(self.response.status) and told.decision.reason != Reason.NONE:
                return told
        return None

    @property
    def is_held_by_rule(self) -> bool:
        """No moderator holds it, but what readers' flags set off."""
        return self.reasoned is not None and self.reasoned.decision.role == Role.RULE

    @property
    def changed(self) -> Decision | None:
        """The change that its author has sent, where nothing was decided since."""
        last = self.told[-1].decision if self.told else None
        return last if last is not None and last.action == Action.REVISE else None

    @property
    def since(self) -> datetime:
        """When it began to wait for the decision that it waits for now."""
        return self.response.waits_since or self.response.submitted_at

    @property
    def last(self) -> Decision | None:
        """What led to the present state."""
        found = [told.decision for told in self.told if told.decision.old_status != told.decision.new_status]
        return found[-1] if found else None

    @property
    def edited(self) -> Decision | None:
        """The edit that waits, as it was sent."""
        if self.response.proposed_id is None:
            return None
        return [told.decision for told in self.told if told.decision.action == Action.EDIT][-1]


def receipt_of(*, code: str, receipt_hash: str) -> Receipt | None:
    """Three queries, one where there is no such receipt; one more while it or its edit waits and where it
    can be appealed, for reasons that were given, for marks, and where words were ever changed; then another
    one where it was ever sent back."""
    return _receipt(code, by_account=False, receipt_hash=receipt_hash)


def own_receipt(*, user_id: int, response_id: int) -> Receipt | None:
    """The same page of a response for the account that sent it, whose code nobody needs. Its address has
    ``own_code``. Queries as of ``receipt_of``, one where it isn't theirs."""
    return _receipt(own_code(response_id), by_account=True, pk=response_id, author_id=user_id)


def own_code(response_id: int) -> str:
    """What stands in the place of the code in the address of a receipt opened by its account; no code has
    this form."""
    return f"{OWN}{response_id}"


def own_number(typed: str) -> int | None:
    """The number of the response in an address made with ``own_code``; None for every other."""
    digits = typed.removeprefix(OWN)
    is_own = digits != typed and digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
    return int(digits) if is_own else None


def _receipt(code: str, *, by_account: bool, **which: object) -> Receipt | None:
    rows = Response.objects.select_related(
        *SHOWN_WITH, "parent__current", "proposed__stance_formulation"
    ).prefetch_related(SHOWN_CHECKS)
    waiting = Item.objects.open().filter(response=OuterRef("pk"), kind=ItemKind.NEW)
    response = rows.filter(**which).annotate(waits_since=Subquery(waiting.values("opened_at")[:1])).first()
    if response is None:
        return None
    decisions = list(Decision.objects.filter(response=response).order_by("id"))
    texts = reason_texts(decisions)
    receipt = Receipt(
        code=code,
        response=response,
        subject=answered_by(response),
        told=[Told(each, texts.get((each.policy_version, each.reason), "")) for each in decisions],
        before=_before(response),
        by_account=by_account,
    )
    versions = own_versions(response, decisions)
    return replace(
        receipt,
        marked=_marked(response, receipt.reasoned),
        set_aside=set_aside(response, decisions, versions),
        versions=versions,
    )


def _before(response: Response) -> int:
    """How many of its kind came before what waits of this one, up to one more than ``MOST_BEFORE``; 0 where
    nothing does. One query, none for what cannot wait.

    New responses, edits and appeals are each counted along their own range of an index, which ends at the
    limit: a number kept for each item would have to be changed in all later ones with each decision.
    """
    kind = ItemKind.EDIT if response.proposed_id else AWAITED.get(Status(response.status))
    if kind is None:
        return 0
    own = Item.objects.open().filter(response=response, kind=kind).values("opened_at")
    waiting = Item.objects.open().filter(kind=kind, opened_at__lt=Subquery(own[:1]))
    if kind == ItemKind.NEW:
        waiting = waiting.filter(state=Status.PENDING)
    return waiting.order_by()[: MOST_BEFORE + 1].count()


def _marked(response: Response, reasoned: Told | None) -> tuple[Piece, ...]:
    """The text that was sent back, cut at its marks. Whatever brings other words ends that state."""
    if reasoned is None or reasoned.decision.action != Action.RETURN:
        return ()
    marks = DecisionMark.objects.filter(decision=reasoned.decision).values_list("start", "end")
    spans = list(marks.order_by("start"))
    return pieces_of(response.current.text, spans) if spans else ()
