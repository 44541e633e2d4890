"""The frame of every page."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve

from essays.models import Block, Debate
from tests.essays.views.served import read_page
from tests.factories import make_debate, make_work

FRAME = "{% load reading %}{% site_header debate %}{% sigla_key debate %}"


def render(template, path="", **context):
    if path:
        request = RequestFactory().get(path)
        request.resolver_match = resolve(request.path)
        context["request"] = request
    return read_page(Template(template).render(Context(context)))


def current(path, debate):
    """Text and state of the marked links."""
    links = render(FRAME, path, debate=debate).one("nav").all("a")
    return [
        (link.text, link.attributes["aria-current"]) for link in links if "aria-current" in link.attributes
    ]


@pytest.mark.django_db
def test_frame_without_a_debate_links_home():
    for page in (render(FRAME), render(FRAME, "/about/", debate=None)):
        assert page.one("a", "name").attributes["href"] == "/"
        assert page.all("nav") == []
        assert page.all("dl") == []


@pytest.mark.django_db
def test_navigation_of_a_debate():
    links = render(FRAME, debate=make_debate()).one("nav").all("a")
    assert [(link.text, link.attributes["href"]) for link in links] == [
        ("Debate", "/debates/wells/"),
        ("Texts", "/debates/wells/#texts"),
        ("Compare", "/debates/wells/compare/"),
        ("Parallel", "/debates/wells/parallel/"),
        ("Terms", "/debates/wells/terms/"),
        ("Responses", "/debates/wells/responses/"),
        ("Search", "/search/?debate=wells"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/debates/wells/", [("Debate", "page")]),
        ("/", [("Debate", "true")]),
        ("/works/wells-a/", [("Texts", "true")]),
        ("/works/wells-a/p1/", [("Texts", "true")]),
        ("/works/wells-a/p1/responses/", [("Responses", "true")]),
        ("/debates/wells/beside/a1/a2/responses/", [("Responses", "true")]),
        ("/debates/wells/compare/?p=A", [("Compare", "page")]),
        ("/debates/wells/parallel/", [("Parallel", "page")]),
        ("/debates/wells/parallel/a/b/", [("Parallel", "true")]),
        ("/debates/wells/beside/", [("Parallel", "true")]),
        ("/debates/wells/beside/a1/a2/", [("Parallel", "true")]),
        ("/debates/wells/quotations/", [("Parallel", "true")]),
        ("/works/wells-a/coverage/", [("Texts", "true")]),
        ("/debates/wells/authorities/", [("Terms", "true")]),
        ("/about/", []),
    ],
)
def test_navigation_marks_where_the_reader_is(path, marked):
    assert current(path, make_debate()) == marked


@pytest.mark.django_db
def test_display_comes_back_to_the_page():
    page = render(FRAME, "/debates/wells/compare/?p=A&p=B", debate=make_debate())
    form = page.one("form", action="/display/")
    assert form.attributes["method"] == "post"
    assert form.one("input", name="next").attributes["value"] == "/debates/wells/compare/?p=A&p=B"
    assert [button.attributes["value"] for button in form.all("button")] == ["auto", "light", "dark"]


@pytest.mark.django_db
def test_key_to_the_sigla(mass_line: Debate):
    page = render(FRAME, debate=mass_line)
    sigla = [term.text for term in page.one("dl").all("dt")]
    assert sigla == ["L", "K", "Q", "E", "M", "C"]
    assert page.one("dl").all("dd")[1].text == "Klaas V., Two Conceptions of the Mass Line"


@pytest.mark.django_db
def test_frame_costs_two_queries(django_assert_num_queries):
    debate = make_debate()
    for letter in "ABC":
        make_work(debate, siglum=letter)
    with django_assert_num_queries(2):
        render(FRAME, debate=debate)


@pytest.mark.django_db
def test_citation_link():
    work = make_work(make_debate())
    template = "{% load reading %}{% ref block %}"
    block = Block.objects.select_related("work").get(work=work, number=2)
    link = render(template, block=block).one("a", "ref")
    assert (link.text, link.attributes["href"]) == ("A 2", "/works/wells-a/#p2")
    signature = Block.objects.create(work=work, order=9, kind="signature", text="N. Brook", text_hash="")
    link = render(template, block=signature).one("a", "ref")
    assert (link.text, link.attributes["href"]) == ("A signature", "/works/wells-a/#b9")
