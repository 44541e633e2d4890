"""Numbers in addresses have one form."""

import pytest
from django.urls import Resolver404, resolve


@pytest.mark.parametrize("number", ["0", "1", "16", "99999999999999999999"])
def test_a_plain_number_is_an_address(number):
    assert resolve(f"/works/two-conceptions/p{number}/").kwargs["number"] == int(number)


@pytest.mark.parametrize("number", ["01", "00", "-1", "+1", "1.0", "١", ""])
def test_another_form_of_a_number_is_no_address(number):
    with pytest.raises(Resolver404):
        resolve(f"/works/two-conceptions/p{number}/")
