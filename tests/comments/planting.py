"""Words that the public must not find, each of its own place, so that a leak names where it came from.

What readers may see is laid down first (``lay_down``); then all that they may not (``plant``), which must make
no difference to anything that is public.
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

MODERATOR = Actor(Role.MODERATOR, 77, "zqmoderator")
SECOND = Actor(Role.MODERATOR, 78, "zqsecondreader")
EDITOR = Actor(Role.EDITOR, 79, "zqeditor")
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
    author = make_user("zqaccount", Role.READER)
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
    row = make_response(block, text="First words with zqfirstwords.", name="Zqfirstname")
    decide(row, Action.HOLD, note="What is zqholdnote?", by=MODERATOR)
    draft = make_draft(name="Ines", stance=NONE, text="Second words, to be seen by all.", reserved=[])
    revise_response(response_id=row.pk, seen_digest=row.current.digest, draft=draft)
    decide(row, Action.APPROVE, note="Thanks for leaving out zqapprovenote.", by=MODERATOR)
    return row.pk


def edited(block: Block) -> int:
    """With an accepted edit and a refused one."""
    row = make_response(block, status=Status.PUBLISHED)
    accepted = make_edit(row, "Other words, to be seen by all.")
    seen = {"response_id": row.pk, "by": MODERATOR}
    accept_edit(**seen, seen_digest=accepted.digest, note="Nothing of zqacceptnote in it.")
    refused = make_edit(row, "Refused words with zqrefused.", name="Zqrefusedname")
    refuse_edit(**seen, seen_digest=refused.digest, reason=Reason.PERSON, note="For zqrefusenote.")
    return row.pk


def mended(block: Block) -> int:
    """Approved by mistake, then taken away after it was published, then published in other words."""
    row = make_response(block, text="Words with zqmistaken by mistake.", name="Zqmistakenname")
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
    row = make_response(block, text="A zqbeforeall, and another zqwithheld.")
    make_revision(row, text="A zqurgent, to be seen, and another zqwithheld.")
    decide(row, Action.APPROVE, by=MODERATOR)
    how = {"response_id": row.pk, "by": MODERATOR}
    redact_at_once(proposal=redaction_of(row, "zqurgent", note="Without zqurgentnote."), **how)
    proposal = redaction_of(row, "another zqwithheld", note="Without zqwithheldnote.")
    redaction = propose_redaction(proposal=proposal, **how)
    accept_redaction(response_id=row.pk, redaction_id=redaction.pk)
    return row.pk


def removed(block: Block) -> int:
    """It stays as a tombstone for its reply; a removed reply below it does not."""
    row = make_response(
        block, text="Removed words with zqremoved.", name="Zqremovedname", status=Status.PUBLISHED
    )
    make_response(row, status=Status.PUBLISHED)
    gone = make_response(row, text="Removed reply with zqremovedreply.", status=Status.PUBLISHED)
    for each in (gone, row):
        decide(each, Action.REMOVE, note="Because of zqremovalnote.", by=MODERATOR)
    return row.pk


def erased(block: Block) -> int:
    """It stays for its reply without a word."""
    row = make_response(
        block, text="Erased words with zqerased.", name="Zqerasedname", status=Status.PUBLISHED
    )
    make_response(row, status=Status.PUBLISHED)
    decide(row, Action.ERASE, note="For zqground.")
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
                text=f"The zq{status}{place} is not to be seen.",
                name=f"Zqname{status}{place}",
                stance=Stance.INFORMS,
            )
    held = make_response(ground.block, text="What zqabove says.", name="Zqabovename")
    make_response(held, text="What zqbelow says.", name="Zqbelowname")


def hide_redress(ground: Ground) -> None:
    """Appeals, open and decided, with their dialogues; a flag of a reader's."""
    for place in ("open", "upheld"):
        row = make_response(ground.block, status=Status.REJECTED, text=f"The zqappealed{place}.", name="Ada")
        appeal = make_appeal(row, f"The zqappeal{place} was meant otherwise than it was read.")
        add_message(response_id=row.pk, by=SECOND, text=f"Which zqanswer{place}?")
        if place == "upheld":
            uphold_appeal(response_id=row.pk, by=SECOND, appeal_id=appeal.pk, note="It says zqupheldnote.")
    make_flag(ground.published, note="It is about zqflagnote.")


def hide_edits(ground: Ground) -> None:
    """An edit and a redaction wait at published responses."""
    make_edit(ground.published, "Words with zqwaitingedit that wait.", name="Zqwaitingname")
    revised = Response.objects.select_related("current").get(pk=ground.shown[1])
    proposal = redaction_of(revised, "Second words", note="Without zqproposednote.")
    propose_redaction(response_id=revised.pk, by=MODERATOR, proposal=proposal)


def hide_desk(ground: Ground) -> None:
    """Notes, questions of a second reader, an exception, rules, filters, names, addresses."""
    row, asta = ground.published, make_user("zqasta")
    for kind in NoteKind:
        words = {"text": f"Is it zqdesk{kind}?", "by_name": "zqnoter"}
        DeskNote.objects.create(response=row, kind=kind, at=timezone.now(), **words)
    grant_exemption(response_id=row.pk, moderator_id=asta.pk, reason="For zqexemption.", by=EDITOR)
    make_rules(Rules(hold=("zqlisted",)))
    make_screened(make_response(row, text="Held for zqlisted and zqlisteds.", name="Zqscreened"))
    save_filter(owner_id=asta.pk, name="zqfilter", address="?show=all&search=zqsearched")
    DebateName.objects.create(user=ground.author, debate=ground.debate, name="Zqdebatename")
    where = {"code": "", "site": "https://zqsite.example"}
    for number in (row.pk, Response.objects.filter(status=Status.PENDING).first().pk):
        asked = subscribe(response_id=number, address="zqaddress@zqmail.example", **where)
        confirm(confirming.sign(asked.key))


def hide_quotations(ground: Ground) -> None:
    """Hidden responses quote the texts, rightly and wrongly, and the quotations are looked up."""
    words = ground.block.text.split()
    for number, quoted in enumerate((words[:9], [*words[:5], "zqaltered", *words[6:9]])):
        text = f"It says “{' '.join(quoted)}”, zqquoting."
        make_response(ground.other, text=text, name=f"Zqquoter{'ab'[number]}")
    check_due()
