"""Responses, receipts and the moderators’ desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
