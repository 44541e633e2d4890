import pytest

from comments.domain.drafts import (
    Draft,
    TextRefused,
    fit_text,
    make_draft,
    name_digest,
    render_draft,
    words_digest,
)
from comments.enums import Stance
from comments.markup import processes
from comments.markup.convert import VERSION
from comments.markup.rendering import Rendered
from comments.pseudonyms import NameRefused
from comments.queries.stances import NONE, OTHERS
from tests.factories import make_debate, make_work

TEXT = "Twenty characters or more."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "The response is empty."),
        (" \r\n\t\u200b ", "The response is empty."),
        ("x" * 19, "A response has at least 20 characters; this one has 19."),
        (f"  {'x' * 19}\n\n", "A response has at least 20 characters; this one has 19."),
        (
            "x" * 20_001,
            "A response has at most 20,000 characters; this one has 20,001. "
            "It can be sent in parts, the second in reply to the first.",
        ),
    ],
)
def test_a_text_of_the_wrong_length_is_refused(typed, message):
    with pytest.raises(TextRefused) as refusal:
        fit_text(typed)
    assert str(refusal.value) == message


@pytest.mark.parametrize("typed", ["x" * 20, f" {'x' * 20} ", "x" * 20_000, "x\r\n" * 9_990 + "x" * 20])
def test_a_text_within_the_bounds_is_cleaned(typed):
    assert fit_text(typed) == typed.replace("\r\n", "\n").strip()


def test_line_ends_count_once():
    assert len(fit_text("x\r\n" * 10_000)) == 19_999


def test_characters_are_counted_not_bytes():
    assert len(fit_text("日" * 20_000)) == 20_000


def test_a_draft_is_fit():
    draft = make_draft(name=" Hanne  L. ", stance=NONE, text=f"\n{TEXT}\u200b", reserved=[])
    assert draft == Draft(name="Hanne L.", stance=NONE, text=TEXT)


def test_an_unfit_name_or_text_makes_no_draft():
    with pytest.raises(NameRefused):
        make_draft(name="admin", stance=NONE, text=TEXT, reserved=[])
    with pytest.raises(TextRefused):
        make_draft(name="", stance=NONE, text="short", reserved=[])


def test_the_digest_tells_every_difference():
    drafts = [
        Draft(name, stance, text)
        for name in ("", "Ines")
        for stance in (NONE, *OTHERS)
        for text in (TEXT, TEXT + ".")
    ]
    same_salt = name_digest("", "1"), name_digest("Ines", "1"), name_digest("Ines", "2")
    assert len(set(same_salt)) == 3
    digests = {words_digest(name_digest(each.name, "1"), each.stance.value, each.text) for each in drafts}
    assert len(digests) == 16
    assert len({draft.sealed()["digest"] for draft in drafts * 2}) == 32
    assert OTHERS[0].stance == Stance.NEITHER


def rendered(text, debate):
    return render_draft(Draft(name="", stance=NONE, text=text), debate)


@pytest.mark.django_db
def test_prose_asks_no_converter(monkeypatch):
    monkeypatch.setattr(processes, "converters", None)
    shown = rendered("One line, as K 99 says.\nAnother.\n\nThe end.", make_debate())
    html = "<p>One line, as K 99 says.<br>\nAnother.</p>\n<p>The end.</p>"
    assert shown == Rendered(html, VERSION)
    assert shown.shown == "One line, as K 99 says. Another. The end."


@pytest.mark.django_db
def test_prose_that_cites_has_its_link():
    work = make_work(make_debate())
    shown = rendered(f"It stands in {work.siglum} 1.", work.debate).html
    assert shown.startswith('<p>It stands in <a href="/works/')
