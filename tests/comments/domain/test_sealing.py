import pytest

from comments.domain.sealing import Unreadable, seal, unseal


def test_what_is_sealed_can_be_read_again_and_hides_it():
    sealed = seal("ines@example.org")
    assert "ines" not in sealed
    assert unseal(sealed) == "ines@example.org"
    assert seal("ines@example.org") != sealed


def test_under_another_secret_key_it_cannot(settings):
    sealed = seal("ines@example.org")
    settings.SECRET_KEY = "another secret key, as long as the one that it was sealed under was"
    with pytest.raises(Unreadable):
        unseal(sealed)


@pytest.mark.parametrize("sealed", ["", "x", "gAAAAA"])
def test_what_was_not_sealed_here_cannot(sealed):
    with pytest.raises(Unreadable):
        unseal(sealed)
