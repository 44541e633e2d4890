"""A bare Django view, without middleware, against which all else is measured; ``BARE_PAGE`` is a file."""

import os
from pathlib import Path

import django
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF="bench.bare", SECRET_KEY="bare", ALLOWED_HOSTS=["*"], MIDDLEWARE=[])
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402

BODY = Path(os.environ["BARE_PAGE"]).read_bytes()


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY, headers={"Content-Encoding": "br"})


urlpatterns = [path("", page)]
application = get_wsgi_application()
