"""Django's admin behind this site's own door."""

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from comments.queries.accounts import desk_of
from masslinesite.access import to_set_up


class AdminSite(admin.AdminSite):
    """The records, for staff. Signing in and passwords are the site's own, with their limits."""

    site_title = site_header = "Records"
    index_title = "Records of the reading room"

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff who have nothing to set up first. One query beyond Django's."""
        return super().has_permission(request) and not to_set_up(desk_of(user_id=request.user.pk))

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponseBase:
        """Whoever is signed in already is not let in because of who they are, so another form won't help."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.GET.get("next", reverse("admin:index")), reverse("login"))
        if not super().has_permission(request):
            raise PermissionDenied
        if page := to_set_up(desk_of(user_id=request.user.pk)):
            return redirect(page)
        return redirect("admin:index")

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponseBase:
        return redirect("password-change")
