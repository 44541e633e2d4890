"""The WSGI entry point: ``gunicorn masslinesite.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

from masslinesite.whole_bodies import with_whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masslinesite.settings")
django_application = with_whole_bodies(get_wsgi_application())

# All need the settings to be loaded.
from django.conf import settings  # noqa: E402
from django.core import cache, signals  # noqa: E402
from django.core.handlers.base import reset_urlconf  # noqa: E402
from django.db import reset_queries  # noqa: E402
from django.urls import reverse  # noqa: E402

from masslinesite.page_front import PageFront  # noqa: E402
from masslinesite.time_limits import limit_requests  # noqa: E402

limit_requests()
# What has nothing to do here: no cache of Django's is used, and no request has addresses of its own.
signals.request_finished.disconnect(cache.close_caches)
signals.request_finished.disconnect(reset_urlconf)
# Imports every view: where the server loads the site and then forks, the workers share what this takes, and
# the first reader does not wait for it.
reverse("healthz")
application = django_application
# While templates are being worked on, nothing is to be kept, a response that was drawn neither.
if not settings.DEBUG:
    signals.request_started.disconnect(reset_queries)
    application = PageFront(django_application, limit=settings.KEPT_PAGES_BYTES)
