"""Pages kept without what changes often: each part is put off, and asked for when the page is sent."""

from dataclasses import dataclass

import pytest
from django.template import Context, Template, engines
from django.test import RequestFactory

from masslinesite.page_moulds import PageMould, put_off


@dataclass(frozen=True)
class Asked:
    """A source: how often each of them was asked, by name."""

    name: str
    counts = {}

    def __call__(self) -> int:
        self.counts[self.name] = self.counts.get(self.name, 0) + 1
        return self.counts[self.name]


class Shown:
    """A value that a template shows by putting it off."""

    def __init__(self, context: Context, name: str) -> None:
        self.context, self.name = context, name

    def __str__(self) -> str:
        return put_off(self.context, Asked(self.name), lambda answer: f"{self.name}{answer}")


@pytest.fixture
def made(monkeypatch) -> PageMould:
    Asked.counts.clear()
    context = Context()
    template = engines["django"].from_string("{{ address }}: {{ a }} {{ a }} {{ b }} {{ words }}")
    monkeypatch.setattr("django.template.loader.get_template", lambda name, using=None: template)
    given = {"a": Shown(context, "a"), "b": Shown(context, "b"), "words": "100 % <b>"}
    return PageMould.of("any.html", given, RequestFactory().get("/"))


def test_nothing_is_asked_until_the_page_is_wanted(made):
    assert Asked.counts == {}
    assert made.page("/?a=1&b=2") == b"/?a=1&amp;b=2: a1 a1 b1 100 % &lt;b&gt;"
    assert made.page("/") == b"/: a2 a2 b2 100 % &lt;b&gt;"


def test_each_source_is_asked_once_for_a_page(made):
    made.page("/")
    assert Asked.counts == {"a": 1, "b": 1}


def test_outside_of_such_a_page_it_is_asked_at_once():
    Asked.counts.clear()
    context = Context()
    with context.render_context.push_state(Template("")):
        assert str(Shown(context, "a")) + str(Shown(context, "a")) == "a1a1"
