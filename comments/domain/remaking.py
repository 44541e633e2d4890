"""What every change of a redaction is made of: the words made ready, its row, who may."""

from django.utils import timezone

from comments import rules
from comments.domain.checking.answered import Answered
from comments.domain.checking.storing import store_survey, survey_text
from comments.domain.drafts import Draft, render_draft
from comments.domain.moderation import Actor, Refused
from comments.domain.posting import Words, add_revision, next_number
from comments.domain.recording import record_act
from comments.enums import Action, ActKind, RedactionState
from comments.markup.withheld import MARK
from comments.models import Redaction, Response, Revision
from comments.queries.stances import StanceOption, option_value


def check_role(by: Actor) -> None:
    if not rules.may_act(by.role, Action.REDACT):
        raise Refused("Your account cannot do this.")


def redaction_asked(response_id: int, redaction_id: int) -> Redaction:
    """With all that its words are made anew from; two queries. Raises Redaction.DoesNotExist."""
    rows = Redaction.objects.select_related(
        *("response__debate", "response__current__stance_formulation"),
        *("revision__stance_formulation", "revision__redaction", "revision__carries", "redacted"),
    )
    return rows.prefetch_related("spans").get(pk=redaction_id, response=response_id)


def prepare_words(
    response: Response, revision: Revision, text: str, carries: Redaction | None = None
) -> Words:
    """``text`` under the name and the stance of ``revision``; ``carries`` is the redaction whose marks it has
    besides those of the one that it is made for. Not to be called in a transaction."""
    formulation = revision.stance_formulation
    stance = StanceOption(option_value(revision.stance, formulation), "", revision.stance, formulation)
    draft = Draft(name=revision.name, stance=stance, text=text)
    return Words(
        draft=draft,
        rendered=render_draft(draft, response.debate),
        survey=survey_text(text, Answered.by(response)),
        carries=carries if MARK in text else None,
    )


def add_words(response: Response, words: Words) -> Revision:
    """A new revision of the locked response; at most four queries."""
    revision = add_revision(response, next_number(response), words)
    store_survey(revision, words.survey)
    return revision


def record_proposal(response: Response, by: Actor, said: str) -> None:
    """What changes no words, and so has no decision, as an act. Three queries."""
    record_act(response_id=response.pk, kind=ActKind.PROPOSAL, said=said, by=by)


def answer(redaction: Redaction, state: RedactionState, redacted: Revision | None = None) -> None:
    """Writes the state, from now, and the revision with the mark where there is a new one. One query."""
    redaction.state, redaction.answered_at = state, timezone.now()
    redaction.redacted = redacted or redaction.redacted
    redaction.save(update_fields=["state", "answered_at", "redacted"])
