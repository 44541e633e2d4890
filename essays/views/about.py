"""How the site was made and what it keeps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from masslinesite.public_pages import public_page


@public_page
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "essays/about.html")
