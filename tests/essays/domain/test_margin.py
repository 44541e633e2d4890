"""Letters, gathering and folding of a paragraph's notes."""

from dataclasses import replace

import pytest

from essays.domain.layers import Layer
from essays.domain.margin import (
    NEW_LINE,
    ROOM,
    Entry,
    Finding,
    Margin,
    Note,
    Odd,
    Person,
    Place,
    arrange_notes,
    fold,
)
from essays.domain.segments import Mark, MarkKind

E6, E9 = Place("comment", "E", 6, "p6"), Place("comment", "E", 9, "p9")
QUOTED = Entry("Quoted in", places=(E6,))
NAMES = Entry("Names", people=(Person("mao", "Mao Zedong"),))


def odd(start, end, exact="thru"):
    return Odd(exact, start, end, "spelling")


def test_letters_follow_the_text():
    marks, notes = arrange_notes([Finding(NAMES, 10, 14), Finding(QUOTED, 2, 8)], [])
    assert marks == (Mark(2, 8, MarkKind.CITED, "a"), Mark(10, 14, MarkKind.CITED, "b"))
    assert notes == (Note("a", (QUOTED,)), Note("b", (NAMES,)))


def test_findings_on_the_same_words_share_a_letter():
    marks, notes = arrange_notes([Finding(QUOTED, 2, 8), Finding(NAMES, 2, 8)], [])
    assert marks == (Mark(2, 8, MarkKind.CITED, "a"),)
    assert notes == (Note("a", (QUOTED, NAMES)),)


def test_findings_on_the_whole_block_come_first_and_have_no_letter():
    marks, notes = arrange_notes([Finding(NAMES, 2, 8), Finding(QUOTED)], [])
    assert [note.letter for note in notes] == ["", "a"]
    assert [mark.key for mark in marks] == ["a"]


def test_entries_that_say_the_same_of_several_places_are_one():
    other = Entry("Quoted in", places=(E9,))
    assert arrange_notes([Finding(QUOTED), Finding(NAMES), Finding(other), Finding(other)], [])[1] == (
        Note("", (Entry("Quoted in", places=(E6, E9)), NAMES)),
    )


def test_entries_with_other_words_stay_apart():
    other = Entry("Quoted in", places=(E9,), text="Four changes")
    assert arrange_notes([Finding(QUOTED), Finding(other)], [])[1] == (Note("", (QUOTED, other)),)


def test_oddities_share_one_note_at_the_end():
    marks, notes = arrange_notes([Finding(QUOTED, 0, 4)], [odd(9, 13), odd(2, 6)])
    assert [(mark.start, mark.key) for mark in marks] == [(0, "a"), (2, "*"), (9, "*")]
    assert notes == (Note("a", (QUOTED,)), Note("*", oddities=(odd(2, 6), odd(9, 13))))


def test_nothing_recorded_is_nothing_shown():
    assert arrange_notes([], []) == ((), ())
    assert fold((), 40) == Margin((), ())


def entry(length):
    return Entry("x" * length)


def test_notes_that_fill_the_room_exactly_are_shown():
    half = ROOM // 2 - NEW_LINE
    notes = (Note("a", (entry(half),)), Note("b", (entry(ROOM - half - 2 * NEW_LINE),)))
    assert fold(notes, 40) == Margin(notes, ())


def test_one_character_more_is_folded():
    half = ROOM // 2 - NEW_LINE
    notes = (Note("a", (entry(half),)), Note("b", (entry(ROOM - half - 2 * NEW_LINE + 1),)))
    assert fold(notes, 40) == Margin(notes[:1], notes[1:])


@pytest.mark.parametrize(("length", "shown"), [(4 * ROOM, 1), (4 * ROOM + 20 * 4, 2)])
def test_a_long_paragraph_has_room_for_a_quarter_of_its_length(length, shown):
    half = ROOM // 2 - NEW_LINE
    notes = (Note("a", (entry(half),)), Note("b", (entry(ROOM - half - 2 * NEW_LINE + 20),)))
    assert len(fold(notes, length).shown) == shown


def test_the_first_entry_is_shown_however_long():
    notes = (Note("a", (entry(10 * ROOM),)),)
    assert fold(notes, 40) == Margin(notes, ())


def test_what_follows_a_folded_note_is_folded_too():
    notes = (Note("a", (entry(20),)), Note("b", (entry(ROOM),)), Note("c", (entry(1),)))
    assert fold(notes, 40) == Margin(notes[:1], notes[1:])


def test_a_note_may_be_parted_and_keeps_its_letter():
    first, second, third = entry(100), entry(100), entry(90)
    margin = fold((Note("a", (first, second, third)), Note("b", (first,))), 40)
    assert margin.shown == (Note("a", (first,)),)
    assert margin.folded == (Note("a", (second, third), continued=True), Note("b", (first,)))
    assert margin.folded_count == 3


def test_oddities_are_folded_as_one():
    note = Note("*", oddities=(odd(0, 4, "x" * ROOM), odd(5, 9)))
    margin = fold((Note("a", (entry(30),)), note), 40)
    assert margin == Margin((Note("a", (entry(30),)),), (note,))
    assert margin.folded_count == 1


def test_quotations_have_the_room_first_and_keep_their_place():
    relation = Note("a", (entry(ROOM - 60),))
    quotation = Note("b", (entry(40),), layer=Layer.QUOTATIONS)
    assert fold((relation, quotation), 40) == Margin((quotation,), (relation,))
    small = Note("a", (entry(40),))
    assert fold((small, quotation), 40) == Margin((small, quotation), ())


def test_a_layer_has_notes_of_its_own_on_the_same_words():
    quotes = Entry("Quoted in", places=(E6,), link="e6-k6", how="same words")
    marks, notes = arrange_notes([Finding(NAMES, 2, 8), Finding(quotes, 2, 8, Layer.QUOTATIONS)], [])
    assert marks == (Mark(2, 8, MarkKind.QUOTED, "a"), Mark(2, 8, MarkKind.CITED, "b"))
    assert notes == (Note("a", (quotes,), layer=Layer.QUOTATIONS), Note("b", (NAMES,)))


def test_notes_on_the_whole_paragraph_are_of_their_layers():
    quotes = Entry("Quotes", places=(E6,))
    marks, notes = arrange_notes([Finding(NAMES), Finding(quotes, layer=Layer.QUOTATIONS)], [])
    assert marks == ()
    assert notes == (Note("", (quotes,), layer=Layer.QUOTATIONS), Note("", (NAMES,)))
    assert fold(notes, 40).shown == notes


def test_how_words_compare_and_where_else_they_stand_take_room():
    plain = Entry("Quotes", places=(E6,))
    linked = replace(plain, link="e6-k6", how="same words")
    assert linked.length == plain.length + len("same words")
    assert replace(linked, beyond=(E9,)).length == linked.length + 26
    assert replace(linked, also=(E9,)).length == linked.length + 40
    assert [linked.colon, replace(linked, how="changed: “a” for “b”").colon] == [":", ","]
    assert linked.stop == "."


@pytest.mark.parametrize(
    ("entry", "stop"),
    [
        (NAMES, "."),
        (Entry("Names", people=(Person("k", "Klaas V."),)), ""),
        (Entry("Names", people=(Person("k", "Klaas V."),), title="Mass Work"), "."),
        (Entry("Quotes", title="What Is to Be Done?."), ""),
        (QUOTED, "."),
        (Entry("Quoted in", ", with change.", places=(E6,)), ""),
    ],
)
def test_full_stop_stands_once(entry, stop):
    assert entry.stop == stop
