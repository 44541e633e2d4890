"""Passkeys (WebAuthn): keys that a device holds, of which the site stores the public half.

Each ceremony has two steps with a challenge between them, which the caller keeps in the session and gives
up when it is used: an answer is good once.
"""

import ipaddress
import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from comments.domain.factors import FactorRefused, follow_factors, lock_account
from comments.domain.waiting import tried_again
from comments.models import Passkey
from comments.models.accounts import LABEL_LENGTH

#: More than anybody has devices; each is sent to the browser whenever one is asked for.
MOST_PASSKEYS = 10


class WrongPasskey(Exception):
    """The answer does not prove that a passkey of ours is there."""


@dataclass(frozen=True)
class Site:
    """Where the ceremony takes place: the host without its port, and the whole origin of the page."""

    host: str
    origin: str

    @classmethod
    def at(cls, scheme: str, address: str) -> "Site":
        """``address`` as in a request's Host: a name or a number, with a port or without."""
        return cls(host=urlsplit(f"//{address}").hostname or "", origin=f"{scheme}://{address}")

    @property
    def takes_passkeys(self) -> bool:
        """Browsers make passkeys for names of hosts, not for numbers."""
        try:
            ipaddress.ip_address(self.host)
        except ValueError:
            return True
        return False

    @property
    def server(self) -> Fido2Server:
        entity = PublicKeyCredentialRpEntity(id=self.host, name="Reading room")
        return Fido2Server(entity, verify_origin=lambda origin: origin == self.origin)


def begin_registration(
    *, site: Site, user_id: int | None, user_name: str, alone: bool
) -> tuple[dict[str, object], dict[str, object]]:
    """What the browser is asked and the state to keep, both fit for JSON.

    ``alone``: it is to be the only step of signing in, so the device has to find it without a name and
    to make sure who holds it. ``user_id`` None: for an account that is yet to be made.
    """
    handle = salted_hmac("comments.passkey", f"{user_id or ''} {user_name}", algorithm="sha256").digest()
    options, state = site.server.register_begin(
        PublicKeyCredentialUserEntity(id=handle, name=user_name, display_name=user_name),
        credentials=_credentials(user_id) if user_id else [],
        resident_key_requirement=(
            ResidentKeyRequirement.REQUIRED if alone else ResidentKeyRequirement.PREFERRED
        ),
        user_verification=_verification(alone),
    )
    return _plain(options), state


def read_registration(*, site: Site, state: dict, answer: dict) -> AuthenticatorData:
    """The new credential. Raises WrongPasskey."""
    try:
        return site.server.register_complete(state, answer)
    except Exception as fault:
        raise WrongPasskey from fault


@tried_again
@transaction.atomic
def add_passkey(*, user_id: int, label: str, made: AuthenticatorData) -> Passkey:
    """Raises FactorRefused for the same passkey again, and for one too many."""
    lock_account(user_id)
    if Passkey.objects.filter(user_id=user_id).count() >= MOST_PASSKEYS:
        raise FactorRefused(f"An account has at most {MOST_PASSKEYS} passkeys. Take one away first.")
    credential = made.credential_data
    try:
        with transaction.atomic():
            passkey = Passkey.objects.create(
                user_id=user_id,
                label=" ".join(label.split())[:LABEL_LENGTH] or "Passkey",
                credential_id=websafe_encode(credential.credential_id),
                credential=bytes(credential),
                sign_count=made.counter,
                added_on=timezone.now().date(),
            )
    except IntegrityError:
        raise FactorRefused("This passkey is in use already.") from None
    follow_factors(user_id)
    return passkey


@tried_again
@transaction.atomic
def remove_passkey(*, user_id: int, passkey_id: int) -> None:
    """Nothing happens where it is gone already, or somebody else's."""
    lock_account(user_id)
    Passkey.objects.filter(pk=passkey_id, user_id=user_id).delete()
    follow_factors(user_id)


def begin_assertion(*, site: Site, user_id: int | None) -> tuple[dict[str, object], dict[str, object]]:
    """For a passkey of an account; without ``user_id`` for any, as the only step of signing in."""
    options, state = site.server.authenticate_begin(
        _credentials(user_id) if user_id else None, user_verification=_verification(user_id is None)
    )
    return _plain(options), state


def finish_assertion(*, site: Site, state: dict, answer: dict, user_id: int | None) -> Passkey:
    """The passkey that was shown, with its account. Raises WrongPasskey.

    A device that counts its signatures must have counted on, else the key has been copied.
    """
    try:
        response = AuthenticationResponse.from_dict(answer)
        rows = Passkey.objects.select_related("user").filter(user__is_active=True)
        if user_id is not None:
            rows = rows.filter(user_id=user_id)
        passkey = rows.get(credential_id=websafe_encode(response.raw_id))
        site.server.authenticate_complete(state, [AttestedCredentialData(bytes(passkey.credential))], answer)
        count = response.response.authenticator_data.counter
    except Exception as fault:
        raise WrongPasskey from fault
    unused = Passkey.objects.filter(pk=passkey.pk)
    if count or passkey.sign_count:
        unused = unused.filter(sign_count__lt=count)
    if not unused.update(sign_count=count, last_used_on=timezone.now().date()):
        raise WrongPasskey
    return passkey


def _credentials(user_id: int) -> list[AttestedCredentialData]:
    rows = Passkey.objects.filter(user_id=user_id).values_list("credential", flat=True)
    return [AttestedCredentialData(bytes(row)) for row in rows]


def _verification(alone: bool) -> UserVerificationRequirement:
    return UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.PREFERRED


def _plain(options: object) -> dict[str, object]:
    return json.loads(json.dumps(dict(options)))
