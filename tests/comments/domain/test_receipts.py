import re

import pytest
from django.core import signing

from comments.domain.receipts import (
    BadFormKey,
    code_for,
    hash_of,
    in_groups,
    new_form_key,
    read_code,
    read_form_key,
)


def test_a_forms_key_is_random_and_comes_back_from_its_signature():
    one, two = new_form_key(), new_form_key()
    assert read_form_key(one) != read_form_key(two)
    assert len(read_form_key(one)) == 32


@pytest.mark.parametrize("key", ["", "x", "x:y", signing.Signer(salt="another form").sign("x" * 32)])
def test_a_key_that_was_not_made_here_is_refused(key):
    with pytest.raises(BadFormKey):
        read_form_key(key)


def test_a_changed_key_is_refused():
    with pytest.raises(BadFormKey):
        read_form_key("x" + new_form_key())


def test_the_code_is_the_same_for_the_same_key_and_another_for_another():
    assert code_for("a key") == code_for("a key") != code_for("another key")
    assert re.fullmatch("[A-Z2-7]{28}", code_for("a key"))


def test_the_code_depends_on_the_secret_key(settings):
    before = code_for("a key")
    settings.SECRET_KEY = "another"
    assert code_for("a key") != before


def test_the_code_is_shown_in_groups():
    code = code_for("a key")
    assert re.fullmatch("([a-z2-7]{4}-){6}[a-z2-7]{4}", in_groups(code))
    assert read_code(in_groups(code)) == code


@pytest.mark.parametrize(
    "written",
    [
        "abcd-efgh-ijkl-mnop-qrst-uvwx-yz23",
        "ABCD EFGH IJKL MNOP QRST UVWX YZ23",
        " abcdefghijkl mnop–qrst—uvwx.yz23\n",
    ],
)
def test_case_spaces_and_dashes_do_not_matter(written):
    assert read_code(written) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ23"


def test_misread_digits_are_read_as_the_letters_they_look_like():
    assert read_code("A8CD-EFGH-1JKL-MN0P-QRST-UVWX-YZ23") == "ABCDEFGHIJKLMNOPQRSTUVWXYZ23"


@pytest.mark.parametrize("written", ["", "abcd", "a" * 27, "a" * 29, "ä" * 28, "9" * 28, "a" * 27 + "%"])
def test_what_can_be_no_code_is_none(written):
    assert read_code(written) is None


def test_the_database_gets_a_hash():
    assert re.fullmatch("[0-9a-f]{64}", hash_of("A" * 28))
