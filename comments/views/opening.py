"""Opening a response at the desk: which one unasked, and whose it is then."""

from collections.abc import Iterable

from django.http import HttpRequest

from comments.domain.claims import take_claim
from comments.domain.desk_settings import remind_of_break
from comments.models import Claim
from comments.queries.accounts import Desk
from comments.queries.claims import living_claim
from comments.queries.desk_settings import keys_of
from comments.queries.queue_rows import Row
from comments.queries.reviews import Review

#: What a browser says of a request that nobody may ever look at.
PURPOSES = ("Sec-Purpose", "Purpose", "X-Moz")
IN_ADVANCE = ("prefetch", "prerender", "preview")


def first_to_open(rows: Iterable[Row], desk: Desk) -> int:
    """Of a list's responses the first that is opened unasked: that nobody else has open, and that is of no
    kind which the moderator chose not to be shown; 0 for none. No query."""
    free = (row for row in rows if row.claim is None or row.claim.holder_id == desk.user_id)
    return next((row.response.pk for row in free if not row.is_unasked), 0)


def at_the_desk(request: HttpRequest, review: Review | None) -> dict[str, object]:
    """What a page of the desk shows besides the response: whose it is, the moderator's keys where they are
    on, and whether a break is due. Two to eight queries."""
    desk = request.desk
    return {
        "claim": _claim_on_opening(request, review) if review else None,
        "keys": keys_of(desk.user_id) if desk.single_keys else {},
        "break_due": remind_of_break(user_id=desk.user_id),
    }


def _claim_on_opening(request: HttpRequest, review: Review) -> Claim | None:
    """Whose claim is on the open response; opening what waits makes it one's own, if nobody else has it.

    A GET that writes: but nothing that the public or an author could notice, and the session's cookie comes
    with no request that another site's page makes by itself. What only looks (HEAD, a page fetched in
    advance, ``?look=on``) takes nothing, nor does who has just put it back. One to four queries.
    """
    if not review.is_claimed_on_opening or _only_looks(request):
        return living_claim(review.response.pk)
    return take_claim(response_id=review.response.pk, user_id=request.desk.user_id)


def _only_looks(request: HttpRequest) -> bool:
    if request.method == "HEAD" or request.GET.get("look") == "on" or request.POST.get("claim") == "release":
        return True
    return any(word in request.headers.get(name, "") for name in PURPOSES for word in IN_ADVANCE)
