from comments.markup.plain import render_plain


def test_paragraphs_and_line_breaks_are_kept():
    assert render_plain("one\ntwo\n\nthree\n \n\n four") == "<p>one<br>two</p>\n<p>three</p>\n<p>four</p>"


def test_everything_is_escaped():
    assert render_plain('<b onclick="x">&amp;') == '<p>&lt;b onclick="x"&gt;&amp;amp;</p>'


def test_time_is_linear():
    assert len(render_plain("a\n\n" * 100_000)) == 100_000 * len("<p>a</p>\n") - 1
