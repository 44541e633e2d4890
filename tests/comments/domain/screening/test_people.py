"""Numbers and addresses by which somebody could be found. All are made up, of ranges that nobody has."""

import pytest

from comments.domain.screening.names import is_among
from comments.domain.screening.people import PATTERNS
from comments.domain.screening.settings import Rules
from comments.enums import Ruling
from tests.comments.domain.screening.known import ask


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("CDCR #ZZ0000 is mine", "prison number", "CDCR #ZZ0000"),
        ("my number, ZZ0000, is", "prison number", "ZZ0000"),
        ("inmate no. 000000", "prison number", "inmate no. 000000"),
        ("DOC # 00000000 there", "prison number", "DOC # 00000000"),
        ("he is 00000-000 there", "prison number", "00000-000"),
        ("in cell 12b of it", "place in a prison", "cell 12b"),
        ("housing unit C-4 is", "place in a prison", "housing unit C-4"),
        ("it is 000-00-0000 there", "social security number", "000-00-0000"),
        ("write anna@example.org now", "e-mail address", "anna@example.org"),
        ("write anna (at) example (dot) org now", "e-mail address", "anna (at) example (dot) org"),
        ("call (555) 555-0100 now", "telephone number", "(555) 555-0100"),
        ("call +49 30 5550100 now", "telephone number", "+49 30 5550100"),
        ("call ５５５ ５５５ ０１００ now", "telephone number", "555 555 0100"),
        ("at 12 North Main Street then", "street address", "12 North Main Street"),
        ("in der Brunnenstraße 7b dort", "street address", "Brunnenstraße 7b"),
        ("au 12, rue du Puits sec", "street address", "12, rue du Puits sec"),
        ("to P.O. Box 000 there", "post box", "P.O. Box 000"),
        ("there, CA 00000, it is", "post code", "CA 00000"),
        ("I was born on 3 May 1985 there", "date of birth", "born on 3 May 1985"),
        ("DOB: 05/03/85 there", "date of birth", "DOB: 05/03/85"),
        ("geboren am 3. Mai 1985 dort", "date of birth", "geboren am 3. Mai 1985"),
        ("call 5105550142 now", "telephone number", "5105550142"),
        ("call 15105550142 now", "telephone number", "15105550142"),
        ("call 555-0142 now", "telephone number", "555-0142"),
        ("at 12 main street then", "street address", "12 main street"),
        ("at 4417 east elm ave then", "street address", "4417 east elm ave"),
        ("john dot doe at example dot com", "e-mail address", "john dot doe at example dot com"),
        ("find me, @ines_of_the_well, there", "handle", "@ines_of_the_well"),
        ("my IG: ines.well", "handle", "IG: ines.well"),
    ],
)
def test_is_found(text, rule, words):
    answer = ask("people", text)
    assert (answer.ruling, answer.rule, answer.words) == (Ruling.HOLD, rule, (words,))


@pytest.mark.parametrize(
    "text",
    [
        "K 16, E 17 and R 1234 say so; see also pp. 12-13.",
        "From 1917-1949, and in 1949 1950 1951, 600 million people lived there.",
        "Mao was born on 26 December 1893 in a village.",
        "ISBN 978-0-00-000000-2 is the book.",
        "90 percent of the 4,000,000,000 words are not his, of 12.5.1.",
        "On Practice, 1937, Selected Works, Vol. 1, p. 297.",
        "In 1934 5678 1999 workers struck.",
        "See pp. 200-2000 and pages 555-1234 of it.",
        "In 1949 the long road began, and 3 of them took the road; at 2 in the street.",
        "At that point and at home, dot by dot.",
        "An @ sign by itself, and c@sino.",
        "5,105,550,142 people, and 51055501423333 of them.",
    ],
)
def test_numbers_of_books_and_of_history_are_not(text):
    assert ask("people", text).ruling == Ruling.PASS


def test_a_full_name_beside_an_address_is_shown_with_it():
    answer = ask("people", "Write to Anna B. Brook, 12 North Main Street, or to P.O. Box 000.")
    assert answer.rule == "street address, post box, full name beside it"
    assert answer.words == ("Anna B. Brook", "12 North Main Street", "P.O. Box 000")
    assert answer.figure == 2


KNOWN = (
    "Mao Zedong",
    "Mao",
    "V. I. Lenin",
    "Lenin",
    "Ehecatl",
    "Klaas V.",
    "Winston Churchill",
    "Churchill",
    "Che",
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("My cellmate John Smith at Pelican Bay says so.", ("John Smith",)),
        ("my name is John Smith, I am at San Quentin", ("John Smith",)),
        ("Maria Lopez, she is in the SHU at Corcoran.", ("Maria Lopez",)),
        ("Maria de la Cruz is held in solitary.", ("Maria de la Cruz",)),
        ("J. P. O’Neil has been locked up for years.", ("J. P. O’Neil",)),
        ("John P. O’Neil has been locked up for years.", ("John P. O’Neil",)),
        ("CO Johnson took my books.", ("Johnson",)),
        ("Then C.O. Ramírez came.", ("Ramírez",)),
        ("Officer Brown and Sgt. Green saw it.", ("Brown", "Green")),
        ("My celly is called Mike.", ("Mike",)),
        ("Mike, my cellmate, agrees.", ("Mike",)),
        ("The warden, Anna Brook, reads our mail.", ("Anna Brook",)),
        ("I was in Soledad with Peter Stone.", ("Peter Stone",)),
        ("Ján Novák writes from a jail.", ("Ján Novák",)),
        ("Call me what you will; my real name is Peter Stone.", ("Peter Stone",)),
        ("In prison Mao Zedong and Peter Stone read.", ("Peter Stone",)),
        # What must not hold: whom the debate is about, things, names with nothing of the kind beside them.
        ("Mao Zedong says that prisoners can be won over.", ()),
        ("Chairman Mao was never in prison.", ()),
        ("Vladimir Lenin was imprisoned, V. I. Lenin too.", ()),
        ("Ehecatl writes from prison, as does Klaas V. himself.", ()),
        ("Winston Churchill had jails built.", ()),
        ("The Mass Line of the Communist Party is read in prisons.", ()),
        ("United Struggle from Within is a prison organisation.", ()),
        ("San Quentin and Pelican Bay are prisons.", ()),
        ("The Security Housing Unit is a prison within the prison.", ()),
        ("Anna B. Brook says so in On Wells.", ()),
        ("Peter Stone says so." + " The well is dug by those who drink." * 4 + " So is a prison.", ()),
        ("When Prisoners read The Red Book, On Practice is next.", ()),
        ("The guard of the well drinks, the officer too.", ()),
    ],
)
def test_names_beside_words_of_imprisonment(text, names):
    answer = ask("people", text, known=KNOWN)
    assert (answer.words, answer.rule) == (names, "name beside words of imprisonment" if names else "")


@pytest.mark.parametrize(
    ("name", "is_known"),
    [
        ("Mao", True), ("Mao Tse-Tung", True), ("Vladimir Lenin", True), ("V. Lenin", True),
        ("Churchill", True), ("Clementine Churchill", True), ("Klaas V", True), ("Klaas", True),
        ("Peter Stone", False), ("Peter", False),
    ],
)  # fmt: skip
def test_forms_of_a_known_name(name, is_known):
    assert is_among(name, KNOWN) == is_known


def test_a_namesake_by_another_first_name_is_not_among_full_names():
    assert not is_among("Anna Brook", ["Nora Brook"])
    assert is_among("N. Brook", ["Nora Brook"])


@pytest.mark.parametrize(
    ("fields", "rule", "words"),
    [
        (
            {"text": "He is CDCR A**B**1234 there", "shown": "He is CDCR AB1234 there"},
            "prison number",
            "CDCR AB1234",
        ),
        ({"name": "Paul Example ZZ0000"}, "prison number", "ZZ0000"),
        ({"name": "+1 510 555 0142"}, "telephone number", "+1 510 555 0142"),
        ({"text": "my *cellmate* Mi**ke** says", "shown": "my cellmate Mike says"}, "name beside", "Mike"),
    ],
)
def test_what_readers_will_see_and_the_name_count(fields, rule, words):
    answer = ask("people", **fields)
    assert answer.rule.startswith(rule)
    assert words in answer.words


def test_the_same_in_the_words_as_shown_counts_once():
    answer = ask("people", "*So* to P.O. Box 000.", shown="So to P.O. Box 000.")
    assert (answer.figure, answer.words) == (1, ("P.O. Box 000",))


def test_the_sites_own_prisons_take_the_place_of_those_it_comes_with():
    rules = Rules(places=("Brunnwald*",))
    assert ask("people", "Peter Stone is at Brunnwalder Hof.", rules=rules).words == ("Peter Stone",)
    assert ask("people", "Peter Stone is at San Quentin.", rules=rules).ruling == Ruling.PASS


def test_a_name_alone_is_not_held():
    assert ask("people", "Anna B. Brook says so in On Wells.").ruling == Ruling.PASS


def test_every_pattern_is_seen_to_match():
    cases = next(mark for mark in test_is_found.pytestmark if mark.name == "parametrize").args[1]
    assert {rule for _, rule, _ in cases} == {pattern.name for pattern in PATTERNS}
