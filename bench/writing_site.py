# ruff: noqa: E402 - Django is set up before its models are imported
"""Fills a site for ``bench/writing.py``, and says what is needed to ask it, as JSON.

    MASSLINE_VAR=folder .venv/bin/python -m bench.writing_site make
    MASSLINE_VAR=folder .venv/bin/python -m bench.writing_site waiting
    MASSLINE_VAR=folder .venv/bin/python -m bench.writing_site desk 10000 100000

``make``: the shipped texts, and moderators who are signed in, by their sessions. ``waiting``: what waits,
oldest first, as its decision form names it. ``desk``: so many responses that wait and decisions besides.
"""

import json
import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "masslinesite.settings"

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection

from bench.desk_corpus import fill
from comments.enums import Status
from comments.models import Response
from essays.models import Block
from masslinesite.account_backend import PATH
from tests.factories import make_user

MODERATORS = 16


def make() -> list[str]:
    """The sessions' keys."""
    for command in (("migrate",), ("load_corpus",), ("collectstatic", "--noinput")):
        call_command(*command, verbosity=0, stdout=sys.stderr)
    return [signed_in(make_user(f"moderator{number}")) for number in range(MODERATORS)]


def signed_in(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), PATH
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def waiting() -> list[tuple[int, str]]:
    rows = Response.objects.filter(status=Status.PENDING).order_by("pk")
    return list(rows.values_list("pk", "current__digest"))


def desk(number: int, decisions: int) -> int:
    blocks = Block.objects.select_related("work").filter(number=2).order_by("work__order")
    fill(list(blocks), waiting=number, decisions=decisions)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return Response.objects.count()


if __name__ == "__main__":
    what, *numbers = sys.argv[1:]
    print(json.dumps({"make": make, "waiting": waiting, "desk": desk}[what](*map(int, numbers))))
