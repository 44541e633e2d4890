"""The WSGI entry point: ``gunicorn masslinesite.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "masslinesite.settings")
application = get_wsgi_application()
