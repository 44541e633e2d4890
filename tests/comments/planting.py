"""Words that the public must not find, each of its own place, so that a leak names where it came from.

What readers may see is laid down first (``lay_down``); then all that they may not (``plant``), which must
make no difference to anything that is public.
"""

from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.utils import timezone

from comments.domain.appeals import add_message, uphold_appeal
from comments.domain.checking.storing import check_due
from comments.domain.drafts import make_draft
from comments.domain.edits import accept_edit, refuse_edit
from comments.domain.exemptions import grant_exemption
from comments.domain.moderation import Actor
from comments.domain.notifying import confirm, confirming, subscribe
from comments.domain.posting import revise_response
from comments.domain.receipts import hash_of, in_groups
from comments.domain.redactions import accept_redaction, propose_redaction, redact_at_once
from comments.domain.saved_filters import save_filter
from comments.domain.screening.settings import Rules
from comments.enums import Action, NoteKind, Reason, Role, Stance, Status
from comments.models import DebateName, DeskNote, Response
from comments.queries.stances import NONE
from essays.models import Block, Debate, Formulation, Position, Question, Work
from tests.factories import (
    decide,
    make_appeal,
    make_edit,
    make_flag,
    make_link,
    make_response,
    make_revision,
    make_rules,
    make_screened,
    make_user,
    redaction_of,
)

MODERATOR = Actor(Role.MODERATOR, 77, "xylomoderator")
SECOND = Actor(Role.MODERATOR, 78, "xylosecondreader")
EDITOR = Actor(Role.EDITOR, 79, "xyloeditor")
UNPUBLISHED = [status for status in Status if status not in (Status.PUBLISHED, Status.REMOVED, Status.ERASED)]
#: A receipt's code of somebody else, who follows a response that is published.
CODE = "ABCD" * 7


@dataclass
class Ground:
    """The debate with what is published in it. ``shown`` are numbers whose own page is there;
    ``follower`` is the response of somebody else, whose receipt is looked at."""

    debate: Debate
    block: Block
    other: Block
    targets: dict[str, object]
    published: Response
    follower: Response
    author: User
    shown: list[int] = field(default_factory=list)

    @property
    def code(self) -> str:
        return in_groups(CODE)


def lay_down(debate: Debate) -> Ground:
    """Published responses of every history, tombstones, and what stands behind them."""
    work = Work.objects.filter(debate=debate).first()
    block = work.blocks.filter(number__isnull=False).first()
    other = Work.objects.filter(debate=debate).last().blocks.filter(number__isnull=False).first()
    link = make_link(other, block, other.text[:9], source=block.text[:9], slug="of-secrets")
    author = make_user("xyloaccount", Role.READER)
    published = make_response(block, status=Status.PUBLISHED, stance=Stance.ASKS, author=author)
    follower = make_response(published, status=Status.PUBLISHED, name="Otto")
    Response.objects.filter(pk=follower.pk).update(receipt_hash=hash_of(CODE))
    question = Question.objects.filter(debate=debate).first()
    targets = {
        "work": work,
        "block": block,
        "formulation": Formulation.objects.filter(debate=debate, contested=True).first(),
        "question": question,
        "position": Position.objects.filter(question=question).first(),
        "link": link,
        "pair": (block, other),
        "reply": published,
    }
    ground = Ground(debate, block, other, targets, published, follower, author)
    histories = (revised, edited, mended, redacted, removed, erased)
    ground.shown = [published.pk, *(history(block) for history in histories)]
    return ground


def revised(block: Block) -> int:
    """Its first words, its first name and the notes on them were other ones."""
    row = make_response(block, text="First words with xylofirstwords.", name="Xylofirstname")
    decide(row, Action.HOLD, note="What is xyloholdnote?", by=MODERATOR)
    draft = make_draft(name="Ines", stance=NONE, text="Second words, to be seen by all.", reserved=[])
    revise_response(response_id=row.pk, seen_digest=row.current.digest, draft=draft)
    decide(row, Action.APPROVE, note="Thanks for leaving out xyloapprovenote.", by=MODERATOR)
    return row.pk


def edited(block: Block) -> int:
    """With an accepted edit and a refused one."""
    row = make_response(block, status=Status.PUBLISHED)
    accepted = make_edit(row, "Other words, to be seen by all.")
    seen = {"response_id": row.pk, "by": MODERATOR}
    accept_edit(**seen, seen_digest=accepted.digest, note="Nothing of xyloacceptnote in it.")
    refused = make_edit(row, "Refused words with xylorefused.", name="Xylorefusedname")
    refuse_edit(**seen, seen_digest=refused.digest, reason=Reason.PERSON, note="For xylorefusenote.")
    return row.pk


def mended(block: Block) -> int:
    """Approved by mistake, then taken away after it was published, then published in other words."""
    row = make_response(block, text="Words with xylomistaken by mistake.", name="Xylomistakenname")
    for action in (Action.APPROVE, Action.UNDO, Action.APPROVE, Action.SECURE):
        decide(row, action, by=MODERATOR)
    draft = make_draft(name="Ines", stance=NONE, text="Mended words, to be seen by all.", reserved=[])
    revise_response(response_id=row.pk, seen_digest=row.current.digest, draft=draft)
    decide(row, Action.APPROVE, by=MODERATOR)
    words = make_edit(row, "Mended words, edited once more.")
    accept_edit(response_id=row.pk, by=MODERATOR, seen_digest=words.digest)
    return row.pk


def redacted(block: Block) -> int:
    """Words withheld at once and by its author's leave; earlier revisions have them."""
    row = make_response(block, text="A xylobeforeall, and another xylowithheld.")
    make_revision(row, text="A xylourgent, to be seen, and another xylowithheld.")
    decide(row, Action.APPROVE, by=MODERATOR)
    how = {"response_id": row.pk, "by": MODERATOR}
    redact_at_once(proposal=redaction_of(row, "xylourgent", note="Without xylourgentnote."), **how)
    proposal = redaction_of(row, "another xylowithheld", note="Without xylowithheldnote.")
    redaction = propose_redaction(proposal=proposal, **how)
    accept_redaction(response_id=row.pk, redaction_id=redaction.pk)
    return row.pk


def removed(block: Block) -> int:
    """It stays as a tombstone for its reply; a removed reply below it does not."""
    row = make_response(
        block, text="Removed words with xyloremoved.", name="Xyloremovedname", status=Status.PUBLISHED
    )
    make_response(row, status=Status.PUBLISHED)
    gone = make_response(row, text="Removed reply with xyloremovedreply.", status=Status.PUBLISHED)
    for each in (gone, row):
        decide(each, Action.REMOVE, note="Because of xyloremovalnote.", by=MODERATOR)
    return row.pk


def erased(block: Block) -> int:
    """It stays for its reply without a word."""
    row = make_response(
        block, text="Erased words with xyloerased.", name="Xyloerasedname", status=Status.PUBLISHED
    )
    make_response(row, status=Status.PUBLISHED)
    decide(row, Action.ERASE, note="For xyloground.")
    return row.pk


def plant(ground: Ground) -> None:
    """Everything that nobody but author and desk may see."""
    hide_responses(ground)
    hide_redress(ground)
    hide_edits(ground)
    hide_desk(ground)
    hide_quotations(ground)


def hide_responses(ground: Ground) -> None:
    """Of every state but published, in answer to everything that can be answered."""
    for place, target in ground.targets.items():
        for status in UNPUBLISHED:
            make_response(
                target,
                status=status,
                author=ground.author,
                text=f"The xylo{status}{place} is not to be seen.",
                name=f"Xyloname{status}{place}",
                stance=Stance.INFORMS,
            )
    held = make_response(ground.block, text="What xyloabove says.", name="Xyloabovename")
    make_response(held, text="What xylobelow says.", name="Xylobelowname")


def hide_redress(ground: Ground) -> None:
    """Appeals, open and decided, with their dialogues; a flag of a reader's."""
    for place in ("open", "upheld"):
        row = make_response(
            ground.block, status=Status.REJECTED, text=f"The xyloappealed{place}.", name="Ada"
        )
        appeal = make_appeal(row, f"The xyloappeal{place} was meant otherwise than it was read.")
        add_message(response_id=row.pk, by=SECOND, text=f"Which xyloanswer{place}?")
        if place == "upheld":
            uphold_appeal(response_id=row.pk, by=SECOND, appeal_id=appeal.pk, note="It says xyloupheldnote.")
    make_flag(ground.published, note="It is about xyloflagnote.")


def hide_edits(ground: Ground) -> None:
    """An edit and a redaction wait at published responses."""
    make_edit(ground.published, "Words with xylowaitingedit that wait.", name="Xylowaitingname")
    revised = Response.objects.select_related("current").get(pk=ground.shown[1])
    proposal = redaction_of(revised, "Second words", note="Without xyloproposednote.")
    propose_redaction(response_id=revised.pk, by=MODERATOR, proposal=proposal)


def hide_desk(ground: Ground) -> None:
    """Notes, questions of a second reader, an exception, rules, filters, names, addresses."""
    row, asta = ground.published, make_user("xyloasta")
    for kind in NoteKind:
        words = {"text": f"Is it xylodesk{kind}?", "by_name": "xylonoter"}
        DeskNote.objects.create(response=row, kind=kind, at=timezone.now(), **words)
    grant_exemption(response_id=row.pk, moderator_id=asta.pk, reason="For xyloexemption.", by=EDITOR)
    make_rules(Rules(hold=("xylolisted",)))
    make_screened(make_response(row, text="Held for xylolisted and xylolisteds.", name="Xyloscreened"))
    save_filter(owner_id=asta.pk, name="xylofilter", address="?show=all&search=xylosearched")
    DebateName.objects.create(user=ground.author, debate=ground.debate, name="Xylodebatename")
    where = {"code": "", "site": "https://xylosite.example"}
    for number in (row.pk, Response.objects.filter(status=Status.PENDING).first().pk):
        asked = subscribe(response_id=number, address="xyloaddress@xylomail.example", **where)
        confirm(confirming.sign(asked.key))


def hide_quotations(ground: Ground) -> None:
    """Hidden responses quote the texts, rightly and wrongly, and the quotations are looked up."""
    words = ground.block.text.split()
    for number, quoted in enumerate((words[:9], [*words[:5], "xyloaltered", *words[6:9]])):
        text = f"It says “{' '.join(quoted)}”, xyloquoting."
        make_response(ground.other, text=text, name=f"Xyloquoter{'ab'[number]}")
    check_due()
