import pytest
from django.http import QueryDict

from essays.forms.search import View, read_search


@pytest.mark.parametrize("word", ["best", "list", "place", "kwic", "0"])
@pytest.mark.parametrize("view", list(View))
def test_words_that_are_also_names_of_orders_and_views_stay_in_the_address(word, view):
    asked = read_search(QueryDict(f"q={word}&author={word}&work={word}&debate={word}&view={view}"))
    again = read_search(QueryDict(asked.address(after=20).removeprefix("?")))
    assert (again.q, again.author, again.work, again.debate) == (word,) * 4
    assert (again.view, again.sort, again.after) == (view, asked.sort, 20)


def test_an_address_names_only_what_was_asked_for():
    assert read_search(QueryDict("q=mass&view=list&sort=best&after=0&kind=")).address() == "?q=mass"
