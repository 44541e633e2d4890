"""Addresses lead where Django's own way of trying every pattern leads."""

import itertools
import re

from django.urls import Resolver404, ResolverMatch, get_resolver, path
from django.urls.resolvers import RoutePattern, URLResolver

from masslinesite.addresses import Addresses
from masslinesite.urls import urlpatterns

(OURS,) = [each for each in urlpatterns if isinstance(each, Addresses)]
PLACE = re.compile("<[^>]*>")
FILLINGS = ("1", "0", "01", "x", "new", "a-b", "two_words", "a b", "é", "p1", "x.csv", "")


def by_trying_all(patterns: list) -> URLResolver:
    return URLResolver(RoutePattern(""), patterns)


def found(resolver: URLResolver, address: str) -> dict[str, object] | str:
    """Where it leads, or what was tried."""
    try:
        match = resolver.resolve(address)
    except Resolver404 as error:
        return str(error)
    assert isinstance(match, ResolverMatch)
    return {name: value for name, value in vars(match).items() if name != "tried"}


def is_found_at_once(address: str) -> bool:
    try:
        return OURS.resolve(address).tried is None
    except Resolver404:
        return False


def variants(route: str) -> set[str]:
    """The route's places filled in, and what comes near to that."""
    filled = {PLACE.sub(filling, route) for filling in FILLINGS}
    places = len(PLACE.findall(route))
    if places > 1:
        template = PLACE.sub("{}", route)
        filled |= {template.format(*each) for each in itertools.product(("1", "x", "new"), repeat=places)}
    near = {change for each in filled for change in (each + "/", each.rstrip("/"), "/" + each, each + "new/")}
    return filled | near | {each.upper() for each in filled} | {each.replace("/", "//", 1) for each in filled}


def test_every_address_and_what_is_near_leads_where_it_did():
    addresses = set().union(*(variants(str(each.pattern)) for each in OURS.url_patterns))
    theirs = by_trying_all(OURS.url_patterns)
    assert len(addresses) > 3000
    assert {each: found(OURS, each) for each in addresses} == {
        each: found(theirs, each) for each in addresses
    }
    names = {OURS.resolve(each).url_name for each in addresses if is_found_at_once(each)}
    assert names == {each.name for each in OURS.url_patterns}


def test_the_first_pattern_that_matches_wins():
    patterns = [path("a/<str:x>/", len, name="any"), path("a/b/", len, name="b"), path("<str:x>", len)]
    assert found(Addresses(patterns), "a/b/") == found(by_trying_all(patterns), "a/b/")
    assert Addresses(patterns).resolve("a/b/").url_name == "any"
    assert Addresses(patterns[::-1]).resolve("a/b/").url_name == "b"


def test_within_the_whole_site_a_match_says_the_same():
    match = get_resolver().resolve("/works/a/p3/respond/")
    assert (match.view_name, match.route) == (
        "respond-to-paragraph",
        "works/<slug:work>/p<number:number>/respond/",
    )
    assert (match.kwargs, match.namespaces, match.app_names) == ({"work": "a", "number": 3}, [], [])


def test_a_place_is_a_part_of_an_address_or_less():
    """Else one that was tried later could win."""
    converters = [each for pattern in OURS.url_patterns for each in pattern.pattern.converters.values()]
    assert [each for each in converters if re.fullmatch(each.regex, "a/b")] == []
    assert [str(each.pattern) for each in OURS.url_patterns if str(each.pattern).startswith("<")] == []
