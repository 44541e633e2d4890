"""What a site under test holds from the start: accounts of the desk, and a response in every state.

Laid out through the domain by ``manage.py shell`` in the served site's own database; the tests get
it as JSON. Other tests add to the site, so nothing here is the only one of its kind.
"""

import json
import sys
from dataclasses import asdict, dataclass, field

MODERATORS = ("tess.moderator", "una.moderator")
EDITOR = "eli.editor"
READER = "rob.reader"
#: Each signs in for the first time in a test of its own.
NEWCOMERS = ("nora.newcomer", "nils.newcomer", "nele.newcomer")
PASSWORD = "a long enough phrase"
#: Quotations with words changed, word for word, with words left out, and from nowhere.
QUOTING = (
    "The essay has “the people in society who are left out and dominated by a hegemonic class structure”:\n\n"
    "> generally, revolutions are led by an active and militant minority (K 16)\n\n"
    "It has “excluded and dominated … in our case the all-round domination of finance capital”, but "
    "not “the masses are always right about everything they do”."
)


@dataclass
class Sample:
    """``numbers`` and ``codes`` (of the receipts) of the responses, and ``one_time`` passwords, by name.

    ``codes`` are also the names of two links: one confirmed, and one that nobody has reviewed; and the
    tokens of two links in e-mail.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    one_time: dict[str, str] = field(default_factory=dict)


def lay_out() -> None:
    """Prints a Sample as JSON."""
    sample = Sample()
    make_accounts(sample)
    make_responses(sample)
    make_links(sample)
    make_subscriptions(sample)
    tell(sample)


def lay_out_accounts() -> None:
    """The same for a site without texts, which has nothing to respond to."""
    sample = Sample()
    make_accounts(sample)
    tell(sample)


def tell(sample: Sample) -> None:
    sys.stdout.write(json.dumps(asdict(sample)))


def make_accounts(sample: Sample) -> None:
    from django.contrib.auth.models import User

    from comments.domain.accounts import change_password, make_account
    from comments.enums import Role

    roles = dict.fromkeys(MODERATORS, Role.MODERATOR) | {EDITOR: Role.EDITOR, READER: Role.READER}
    for name, role in roles.items():
        make_account(name=name, role=role)
        change_password(user=User.objects.get(username=name), password=PASSWORD)
    for name in NEWCOMERS:
        sample.one_time[name] = make_account(name=name, role=Role.MODERATOR)


def make_links(sample: Sample) -> None:
    """E 6 quotes K 7 with changes of many classes; a passage of K 8 beside E 17 is merely found."""
    from essays.enums import Direction, Ground, LinkStatus
    from essays.models import Block
    from tests.factories import make_link

    def block(siglum: str, number: int) -> Block:
        blocks = Block.objects.select_related("work__debate")
        return blocks.get(work__debate__slug="mass-line", work__siglum=siglum, number=number)

    quoted = "it becomes revolutionary only through struggle. Same goes for the other sections of the masses"
    quoting = "it becomes revolutionary thru struggle. Same does for other sections of the masses"
    sample.codes["link"] = "sample-e6-k7"
    make_link(block("E", 6), block("K", 7), quoting, source=quoted, slug="sample-e6-k7", note="Compare K 7.")
    sample.codes["link-unreviewed"] = "sample-e17-k10"
    make_link(
        block("E", 17),
        block("K", 10),
        "ideas and practices",
        slug="sample-e17-k10",
        marked=False,
        direction=Direction.NOT_SHOWN,
        ground=Ground.BOTH_PLAIN,
        status=LinkStatus.SUGGESTED,
    )


def make_subscriptions(sample: Sample) -> None:
    """The author of what is held has been asked for agreement, that of what was rejected has agreed."""
    from comments.domain.notifying import confirm, confirming, stopping, subscribe

    asked, agreed = (
        subscribe(
            response_id=sample.numbers[key], address=f"{key}@example.org", code="", site="http://localhost"
        )
        for key in ("held", "rejected")
    )
    sample.codes["confirm"] = confirming.sign(asked.key)
    confirm(confirming.sign(agreed.key))
    sample.codes["stop"] = stopping.sign(agreed.key)


def make_responses(sample: Sample) -> None:
    """All on K 14, and E 14 beside it, so that other paragraphs stay without responses."""
    from comments.domain.anchors import make_anchor
    from comments.domain.moderation import AUTHOR
    from comments.enums import Action, Reason
    from comments.queries.subjects import (
        formulation_subject,
        pair_subject,
        paragraph_subject,
        position_subject,
        question_subject,
        response_subject,
    )

    paragraph = make_anchor(subject=paragraph_subject("two-conceptions-of-the-mass-line", 14), quote="")
    words = " ".join(paragraph.subject.block.text.split()[:6])
    span = make_anchor(subject=paragraph.subject, quote=words)
    formulation = make_anchor(subject=formulation_subject("mass-line", "isolate-the-backward"), quote="")
    question = make_anchor(subject=question_subject("mass-line", "can-they-be-won-over"), quote="")
    position = make_anchor(subject=position_subject("mass-line", "can-they-be-won-over", "K"))
    beside = pair_subject(paragraph.subject.debate, ("K", 14), ("E", 14))
    pair = make_anchor(subject=beside, quote=words)

    def post(key: str, anchor: object, text: str, *, stance: int = 0, name: str = "Mara") -> int:
        return _post(sample, key, anchor, text, stance=stance, name=name)

    def decide(key: str, action: Action, *, reason: Reason = Reason.NONE, note: str = "") -> None:
        _decide(sample.numbers[key], action, reason=reason, note=note)

    question_asked = "What does *isolate* mean where people work together? Compare E 17."
    post("published", paragraph, question_asked, stance=1)
    decide("published", Action.APPROVE)
    above = make_anchor(subject=response_subject(sample.numbers["published"]), quote="")
    post("reply", above, "> What does isolate mean\n\nAn answer with a list:\n\n- one\n- two", name="")
    decide("reply", Action.APPROVE)
    post("removed", paragraph, "A published response that was removed again afterwards.", stance=3)
    decide("removed", Action.APPROVE)
    tombstone = make_anchor(subject=response_subject(sample.numbers["removed"]), quote="")
    post("below-removed", tombstone, "A reply that stays when what it answers has been removed.")
    decide("below-removed", Action.APPROVE)
    decide("removed", Action.REMOVE, reason=Reason.OFF_TOPIC, note="It fits another paragraph.")
    others = {"formulation": formulation, "question": question, "position": position, "pair": pair}
    for key, anchor in {"span": span, **others}.items():
        post(key, anchor, f"A published response, of the kind that answers a {key}.", stance=2)
        decide(key, Action.APPROVE)
    post("held", paragraph, "A response that is held until its source has been named.")
    decide("held", Action.HOLD, reason=Reason.SOURCE, note="Which edition?")
    post("rejected", paragraph, "A response that was rejected because it repeats another one.")
    decide("rejected", Action.REJECT, reason=Reason.REPEATS)
    post("withdrawn", paragraph, "A response that its author has withdrawn.")
    _decide(sample.numbers["withdrawn"], Action.WITHDRAW, by=AUTHOR)
    post("quoting", above, QUOTING)
    decide("quoting", Action.APPROVE)
    post("pending", span, "A response that waits, and waits, to be read by a moderator.", stance=4)
    post("pending-pair", pair, "A response to two passages that waits to be read by a moderator.")
    post("pending-reply", above, f"A reply that waits to be read by a moderator. {QUOTING}")


def _post(sample: Sample, key: str, anchor: object, text: str, *, stance: int, name: str) -> int:
    from comments.domain.drafts import make_draft
    from comments.domain.posting import post_response
    from comments.domain.receipts import in_groups
    from comments.queries.form_rules import form_rules
    from comments.queries.stances import NONE

    rules = form_rules(anchor.subject.debate)
    chosen = (NONE, *rules.options)[stance]
    draft = make_draft(name=name, stance=chosen, text=text, reserved=rules.reserved)
    posted = post_response(anchor=anchor, draft=draft, form_key=f"sample {key}")
    sample.numbers[key] = posted.response.pk
    sample.codes[key] = in_groups(posted.code)
    return posted.response.pk


def _decide(number: int, action: object, *, by: object = None, reason: object = "", note: str = "") -> None:
    from django.contrib.auth.models import User

    from comments.domain.moderation import Actor, change_status
    from comments.enums import Reason, Role, Status
    from comments.models import Response

    if by is None:
        user = User.objects.get(username=MODERATORS[0])
        by = Actor(Role.MODERATOR, user.pk, user.username)
    response = Response.objects.select_related("current").get(pk=number)
    change_status(
        response_id=number,
        action=action,
        by=by,
        seen_digest=response.current.digest,
        seen_status=Status(response.status),
        reason=Reason(reason),
        note=note,
    )
