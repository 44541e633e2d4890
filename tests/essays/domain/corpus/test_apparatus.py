"""The apparatus of the mass-line debate arrives whole."""

from collections import Counter

import pytest

from essays.domain.corpus.records import SpanRecord


def test_counts(mass_line_record):
    record = mass_line_record
    slots = [slot for f in record.formulations for w in f.wordings for slot in w.slots]
    assert {
        "strata": len(record.strata),
        "formulations": len(record.formulations),
        "wordings": sum(len(f.wordings) for f in record.formulations),
        "slots": len(slots),
        "holdings": len(record.holdings),
        "voices": len(record.voices),
        "questions": len(record.questions),
        "positions": sum(len(q.positions) for q in record.questions),
        "authorities": len(record.authorities),
        "references": len(record.references),
        "terms": len(record.terms),
        "relations": len(record.relations),
        "oddities": len(record.oddities),
        "remarks": len(record.remarks),
    } == {
        "strata": 3,
        "formulations": 6,
        "wordings": 11,
        "slots": 44,
        "holdings": 11,
        "voices": 6,
        "questions": 19,
        "positions": 19 * 6,
        "authorities": 12,
        "references": 41,
        "terms": 54,
        "relations": 107,
        "oddities": 63,
        "remarks": 28,
    }


def test_wording_table(mass_line_record):
    """The rows of the table, verb and mark a stratum, in the order printed."""
    table = [
        (f.slug, w.source_label, [(s.stratum, s.verb, s.mark) for s in w.slots if s.principal])
        for f in mass_line_record.formulations
        for w in f.wordings
        if w.in_table
    ]
    assert table == [
        (
            "isolate-the-backward",
            "as given by Klaas V.",
            [
                ("advanced", "unite", "unite"),
                ("intermediate", "win over", "win"),
                ("backward", "isolate", "isolate"),
            ],
        ),
        (
            "win-over-the-backward",
            "as given by Klaas V.",
            [
                ("advanced", "unite", "unite"),
                ("intermediate", "bring up", "raise"),
                ("backward", "win over", "win"),
            ],
        ),
        (
            "win-over-the-backward",
            "as quoted by Ehecatl",
            [
                ("advanced", "unite", "unite"),
                ("intermediate", "bring over", "other"),
                ("backward", "win over", "win"),
            ],
        ),
        (
            "mao-passage",
            "as quoted by Klaas V.",
            [
                ("advanced", "uniting", "unite"),
                ("intermediate", "raise", "raise"),
                ("backward", "win over", "win"),
            ],
        ),
        (
            "cpp-passage",
            "as quoted by Klaas V.",
            [
                ("advanced", "reliance on", "other"),
                ("intermediate", "persuading", "other"),
                ("backward", "isolate", "isolate"),
            ],
        ),
        (
            "leninism-and-the-mass-line",
            "no author stated; from three paragraphs",
            [
                ("advanced", "united", "unite"),
                ("intermediate", "won over", "win"),
                ("backward", "isolate", "isolate"),
            ],
        ),
        (
            "prison-sphere",
            "as formulated by Ehecatl",
            [
                ("advanced", "", "other"),
                ("intermediate", "unite", "unite"),
                ("backward", "focus on", "other"),
            ],
        ),
    ]


def test_contested_formulations(mass_line_record):
    assert [(f.label, f.gist) for f in mass_line_record.formulations if f.contested] == [
        ("Formulation 1", "isolate the backward"),
        ("Formulation 2", "win over the backward"),
    ]


def test_voices_in_order_and_those_chosen_first(mass_line_record):
    assert [(voice.siglum, voice.quoted, voice.chosen_first) for voice in mass_line_record.voices] == [
        ("L", False, True),
        ("K", False, True),
        ("E", False, True),
        ("Q", False, False),
        ("M", True, False),
        ("C", True, False),
    ]


def test_statuses(mass_line_record):
    statuses = Counter(p.status for q in mass_line_record.questions for p in q.positions)
    assert statuses == {"stated": 56, "implied": 13, "ambiguous": 3, "silent": 42}


def test_core_and_leading_questions(mass_line_record):
    assert sum(question.core for question in mass_line_record.questions) == 14
    assert [question.slug for question in mass_line_record.questions if question.leading] == [
        "who-are-the-backward",
        "can-they-be-won-over",
        "what-to-do-with-the-backward",
    ]


def test_one_person_under_two_names(mass_line_record):
    mao = next(a for a in mass_line_record.authorities if a.slug == "mao-zedong")
    assert mao.names == ("Mao Zedong", "Mao Tse-Tung", "Mao", "Chairman Mao")
    assert sum("mao-zedong" in reference.authorities for reference in mass_line_record.references) == 21


def test_answers(mass_line_record):
    answers = [relation for relation in mass_line_record.relations if relation.kind == "answers"]
    assert len(answers) == 45
    assert {relation.slug for relation in answers if relation.confidence == "probable"} == {
        "e12-answers-k18",
        "e16-answers-k7",
    }


@pytest.mark.parametrize(
    ("slug", "count"), [("mass-line", 40), ("bring-up", 5), ("bring-over", 1), ("commandism", 1)]
)
def test_occurrences_of_terms(mass_line_record, slug, count):
    term = next(term for term in mass_line_record.terms if term.slug == slug)
    assert len(term.occurrences) == count


def test_the_word_in_another_sense_is_no_occurrence(mass_line_record):
    texts = {(work.slug, block.order): block.text for work in mass_line_record.works for block in work.blocks}
    advanced = next(term for term in mass_line_record.terms if term.slug == "advanced")
    contexts = [
        texts[o.span.work, o.span.block][o.span.start - 4 : o.span.end + 5] for o in advanced.occurrences
    ]
    assert not [context for context in contexts if context.startswith("Mao ")]


def test_the_shared_passage_is_shared(mass_line_record):
    shared = next(relation for relation in mass_line_record.relations if relation.slug == "t4")
    assert shared.source.exact == shared.target.exact
    assert len(shared.source.exact.split()) == 39


def test_every_span_is_the_slice_it_says(mass_line_record):
    texts = {(work.slug, block.order): block.text for work in mass_line_record.works for block in work.blocks}
    spans = list(spans_in(mass_line_record))
    assert len(spans) > 1400
    assert [span for span in spans if texts[span.work, span.block][span.start : span.end] != span.exact] == []


def spans_in(value):
    """All spans of a record, however deep."""
    if isinstance(value, SpanRecord):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_in(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from spans_in(getattr(value, name))
