"""Draws what the open response is shown with: the forms beside it, each rendered once for all responses that
it is the same for, and filled.

Only forms that nothing was sent with, and only by facts that say nothing of anybody. Whatever is out of the
common (an error, a conflict of interest, a redaction, notes) has no mould, and is rendered for its page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import SimpleNamespace

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString

from comments.enums import Action, DeskAct, Distress, Role, Target
from comments.forms.moderation import DecisionForm
from comments.models import Claim
from comments.queries.accounts import Desk
from comments.queries.desk_notes import notes_of
from comments.queries.item_context import SameName
from comments.queries.reviews import Review
from comments.templatetags.desk import left
from comments.views.drawing_rows import address_of_review
from essays.page_keys import TEXTS
from masslinesite.moulds import Mould, Slot, kept_unless_debugging, small_mould
from masslinesite.pieces import gathered

PARTIALS = "comments/desk/partials/"
#: Stands for a response's number while a mould is made, also in the addresses of forms. No row has it.
ANY = 10**17 + 19
#: Paragraphs that are kept drawn at a time; when there are more, it begins anew.
KEPT = 300
Keys = tuple[tuple[DeskAct, str], ...]
#: What a text can be covered for, with its words.
DISTRESS_KINDS = tuple((kind.value, kind.label) for kind in Distress if kind)


@dataclass(frozen=True)
class Place:
    """Where the forms lead: the response, the query string of the list beside it, the page's token, and
    whether the form of the decision is on the page, whose fields go with theirs."""

    number: int
    address: str
    token: str
    decides: bool

    @property
    def slots(self) -> dict[str, object]:
        return {"number": self.number, "address": escape(self.address), "token": self.token}


def _mould(name: str, context: Mapping[str, object]) -> Mould:
    """Of a part with forms for any response."""
    own = {"address": Slot("address"), "csrf_token": Slot("token")}
    text = render_to_string(f"{PARTIALS}{name}", {**context, **own})
    return Mould.of(text.replace(str(ANY), str(Slot("number"))))


def _any_review(**facts: object) -> SimpleNamespace:
    return SimpleNamespace(response=SimpleNamespace(pk=ANY), refusal="", **facts)


def decides_on(review: Review, desk: Desk, claim: Claim | None) -> bool:
    """The form of the decision is on the page, so that what is typed there goes along with the others."""
    is_others = claim is not None and claim.holder_id != desk.user_id
    return bool(review.actions) and not review.refusal and not is_others


def drawn_forms(
    review: Review,
    desk: Desk,
    place: Place,
    *,
    keys: Mapping[DeskAct, str],
    seen: Mapping[str, object],
) -> dict[str, SafeString]:
    """The forms of an open response that nothing was sent with, by name: those that there are moulds of. No
    query."""
    drawn = {"cover": _cover(review, desk, place)}
    if review.redress.redactions == [] and not review.refusal:
        flags = review.redress.flags
        redact = _redact(review.redress.can_redact, bool(flags and flags.waiting))
        words = {"digest": review.current.digest, "status": review.response.status}
        drawn["redaction"] = redact.fill(place.slots | words)
    if not review.notes.notes and review.response.author_id != desk.user_id:
        drawn["notes"] = _no_notes(place.decides).fill(place.slots)
    if place.decides and not review.exemption:
        decide = _decide(
            tuple(review.actions),
            desk.role,
            review.notes.asked_by_me,
            review.redress.asks_author,
            tuple(keys.items()),
        )
        drawn["decide"] = decide.fill(place.slots | seen)
    return drawn


@kept_unless_debugging
def _decide(
    actions: tuple[Action, ...], role: Role, asked_by_me: bool, asks_author: bool, keys: Keys
) -> Mould:
    review = _any_review(
        actions=actions,
        can_return=Action.RETURN in actions,
        exemption=None,
        notes=SimpleNamespace(asked_by_me=asked_by_me),
        redress=SimpleNamespace(asks_author=asks_author),
    )
    context = {
        "review": review,
        "request": SimpleNamespace(desk=SimpleNamespace(role=role)),
        "decision_form": unsent_decision(),
        "seen": {name: Slot(name) for name in ("digest", "status", "edit")},
        "keys": dict(keys),
    }
    return _mould("_decide.html", context)


@kept_unless_debugging
def unsent_decision() -> DecisionForm:
    """The form as it is before anything is sent; not to be changed."""
    return DecisionForm(initial={"open_next": True})


@kept_unless_debugging
def _redact(can_redact: bool, is_flagged: bool) -> Mould:
    flags = SimpleNamespace(waiting=is_flagged)
    review = _any_review(
        redress=SimpleNamespace(redactions=[], can_redact=can_redact, flags=flags),
        current=SimpleNamespace(digest=Slot("digest")),
    )
    review.response.status = Slot("status")
    return _mould("_review_redaction.html", {"review": review, "decision_form": unsent_decision()})


def _cover(review: Review, desk: Desk, place: Place) -> SafeString:
    is_own = review.response.author_id == desk.user_id
    covering = _covering(is_own, review.items.waits, bool(review.items.cover), place.decides)
    return covering.fill(place.slots)


@kept_unless_debugging
def _covering(is_own: bool, waits: bool, is_covered: bool, decides: bool) -> Mould:
    review = _any_review(items=SimpleNamespace(waits=waits, cover=is_covered))
    review.response.author_id = 1
    who = SimpleNamespace(desk=SimpleNamespace(user_id=1 if is_own else 2))
    context = {"review": review, "request": who, "distress_kinds": DISTRESS_KINDS, "decides": decides}
    return _mould("_cover.html", context)


@kept_unless_debugging
def _no_notes(decides: bool) -> Mould:
    return _mould("_notes.html", {"notes": notes_of(ANY, [], 0), "decides": decides})


def drawn_claim(
    claim: Claim | None,
    desk: Desk,
    place: Place,
    *,
    claimable: bool,
    keys: Mapping[DeskAct, str],
    claimed: bool = False,
    refusal: str = "",
) -> SafeString:
    """The line about whose the response is. ``claimable``: opening it takes it; ``claimed``: one's own act
    has just made it so; ``refusal``: why what was asked was not done. No query."""
    is_own = claim is not None and claim.holder_id == desk.user_id
    whose = "" if claim is None else "own" if is_own else "another's"
    extend = keys.get(DeskAct.EXTEND, "")
    mould = _claim(whose, claimable, claimed, bool(refusal), desk.role, extend, place.decides)
    told = {"refusal": escape(refusal)}
    if claim is not None:
        told |= {
            "ends_exactly": claim.ends_at.isoformat(),
            "ends": f"{claim.ends_at:%H:%M}",
            "left": left(claim.ends_at),
            "taken_exactly": claim.taken_at.isoformat(),
            "taken": f"{claim.taken_at:%H:%M}",
            "holder": escape(claim.holder.username),
        }
    return mould.fill(place.slots | told)


@kept_unless_debugging
def _claim(
    whose: str, claimable: bool, claimed: bool, is_refused: bool, role: Role, extend: str, decides: bool
) -> Mould:
    times = ("ends_exactly", "ends", "left", "taken_exactly", "taken", "holder")
    context = {
        "number": ANY,
        "whose": whose,
        "claimable": claimable,
        "claimed": claimed,
        "refusal": Slot("refusal", is_refused),
        "request": SimpleNamespace(desk=SimpleNamespace(role=role)),
        "extend": extend,
        "decides": decides,
    }
    return _mould("_claim.html", context | {name: Slot(name) for name in times})


def drawn_named(named: SameName) -> list[SafeString]:
    """The links to the responses under the same name, by group. No query."""
    mould = small_mould(f"{PARTIALS}_link.html", url=1, number=1)
    return [
        SafeString(
            "".join([mould.fill({"url": address_of_review(each), "number": each}) for each in group.numbers])
        )
        for group in named.groups
    ]


def drawn_answered(review: Review) -> SafeString | str:
    """What it answers, where that is a paragraph as a whole which reads as it did then: drawn once until the
    texts change. Empty where it is anything else. What ``piece`` asks."""
    response = review.response
    is_whole = response.target == Target.PARAGRAPH and not response.span_exact
    if response.parent_id or not is_whole or response.paragraph_has_changed:
        return ""
    kept = gathered("paragraphs at the desk", TEXTS, most=KEPT, each=3_000)
    drawn = kept.get(response.block_id)
    if drawn is None:
        drawn = render_to_string(f"{PARTIALS}_answered.html", {"review": review})
        kept.keep({response.block_id: drawn})
    return drawn
