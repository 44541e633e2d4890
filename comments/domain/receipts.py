"""Receipts: the private address by which a writer comes back to a response.

A form carries a signed random key. The receipt's code is made from the key and the site's secret, so
that sending the same form again leads to the same receipt; the database has only hashes of both.
"""

import base64
import hashlib
import secrets

from django.core import signing
from django.utils.crypto import salted_hmac

#: 28 letters and digits of base 32 are 140 bits.
CODE_LENGTH = 28
GROUP = 4
FORM_KEY_BYTES = 24
#: What is misread in a code written down by hand; base 32 has none of the left ones.
MISREAD = str.maketrans("018", "OIB")
SEPARATORS = str.maketrans("", "", " -\u2010\u2011\u2012\u2013\u2014\u2212_.\t\r\n")

signer = signing.Signer(salt="comments.form-key")


class BadFormKey(ValueError):
    """The key was not made here, or under another secret key."""


def new_form_key() -> str:
    """A fresh key, signed. It does not expire: a form may lie open for weeks."""
    return signer.sign(secrets.token_urlsafe(FORM_KEY_BYTES))


def read_form_key(signed: str) -> str:
    """The key in ``signed``. Raises BadFormKey."""
    try:
        return signer.unsign(signed)
    except signing.BadSignature:
        raise BadFormKey from None


def code_for(form_key: str) -> str:
    """The receipt's code for a form's key: the same each time, to be guessed from neither hash."""
    mac = salted_hmac("comments.receipt", form_key, algorithm="sha256").digest()
    return base64.b32encode(mac).decode()[:CODE_LENGTH]


def read_code(typed: str) -> str | None:
    """A code as it was typed or as it stands in an address; None if it cannot be one.

    Case, spaces and dashes do not matter.
    """
    code = typed.translate(SEPARATORS).upper().translate(MISREAD)
    if len(code) != CODE_LENGTH or not set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"):
        return None
    return code


def in_groups(code: str) -> str:
    """The code as it is shown and addressed: ``k7qd-2m3a-...``."""
    return "-".join(code[at : at + GROUP] for at in range(0, CODE_LENGTH, GROUP)).lower()


def hash_of(secret: str) -> str:
    """What the database keeps of a key or a code."""
    return hashlib.sha256(secret.encode()).hexdigest()
