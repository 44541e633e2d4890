# ruff: noqa: E501 - a text and what becomes of it stand on one line
import itertools
import random

import pytest

from comments.markup.cleaning import UNSEEN, clean_text
from comments.markup.convert import UnseenInOutput, convert
from comments.markup.plain import render_plain
from tests.comments.markup.payloads import ELEMENTS, IN_MARKDOWN, PAYLOADS
from tests.comments.markup.reading import Reading

LINKS = {"K 1": "/works/k/p1/", "R 6": "/responses/6/"}
REL = 'rel="ugc nofollow noopener noreferrer"'


def html(text):
    return convert(text, LINKS)


def converted(text):
    """What is shown of a text: converted, or as typed where the converter refuses its own output."""
    try:
        return html(clean_text(text))
    except UnseenInOutput:
        return render_plain(clean_text(text))


def faults(shown):
    reading = Reading(shown)
    outside = [link for link in reading.links if link not in LINKS.values()]
    return (
        reading.faults
        + [link for link in outside if not link.lower().startswith(("http://", "https://", "mailto:"))]
        + [
            link
            for link in outside
            if "\\" in link or ("@" in link.split("?")[0] and link.startswith("http"))
        ]
        + UNSEEN.findall(shown)
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
        ("*a* _b_ **c** __d__ ***e***", "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <strong><em>e</em></strong></p>"),
        ("snake_case_name 2*3*4", "<p>snake_case_name 2<em>3</em>4</p>"),
        ("> quoted\n> > deeper", "<blockquote>\n<p>quoted</p>\n<blockquote>\n<p>deeper</p>\n</blockquote>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("1917. a\n2. b", '<ol start="1917">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("`a < b & *c*`", "<p><code>a &lt; b &amp; *c*</code></p>"),
        ("``a ` b``", "<p><code>a ` b</code></p>"),
        ("```\n<b> & K 1\n```", "<pre><code>&lt;b&gt; &amp; K 1\n</code></pre>"),
        ("a\n\n***\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
        (r"\*not\* \_this\_ \[x\](y)", "<p>*not* _this_ [x](y)</p>"),
    ],
)  # fmt: skip
def test_markup(text, shown):
    assert html(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "# 1 is no heading", "#1", "a\n===", "[1]: Mao, On Practice, 1937", "[^1]: a note", "![a picture](x.png)",
        "<b>bold</b>", "&copy; &amp; &#x202e; &nbsp;", "a & b", "[TOC]", "| a | b |", "<a@b.example>", "*[abbr]: x", "[x] [y][z]",
        "&lt;b&gt;", "AT&T; x", 'say "quoted" and \'single\' -- ...',
    ],
)  # fmt: skip
def test_what_is_no_markup_shows_as_it_was_typed(text):
    assert Reading(html(text)).text.replace("\n", "") == text.replace("\n", "")


def test_an_indented_paragraph_is_a_paragraph():
    assert html("    indented *words*") == "<p>indented <em>words</em></p>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[words](https://example.org/a_(b)?x=1&y=2)", f'<a href="https://example.org/a_(b)?x=1&amp;y=2" {REL}>words</a>'),
        ("[*em*](http://example.org)", f'<a href="http://example.org" {REL}><em>em</em></a>'),
        ("<https://example.org/>", f'<a href="https://example.org/" {REL}>https://example.org/</a>'),
        ("https://example.org/a_b_c", f'<a href="https://example.org/a_b_c" {REL}>https://example.org/a_b_c</a>'),
        ("(see https://example.org/x).", f'(see <a href="https://example.org/x" {REL}>https://example.org/x</a>).'),
        ("(https://example.org/M_(a)).", f'(<a href="https://example.org/M_(a)" {REL}>https://example.org/M_(a)</a>).'),
        ("*https://example.org/M_(a)_(b)*, x", f'<em><a href="https://example.org/M_(a)_(b)" {REL}>https://example.org/M_(a)_(b)</a></em>, x'),
        ("https://example.org/a(b", f'<a href="https://example.org/a(b" {REL}>https://example.org/a(b</a>'),
        ("(https://example.org/a)b) x", f'(<a href="https://example.org/a)b" {REL}>https://example.org/a)b</a>) x'),
        ('[words](https://example.org "Its title")', f'<a href="https://example.org" {REL}>words (Its title)</a>'),
        ("[write](mailto:a@example.org)", f'<a href="mailto:a@example.org" {REL}>write</a>'),
    ],
)  # fmt: skip
def test_links_lead_out_and_say_so(text, shown):
    assert html(text) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    "text", ["[x](/admin/)", "[x](//evil.example)", "[x](/works/k/p2/)", "[x](#main)", "[x](x)"]
)
def test_a_link_into_the_site_stays_as_it_was_typed(text):
    assert html(text) == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "text", ["https://", "(http://)", "https://...", "http://(", '[x](https://example.org "")']
)
def test_what_is_no_address_stays_as_it_was_typed(text):
    assert Reading(html(text)).text.replace("\n", "") == text


def test_citations_become_links():
    assert html("K 1, K1, K\u00a01 and **R 6**") == (
        f'<p><a href="/works/k/p1/" {REL}>K&nbsp;1</a>, <a href="/works/k/p1/" {REL}>K&nbsp;1</a>, '
        f'<a href="/works/k/p1/" {REL}>K&nbsp;1</a> and <strong><a href="/responses/6/" {REL}>R&nbsp;6</a></strong></p>'
    )


@pytest.mark.parametrize("text", ["K 2", "R 7", "`K 1`", "OK 1", "K 12", "K 1a", "/K 1", "```\nK 1\n```"])
def test_what_cites_nothing_that_exists_stays_text(text):
    assert Reading(html(text)).links == []


def test_a_citation_within_a_link_is_part_of_its_words():
    assert html("[see K 1](https://example.org)") == f'<p><a href="https://example.org" {REL}>see K 1</a></p>'


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_is_harmless(payload):
    for text in (
        payload,
        f"words {payload} words",
        f"> {payload}",
        f"- {payload}",
        f"*{payload}*",
        f"`{payload}",
        f"[{payload}](https://e.example)",
    ):
        assert faults(converted(text)) == []


@pytest.mark.parametrize("payload", ELEMENTS)
def test_raw_html_is_shown_as_words(payload):
    assert set(Reading(converted(payload)).links) <= {"https://example.org"}
    assert "<" in Reading(converted(payload)).text


def test_hostile_texts_after_each_other_are_harmless():
    shuffled = random.Random(7)
    for _ in range(1500):
        parts = shuffled.sample(
            [*ELEMENTS, *IN_MARKDOWN, "*", "`", "[", "](", "\n\n", "> ", "K 1", "<", "```\n"], 4
        )
        text = shuffled.choice(["", " ", "\n", "\n\n"]).join(parts)
        assert faults(converted(text)) == [], text


def test_every_short_text_of_signs_is_harmless():
    signs = ["*", "_", "`", "[", "](", ")", "<", ">", "&", "\\", "\n", "http://a", "K 1", "!"]
    for parts in itertools.product(signs, repeat=3):
        assert faults(converted("".join(parts))) == [], parts


def test_the_reader_of_these_tests_sees_faults():
    bad = '<p onclick=1><script>1</script><!-- x --><a href="javascript:1" rel="x">y</a><img src=x><ol start="x"></ol>'
    assert Reading(bad).faults == [
        "<p onclick>", "<script>", "</script>", "comment", "rel=x", "<img>", "start=x", "<p> not closed"
    ]  # fmt: skip
    assert faults('<p><a href="javascript:1">x</a>\u202e</p>') == ["javascript:1", "\u202e"]


def test_output_that_holds_an_unseen_character_is_refused():
    with pytest.raises(UnseenInOutput):
        convert("a\u202eb", {})
