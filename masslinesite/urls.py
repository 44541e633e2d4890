"""The address space: reading pages from ``essays``, responses and their moderation from ``comments``."""

from django.contrib import admin
from django.urls import path

import comments.urls
import essays.urls
from masslinesite import health
from masslinesite.addresses import Addresses

handler400 = "masslinesite.error_pages.bad_request"
handler403 = "masslinesite.error_pages.permission_denied"
handler404 = "masslinesite.error_pages.page_not_found"
handler500 = "masslinesite.error_pages.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    Addresses([*essays.urls.urlpatterns, *comments.urls.urlpatterns]),
    path("admin/", admin.site.urls),
]
