"""What people do to one response, each in a browser of their own, by the forms of the site."""

import itertools
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from comments import rules
from comments.domain.receipts import code_for, hash_of, in_groups
from comments.domain.redactions import propose_redaction
from comments.enums import Action, Reason, Role, Status
from comments.models import Decision, Redaction, Response, Revision
from comments.views.signing_in import PROVED_AT
from essays.models import Work
from tests.factories import (
    actor,
    make_appeal,
    make_debate,
    make_edit,
    make_flag,
    make_response,
    make_user,
    make_work,
    redaction_of,
)

TEXT = "Ines, who lives at the mill, digs the well of those who drink."
PASSAGE = "lives at the mill"
#: The list beside the open response is narrowed to what is never there, so that it does not grow.
BESIDE = "?kind=erasure"
REASON = Reason.ENDANGERS.value
numbers = itertools.count(1)


class Stage:
    """The debate, and the people of the desk: two of each role, so that nobody acts against themselves."""

    def __init__(self) -> None:
        self.work: Work = make_work(make_debate())
        names = {
            Role.MODERATOR: ("asta", "bo"),
            Role.EDITOR: ("eda", "egil"),
            Role.ADMINISTRATOR: ("ada", "alf"),
        }
        self.people: dict[Role, list[User]] = {
            role: [make_user(name, role) for name in pair] for role, pair in names.items()
        }
        self.proposer = make_user("pia")
        self.cookies: dict[int, object] = {}
        #: Which two acts each response was for.
        self.cases: dict[str, str] = {}
        for pair in self.people.values():
            for user in pair:
                self.browser(user)

    def browser(self, user: User | None = None) -> Client:
        """Of somebody signed in a moment ago, or of nobody; each of a network of its own."""
        number = next(numbers)
        client = Client(REMOTE_ADDR=f"10.{number // 250 % 250}.{number % 250}.1")
        if user is not None and user.pk not in self.cookies:
            client.force_login(user)
            session = client.session
            session[PROVED_AT] = int(time.time())
            session.save()
            self.cookies[user.pk] = client.cookies.copy()
        if user is not None:
            client.cookies = self.cookies[user.pk].copy()
        return client


@dataclass
class Case:
    """A response as everybody has seen it before the two act."""

    stage: Stage
    response: Response
    code: str
    author: User
    edit: Revision | None = None
    redaction: Redaction | None = None
    decision: Decision | None = None
    appeal: int = 0
    before: list[int] = field(default_factory=list)

    def desk(self, side: int, role: Role = Role.MODERATOR) -> Client:
        return self.stage.browser(self.stage.people[role][side])

    def at_desk(self, name: str, fields: dict, side: int, role: Role = Role.MODERATOR) -> HttpResponse:
        return self.desk(side, role).post(f"/moderation/{self.response.pk}/{name}/{BESIDE}", fields)

    def at_receipt(self, name: str, fields: dict) -> HttpResponse:
        return self.stage.browser().post(f"/receipts/{self.code}/{name}/", fields)

    @property
    def seen(self) -> dict[str, object]:
        return {
            "seen_digest": self.response.current.digest,
            "seen_status": self.response.status,
            "seen_edit": self.edit.pk if self.edit else 0,
        }


def make_case(stage: Stage, status: Status, needs: Collection[str]) -> Case:
    """``needs``: what must be there already: "edit", "redaction", "flags", "appeal", "session"."""
    author = User.objects.create(username=f"reader-{next(numbers)}")
    made = make_response(stage.work, text=TEXT, status=status, author=author)
    key = f"race {made.pk}"
    Response.objects.filter(pk=made.pk).update(receipt_hash=hash_of(code_for(key)))
    case = Case(stage, made, in_groups(code_for(key)), author)
    if "session" in needs:
        stage.browser(author)
    if "edit" in needs:
        case.edit = make_edit(made)
    if "redaction" in needs:
        proposal = redaction_of(made, PASSAGE)
        case.redaction = propose_redaction(response_id=made.pk, by=actor(stage.proposer), proposal=proposal)
    if "flags" in needs:
        make_flag(made)
        make_flag(made)
    if status == Status.REJECTED:
        case.decision = Decision.objects.filter(response=made).latest("id")
    if "appeal" in needs:
        case.appeal = make_appeal(made).pk
    case.response = Response.objects.select_related("current", "proposed").get(pk=made.pk)
    case.before = list(Decision.objects.filter(response=made).values_list("pk", flat=True))
    return case


@dataclass(frozen=True)
class Act:
    """``does(case, side)`` is the request; ``logs``, what is recorded where it is done; ``words``, what was
    typed, to come back where it is not done, and to be kept in a revision where it ``revises``."""

    does: Callable[[Case, int], HttpResponse]
    logs: tuple[Action, ...] = ()
    needs: frozenset[str] = frozenset()
    words: str = ""
    revises: bool = False
    at_a_stretch: bool = False


def _reason_of(action: Action) -> str:
    return REASON if action in rules.NEEDS_REASON else ""


def _note(side: int) -> str:
    return f"A note of side {side}."


def _decides(action: Action, role: Role = Role.MODERATOR) -> Act:
    def does(case: Case, side: int) -> HttpResponse:
        fields = {"action": action.value, "reason": _reason_of(action), "note": _note(side)} | case.seen
        return case.at_desk("decide", fields, side, role)

    return Act(does, (action,), words="A note of side")


def _undoes(case: Case, side: int) -> HttpResponse:
    return case.at_desk("undo", case.seen, side, Role.EDITOR)


def _opens(case: Case, side: int) -> HttpResponse:
    return case.desk(side).get(f"/moderation/{case.response.pk}/{BESIDE}")


def _rejects_together(case: Case, side: int) -> HttpResponse:
    fields = {
        "seen": f"{case.response.pk}:{case.response.current.digest}",
        "seen_status": case.response.status,
        "action": Action.REJECT.value,
        "reason": REASON,
    }
    return case.desk(side).post("/moderation/together/", fields)


def _changes(case: Case, side: int) -> HttpResponse:
    seen = case.response.proposed or case.response.current
    fields = {"text": f"Other words, from tab {side}, about the well.", "name": "Ines", "seen": seen.digest}
    return case.at_receipt("edit", fields | {"status": case.response.status})


def _withdraws(case: Case, side: int) -> HttpResponse:
    seen = {"seen": case.response.current.digest, "status": case.response.status}
    return case.at_receipt("withdraw", seen)


def _withholds(act: str) -> Callable[[Case, int], HttpResponse]:
    def does(case: Case, side: int) -> HttpResponse:
        seen = {"digest": case.response.current.digest, "status": case.response.status}
        fields = {"passages": PASSAGE, "reason": REASON, "act": act, "note": _note(side), **seen}
        return case.at_desk("redact", fields, side)

    return does


def _accepts_redaction(case: Case, side: int) -> HttpResponse:
    return case.at_receipt(f"redactions/{case.redaction.pk}", {"act": "accept"})


def _settles_edit(action: Action) -> Act:
    def does(case: Case, side: int) -> HttpResponse:
        fields = {"action": action.value, "seen_digest": case.edit.digest, "reason": _reason_of(action)}
        return case.at_desk("edit", fields | {"note": _note(side)}, side)

    return Act(does, (action,), frozenset({"edit"}), words="A note of side")


def _flags(case: Case, side: int) -> HttpResponse:
    return case.stage.browser().post(f"/responses/{case.response.pk}/flag/", {"reason": "off-topic"})


def _appeals(case: Case, side: int) -> HttpResponse:
    words = f"An appeal from tab {side}, with its grounds."
    return case.at_receipt("appeal", {"text": words, "decision": case.decision.pk})


def _answers(act: str) -> Callable[[Case, int], HttpResponse]:
    def does(case: Case, side: int) -> HttpResponse:
        return case.at_desk("appeal", {"appeal": case.appeal, "act": act, "note": _note(side)}, side)

    return does


def _erases(case: Case, side: int) -> HttpResponse:
    fields = {"does": "erase", "ground": "Asked for by its author."}
    return case.at_desk("erase", fields, side, Role.ADMINISTRATOR)


def _leaves(case: Case, side: int) -> HttpResponse:
    return case.stage.browser(case.author).post("/account/leave/", {"what": "withdraw"})


APPEALED = frozenset({"appeal"})
OTHER_WORDS = "Other words, from tab"
ACTS: dict[str, Act] = {
    "open": Act(_opens, at_a_stretch=True),
    "approve": _decides(Action.APPROVE),
    "reject": _decides(Action.REJECT),
    "return": _decides(Action.RETURN),
    "hold": _decides(Action.HOLD),
    "remove": _decides(Action.REMOVE),
    "together": Act(_rejects_together, (Action.REJECT,)),
    "undo": Act(_undoes, (Action.UNDO,)),
    "revise": Act(_changes, (Action.REVISE,), words=OTHER_WORDS, revises=True),
    "edit": Act(_changes, (Action.EDIT,), words=OTHER_WORDS, revises=True),
    "withdraw": Act(_withdraws, (Action.WITHDRAW,)),
    "propose": Act(_withholds("propose"), words="A note of side"),
    "redact": Act(_withholds("withhold"), (Action.REDACT,), words="A note of side"),
    "agree": Act(_accepts_redaction, (Action.REDACT,), frozenset({"redaction"})),
    "accept": _settles_edit(Action.ACCEPT),
    "refuse": _settles_edit(Action.REFUSE),
    "flag": Act(_flags, (Action.HOLD,), frozenset({"flags"})),
    "appeal": Act(_appeals, (Action.APPEAL,), words="An appeal from tab"),
    "say": Act(_appeals, (), APPEALED, words="An appeal from tab"),
    "answer": Act(_answers("say"), (), APPEALED, words="A note of side"),
    "uphold": Act(_answers("uphold"), (Action.UPHOLD,), APPEALED, words="A note of side"),
    "reverse": Act(_answers("reverse"), (Action.REVERSE,), APPEALED, words="A note of side"),
    "erase": Act(_erases, (Action.ERASE,)),
    "leave": Act(_leaves, (Action.WITHDRAW,), frozenset({"session"}), at_a_stretch=True),
}
