import pytest

from comments.pseudonyms import NameRefused, fit_name, skeleton

AUTHORS = ["Klaas V.", "Ehecatl of United Struggle from Within", "The Mass Line"]


def refusal(name):
    with pytest.raises(NameRefused) as refused:
        fit_name(name, AUTHORS)
    return str(refused.value)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("", ""),
        ("   ", ""),
        ("Hanne L.", "Hanne L."),
        ("  D.   R. ", "D. R."),
        ("O’Brien-Smith (ret.)", "O’Brien-Smith (ret.)"),
        ("J. & M.", "J. & M."),
        ("Renée", "Renée"),
        ("Rene\u0301e", "Renée"),
        ("Ｆｕｌｌ", "Full"),
        ("Ольга Б.", "Ольга Б."),
        ("Ελένη", "Ελένη"),
        ("山田 たろう", "山田 たろう"),
        ("김민수", "김민수"),
        ("محمد", "محمد"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("अनिता", "अनिता"),
        ("prisoner 12345", "prisoner 12345"),
        ("Klaas from Ghent", "Klaas from Ghent"),
        ("Klaas Vermeer", "Klaas Vermeer"),
        ("Ann Adminski", "Ann Adminski"),
        ("a mass line reader", "a mass line reader"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_pseudonym_stands(typed, name):
    assert fit_name(typed, AUTHORS) == name


@pytest.mark.parametrize(
    "name",
    [
        "admin", "Adm1n", "ADMIN", "а\u0064min", "Moderator", "m0derat0r", "The Editors", "Anna (moderator)",
        "The M o d e r a t o r s", "M.o.d.e.r.a.t.o.r of K",
        "site-admin", "Staff", "A d m i n", "rnoderator", "administrator", "Official reader", "ѕyѕtem",
    ],
)  # fmt: skip
def test_an_office_is_refused_however_it_is_written(name):
    assert refusal(name).startswith(("The name reads like", "A name is written in one script"))


@pytest.mark.parametrize("name", ["аԁміn", "Μοderator", "КІааs V.", "Sysтem"])
def test_letters_of_several_scripts_are_refused(name):
    assert refusal(name) == "A name is written in one script; this one mixes letters of several."


@pytest.mark.parametrize("name", ["Klaas V.", "klaas v", "KlaasV", "K1aas V", "Klaas", "Klaas V. himself",
                                  "the real Klaas V."])  # fmt: skip
def test_an_author_of_the_texts_is_refused(name):
    assert refusal(name) == (
        "The name reads like “Klaas V.”, who is somebody else. Add what tells you apart."
    )


def test_the_first_word_of_a_long_name_is_taken_for_it():
    assert "Ehecatl of United Struggle from Within" in refusal("Ehecatl")


def test_a_short_name_of_an_author_does_not_refuse_names_that_hold_it_by_chance():
    assert fit_name("William", ["Li"]) == "William"


VOICES = ["Mao Zedong", "Mao", "Mao Tse-Tung", "V. I. Lenin", "Leninist", "MIM(Prisons)", "MIM", "CPP"]


@pytest.mark.parametrize(
    "name",
    [
        "Mao Tse-Tung", "mao tse tung", "MaoTseTung", "Mao", "Ma0", "M a o", "The real Mao Tse-Tung",
        "V. I. Lenin", "V.I. Lenin", "Comrade V. I. Lenin", "Leninist", "MIM (Prisons)", "MIM Prisons", "cpp",
    ],
)  # fmt: skip
def test_who_is_quoted_is_refused(name):
    with pytest.raises(NameRefused, match=r"^The name reads like “.+”, who is somebody else\."):
        fit_name(name, AUTHORS, VOICES)


@pytest.mark.parametrize(
    "name",
    ["MLM", "A Leninist reader", "Leninists", "Mao Lin", "Vera Lenina", "Lenin Hall", "Maoist", "V."],
)
def test_a_word_of_who_is_quoted_stands_within_a_name(name):
    assert fit_name(name, AUTHORS, VOICES) == name


@pytest.mark.parametrize(
    "unseen",
    [
        "\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\U000e0041", "\x07", "\u200d", "\ue000",
        "\u2028\u200e",
    ],
)  # fmt: skip
def test_unseen_characters_are_refused(unseen):
    assert refusal(f"An{unseen}na") == "The name holds characters that cannot be seen. Type it anew."


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("✓ checked", "“✓”"),
        ("a@b@c.example", "“@”"),
        ("<b>", "“<” and “>”"),
        ("x/y#z*", "“/”, “#” and “*”"),
        ("a!b?c=d%e$f+g^h", "“!”, “?”, “=”, “%”, “$”, “+” and others"),
    ],
)
def test_signs_are_refused(name, signs):
    assert refusal(name) == f"A name holds letters, digits, spaces and . , ’ - & ( ), so not {signs}."


def test_a_pile_of_marks_is_refused():
    assert (
        refusal("Z" + "\u0334\u0321\u035a\u0308" + "o")
        == "The name has more marks on a letter than any script."
    )
    assert refusal("\u0301a") == "The name has more marks on a letter than any script."


def test_a_name_without_a_letter_is_refused():
    assert refusal("(.)") == "A name holds at least one letter or digit. It can also be left empty."


def test_a_name_is_counted_as_it_will_stand():
    assert refusal("x" * 61) == "A name has at most 60 characters; this one has 61."
    assert refusal("ﬁ" * 31) == "A name has at most 60 characters; this one has 62."


def test_skeletons_of_names_that_look_alike_are_equal():
    assert skeleton("Klaas V.") == skeleton("KLAA5 v") == skeleton("Кlааs V.") == "klaasv"
    assert skeleton("Lena") != skeleton("Lene")
