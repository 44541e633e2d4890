"""Whose quotations of whom an address asks for."""

from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True)
class AskedQuotations:
    """The keys as they stand in the address; ``essays.domain.quotation_choice`` makes a choice of them."""

    source: str
    target: str
    authority: str


def read_quotations(query: QueryDict) -> AskedQuotations:
    """``?from=E&to=K`` or ``?from=E&authority=mao-zedong``; each may be left out."""
    return AskedQuotations(query.get("from", ""), query.get("to", ""), query.get("authority", ""))
