"""What happens to paragraphs that readers have already cited when their text changes."""

import pytest

from comments.models import Response
from essays.domain.corpus.problems import CorpusRefused
from essays.domain.loading.load import check_debate, load_debate
from essays.models import Block, Formulation, Position, Work
from tests.essays.folders import Folder
from tests.essays.records import everything
from tests.factories import make_response

pytestmark = pytest.mark.django_db

HINT = "; to load it as a new version of the text, use --revise"
TEXT = "library-shelves/on-weeding.md"
#: Cited by nothing in the apparatus, so that it may change without a fault there.
FREE = "Books that nobody has borrowed for ten years."


@pytest.fixture
def folder(tmp_path):
    folder = Folder(tmp_path)
    load_debate(folder=folder.path)
    return folder


def refusal(folder, **options) -> list[str]:
    with pytest.raises(CorpusRefused) as caught:
        load_debate(folder=folder.path, **options)
    return [str(problem) for problem in caught.value.problems]


def paragraphs(slug="on-weeding") -> dict[int, tuple[int, str]]:
    """Key and first words of each numbered block."""
    blocks = Block.objects.filter(work__slug=slug, number__isnull=False).order_by("number")
    return {block.number: (block.pk, block.text[:11]) for block in blocks}


def version(slug="on-weeding") -> int:
    return Work.objects.get(slug=slug).version


def test_a_changed_wording_is_refused(folder):
    before = everything()
    folder.edit("on-weeding.md", FREE, "Books that nobody wants.")
    line = folder.line_of("on-weeding.md", "nobody wants")
    expected = [f"{TEXT}:{line}: the wording of the loaded A 3 changes{HINT}"]
    assert refusal(folder) == expected
    with pytest.raises(CorpusRefused):
        check_debate(folder=folder.path)
    assert everything() == before


def test_a_changed_wording_is_a_new_version_under_revise(folder):
    before = paragraphs()
    folder.edit("on-weeding.md", FREE, "Books that nobody wants.")
    check_debate(folder=folder.path, revise=True)
    load_debate(folder=folder.path, revise=True)
    assert version() == 2
    assert version("for-the-window") == 1
    assert paragraphs() == before | {3: (before[3][0], "Books that ")}
    assert Block.objects.get(pk=before[3][0]).text == "Books that nobody wants."


def test_an_inserted_paragraph_shifts_numbers_and_is_refused(folder):
    folder.edit("on-weeding.md", "## What is sold", "A new paragraph.\n\n## What is sold")
    folder.edit("oddities.yaml", "at: A 5", "at: A 6")
    assert refusal(folder) == [
        f"{TEXT}:18: the wording of the loaded A 3 changes{HINT}",
        f"{TEXT}:22: the words of the loaded A 3 now stand at A 4: numbers shift{HINT}",
        f"{TEXT}:23: the words of the loaded A 4 now stand at A 5: numbers shift{HINT}",
    ]


def test_under_revise_keys_follow_the_words_when_numbers_shift(folder):
    before = paragraphs()
    response = make_response(Block.objects.get(pk=before[3][0]))
    folder.edit("on-weeding.md", "## What is sold", "A new paragraph.\n\n## What is sold").edit(
        "oddities.yaml", "at: A 5", "at: A 6"
    )
    load_debate(folder=folder.path, revise=True)
    after = paragraphs()
    assert [after[number] for number in (1, 2, 4, 5, 6)] == [before[number] for number in (1, 2, 3, 4, 5)]
    assert after[3][1] == "A new parag"
    assert version() == 2
    assert Response.objects.get(pk=response.pk).block.number == 4


def test_a_removed_paragraph_is_refused(folder):
    folder.edit("on-weeding.md", f"- {FREE}\n", "").edit("oddities.yaml", "at: A 5", "at: A 4")
    assert refusal(folder) == [
        f"{TEXT}: the loaded A 5 is no longer in the text{HINT}",
        f"{TEXT}:20: the words of the loaded A 4 now stand at A 3: numbers shift{HINT}",
        f"{TEXT}:23: the words of the loaded A 5 now stand at A 4: numbers shift{HINT}",
    ]


def test_a_removed_paragraph_goes_under_revise(folder):
    before = paragraphs()
    folder.edit("on-weeding.md", f"- {FREE}\n", "").edit("oddities.yaml", "at: A 5", "at: A 4")
    load_debate(folder=folder.path, revise=True)
    assert paragraphs() == {1: before[1], 2: before[2], 3: before[4], 4: before[5]}
    assert version() == 2


def test_a_paragraph_with_responses_can_t_go_even_under_revise(folder):
    make_response(Block.objects.get(work__slug="on-weeding", number=3))
    make_response(Block.objects.get(work__slug="on-weeding", number=3))
    before = everything()
    folder.edit("on-weeding.md", f"- {FREE}\n", "").edit("oddities.yaml", "at: A 5", "at: A 4")
    assert refusal(folder, revise=True) == [
        "library-shelves: block A 3 is no longer in the files, but 2 responses hang on it; put it back"
    ]
    assert everything() == before


def test_a_paragraph_that_is_the_second_of_two_answered_can_t_go(folder):
    one, other = (Block.objects.get(work__slug="on-weeding", number=number) for number in (1, 3))
    make_response((one, other))
    folder.edit("on-weeding.md", f"- {FREE}\n", "").edit("oddities.yaml", "at: A 5", "at: A 4")
    assert refusal(folder, revise=True) == [
        "library-shelves: block A 3 is no longer in the files, but 1 response hangs on it; put it back"
    ]


def test_a_position_with_a_response_can_t_go(folder):
    make_response(Position.objects.get(question__slug="what-is-unread", voice__siglum="R"))
    before = everything()
    folder.edit("positions.yaml", "slug: what-is-unread", "slug: what-is-not-read")
    assert refusal(folder) == [
        f"library-shelves: {what} is no longer in the files, but 1 response hangs on it; put it back"
        for what in ("position R on “what-is-unread”", "question “what-is-unread”")
    ]
    assert everything() == before


def test_a_formulation_with_a_response_can_t_go(folder):
    make_response(Formulation.objects.get(slug="show-the-unread"))
    before = everything()
    folder.edit("formulations.yaml", "slug: show-the-unread", "slug: show-what-is-unread")
    assert refusal(folder) == [
        "library-shelves: formulation “show-the-unread” is no longer in the files, "
        "but 1 response hangs on it; put it back"
    ]
    assert everything() == before


def test_a_paragraph_added_at_the_end_needs_no_permission(folder):
    before = paragraphs()
    folder.edit("on-weeding.md", "::: signature", "One more word.\n\n::: signature")
    load_debate(folder=folder.path)
    after = paragraphs()
    assert {number: after[number] for number in before} == before
    assert after[6][1] == "One more wo"
    assert version() == 2


def test_headings_notes_and_outlines_change_freely(folder):
    folder.edit("on-weeding.md", "## What is sold", "## On sale").edit(
        "on-weeding.md", "N. Brook\n:::", "N. B.\n:::"
    )
    folder.edit("on-weeding.md", "title: The full shelf", "title: Full shelves")
    load_debate(folder=folder.path)
    assert version() == 1
    blocks = Block.objects.filter(work__slug="on-weeding", number=None).order_by("order")
    assert [block.text for block in blocks] == ["On sale", "N. B."]


def test_a_changed_siglum_is_refused(folder):
    for file in ("formulations.yaml", "positions.yaml", "relations.yaml"):
        text = (folder.path / file).read_text("utf-8")
        for word in ("at", "voice", "siglum", "speaks_in", "from", "to"):
            text = text.replace(f"{word}: D", f"{word}: V")
        folder.write(file, text)
    folder.edit("visitors-comment.md", "siglum: D", "siglum: V")
    assert refusal(folder) == [
        f"library-shelves/visitors-comment.md:1: the siglum of a loaded text changes from D to V{HINT}"
    ]
    load_debate(folder=folder.path, revise=True)
    assert Work.objects.get(slug="visitors-comment").siglum == "V"


def test_a_dropped_text_is_refused_and_goes_under_revise(folder):
    drop_the_comment(folder)
    assert refusal(folder) == [
        f"library-shelves/debate.yaml: the loaded text “visitors-comment” is no longer listed{HINT}"
    ]
    load_debate(folder=folder.path, revise=True)
    assert list(Work.objects.values_list("slug", flat=True)) == ["on-weeding", "for-the-window"]


def test_two_dropped_texts_of_which_one_answers_the_other_go_together(folder):
    drop_the_comment(folder)
    (folder.path / "for-the-window.md").unlink()
    folder.edit("debate.yaml", "  - for-the-window\n", "")
    for file in ("formulations.yaml", "authorities.yaml", "terms.yaml", "remarks.yaml", "links.yaml"):
        folder.write(file, "")
    load_debate(folder=folder.path, revise=True)
    assert list(Work.objects.values_list("slug", flat=True)) == ["on-weeding"]


def test_a_dropped_text_with_responses_can_t_go(folder):
    make_response(Work.objects.get(slug="visitors-comment"))
    drop_the_comment(folder)
    assert refusal(folder, revise=True) == [
        "library-shelves: work “visitors-comment” is no longer in the files, "
        "but 1 response hangs on it; put it back"
    ]


def test_a_dropped_text_whose_paragraph_has_responses_can_t_go(folder):
    block = Block.objects.get(work__slug="visitors-comment", number=1)
    make_response(block)
    make_response(block)
    drop_the_comment(folder)
    assert refusal(folder, revise=True) == [
        "library-shelves: work “visitors-comment” is no longer in the files, "
        "but 2 responses hang on it; put it back"
    ]


def drop_the_comment(folder: Folder) -> None:
    (folder.path / "visitors-comment.md").unlink()
    folder.edit("debate.yaml", "  - visitors-comment\n", "").write("positions.yaml", "").write(
        "relations.yaml", ""
    )
