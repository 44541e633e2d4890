"""The address space: reading pages from ``essays``, responses and their moderation from ``comments``."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("essays.urls")),
    path("", include("comments.urls")),
    path("admin/", admin.site.urls),
]
