"""The WSGI entry point: ``gunicorn masslinesite.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

from masslinesite.whole_bodies import with_whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masslinesite.settings")
django_application = with_whole_bodies(get_wsgi_application())

# All need the settings to be loaded.
from django.conf import settings  # noqa: E402
from django.urls import reverse  # noqa: E402

from masslinesite.page_front import PageFront  # noqa: E402
from masslinesite.time_limits import limit_requests  # noqa: E402

limit_requests()
# Imports every view: where the server loads the site and then forks, the workers share what this takes, and
# the first reader does not wait for it.
reverse("healthz")
application = django_application
# While templates are being worked on, nothing is to be kept, a response that was drawn neither.
if not settings.DEBUG:
    application = PageFront(django_application, limit=settings.KEPT_PAGES_BYTES)
