import pytest

from comments.enums import Action, Stance, Status
from comments.models import Rendering, Response
from comments.queries.renderings import Good
from comments.queries.scopes import Scope
from comments.queries.stances import stance_options
from comments.queries.threads import NEWEST, OLDEST, StanceChoice, response_page, thread_page
from tests.factories import decide, make_debate, make_formulation, make_question, make_response, make_work

pytestmark = pytest.mark.django_db
GOOD = Good(7, "these")


@pytest.fixture
def work():
    return make_work(make_debate())


@pytest.fixture
def paragraph(work):
    return work.blocks.get(number=2)


def published(target, **options):
    return make_response(target, status=Status.PUBLISHED, **options)


@pytest.fixture
def threads(paragraph):
    """Two threads, by name: a with b (with d) and c; e with f."""
    rows = {"a": published(paragraph)}
    rows["b"] = published(rows["a"])
    rows["c"] = published(rows["a"])
    rows["d"] = published(rows["b"])
    rows["e"] = published(paragraph)
    rows["f"] = published(rows["e"])
    return rows


def names(rows, responses):
    by_pk = {row.pk: name for name, row in rows.items()}
    return "".join(by_pk[number] for number in responses.columns.pk)


def read_all(rows, scope, order, limit):
    """All pages one after the other, by their cursors."""
    found, after = [], ""
    while True:
        page = thread_page(scope, order=order, after=after, limit=limit)
        found.append(names(rows, page.responses))
        if page.next_after is None:
            return found
        after = str(page.next_after)


@pytest.mark.parametrize(
    ("order", "limit", "pages"),
    [
        (OLDEST, 50, ["abdcef"]),
        (NEWEST, 50, ["efabdc"]),
        (OLDEST, 4, ["abdc", "ef"]),
        (NEWEST, 4, ["efab", "dc"]),
        (OLDEST, 6, ["abdcef"]),
        (NEWEST, 1, ["e", "f", "a", "b", "d", "c"]),
        (OLDEST, 1, ["a", "b", "d", "c", "e", "f"]),
        (NEWEST, 2, ["ef", "ab", "dc"]),
        (NEWEST, 3, ["efa", "bdc"]),
    ],
)
def test_pages_join_without_gap_or_repetition(threads, paragraph, order, limit, pages):
    assert read_all(threads, Scope.of(paragraph), order, limit) == pages


def test_counts_are_of_the_whole_scope(threads, paragraph):
    page = thread_page(Scope.of(paragraph), limit=2)
    assert (page.total, page.threads) == (6, 2)


def test_a_scope_holds_whole_threads(threads, paragraph, work):
    debate = work.debate
    on_formulation = published(make_formulation(debate))
    on_question = published(make_question(debate))
    on_work = published(work)
    other = published(make_work(make_debate("others")))
    expected = {
        Scope.of(debate): {row.pk for row in threads.values()}
        | {on_formulation.pk, on_question.pk, on_work.pk},
        Scope.of(work): {row.pk for row in threads.values()} | {on_work.pk},
        Scope.of(paragraph): {row.pk for row in threads.values()},
        Scope.of(on_formulation.formulation): {on_formulation.pk},
        Scope.of(on_question.question): {on_question.pk},
        Scope.of(work.blocks.get(number=1)): set(),
        Scope.of(other.debate): {other.pk},
    }
    for order in (OLDEST, NEWEST):
        assert {
            scope: {*thread_page(scope, order=order).responses.columns.pk} for scope in expected
        } == expected


@pytest.mark.parametrize("status", [Status.PENDING, Status.HELD, Status.REJECTED, Status.WITHDRAWN])
def test_what_was_never_published_is_in_no_thread(paragraph, status):
    make_response(paragraph, status=status)
    assert not thread_page(Scope.of(paragraph)).responses


def test_a_removed_response_stays_only_for_its_published_replies(threads, paragraph):
    decide(threads["b"], Action.REMOVE)
    assert names(threads, thread_page(Scope.of(paragraph)).responses) == "abdcef"
    decide(threads["d"], Action.REMOVE)
    assert names(threads, thread_page(Scope.of(paragraph)).responses) == "acef"


def test_a_waiting_reply_is_not_shown_and_not_counted(threads, paragraph):
    make_response(threads["a"])
    page = thread_page(Scope.of(paragraph))
    assert names(threads, page.responses) == "abdcef"
    assert (page.total, page.responses.columns.reply_count[0]) == (6, 3)


def test_the_place_of_a_response_that_was_removed_meanwhile_is_kept(threads, paragraph):
    decide(threads["c"], Action.REMOVE)
    page = thread_page(Scope.of(paragraph), after=str(threads["c"].pk))
    assert (names(threads, page.responses), page.lost_place) == ("ef", False)


@pytest.mark.parametrize(
    "cursor", ["x", "-1", "0", "1e3", "²", "99999999999999999999", "999999", "1 OR 1=1", "\x00"]
)
def test_a_cursor_that_is_none_gives_the_first_page_and_says_so(threads, paragraph, cursor):
    page = thread_page(Scope.of(paragraph), after=cursor, limit=2)
    assert (names(threads, page.responses), page.lost_place) == ("ab", True)


def test_a_cursor_of_another_scope_is_none(threads, work):
    assert thread_page(Scope.of(work.blocks.get(number=1)), after=str(threads["a"].pk)).lost_place


def test_a_cursor_tells_nothing_of_what_waits(threads, paragraph):
    waiting = make_response(paragraph)
    assert thread_page(Scope.of(paragraph), after=str(waiting.pk)).lost_place
    assert thread_page(Scope.of(paragraph), after=str(waiting.pk + 1)).lost_place


def test_threads_are_chosen_by_the_stance_of_their_first_response(paragraph):
    dig = make_formulation(paragraph.work.debate)
    draw = make_formulation(paragraph.work.debate, slug="draw", gist="draw alone")
    rows = {
        "a": published(paragraph, stance=Stance.HOLDS, formulation=dig),
        "b": published(paragraph, stance=Stance.HOLDS, formulation=draw),
        "c": published(paragraph, stance=Stance.ASKS),
        "d": published(paragraph),
    }
    rows["e"] = published(rows["c"], stance=Stance.HOLDS, formulation=dig)
    rows["f"] = published(rows["a"], stance=Stance.NEITHER)
    shown = {
        option.value: names(
            rows,
            thread_page(
                Scope.of(paragraph),
                stance=StanceChoice(option.stance, option.formulation and option.formulation.pk),
            ).responses,
        )
        for option in stance_options(paragraph.work.debate)
    }
    assert shown == {"holds-dig": "af", "holds-draw": "b", "neither": "", "asks": "ce", "informs": ""}


@pytest.mark.parametrize(("order", "pages"), [(OLDEST, ["", "c", "", "e"]), (NEWEST, ["e", "", "c", ""])])
def test_a_stance_is_looked_for_in_a_window_that_moves_on(paragraph, monkeypatch, order, pages):
    monkeypatch.setattr("comments.queries.threads.WINDOW", 2)
    asks = {"stance": Stance.ASKS}
    rows = {name: published(paragraph, **(asks if name in "ce" else {})) for name in "abcdxe"}
    rows["y"] = published(paragraph)
    chosen, found, after = StanceChoice(Stance.ASKS), [], ""
    while True:
        page = thread_page(Scope.of(paragraph), order=order, stance=chosen, after=after, limit=1)
        found.append(names(rows, page.responses))
        if page.next_after is None:
            break
        after = str(page.next_after)
    assert "".join(found) == "".join(pages)
    assert len(found) <= 5


def test_queries_of_a_page_do_not_depend_on_its_length(paragraph, django_assert_num_queries):
    rows = [published(paragraph)]
    scopes = (Scope.of(paragraph), Scope.of(paragraph.work.debate))
    for _ in range(2):
        for scope in scopes:
            for order in (OLDEST, NEWEST):
                with django_assert_num_queries(2):
                    thread_page(scope, order=order)
                with django_assert_num_queries(2):
                    thread_page(scope, order=order, good=GOOD)
                with django_assert_num_queries(4):
                    thread_page(scope, order=order, stance=StanceChoice(Stance.NONE))
                with django_assert_num_queries(4):
                    thread_page(scope, order=order, stance=StanceChoice(Stance.NONE), good=GOOD)
        rows += [published(rows[0]), published(paragraph)]
    for scope in scopes:
        with django_assert_num_queries(3):
            thread_page(scope, order=OLDEST, after=str(rows[0].pk))
        with django_assert_num_queries(4):
            thread_page(scope, order=NEWEST, after=str(rows[1].pk))


def test_responses_bring_the_markup_that_is_good(paragraph):
    one, old, otherwise, none = [published(paragraph) for _ in range(4)]
    for row, texts, drawn_by in ((one, *GOOD), (old, 6, "these"), (otherwise, 7, "others")):
        Rendering.objects.create(response=row, html=f"R {row.pk}", texts=texts, drawn_by=drawn_by)
    for scope in (Scope.of(paragraph), Scope.of(paragraph.work)):
        for order in (OLDEST, NEWEST):
            page = thread_page(scope, order=order, good=GOOD)
            patterns = dict(zip(page.responses.columns.pk, page.responses.patterns, strict=True))
            assert patterns.pop(one.pk) == f"R {one.pk}".encode()
            assert patterns == dict.fromkeys([old.pk, otherwise.pk, none.pk])
        assert thread_page(scope).responses.columns.pattern is None


def test_what_answers_two_passages_of_one_text_comes_once(paragraph):
    """It is in both of the text's streams; with them it is in its place."""
    other = paragraph.work.blocks.exclude(pk=paragraph.pk).exclude(number=None).first()
    rows = [published(paragraph), published((paragraph, other)), published(other)]
    for scope in (Scope.of(paragraph.work), Scope.of(other)):
        expected = [row.pk for row in rows if scope.kind == "work" or row is not rows[0]]
        for order, numbers in ((OLDEST, expected), (NEWEST, expected[::-1])):
            assert [*thread_page(scope, order=order).responses.columns.pk] == numbers
            assert len(thread_page(scope, order=order, limit=1).responses) == 1


class TestResponsePage:
    def test_what_it_answers_itself_and_its_replies(self, threads):
        page = response_page(threads["b"].pk)
        assert page.ancestors == [threads["a"].pk]
        assert page.response.pk == threads["b"].pk
        assert names(threads, page.replies) == "d"
        assert (page.earlier, page.next_after) == ([], None)

    def test_replies_come_in_pages(self, threads):
        first = response_page(threads["a"].pk, limit=2)
        assert (names(threads, first.replies), first.next_after) == ("bd", threads["d"].pk)
        second = response_page(threads["a"].pk, limit=2, after=str(first.next_after))
        assert (names(threads, second.replies), second.next_after) == ("c", None)

    def test_a_cursor_from_outside_its_replies_is_none(self, threads):
        for name in "ace":
            page = response_page(threads["b"].pk, after=str(threads[name].pk))
            assert (names(threads, page.replies), page.lost_place) == ("d", True)

    def test_of_a_long_chain_the_nearest_are_shown_and_the_others_named(self, paragraph):
        chain = [published(paragraph)]
        for _ in range(7):
            chain.append(published(chain[-1]))
        page = response_page(chain[-1].pk)
        assert page.earlier == [row.pk for row in chain[:3]]
        assert page.ancestors == [row.pk for row in chain[3:7]]

    @pytest.mark.parametrize("status", [status for status in Status if status != Status.PUBLISHED])
    def test_one_that_is_not_in_a_thread_is_not_there(self, paragraph, status):
        row = make_response(paragraph, status=status)
        with pytest.raises(Response.DoesNotExist):
            response_page(row.pk)

    def test_a_tombstone_has_a_page(self, threads):
        decide(threads["b"], Action.REMOVE)
        page = response_page(threads["b"].pk)
        assert page.response.pk == threads["b"].pk
        assert names(threads, page.replies) == "d"

    @pytest.mark.parametrize("number", [0, 2**31, 36**7, 2**63, 10**30])
    def test_a_number_out_of_range_is_not_there(self, number):
        with pytest.raises(Response.DoesNotExist):
            response_page(number)

    def test_queries(self, threads, django_assert_num_queries):
        for name, queries in {"a": 2, "e": 2, "b": 2, "f": 2}.items():
            with django_assert_num_queries(queries):
                response_page(threads[name].pk)
        with django_assert_num_queries(3):
            response_page(threads["a"].pk, after=str(threads["b"].pk))
