import pytest

from comments.domain.encryption import Unreadable, decrypt, encrypt

WORDS = "ines@example.org"
OTHER_KEY = "another secret key, as long as the one that it was encrypted under was"


def test_what_is_encrypted_can_be_read_again_and_hides_it():
    token = encrypt(WORDS, purpose="mail")
    assert "ines" not in token
    assert decrypt(token, purpose="mail") == WORDS
    assert encrypt(WORDS, purpose="mail") != token


def test_for_another_purpose_it_cannot():
    with pytest.raises(Unreadable):
        decrypt(encrypt(WORDS, purpose="mail"), purpose="app")


def test_under_another_secret_key_it_cannot_unless_the_old_one_is_kept(settings):
    token, old = encrypt(WORDS, purpose="mail"), settings.SECRET_KEY
    settings.SECRET_KEY = OTHER_KEY
    with pytest.raises(Unreadable):
        decrypt(token, purpose="mail")
    settings.SECRET_KEY_FALLBACKS = [old]
    assert decrypt(token, purpose="mail") == WORDS


@pytest.mark.parametrize("token", ["", "x", "gAAAAA"])
def test_what_was_not_encrypted_here_cannot(token):
    with pytest.raises(Unreadable):
        decrypt(token, purpose="mail")
