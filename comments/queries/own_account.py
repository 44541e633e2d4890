"""What readers with an account see of their own: their responses, and their names in the debates."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from comments.enums import AppealState, RedactionState, Role, Status
from comments.models import AppealMessage, DebateName, Decision, Redaction, Response
from comments.queries.labels import label_of
from comments.queries.receipts import own_code
from comments.queries.shown import SHOWN_WITH
from comments.rules import OPEN
from essays.models import Debate

PAGE = 50


@dataclass(frozen=True)
class OwnResponse:
    """A line of the list. ``code`` is what addresses its receipt for the account; ``asks`` what the
    moderators ask of its author, in sentences, none as a rule."""

    number: int
    code: str
    on: str
    debate: Debate
    name: str
    state: str
    is_published: bool
    is_open: bool
    submitted_at: datetime
    url: str
    asks: list[str]


@dataclass(frozen=True)
class OwnPage:
    """``before`` continues the list; 0 at its end."""

    rows: list[OwnResponse]
    before: int


@dataclass(frozen=True)
class NameIn:
    """The name that an account puts under its responses in a debate; empty: none is set."""

    debate: Debate
    name: str


def own_responses(user_id: int, *, before: int = 0) -> OwnPage:
    """Newest first, 50 a page. One query."""
    rows = _with_questions(Response.objects.filter(author_id=user_id).select_related(*SHOWN_WITH))
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    return OwnPage([_row(each) for each in shown], before=shown[-1].pk if len(found) > PAGE else 0)


def names_of(user_id: int) -> list[NameIn]:
    """Every debate with the account's name in it. Two queries."""
    names = dict(DebateName.objects.filter(user_id=user_id).values_list("debate_id", "name"))
    return [NameIn(debate, names.get(debate.pk, "")) for debate in Debate.objects.order_by("pk")]


def name_in(user_id: int | None, debate: Debate) -> str:
    """What the form of a response begins with; empty for who isn't signed in, without a query. One query."""
    if user_id is None:
        return ""
    return (
        DebateName.objects.filter(user_id=user_id, debate=debate).values_list("name", flat=True).first() or ""
    )


def debate_named(slug: str) -> Debate | None:
    """One query."""
    return Debate.objects.filter(slug=slug).first()


def _with_questions(rows: QuerySet[Response]) -> QuerySet[Response]:
    """Each with what its author may be asked: three subqueries, no query of their own."""
    held = Decision.objects.filter(response_id=OuterRef("pk"), new_status=Status.HELD).order_by("-id")
    said = AppealMessage.objects.filter(appeal__response=OuterRef("pk"), appeal__state=AppealState.OPEN)
    about_what_stands = Q(state=RedactionState.PROPOSED, revision=OuterRef("current"))
    redactions = Redaction.objects.filter(response=OuterRef("pk"))
    return rows.annotate(
        held_by=Subquery(held.values("role")[:1]),
        said_last_by=Subquery(said.order_by("-id").values("role")[:1]),
        is_asked_to_agree=Exists(redactions.filter(Q(state=RedactionState.URGENT) | about_what_stands)),
    )


def _asks(response: Response) -> list[str]:
    asks = []
    if response.status == Status.RETURNED:
        asks.append("The moderators ask you to revise it.")
    if response.status == Status.HELD and response.held_by != Role.RULE:
        asks.append("The moderators ask you for something.")
    if response.is_asked_to_agree:
        asks.append("The moderators ask whether you agree that words are withheld.")
    if response.said_last_by not in (None, Role.AUTHOR):
        asks.append("A moderator has written to you in your appeal.")
    return asks


def _row(response: Response) -> OwnResponse:
    return OwnResponse(
        number=response.pk,
        code=own_code(response.pk),
        on=label_of(response),
        debate=response.debate,
        name=response.current.name,
        state=response.get_status_display(),
        is_published=response.is_published,
        is_open=response.status in OPEN,
        submitted_at=response.submitted_at,
        url=response.url_in_place,
        asks=_asks(response),
    )
