"""Numbers in addresses: importing this makes ``<number:name>`` known to ``path``."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class Number(IntConverter):
    """A whole number without leading zeros, so that a page has one address: ``p1``, never ``p01``."""

    regex = "0|[1-9][0-9]*"


register_converter(Number, "number")
