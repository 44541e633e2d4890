"""Templates rendered once and filled: what is filled in, what it counts as, what stays as it is."""

import pytest
from django.template import engines

from masslinesite.moulds import Mould, Slot


def mould(source: str, **context: object) -> Mould:
    return Mould.of(engines["django"].from_string(source).render(context))


def test_slots_are_filled_wherever_they_stand():
    made = mould("<b>{{ a }}</b> of {{ b }}, {{ a }}", a=Slot("a"), b=Slot("b"))
    assert made.fill({"a": "1", "b": "<i>2</i>"}) == "<b>1</b> of <i>2</i>, 1"
    assert made.page({"a": "½", "b": "2"}) == "<b>½</b> of 2, ½".encode()


def test_a_slot_without_a_value_is_an_error():
    with pytest.raises(KeyError, match="b"):
        mould("{{ a }}{{ b }}", a=Slot("a"), b=Slot("b")).fill({"a": ""})


def test_signs_of_the_percent_operator_are_text():
    made = mould("100 % of {{ a }}, %(a)s, %s, %%", a=Slot("a"))
    assert made.fill({"a": "5 %"}) == "100 % of 5 %, %(a)s, %s, %%"
    assert made.page({"a": "5 %"}) == b"100 % of 5 %, %(a)s, %s, %%"


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "none, 0 times"), (1, "one, 1 time"), (2, "several, 2 times")]
)
def test_a_slot_counts_as_what_it_stands_for(count, shown):
    source = (
        "{% if not n %}none{% elif n == 1 %}one{% else %}several{% endif %}, {{ n }} time{{ n|pluralize }}"
    )
    assert mould(source, n=Slot("n", count)).fill({"n": count}) == shown


def test_what_stands_beside_a_slot_is_escaped():
    assert mould("{{ words }}{{ a }}", words="<b>", a=Slot("a")).fill({"a": "!"}) == "&lt;b&gt;!"
