"""A bare Django view, without middleware, against which all else is measured; ``BARE_PAGE`` is a file.

With ``RAW_PAGE``, the address of a page of a thread, it fetches the markup of the page's responses by a plain
cursor and joins it: the least that such a page can cost. At ``whole/`` it does so with a thousand, and packs
them as quickly as the site does, or they would be a megabyte to send. At ``asked/`` it asks the driver for
one number by its key, which PostgreSQL has planned before: the least that a page costs that asks at all.
"""

import os
import threading
from pathlib import Path

import brotli
import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

from masslinesite import env
from masslinesite.kept_pages import QUICK_BROTLI

settings.configure(
    ROOT_URLCONF="bench.bare",
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["*"],
    MIDDLEWARE=[],
    # Without a question of Django's own whether the connection still is good.
    DATABASES={"default": env.databases()["default"] | {"CONN_HEALTH_CHECKS": False}},
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402

BODY = Path(os.environ["BARE_PAGE"]).read_bytes()
# The page's fifty first, and only then their markup: SQLite has no statistics to find that way by itself.
RAW = """
SELECT drawn.html FROM (
    SELECT id, path FROM comments_response
    WHERE block_id = %s AND path > %s AND (status = 'published' OR reply_count > 0)
    ORDER BY path LIMIT %s
) AS shown CROSS JOIN comments_rendering AS drawn
WHERE drawn.response_id = shown.id ORDER BY shown.path"""


NUMBER = "SELECT version FROM masslinesite_pageversion WHERE key = 'site'"
#: The driver's connections on which ``NUMBER`` is prepared, by thread.
prepared = threading.local()


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY, headers={"Content-Encoding": "br"})


def asked(request: HttpRequest) -> HttpResponse:
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    if connection.vendor == "sqlite":
        cursor.execute(NUMBER)
    else:
        if getattr(prepared, "of", None) is not connection.connection:
            cursor.execute(f"PREPARE number AS {NUMBER}")
            prepared.of = connection.connection
        cursor.execute("EXECUTE number")
    assert cursor.fetchone()
    return HttpResponse(BODY, headers={"Content-Encoding": "br"})


def raw(request: HttpRequest) -> HttpResponse:
    return HttpResponse(joined(50))


def raw_whole(request: HttpRequest) -> HttpResponse:
    packed = brotli.compress(joined(1000).encode(), brotli.MODE_TEXT, QUICK_BROTLI)
    return HttpResponse(packed, headers={"Content-Encoding": "br"})


def joined(responses: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(RAW, [BLOCK, "", responses])
        return "".join([html for (html,) in cursor])


urlpatterns = [path("", page)]
if "RAW_PAGE" in os.environ:
    with connection.cursor() as cursor:
        cursor.execute("SELECT block_id FROM comments_response ORDER BY id DESC LIMIT 1")
        (BLOCK,) = cursor.fetchone()
    connection.close()
    urlpatterns = [path("", raw), path("whole/", raw_whole), path("asked/", asked)]
application = get_wsgi_application()
