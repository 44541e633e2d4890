import pytest
from django.http import QueryDict

from essays.domain.layers import LABELS, Layer
from essays.forms.layers import read_hidden


@pytest.mark.parametrize(
    ("query", "hidden"),
    [
        ("", set()),
        ("hide=terms", {Layer.TERMS}),
        ("hide=terms&hide=quotations", {Layer.TERMS, Layer.QUOTATIONS}),
        ("hide=terms&hide=terms", {Layer.TERMS}),
        ("hide=everything&hide=&show=terms&hide=TERMS", set()),
        ("hide=responses&hide=<script>", {Layer.RESPONSES}),
    ],
)
def test_layers_that_an_address_leaves_out(query, hidden):
    assert read_hidden(QueryDict(query)) == hidden


def test_every_layer_has_a_label():
    assert set(LABELS) == set(Layer)
