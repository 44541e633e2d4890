"""What the site must be able to read again and nobody else: encrypted with a key made from its secret key."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


class Unreadable(ValueError):
    """It was not sealed here, or under another secret key."""


def seal(text: str) -> str:
    """``text`` encrypted and signed (Fernet: AES-128-CBC, HMAC-SHA-256); different at each call."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text in ``sealed``. Raises Unreadable."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def _fernet() -> Fernet:
    key = salted_hmac("comments.sealing", "e-mail", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
