"""The second factor: codes of an app (TOTP), recovery codes, and what having one means for an account.

Every function that adds or takes away a factor locks the account's row first, so that ``second_factor`` of
the desk, which every page reads, always says what the tables say.
"""

import hashlib
import secrets
import time

import pyotp
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from comments.domain.encryption import Unreadable, decrypt, encrypt
from comments.domain.known_browsers import is_known
from comments.domain.throttling import TooMany, count_hit, surroundings, take_back_hit
from comments.domain.waiting import tried_again
from comments.models import Authenticator, DeskAccount, Passkey, RecoveryCode

PURPOSE = "authenticator"
#: What the app calls this site's codes.
ISSUER = "Reading room"
STEP_SECONDS, DIGITS = 30, 6
#: Clocks of telephones are off by seconds; one period either way is what RFC 6238 recommends.
STEPS_EITHER_WAY = 1

RECOVERY_CODES = 10
#: 16 signs of an alphabet of 32 are 80 random bits: nothing to guess, so they need no slow hash.
RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz234567890"
RECOVERY_GROUPS = 4


class WrongCode(Exception):
    """Not a code of this account's, or one that was used already; nothing says which."""


class FactorRefused(Exception):
    """Nothing was changed; ``str()`` says why."""


@tried_again
def begin_authenticator(*, user_id: int) -> str:
    """The secret for an app, in base 32, which is not in use until ``confirm_authenticator``.

    Asked again before that it is the same, so that a page opened twice shows one secret. Raises
    FactorRefused where an app is in use.
    """
    with transaction.atomic():
        lock_account(user_id)
        found = Authenticator.objects.filter(user_id=user_id).first()
        if found is not None and found.confirmed_at:
            raise FactorRefused("An app gives codes for this account already. Take it away first.")
        if found is not None:
            try:
                return decrypt(found.secret, purpose=PURPOSE)
            except Unreadable:
                found.delete()
        secret = pyotp.random_base32()
        Authenticator.objects.create(user_id=user_id, secret=encrypt(secret, purpose=PURPOSE))
    return secret


def address_for_app(*, secret: str, user_name: str) -> str:
    """What the QR code holds: an ``otpauth:`` address that apps understand."""
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    return totp.provisioning_uri(name=user_name, issuer_name=ISSUER)


@tried_again
@transaction.atomic
def confirm_authenticator(*, user_id: int, code: str) -> None:
    """The app is in use from now on. Raises WrongCode."""
    lock_account(user_id)
    row = Authenticator.objects.filter(user_id=user_id, confirmed_at=None).first()
    if row is None:
        raise WrongCode
    _use_step(row, code)
    Authenticator.objects.filter(pk=row.pk).update(confirmed_at=timezone.now())
    follow_factors(user_id)


@tried_again
@transaction.atomic
def remove_authenticator(*, user_id: int) -> None:
    lock_account(user_id)
    Authenticator.objects.filter(user_id=user_id).delete()
    follow_factors(user_id)


def remove_factors(*, user_id: int) -> None:
    """Every factor of an account, for who has lost all of them. To be called in a transaction."""
    lock_account(user_id)
    Authenticator.objects.filter(user_id=user_id).delete()
    Passkey.objects.filter(user_id=user_id).delete()
    follow_factors(user_id)


def follow_factors(user_id: int) -> None:
    """Brings the desk's account to what the tables say, from a transaction that holds the account.

    The last factor takes the recovery codes with it: they stand in for one.
    """
    has_one = (
        Authenticator.objects.filter(user_id=user_id, confirmed_at__isnull=False).exists()
        or Passkey.objects.filter(user_id=user_id).exists()
    )
    if not has_one:
        RecoveryCode.objects.filter(user_id=user_id).delete()
    DeskAccount.objects.update_or_create(user_id=user_id, defaults={"second_factor": has_one})


@tried_again
@transaction.atomic
def make_recovery_codes(*, user_id: int) -> list[str]:
    """Ten new codes in place of any older ones, to be shown now and never again.

    Raises FactorRefused where there is no factor that they could stand in for.
    """
    lock_account(user_id)
    if not DeskAccount.objects.filter(user_id=user_id, second_factor=True).exists():
        raise FactorRefused("Recovery codes stand in for an app or a passkey. Set one of these up first.")
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user_id=user_id).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user_id=user_id, digest=_digest(code)) for code in codes)
    return codes


def check_code(*, user_id: int, code: str, sender: str) -> None:
    """A code of the account's app, each once. Raises WrongCode, or TooMany where it was tried too often.

    Tries are counted before they are looked at and taken back when right: of one neighbourhood of
    addresses, as at signing in; and of one account from everywhere, since of a million codes three are
    right. Nobody can come here who hasn't given the account's password first, so strangers can't use
    that up; recovery codes and passkeys stay open all the same, and so do browsers that are known
    (``comments.domain.known_browsers``), each with its own few tries.
    """
    _count(user_id, sender)
    if not is_known(sender):
        try:
            count_hit(purpose="second-factor-app", sender=str(user_id))
        except TooMany:
            take_back_hit(purpose="second-factor", sender=_try(user_id, sender))
            raise
    row = Authenticator.objects.filter(user_id=user_id, confirmed_at__isnull=False).first()
    if row is None:
        raise WrongCode
    _use_step(row, code)
    take_back_hit(purpose="second-factor", sender=_try(user_id, sender))
    if not is_known(sender):
        take_back_hit(purpose="second-factor-app", sender=str(user_id))


def check_recovery_code(*, user_id: int, code: str, sender: str) -> None:
    """A recovery code, which is used up by it. Raises WrongCode and TooMany."""
    _count(user_id, sender)
    used, _ = RecoveryCode.objects.filter(user_id=user_id, digest=_digest(code)).delete()
    if not used:
        raise WrongCode
    take_back_hit(purpose="second-factor", sender=_try(user_id, sender))


def lock_account(user_id: int) -> None:
    User.objects.select_for_update(no_key=True).get(pk=user_id)


def _use_step(row: Authenticator, typed: str) -> None:
    """Takes the period whose code was typed for used, in one statement: of two at once one finds it so."""
    code = "".join(typed.split())
    try:
        totp = pyotp.TOTP(decrypt(row.secret, purpose=PURPOSE), digits=DIGITS, interval=STEP_SECONDS)
    except Unreadable:
        raise WrongCode from None
    now = int(time.time()) // STEP_SECONDS
    for step in range(now - STEPS_EITHER_WAY, now + STEPS_EITHER_WAY + 1):
        if constant_time_compare(totp.generate_otp(step), code):
            unused = Authenticator.objects.filter(pk=row.pk, last_step__lt=step)
            if unused.update(last_step=step):
                return
    raise WrongCode


def _count(user_id: int, sender: str) -> None:
    count_hit(purpose="second-factor", sender=_try(user_id, sender))


def _try(user_id: int, sender: str) -> str:
    return f"{user_id} from {surroundings(sender)}"


def _recovery_code() -> str:
    groups = ("".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(4)) for _ in range(RECOVERY_GROUPS))
    return "-".join(groups)


def _digest(typed: str) -> str:
    """Case, spaces and dashes do not matter, and an O, which no code has, is taken for the nought."""
    plain = "".join(sign for sign in typed.lower() if sign.isalnum()).replace("o", "0")
    return hashlib.sha256(plain.encode()).hexdigest()
