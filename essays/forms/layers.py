"""Which layers a work's address leaves out: ``?hide=terms&hide=quotations``."""

from django.http import QueryDict

from essays.domain.layers import Layer


def read_hidden(query: QueryDict) -> frozenset[Layer]:
    """The layers named; anything else in the query asks for nothing and is no error."""
    asked = set(query.getlist("hide"))
    return frozenset(layer for layer in Layer if layer.value in asked)
