"""Browsers in which an account of the desk has signed in before: their tries are counted apart.

Wrong tries at a name count for the network they come from, so who shares a moderator's network (a school's,
a library's, an exit of Tor) could keep that moderator out by typing nonsense. A browser that is known brings
a token made here at the last full signing in, and has limits of its own, which nobody else can use up. It
opens nothing: the password and the second factor are asked as ever. The scheme is OWASP's “device cookies”.
"""

import secrets

from comments.domain.encryption import Unreadable, decrypt, encrypt

PURPOSE = "known browser"
#: What the sender of a try is called then; no network address begins so.
KNOWN = "browser "


def token_for(*, name: str) -> str:
    """A token that says whose browser it is to this site alone: encrypted, so that nobody can read it off."""
    return encrypt(f"{secrets.token_urlsafe(12)} {name}", purpose=PURPOSE)


def sender_of(*, name: str, token: str, address: str) -> str:
    """Who tries to sign in as ``name``, for ``comments.domain.throttling``: the browser that the token was
    made for, if it was made for this very name, else ``address``."""
    try:
        key, _, owner = decrypt(token, purpose=PURPOSE).partition(" ")
    except Unreadable:
        return address
    return f"{KNOWN}{key}" if owner == name else address


def is_known(sender: str) -> bool:
    return sender.startswith(KNOWN)
