"""Other words for a published response: proposed by its author, accepted or refused by a moderator.

The published words go on being shown until an edit is accepted. At most one edit waits; a further one takes
its place. Every revision is kept, refused ones too, and nothing but accepted ones is ever shown to readers.
"""

from django.db import transaction

from comments.domain.checking.storing import store_survey
from comments.domain.desk_index import index_for_desk
from comments.domain.drafts import Draft
from comments.domain.items import close_item, open_item
from comments.domain.moderation import AUTHOR, Actor, change_status
from comments.domain.posting import add_revision, next_number, prepare_change, to_change
from comments.domain.refusals import stale
from comments.domain.screening.running import follow_screening_of_edit, store_screening
from comments.domain.waiting import tried_again
from comments.enums import Action, ItemKind, Reason, Status
from comments.models import Decision, Response, Revision


@tried_again
def edit_response(*, response_id: int, seen_digest: str, draft: Draft) -> Revision:
    """Other words for a published response, to be read by a moderator; those that are to be shown then.

    ``seen_digest`` is that of the words which the author saw last: the edit that waits, or the published
    ones. Words equal to those that are there change nothing, whatever was seen, so a form that is sent twice
    is one edit; words equal to the published ones take back the edit that waits. Raises Stale when the
    response is not published, or was changed meanwhile, Refused after the grace, Response.DoesNotExist.

    It is screened as a new response is, and what the phases say goes with it to the moderator. Where the
    debate trusts its account, it is published at once and read after.

    Queries: up to two to render, five to look quotations up and some ten to screen, before the transaction,
    then some twenty-five, and those of a decision where trust makes one.
    """
    prepared = prepare_change(draft, to_change(response_id))
    draft = prepared.draft
    with transaction.atomic():
        response = _lock(response_id)
        latest = response.proposed or response.current
        if response.status == Status.PUBLISHED and draft.says_the_same_as(latest):
            return latest
        if response.status != Status.PUBLISHED or latest.digest != seen_digest:
            raise stale(response, response.proposed)
        if draft.says_the_same_as(response.current):
            words, response.proposed = response.current, None
            close_item(response, ItemKind.EDIT)
        else:
            words = response.proposed = add_revision(response, next_number(response), prepared)
            store_survey(words, prepared.survey, before=latest.checks.all())
            open_item(response, ItemKind.EDIT)
            store_screening(words, prepared.screened)
        response.save(update_fields=["proposed"])
        index_for_desk(response)
        change_status(
            response_id=response_id,
            action=Action.EDIT,
            by=AUTHOR,
            seen_digest=response.current.digest,
            seen_status=Status.PUBLISHED,
            revision=words,
        )
    if response.proposed is not None:
        follow_screening_of_edit(response, words, prepared.screened)
    return words


def accept_edit(*, response_id: int, by: Actor, seen_digest: str, note: str = "") -> Decision:
    """The edit with ``seen_digest`` takes the place of the published words, which are kept and can be read.

    Of several callers at once one decides. Raises Stale when that edit does not wait any more, Refused.
    """
    return _settle(Action.ACCEPT, response_id, by, seen_digest, Reason.NONE, note)


def refuse_edit(*, response_id: int, by: Actor, seen_digest: str, reason: Reason, note: str = "") -> Decision:
    """The published words stay, and the author is told why. Raises as ``accept_edit`` does."""
    return _settle(Action.REFUSE, response_id, by, seen_digest, reason, note)


@tried_again
def _settle(
    action: Action, response_id: int, by: Actor, seen_digest: str, reason: Reason, note: str
) -> Decision:
    with transaction.atomic():
        response = _lock(response_id)
        if response.proposed is None or response.proposed.digest != seen_digest:
            raise stale(response, response.proposed)
        return change_status(
            response_id=response_id,
            action=action,
            by=by,
            seen_digest=response.current.digest,
            seen_status=Status.PUBLISHED,
            reason=reason,
            note=note,
            revision=response.proposed,
            makes_current=action == Action.ACCEPT,
        )


def _lock(response_id: int) -> Response:
    """The response, locked, with the words that stand and those proposed, read after the lock."""
    response = Response.objects.select_for_update(no_key=True).get(pk=response_id)
    words = Revision.objects.in_bulk({response.current_id, response.proposed_id} - {None})
    response.current = words[response.current_id]
    response.proposed = words.get(response.proposed_id)
    return response
