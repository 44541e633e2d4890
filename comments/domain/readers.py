"""Readers' own accounts: signing up, a name for each debate, and leaving."""

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from fido2.webauthn import AuthenticatorData

from comments.domain.accounts import AccountRefused, check_new_name, hold_account
from comments.domain.desk_index import index_for_desk
from comments.domain.indexing import indexing_of_response
from comments.domain.moderation import AUTHOR, Refused, change_status
from comments.domain.notifying import forget_locked
from comments.domain.passkeys import add_passkey
from comments.domain.renderings import show_otherwise
from comments.domain.throttling import count_hit
from comments.domain.waiting import tried_again
from comments.enums import Action, Role, Status
from comments.models import AccountSession, DebateName, DeskAccount, Response, Revision, Screening
from comments.queries.accounts import desk_of
from comments.rules import TRANSITIONS


def sign_up(*, name: str, password: str, sender: str) -> User:
    """A new reader's account. Raises AccountRefused, ValidationError (of the password) and TooMany."""
    check_free_name(name=name, sender=sender)
    validate_password(password, User(username=name))
    return _make(name, password, sender)


def check_free_name(*, name: str, sender: str) -> None:
    """Raises AccountRefused for a name that cannot be had, and TooMany where names are tried out: the answer
    tells who has an account. Each try counts, whatever the answer."""
    count_hit(purpose="sign-up-name", sender=sender)
    check_new_name(name)


@tried_again
@transaction.atomic
def sign_up_with_passkey(*, name: str, made: AuthenticatorData, sender: str) -> User:
    """A new reader's account whose only way in is a passkey. Raises AccountRefused and TooMany."""
    check_new_name(name)
    user = _make(name, None, sender)
    add_passkey(user_id=user.pk, label="Passkey of the beginning", made=made)
    return user


@tried_again
def _make(name: str, password: str | None, sender: str) -> User:
    count_hit(purpose="sign-up", sender=sender)
    try:
        with transaction.atomic():
            user = User.objects.create_user(name, password=password)
            DeskAccount.objects.create(user=user)
    except IntegrityError:
        raise AccountRefused("This name is taken. Choose another.") from None
    return user


def name_in_debate(*, user_id: int, debate_id: int, name: str) -> None:
    """What stands in the form of a response; empty: nothing."""
    if name:
        DebateName.objects.update_or_create(user_id=user_id, debate_id=debate_id, defaults={"name": name})
    else:
        DebateName.objects.filter(user_id=user_id, debate_id=debate_id).delete()


def leave(*, user_id: int, withdraws: bool) -> None:
    """Ends a reader's account for good. Threads stay whole.

    ``withdraws``: what can be withdrawn is, published responses too, however old; those with replies leave
    their place in the thread. Otherwise the words stay where they are. Either way the names are taken off
    every revision, e-mail addresses are deleted, and nothing says any more who sent it.

    Each response is withdrawn in a transaction of its own, for a decision holds the log until it is
    recorded; if one fails, the account is still there and leaving can be asked for again. What the account
    posts meanwhile is gone through as well. Of an account that has left already nothing is left to do. Raises
    AccountRefused for accounts of the desk, whose decisions somebody has to answer for.
    """
    seen: set[int] = set()
    while not _delete(user_id, seen):
        new = list(_own(user_id).exclude(pk__in=seen).values_list("pk", "status"))
        for number, status in new if withdraws else ():
            if status in _withdrawable():
                _withdraw(number)
        for number, _ in new:
            _take_name_off(number)
        seen.update(number for number, _ in new)


def _own(user_id: int):
    return Response.objects.filter(author_id=user_id).order_by("path")


def _withdrawable() -> list[Status]:
    return [status for status in Status if (status, Action.WITHDRAW) in TRANSITIONS]


def _withdraw(number: int) -> None:
    """As it is now; what a moderator decides at the same moment stands."""
    response = Response.objects.select_related("current").get(pk=number)
    try:
        change_status(
            response_id=number,
            action=Action.WITHDRAW,
            by=AUTHOR,
            seen_digest=response.current.digest,
            seen_status=Status(response.status),
            is_leaving=True,
        )
    except Refused:
        return


@tried_again
@transaction.atomic
def _take_name_off(number: int) -> None:
    """From every revision, with the salt by which it could be guessed, from what is searched, and from what
    the screening compares by. The digests, which decisions name, stay."""
    response = Response.objects.select_for_update(no_key=True).get(pk=number)
    Revision.objects.filter(response=response).exclude(name="", salt="").update(name="", salt="")
    Screening.objects.filter(response=response).exclude(name="").update(name="")
    response.current = Revision.objects.get(pk=response.current_id)
    index_for_desk(response)
    if response.is_published:
        indexing = indexing_of_response(response, response.published_at, is_reworded=True)
        show_otherwise(response, before=[indexing])


@tried_again
@transaction.atomic
def _delete(user_id: int, seen: set[int]) -> bool:
    """The account with its means and names; the responses stay without it. False, and nothing is done, where
    it has others than those ``seen``: it is locked, and so posts nothing more, before they are looked for."""
    hold_account(user_id)
    if desk_of(user_id=user_id).role != Role.READER:
        raise AccountRefused("An account of the desk is ended by an administrator.")
    own = {response.pk for response in _own(user_id).select_for_update(no_key=True)}
    if not own <= seen:
        return False
    forget_locked(own)
    keys = list(AccountSession.objects.filter(user_id=user_id).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    User.objects.filter(pk=user_id).delete()
    return True
