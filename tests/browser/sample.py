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
ADMINISTRATOR = "ada.administrator"
#: A moderator who has an app for codes; its secret is the sample's code “app”.
SECOND = "sol.second"
#: Another one with an app, who makes recovery codes anew.
ANEW = "ana.anew"
#: A moderator who has been deciding for an hour, and goes on for as long as the tests take.
TIRELESS = "tove.tireless"
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

    ``codes`` are also the names of two links, one confirmed, and one that nobody has reviewed, the secret of
    an app for codes, a recovery code each for two accounts, and the tokens of two links in e-mail.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    one_time: dict[str, str] = field(default_factory=dict)


def lay_out() -> None:
    """Prints a Sample as JSON."""
    sample = Sample()
    make_accounts(sample)
    make_responses(sample)
    make_redress(sample)
    make_hours_of_work(sample)
    make_links(sample)
    make_figures()
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
    from comments.domain.factors import make_recovery_codes
    from comments.enums import Role
    from tests.factories import make_app

    roles = dict.fromkeys(MODERATORS, Role.MODERATOR) | {EDITOR: Role.EDITOR, READER: Role.READER}
    roles |= {ADMINISTRATOR: Role.ADMINISTRATOR, SECOND: Role.MODERATOR, ANEW: Role.MODERATOR}
    roles |= {TIRELESS: Role.MODERATOR}
    for name, role in roles.items():
        make_account(name=name, role=role)
        change_password(user=User.objects.get(username=name), password=PASSWORD)
    for name, kept in {SECOND: "app", ANEW: "app-anew"}.items():
        user = User.objects.get(username=name)
        sample.codes[kept] = make_app(user)
        sample.codes[f"recovery-{name}"] = make_recovery_codes(user_id=user.pk)[0]
    for name in NEWCOMERS:
        sample.one_time[name] = make_account(name=name, role=Role.MODERATOR)


def make_figures() -> None:
    """Two years, with figures that are shown and figures that are not."""
    from datetime import date

    from essays.models import Debate
    from tests.factories import make_figure_month

    debate = Debate.objects.get(slug="mass-line")
    for number in range(26):
        month = date(2024 + number // 12, number % 12 + 1, 1)
        make_figure_month(month, debate, received=number * 3, published=number * 2, rejected=number // 2)


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

    def post(
        key: str, anchor: object, text: str, *, stance: int = 0, name: str = "Mara", author: str = ""
    ) -> int:
        return _post(sample, key, anchor, text, stance=stance, name=name, author=author)

    def decide(key: str, action: Action, *, reason: Reason = Reason.NONE, note: str = "") -> None:
        _decide(sample.numbers[key], action, reason=reason, note=note)

    question_asked = "What does *isolate* mean where people work together? Compare E 17."
    post("published", paragraph, question_asked, stance=1)
    decide("published", Action.APPROVE)
    above = make_anchor(subject=response_subject(sample.numbers["published"]), quote="")
    post("reply", above, "> What does isolate mean\n\nAn answer with a list:\n\n- one\n- two", name="")
    decide("reply", Action.APPROVE)
    gone = "A published response that was removed again afterwards."
    post("removed", paragraph, gone, stance=3, author=READER)
    decide("removed", Action.APPROVE)
    tombstone = make_anchor(subject=response_subject(sample.numbers["removed"]), quote="")
    post("below-removed", tombstone, "A reply that stays when what it answers has been removed.")
    decide("below-removed", Action.APPROVE)
    decide("removed", Action.REMOVE, reason=Reason.OFF_TOPIC, note="It fits another paragraph.")
    post("erased", paragraph, "A published response of which no word is left.")
    decide("erased", Action.APPROVE)
    under = make_anchor(subject=response_subject(sample.numbers["erased"]), quote="")
    post("below-erased", under, "A reply that stays when what it answers has been erased.")
    decide("below-erased", Action.APPROVE)
    _erase(sample.numbers["erased"])
    others = {"formulation": formulation, "question": question, "position": position, "pair": pair}
    for key, anchor in {"span": span, **others}.items():
        post(key, anchor, f"A published response, of the kind that answers a {key}.", stance=2)
        decide(key, Action.APPROVE)
    post("held", paragraph, "A response that is held until its source has been named.")
    decide("held", Action.HOLD, reason=Reason.SOURCE, note="Which edition?")
    post("secured", paragraph, "A response that is held until it is known whom it could endanger.")
    decide("secured", Action.SECURE, reason=Reason.ENDANGERS)
    post("returned", paragraph, "A response that was sent back, with *these very words* marked in it. K 14.")
    _send_back(sample.numbers["returned"], note="Which words?", passages="these very words\nK 14")
    post("edited", paragraph, "A published response, in the words that were published at first.", name="Ines")
    decide("edited", Action.APPROVE)
    _edit(sample.numbers["edited"], "A published response, in words that took the place of the first.")
    _edit(sample.numbers["edited"], None)
    _edit(sample.numbers["edited"], "A published response, in a third wording, which waits for a moderator.")
    post("rejected", paragraph, "A response that was rejected because it repeats another one.")
    decide("rejected", Action.REJECT, reason=Reason.REPEATS)
    post("withdrawn", paragraph, "A response that its author has withdrawn.")
    _decide(sample.numbers["withdrawn"], Action.WITHDRAW, by=AUTHOR)
    post("quoting", above, QUOTING)
    decide("quoting", Action.APPROVE)
    post("pending", span, "A response that waits, and waits, to be read by a moderator.", stance=4)
    post("pending-pair", pair, "A response to two passages that waits to be read by a moderator.")
    post("pending-reply", above, f"A reply that waits to be read by a moderator. {QUOTING}")


def _erase(number: int) -> None:
    from comments.domain.erasing import ask_for_erasure, erase_response
    from comments.domain.moderation import Actor
    from comments.enums import Role

    ask_for_erasure(response_id=number)
    by = Actor(Role.ADMINISTRATOR, 1, ADMINISTRATOR)
    erase_response(response_id=number, by=by, ground="Asked for by its author.")


def make_redress(sample: Sample) -> None:
    """An appeal, open and decided, flags, and words withheld, at once and proposed; decided by the second
    moderator, so that the first may answer."""
    from django.contrib.auth.models import User

    from comments.domain.anchors import make_anchor
    from comments.domain.appeals import add_message, uphold_appeal
    from comments.domain.moderation import AUTHOR, Actor
    from comments.domain.redactions import propose_redaction, redact_at_once
    from comments.enums import Action, FlagReason, Reason, Role
    from comments.models import Response
    from comments.queries.subjects import paragraph_subject
    from tests.factories import make_appeal, make_flag, redaction_of

    paragraph = make_anchor(subject=paragraph_subject("two-conceptions-of-the-mass-line", 14), quote="")
    user = User.objects.get(username=MODERATORS[1])
    una = Actor(Role.MODERATOR, user.pk, user.username)

    def post(key: str, text: str, *actions: Action) -> Response:
        number = _post(sample, key, paragraph, text, stance=0, name="Mara")
        for action in actions:
            reason = Reason.OFF_TOPIC if action == Action.REJECT else Reason.NONE
            _decide(number, action, by=una, reason=reason)
        return Response.objects.select_related("current").get(pk=number)

    words = "My neighbour, who lives at the mill, said the same of the masses, and of K 16."
    appealed = post("appealed", "A response that was rejected, wrongly as its author thinks.", Action.REJECT)
    make_appeal(appealed, "It is about the same paragraph, in other words.\n\nPlease read the end again.")
    tess = User.objects.get(username=MODERATORS[0])
    asks = Actor(Role.MODERATOR, tess.pk, tess.username)
    add_message(response_id=appealed.pk, by=asks, text="Which words of K 14 do you mean?")
    add_message(response_id=appealed.pk, by=AUTHOR, text="The last ones.")
    upheld = post("upheld", "A response whose rejection stands, after an appeal.", Action.REJECT)
    appeal = make_appeal(upheld, "I should like it to be read once more, by somebody else.")
    uphold_appeal(response_id=upheld.pk, by=asks, appeal_id=appeal.pk, note="It speaks of another text.")
    flagged = post("flagged", "A published response that two readers have flagged.", Action.APPROVE)
    make_flag(flagged, sender="10.0.1.1", reason=FlagReason.SOURCE, note="There is no such edition.")
    make_flag(flagged, sender="10.0.2.1", reason=FlagReason.OTHER)
    urgent = post("withheld", words, Action.APPROVE)
    how = {"passages": "who lives at the mill", "note": "Where somebody lives can endanger them."}
    redact_at_once(response_id=urgent.pk, by=una, proposal=redaction_of(urgent, **how))
    sample.numbers["redaction-withheld"] = urgent.redactions.get().pk
    proposed = post("proposed", words, Action.APPROVE)
    redaction = propose_redaction(response_id=proposed.pk, by=una, proposal=redaction_of(proposed, **how))
    sample.numbers["redaction-proposed"] = redaction.pk


def make_hours_of_work(sample: Sample) -> None:
    """Decisions nine minutes apart, from an hour ago until after the tests will have been there."""
    from datetime import timedelta
    from unittest.mock import patch

    from django.contrib.auth.models import User
    from django.utils import timezone

    from comments.domain.anchors import make_anchor
    from comments.domain.moderation import Actor
    from comments.enums import Action, Role
    from comments.queries.subjects import paragraph_subject

    paragraph = make_anchor(subject=paragraph_subject("two-conceptions-of-the-mass-line", 14), quote="")
    user, now = User.objects.get(username=TIRELESS), timezone.now()
    text = "A response that one moderator held and released, over and over."
    number = _post(sample, "over-and-over", paragraph, text, stance=0, name="")
    for turn, minutes in enumerate(range(-63, 28, 9)):
        does, reason = ((Action.HOLD, "source"), (Action.RELEASE, ""))[turn % 2]
        with patch("django.utils.timezone.now", return_value=now + timedelta(minutes=minutes)):
            _decide(number, does, by=Actor(Role.MODERATOR, user.pk, user.username), reason=reason)


def _post(
    sample: Sample, key: str, anchor: object, text: str, *, stance: int, name: str, author: str = ""
) -> int:
    from django.contrib.auth.models import User

    from comments.domain.drafts import make_draft
    from comments.domain.posting import post_response
    from comments.domain.receipts import in_groups
    from comments.queries.form_rules import form_rules
    from comments.queries.stances import NONE

    rules = form_rules(anchor.subject.debate)
    chosen = (NONE, *rules.options)[stance]
    draft = make_draft(name=name, stance=chosen, text=text, reserved=rules.reserved)
    account = User.objects.get(username=author).pk if author else None
    posted = post_response(anchor=anchor, draft=draft, form_key=f"sample {key}", author_id=account)
    sample.numbers[key] = posted.response.pk
    sample.codes[key] = in_groups(posted.code)
    return posted.response.pk


def _edit(number: int, text: str | None) -> None:
    """The author's edit of what is published, or without a text the moderators' yes to it."""
    from comments.domain.drafts import make_draft
    from comments.domain.edits import accept_edit, edit_response
    from comments.models import Response
    from comments.queries.stances import NONE

    response = Response.objects.select_related("current", "proposed").get(pk=number)
    latest = response.proposed or response.current
    if text is None:
        accept_edit(response_id=number, by=_moderator(), seen_digest=latest.digest)
        return
    draft = make_draft(name="Ines", stance=NONE, text=text, reserved=[])
    edit_response(response_id=number, seen_digest=latest.digest, draft=draft)


def _send_back(number: int, *, note: str, passages: str) -> None:
    from comments.domain.returning import send_back
    from comments.enums import Reason, Status
    from comments.models import Response

    response = Response.objects.select_related("current").get(pk=number)
    send_back(
        response_id=number,
        by=_moderator(),
        seen_digest=response.current.digest,
        seen_status=Status(response.status),
        reason=Reason.SOURCE,
        note=note,
        passages=passages,
    )


def _moderator() -> object:
    from django.contrib.auth.models import User

    from comments.domain.moderation import Actor
    from comments.enums import Role

    user = User.objects.get(username=MODERATORS[0])
    return Actor(Role.MODERATOR, user.pk, user.username)


def _decide(number: int, action: object, *, by: object = None, reason: object = "", note: str = "") -> None:
    from comments.domain.moderation import change_status
    from comments.enums import Reason, Status
    from comments.models import Response

    response = Response.objects.select_related("current").get(pk=number)
    change_status(
        response_id=number,
        action=action,
        by=by or _moderator(),
        seen_digest=response.current.digest,
        seen_status=Status(response.status),
        reason=Reason(reason),
        note=note,
    )
