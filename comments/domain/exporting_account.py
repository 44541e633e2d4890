"""Everything that the site keeps of an account, for its owner: a ZIP of JSON and Markdown."""

import io
import json
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from comments.domain.exporting_redress import (
    Found,
    appeals_to,
    erasures_asked,
    marks_of,
    messages_to,
    redactions_in,
)
from comments.models import (
    AccountSession,
    Authenticator,
    DebateName,
    Decision,
    Passkey,
    RecoveryCode,
    Response,
    Revision,
)
from comments.queries.labels import label_of
from comments.queries.reason_texts import reason_texts
from comments.queries.shown import SHOWN_WITH


@dataclass(frozen=True)
class Exported:
    """All of it as plain values that JSON can hold; times are ISO 8601 in UTC."""

    account: dict[str, object]
    names: dict[str, str]
    responses: list[dict[str, object]] = field(default_factory=list)


def export_account(*, user_id: int) -> bytes:
    """A ZIP with ``account.json``, which has everything, and ``responses.md``, to be read.

    Secrets are left out: they would serve whoever finds the file. So are the names of moderators.
    Eighteen queries at most, however many responses there are.
    """
    found = _collect(user_id)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        data = {"account": found.account, "names": found.names, "responses": found.responses}
        archive.writestr("account.json", json.dumps(data, indent=2, ensure_ascii=False) + "\n")
        archive.writestr("responses.md", as_markdown(found))
    return file.getvalue()


def as_markdown(found: Exported) -> str:
    """The responses with all their wordings and what was decided on them. Pure."""
    parts = [f"# Responses of the account {found.account['name']}", f"As of {found.account['exported_at']}."]
    for each in found.responses:
        parts.append(f"## R {each['number']}: to {each['answers']} ({each['debate']})")
        parts.append(f"{str(each['state']).capitalize()}. Sent on {each['submitted_at']}.")
        for revision in each["revisions"]:
            name = revision["name"] or "no name given"
            parts += [f"### Words {revision['number']}, {revision['at']}, under: {name}", revision["text"]]
        for decision in each["decisions"]:
            note = f" {decision['note']}" if decision["note"] else ""
            reason = f" Reason: {decision['reason']}. {decision['rule']}" if decision["reason"] else ""
            parts.append(f"- {decision['at']}: {decision['action']}.{reason}{note}")
            parts += [f"  - marked: {words}" for words in decision["marked"]]
        parts += _markdown_of_redress(each)
    return "\n\n".join(parts) + "\n"


def _markdown_of_redress(each: dict[str, list[dict]]) -> list[str]:
    parts = []
    for appeal in each["appeals"]:
        parts.append(f"### Appeal of {appeal['opened_at']}: {appeal['state']}")
        parts += [f"{said['by'].capitalize()}, {said['at']}: {said['text']}" for said in appeal["messages"]]
    for redaction in each["redactions"]:
        parts.append(f"### Words to withhold, {redaction['at']}: {redaction['state']}")
        parts.append(f"Reason: {redaction['reason']}. {redaction['note']}")
        parts += [f"- {words}" for words in redaction["words"]]
    for asked in each["erasure"]:
        parts += [f"- Erasure, {name.replace('_', ' ')}: {said}" for name, said in asked.items() if said]
    for told in each["messages"]:
        parts.append(f"- Messages go to {told['address']}, asked on {told['asked_at']}.")
    return parts


def _collect(user_id: int) -> Exported:
    user = User.objects.get(pk=user_id)
    names = DebateName.objects.filter(user_id=user_id).values_list("debate__name", "name")
    return Exported(
        account={
            "name": user.username,
            "made_at": user.date_joined.isoformat(),
            "last_signed_in_at": user.last_login.isoformat() if user.last_login else "",
            "exported_at": timezone.now().isoformat(timespec="seconds"),
            "app_for_codes": Authenticator.objects.filter(user=user, confirmed_at__isnull=False).exists(),
            "recovery_codes_left": RecoveryCode.objects.filter(user=user).count(),
            "passkeys": [
                {
                    "label": key.label,
                    "added_on": str(key.added_on),
                    "last_used_on": str(key.last_used_on or ""),
                }
                for key in Passkey.objects.filter(user=user).defer("credential")
            ],
            "sessions": [
                {
                    "label": row.label,
                    "began_at": row.began_at.isoformat(),
                    "last_used_on": str(row.last_used_on),
                }
                for row in AccountSession.objects.filter(user=user)
            ],
        },
        names=dict(names),
        responses=_responses(user_id),
    )


def _responses(user_id: int) -> list[dict[str, object]]:
    own = Response.objects.filter(author_id=user_id)
    written = list(Revision.objects.filter(response__in=own).order_by("response_id", "number"))
    revisions = defaultdict(list)
    for revision in written:
        revisions[revision.response_id].append(
            {
                "number": revision.number,
                "at": revision.created_at.isoformat(),
                "name": revision.name,
                "stance": revision.get_stance_display(),
                "text": revision.text,
            }
        )
    decisions = _decisions(own, marks_of(own, written))
    appeals, redactions = appeals_to(own), redactions_in(own)
    erasures, messages = erasures_asked(own), messages_to(own)
    return [
        {
            "number": row.pk,
            "debate": row.debate.name,
            "answers": label_of(row),
            "quotes": [words for words in (row.span_exact, row.other_span_exact) if words],
            "state": row.get_status_display(),
            "submitted_at": row.submitted_at.isoformat(),
            "published_at": row.published_at.isoformat() if row.published_at else "",
            "revisions": revisions[row.pk],
            "decisions": decisions[row.pk],
            "appeals": appeals[row.pk],
            "redactions": redactions[row.pk],
            "erasure": erasures[row.pk],
            "messages": messages[row.pk],
        }
        for row in own.select_related(*SHOWN_WITH).order_by("pk")
    ]


def _decisions(own: QuerySet[Response], marked: dict[int, list[str]]) -> Found:
    rows = list(Decision.objects.filter(response__in=own).order_by("id"))
    texts = reason_texts(rows)
    decisions = defaultdict(list)
    for decision in rows:
        decisions[decision.response_id].append(
            {
                "at": decision.at.isoformat(),
                "action": decision.get_action_display(),
                "reason": decision.get_reason_display() if decision.reason else "",
                "rule": texts.get((decision.policy_version, decision.reason), ""),
                "note": decision.note,
                "marked": marked.get(decision.pk, []),
            }
        )
    return decisions
