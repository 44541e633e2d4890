"""Reading pages."""

from django.urls import path

from essays.views import about, display

urlpatterns = [
    path("about/", about.about, name="about"),
    path("display/", display.display, name="display"),
    path("display.css", display.display_css, name="display-css"),
]
