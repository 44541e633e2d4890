"""Responding (being written)."""

from django.http import Http404, HttpRequest, HttpResponse


def respond_to_work(request: HttpRequest, work: str) -> HttpResponse:
    raise Http404


def respond_to_paragraph(request: HttpRequest, work: str, number: int) -> HttpResponse:
    raise Http404


def respond_to_formulation(request: HttpRequest, debate: str, formulation: str) -> HttpResponse:
    raise Http404


def respond_to_question(request: HttpRequest, debate: str, question: str) -> HttpResponse:
    raise Http404


def respond_to_response(request: HttpRequest, pk: int) -> HttpResponse:
    raise Http404
