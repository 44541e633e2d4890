"""Plain makers of records. What the domain decides goes through the domain."""

import hashlib
import itertools
import time
from dataclasses import replace
from datetime import date, timedelta

import pyotp
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from comments import paths
from comments.domain.accounts import make_account
from comments.domain.appeals import open_appeal
from comments.domain.checking.storing import Survey
from comments.domain.claims import CLAIM_FOR
from comments.domain.desk_index import index_for_desk
from comments.domain.drafts import Draft, make_draft
from comments.domain.edits import edit_response
from comments.domain.erasing import erase_response
from comments.domain.factors import begin_authenticator, confirm_authenticator
from comments.domain.flags import flag_response, sender_of
from comments.domain.items import follow_status
from comments.domain.moderation import AUTHOR, Actor, change_status
from comments.domain.redactions import Proposal
from comments.domain.screening.answers import Sent
from comments.domain.screening.gathering import Source
from comments.domain.screening.rulebook import current_rules, save_rules
from comments.domain.screening.running import Screened, screen, store_screening
from comments.domain.screening.settings import Rules
from comments.enums import Action, Disclosure, FlagReason, Measure, Reason, Role, Stance, Status, Target
from comments.markup import plain
from comments.markup.excerpts import plain_text
from comments.models import Appeal, Claim, Decision, FigureMonth, Response, Revision
from comments.queries.stances import NONE, StanceOption, option_value
from comments.rules import APPEALABLE, GRACE, NEEDS_REASON, REASON_TEXTS, RULES
from comments.views.signing_in import PROVED_AT
from essays.domain.loading.shingles import write_shingles
from essays.domain.searching.texts import index_debate
from essays.enums import (
    AuthorKind,
    BlockKind,
    Direction,
    Ground,
    LinkKind,
    LinkOrigin,
    LinkStatus,
    PositionStatus,
    WorkKind,
)
from essays.models import Author, Block, Debate, Formulation, Link, Position, Question, Voice, Work

PASSWORD = "a well beside the road"
numbers = itertools.count(1)
NO_QUOTATIONS = Survey((), "")


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def make_debate(slug: str = "wells") -> Debate:
    return Debate.objects.create(
        slug=slug, name="The Wells", headline="Who digs the well?", summary="Two villages."
    )


def make_work(debate: Debate, *, siglum: str = "A", slug: str = "", blocks: int = 3) -> Work:
    """A work of ``blocks`` paragraphs, each in words of its own, which a search finds."""
    number = debate.works.count() + 1
    author = Author.objects.create(
        debate=debate, slug=f"author-{number}", name="N. Brook", kind=AuthorKind.PERSON
    )
    texts = [
        f"Paragraph {order} of {siglum}: whoever drinks from the well should help to dig it."
        for order in range(1, blocks + 1)
    ]
    work = Work.objects.create(
        debate=debate,
        slug=slug or f"{debate.slug}-{siglum.lower()}",
        order=number,
        siglum=siglum,
        kind=WorkKind.ESSAY,
        title=f"On Wells, Part {number}",
        short_title=f"Wells {number}",
        author=author,
        text_hash=sha256("\n".join(texts)),
        word_count=sum(len(text.split()) for text in texts),
        last_number=blocks,
    )
    for order, text in enumerate(texts, 1):
        Block.objects.create(
            work=work, order=order, number=order, kind=BlockKind.PARAGRAPH, text=text, text_hash=sha256(text)
        )
    write_shingles(blocks=work.blocks.all())
    index_debate(debate)
    return work


def index_words(work: Work) -> None:
    """What loading a reworded text writes: its hash, and rows by which its words can be found."""
    texts = "\n".join(work.blocks.order_by("order").values_list("text", flat=True))
    Work.objects.filter(pk=work.pk).update(text_hash=sha256(texts))
    write_shingles(blocks=work.blocks.all())


def make_text(debate: Debate, *texts: str, siglum: str = "K") -> Work:
    """A work of these paragraphs, whose words can be found."""
    work = make_work(debate, siglum=siglum, blocks=len(texts))
    for number, text in enumerate(texts, 1):
        work.blocks.filter(number=number).update(text=text, text_hash=sha256(text))
    index_words(work)
    return work


def change_text(block: Block, text: str) -> None:
    """What loading a new version of its text does to a paragraph."""
    Block.objects.filter(pk=block.pk).update(text=text, text_hash=sha256(text))
    index_words(block.work)


def make_formulation(debate: Debate, *, slug: str = "dig", gist: str = "dig together") -> Formulation:
    order = debate.formulations.count() + 1
    return Formulation.objects.create(
        debate=debate, slug=slug, order=order, label=f"Formulation {order}", gist=gist, contested=True
    )


def make_question(debate: Debate, *, slug: str = "who", text: str = "Who digs?") -> Question:
    return Question.objects.create(debate=debate, slug=slug, order=debate.questions.count() + 1, text=text)


def make_link(left: Block, right: Block, words: str, *, source: str = "", **fields: object) -> Link:
    """A confirmed quotation: ``words`` of the left block are from the right one, there as ``source``.

    Both must stand in their blocks; the first occurrence is meant. Without a slug it is made of the blocks.
    """
    source = source or words
    start, source_start = left.text.index(words), right.text.index(source)
    debate = left.work.debate
    blocks = "-".join(f"{block.work.siglum}{block.order}" for block in (left, right)).lower()
    given = {
        "slug": f"{blocks}-{debate.links.count()}",
        "kind": LinkKind.VERBATIM if source == words else LinkKind.VARIANT,
        "marked": True,
        "direction": Direction.QUOTES,
        "ground": Ground.NAMED,
        "origin": LinkOrigin.FOUND,
        "status": LinkStatus.CONFIRMED,
    }
    return Link.objects.create(
        debate=debate,
        left_block=left,
        left_start=start,
        left_end=start + len(words),
        left_exact=words,
        right_block=right,
        right_start=source_start,
        right_end=source_start + len(source),
        right_exact=source,
        **given | fields,
    )


def make_voice(work: Work, *, siglum: str = "A", chosen_first: bool = True) -> Voice:
    return Voice.objects.create(
        debate=work.debate,
        siglum=siglum,
        order=work.debate.voices.count() + 1,
        label=work.short_title,
        who="N. Brook",
        work=work,
        chosen_first=chosen_first,
    )


def make_position(question: Question, voice: Voice, *, claim: str = "Whoever drinks.") -> Position:
    return Position.objects.create(
        question=question, voice=voice, status=PositionStatus.STATED, claim=claim, note=""
    )


Answered = Work | Block | tuple[Block, Block] | Link | Formulation | Question | Position | Response


def make_response(
    target: Answered,
    *,
    text: str = "The well is dug by those who drink.",
    name: str = "Ines",
    status: Status = Status.PENDING,
    author: User | None = None,
    quote: str = "",
    other_quote: str = "",
    stance: Stance = Stance.NONE,
    formulation: Formulation | None = None,
) -> Response:
    """A response as it lies in the queue, then brought to ``status`` by the decisions that lead there."""
    number = next(numbers)
    made = Response.objects.create(
        **_placed(target, quote, other_quote),
        path=f"new-{number}",
        form_key=sha256(f"form {number}"),
        receipt_hash=sha256(f"receipt {number}"),
        author=author,
        submitted_at=timezone.now(),
    )
    parent = made.parent.path if made.parent_id else ""
    made.path = paths.child(parent, made.pk)
    made.depth = paths.depth(made.path)
    made.root_id = paths.numbers(made.path)[0]
    made.save()
    made.current = make_revision(made, text=text, name=name, stance=stance, formulation=formulation)
    follow_status(made, None, Status.PENDING)
    bring_to(made, status)
    return Response.objects.select_related("current").get(pk=made.pk)


def make_revision(
    response: Response,
    *,
    text: str,
    name: str = "Ines",
    stance: Stance = Stance.NONE,
    formulation: Formulation | None = None,
) -> Revision:
    """New words, current from now on; what the author's form does before it asks for REVISE."""
    option = StanceOption(option_value(stance, formulation), "", stance, formulation)
    draft = Draft(name=name, stance=option, text=text)
    revision = Revision.objects.create(
        response=response,
        number=response.revisions.count() + 1,
        name=name,
        stance=stance,
        stance_formulation=formulation,
        text=text,
        html=plain.render_plain(text),
        renderer=plain.VERSION,
        **draft.sealed(),
        created_at=timezone.now(),
    )
    Response.objects.filter(pk=response.pk).update(current=revision)
    index_for_desk(Response.objects.select_related("current", "proposed").get(pk=response.pk))
    return revision


def words_gone() -> dict[str, object]:
    """The columns of a revision as erasure leaves them."""
    return dict.fromkeys(("name", "text", "html", "salt", "name_digest"), "") | {"erased_at": timezone.now()}


#: The decisions that lead from pending to each status.
WAYS: dict[Status, tuple[Action, ...]] = {
    Status.PENDING: (),
    Status.PUBLISHED: (Action.APPROVE,),
    Status.HELD: (Action.HOLD,),
    Status.SECURED: (Action.SECURE,),
    Status.RETURNED: (Action.RETURN,),
    Status.REJECTED: (Action.REJECT,),
    Status.WITHDRAWN: (Action.WITHDRAW,),
    Status.REMOVED: (Action.APPROVE, Action.REMOVE),
    Status.ERASED: (Action.ERASE,),
}


def bring_to(response: Response, status: Status) -> None:
    for action in WAYS[status]:
        decide(response, action)


def decide(
    response: Response,
    action: Action,
    *,
    by: Actor | None = None,
    reason: Reason | None = None,
    note: str = "",
) -> Decision:
    """``action`` on the response as it is now, by a moderator of no account unless ``by`` is given."""
    seen = Response.objects.select_related("current").get(pk=response.pk)
    if by is None:
        by = _who_may(action)
    if action == Action.ERASE:
        return erase_response(response_id=response.pk, by=by, ground=note or "Asked for by its author.")
    return change_status(
        response_id=response.pk,
        action=action,
        by=by,
        seen_digest=seen.current.digest,
        seen_status=Status(seen.status),
        reason=reason or (Reason.OFF_TOPIC if action in NEEDS_REASON else Reason.NONE),
        note=note,
    )


def _who_may(action: Action) -> Actor:
    if action == Action.ERASE:
        return Actor(Role.ADMINISTRATOR, 0, "desk")
    return AUTHOR if action in RULES[Role.AUTHOR] else Actor(Role.MODERATOR, 0, "desk")


def make_user(name: str, role: Role = Role.MODERATOR) -> User:
    """An account whose password is ``PASSWORD`` and not temporary."""
    make_account(name=name, role=role)
    user = User.objects.get(username=name)
    user.set_password(PASSWORD)
    user.save()
    user.desk.password_is_temporary = False
    user.desk.save()
    return user


def sign_in(client: Client, user: User) -> None:
    """As by the form, just now: with the proof that sensitive pages ask for."""
    client.force_login(user)
    session = client.session
    session[PROVED_AT] = int(time.time())
    session.save()


def actor(user: User, role: Role = Role.MODERATOR) -> Actor:
    return Actor(role, user.pk, user.username)


def _placed(target: Answered, quote: str, other_quote: str) -> dict[str, object]:
    """Where a response to ``target`` hangs; a reply copies it from what it answers."""
    match target:
        case Response():
            copied = ("debate", "formulation", "question", "link", "position")
            copied += ("work", "block", "other_work", "other_block")
            return {"target": Target.RESPONSE, "parent": target} | {
                name: getattr(target, name) for name in copied
            }
        case Work():
            return {
                "target": Target.WORK,
                "debate": target.debate,
                "work": target,
                "work_version": target.version,
            }
        case Formulation():
            return {"target": Target.FORMULATION, "debate": target.debate, "formulation": target}
        case Question():
            return {"target": Target.QUESTION, "debate": target.debate, "question": target}
        case Position(question=question):
            return {
                "target": Target.POSITION,
                "debate": question.debate,
                "question": question,
                "position": target,
            }
        case Link():
            passages = [(target.left_block, target.left_exact), (target.right_block, target.right_exact)]
            return _placed_on_two(passages) | {"target": Target.LINK, "link": target}
        case (one, other):
            return _placed_on_two([(one, quote), (other, other_quote)]) | {"target": Target.PAIR}
    return {
        "target": Target.SPAN if quote else Target.PARAGRAPH,
        "debate": target.work.debate,
    } | _passage(target, quote)


def _placed_on_two(passages: list[tuple[Block, str]]) -> dict[str, object]:
    first, second = sorted(passages, key=lambda each: (each[0].pk, each[0].text.index(each[1])))
    other = {f"other_{name}": value for name, value in _passage(*second).items()}
    return {"debate": first[0].work.debate} | _passage(*first) | other


def _passage(block: Block, quote: str) -> dict[str, object]:
    placed = {
        "work": block.work,
        "block": block,
        "work_version": block.work.version,
        "block_hash": block.text_hash,
    }
    if quote:
        start = block.text.index(quote)
        placed |= {
            "span_start": start,
            "span_exact": quote,
            "span_prefix": block.text[max(0, start - 64) : start],
            "span_suffix": block.text[start + len(quote) :][:64],
        }
    return placed


def make_appeal(
    response: Response, text: str = "It does answer the paragraph, in its second half."
) -> Appeal:
    """Its author's appeal against the decision that the response, rejected or removed, stands by."""
    decision = Decision.objects.filter(response=response, action__in=sorted(APPEALABLE)).latest("id")
    return open_appeal(response_id=response.pk, decision_id=decision.pk, text=text)


def make_flag(
    response: Response,
    *,
    sender: str = "",
    reason: FlagReason = FlagReason.OFF_TOPIC,
    note: str = "",
) -> None:
    """A flag of a network of its own, unless ``sender`` names an address."""
    address = sender or f"10.{next(numbers) % 256}.{next(numbers) % 256}.1"
    flag_response(
        response_id=response.pk,
        reason=reason,
        note=note,
        sender=sender_of(response_id=response.pk, address=address, account=None),
    )


def redaction_of(response: Response, passages: str, note: str = "") -> Proposal:
    """What a moderator who has just looked at the response sends."""
    seen = Response.objects.select_related("current").get(pk=response.pk)
    return Proposal(seen.current.digest, Status(seen.status), passages, Reason.ENDANGERS, note)


def make_edit(
    response: Response, text: str = "The well is dug by all of the village.", name: str = "Ines"
) -> Revision:
    """The author's edit of a published response, which waits; it starts from the words seen last."""
    seen = Response.objects.select_related("current", "proposed").get(pk=response.pk)
    draft = make_draft(name=name, stance=NONE, text=text, reserved=[])
    latest = seen.proposed or seen.current
    return edit_response(response_id=response.pk, seen_digest=latest.digest, draft=draft)


def end_grace(response: Response) -> None:
    """It was published a second longer ago than its author can still change it."""
    published_at = timezone.now() - GRACE - timedelta(seconds=1)
    Response.objects.filter(pk=response.pk).update(published_at=published_at)


# Screening


def make_rules(rules: Rules) -> Rules:
    """Another version of the rules, made from the one that holds."""
    rules = replace(rules, version=current_rules().version)
    return save_rules(rules=rules, said="To be tested.", by=Actor(Role.EDITOR, 0, "desk"))


def make_screened(response: Response, *, survey: Survey | None = NO_QUOTATIONS) -> Screened:
    """What the phases say of a response as it is, kept with its revision; nothing follows from it."""
    words = response.current
    source = Source(response.debate_id, words.created_at, response.pk, response.author_id)
    screened = screen(Sent(words.text, words.name, plain_text(words.html)), source, survey)
    words.response = response
    store_screening(words, screened)
    return screened


def make_figure_month(month: date, debate: Debate, **numbers: int) -> FigureMonth:
    """A month that is counted: ``numbers`` by measure, of the debate and of all; the rest is none."""
    made = FigureMonth.objects.create(month=month, counted_at=timezone.now())
    keys = [(measure, Reason.NONE) for measure in Measure]
    keys += [(Measure.REJECTED, reason) for reason in REASON_TEXTS]
    for scope in (None, debate):
        for measure, reason in keys:
            number = 0 if reason else numbers.get(measure.value, 0)
            shown = Disclosure.SHOWN if number >= 5 else Disclosure.UNDER
            made.figures.create(debate=scope, measure=measure, reason=reason, number=number, shown=shown)
    return made


def make_app(user: User) -> str:
    """Sets up an app for codes; returns its secret. The code of the period before now is used up by it."""
    secret = begin_authenticator(user_id=user.pk)
    confirm_authenticator(user_id=user.pk, code=app_code(secret, periods=-1))
    return secret


def app_code(secret: str, *, periods: int = 0) -> str:
    """What the app shows now, or so many periods of 30 seconds from now."""
    return pyotp.TOTP(secret).at(int(time.time()) + 30 * periods)


def make_claim(response: Response, holder: User, *, minutes_ago: int = 0) -> Claim:
    """The claim of who opened the response some minutes ago; 10 minutes ago: it has just ended."""
    taken = timezone.now() - timedelta(minutes=minutes_ago)
    times = {"taken_at": taken, "ends_at": taken + CLAIM_FOR}
    return Claim.objects.update_or_create(response=response, defaults={"holder": holder} | times)[0]
