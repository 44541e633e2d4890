"""The two steps of each ceremony with a passkey, as JSON for ``static/js/passkeys.js``.

The challenge lies in the session from the first step to the second and is taken out there, so that an
answer is good once.
"""

import json
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from comments.domain import passkeys
from comments.domain.accounts import AccountRefused
from comments.domain.factors import FactorRefused
from comments.domain.passkeys import WrongPasskey
from comments.domain.readers import check_free_name, sign_up_with_passkey
from comments.domain.throttling import TooMany, count_hit
from comments.queries.accounts import desk_of
from comments.views.factors import changed
from comments.views.signing_in import (
    enter,
    has_proved_lately,
    landing,
    note_proof,
    offers_accounts,
    remembers_browser,
    site_of,
    waiting_for_second_step,
)
from masslinesite.access import MODERATING, client_address, signed_in_required
from masslinesite.public_pages import personal_page

View = Callable[..., HttpResponse]
ASKED, MAKING = "passkey_asked", "passkey_making"
NOT_OURS = "This passkey does not open an account here. Use another, or sign in with name and password."


def speaks_json(view: View) -> View:
    """A refusal is told as ``{"problem": ...}``, which the script puts beside the button."""

    @require_POST
    @wraps(view)
    def wrapper(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return JsonResponse(view(request, *args, **kwargs))
        except WrongPasskey:
            return JsonResponse({"problem": NOT_OURS}, status=403)
        except (AccountRefused, FactorRefused) as refusal:
            return JsonResponse({"problem": str(refusal)}, status=409)
        except TooMany as limit:
            minutes = -(-limit.retry_after // 60)
            return JsonResponse({"problem": f"Too many tries. Wait {minutes} minutes."}, status=429)

    return wrapper


@personal_page
@speaks_json
def passkey_ask(request: HttpRequest) -> dict[str, object]:
    """A challenge for whoever asks: signed in, to prove it again; half-way in, for the second step; else
    for any passkey, as the only step."""
    user = request.user if request.user.is_authenticated else waiting_for_second_step(request)
    if user is None:
        count_hit(purpose="passkey", sender=client_address(request))
    options, state = passkeys.begin_assertion(site=site_of(request), user_id=user.pk if user else None)
    request.session[ASKED] = {"state": state, "user": user.pk if user else None}
    return options


@personal_page
@remembers_browser
@speaks_json
def passkey_answer(request: HttpRequest) -> dict[str, object]:
    """The answer to ``passkey_ask``, from the same session, while it is still the same person's."""
    asked = request.session.pop(ASKED, None)
    user = request.user if request.user.is_authenticated else waiting_for_second_step(request)
    if asked is None or asked["user"] != (user.pk if user else None):
        raise WrongPasskey
    shown = passkeys.finish_assertion(
        site=site_of(request), state=asked["state"], answer=_answer(request), user_id=asked["user"]
    )
    if request.user.is_authenticated:
        note_proof(request)
        return {"next": landing(request, request.user)}
    if user is None and desk_of(user_id=shown.user_id).role in MODERATING:
        raise AccountRefused("This account signs in with name and password first; the passkey comes second.")
    enter(request, shown.user)
    return {"next": landing(request, shown.user)}


def proved_lately(view: View) -> View:
    """``recently_authenticated_required`` for who speaks JSON: told where it is asked, rather than asked."""

    @wraps(view)
    def wrapper(request: HttpRequest) -> dict[str, object]:
        if not has_proved_lately(request):
            again = reverse("passkey-page")
            raise FactorRefused(f"You signed in a while ago. Open {again} anew, which asks who you are.")
        return view(request)

    wrapper.asks_again = True
    return wrapper


@signed_in_required
@speaks_json
@proved_lately
def passkey_new(request: HttpRequest) -> dict[str, object]:
    """What the browser makes a passkey from."""
    desk = request.desk
    options, state = passkeys.begin_registration(
        site=site_of(request),
        user_id=desk.user_id,
        user_name=desk.user_name,
        alone=desk.role not in MODERATING,
    )
    request.session[MAKING] = {"state": state, "user": desk.user_id}
    return options


@signed_in_required
@speaks_json
@proved_lately
def passkey_add(request: HttpRequest) -> dict[str, object]:
    making = request.session.pop(MAKING, None)
    if making is None or making["user"] != request.desk.user_id:
        raise WrongPasskey
    made = passkeys.read_registration(site=site_of(request), state=making["state"], answer=_answer(request))
    passkeys.add_passkey(user_id=request.desk.user_id, label=request.POST.get("label", ""), made=made)
    return {"next": changed(request, "passkey added").url}


@personal_page
@speaks_json
def sign_up_ask(request: HttpRequest) -> dict[str, object]:
    """For an account that is made when the passkey is there."""
    _check_open(request)
    count_hit(purpose="passkey", sender=client_address(request))
    name = request.POST.get("name", "")
    check_free_name(name=name, sender=client_address(request))
    options, state = passkeys.begin_registration(
        site=site_of(request), user_id=None, user_name=name, alone=True
    )
    request.session[MAKING] = {"state": state, "name": name}
    return options


@personal_page
@speaks_json
def sign_up_answer(request: HttpRequest) -> dict[str, object]:
    _check_open(request)
    making = request.session.pop(MAKING, None)
    if making is None or "name" not in making:
        raise WrongPasskey
    made = passkeys.read_registration(site=site_of(request), state=making["state"], answer=_answer(request))
    user = sign_up_with_passkey(name=making["name"], made=made, sender=client_address(request))
    enter(request, user)
    return {"next": landing(request, user)}


def _check_open(request: HttpRequest) -> None:
    if request.user.is_authenticated or not offers_accounts():
        raise AccountRefused("No account can be made here now.")


def _answer(request: HttpRequest) -> dict:
    try:
        answer = json.loads(request.POST.get("answer", ""))
    except ValueError:
        raise WrongPasskey from None
    if not isinstance(answer, dict):
        raise WrongPasskey
    return answer
