"""What has to be read again but must not lie open in the database or its backups (Fernet: AES-128 with HMAC).

The keys are made from SECRET_KEY, a different one for each purpose; keys in SECRET_KEY_FALLBACKS still
read what was written under them.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class Unreadable(ValueError):
    """Written under a key that the site no longer has, or altered."""


def encrypt(text: str, *, purpose: str) -> str:
    return _keys(purpose).encrypt(text.encode()).decode("ascii")


def decrypt(token: str, *, purpose: str) -> str:
    """Raises Unreadable."""
    try:
        return _keys(purpose).decrypt(token.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def _keys(purpose: str) -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    macs = (salted_hmac("comments.encryption", purpose, secret=key, algorithm="sha256") for key in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(mac.digest())) for mac in macs])
