import pytest

from comments.markup.excerpts import excerpt, plain_text


def test_plain_text_has_neither_tags_nor_entities():
    html = "<p>K&nbsp;16 &amp; <em>more</em><br>\nwords</p>\n<blockquote><p>&lt;b&gt;</p></blockquote>"
    assert plain_text(html) == "K 16 & more words <b>"


def test_lines_of_a_text_shown_as_typed_stay_apart():
    assert plain_text("<p>one<br>two</p>") == "one two"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one two three", "one two three"),
        ("one two three four", "one two…"),
        ("unbrokenunbrokenunbroken", "unbrokenunbr…"),
    ],
)
def test_an_excerpt_ends_between_words(text, shown):
    assert excerpt(f"<p>{text}</p>", length=13) == shown
