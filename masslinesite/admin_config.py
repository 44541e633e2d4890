"""Puts the site's own admin in the place of Django's; apart from it, since apps load before models."""

from django.contrib.admin.apps import AdminConfig


class OwnAdminConfig(AdminConfig):
    default_site = "masslinesite.admin_site.AdminSite"
