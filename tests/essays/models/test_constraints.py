"""The database refuses what is never true of the records."""

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, F, UniqueConstraint
from django.utils import timezone

from essays import models

pytestmark = pytest.mark.django_db

SPANS = [
    models.Definition,
    models.HoldingEvidence,
    models.Oddity,
    models.PositionEvidence,
    models.Printing,
    models.Reference,
    models.RemarkEvidence,
    models.Slot,
    models.TermOccurrence,
]
#: Constraint, model, which rows of the small debate to spoil, and how.
CHECKS = [
    ("essays_debate_headline_not_empty", models.Debate, {}, {"headline": ""}),
    ("essays_author_kind", models.Author, {"slug": "n-brook"}, {"kind": "animal"}),
    ("essays_author_named_unless_not_stated", models.Author, {"slug": "n-brook"}, {"name": ""}),
    ("essays_author_named_unless_not_stated", models.Author, {"slug": "visitor"}, {"name": "An owl"}),
    ("essays_work_kind", models.Work, {"siglum": "A"}, {"kind": "letter"}),
    ("essays_work_title_not_empty", models.Work, {"siglum": "A"}, {"title": ""}),
    ("essays_work_not_a_reply_to_itself", models.Work, {"siglum": "A"}, {"responds_to": F("id")}),
    ("essays_section_numbers_in_order", models.Section, {"slug": "the-full-shelf"}, {"last_number": 0}),
    ("essays_section_numbers_in_order", models.Section, {"slug": "the-full-shelf"}, {"first_number": 0}),
    ("essays_block_kind", models.Block, {"number": None}, {"kind": "poem"}),
    ("essays_block_text_not_empty", models.Block, {"number": 5}, {"text": ""}),
    ("essays_block_numbered_by_kind", models.Block, {"number": 5}, {"kind": "heading"}),
    ("essays_block_numbered_by_kind", models.Block, {"number": 5}, {"number": None}),
    ("essays_block_numbered_by_kind", models.Block, {"number": 5}, {"number": 0}),
    ("essays_block_numbered_by_kind", models.Block, {"kind": "note"}, {"number": 2}),
    ("essays_authority_kind", models.Authority, {}, {"kind": "animal"}),
    ("essays_definition_role", models.Definition, {}, {"role": "opinion"}),
    ("essays_relation_confidence", models.Relation, {}, {"confidence": "certain"}),
    ("essays_relation_from_span_in_a_block", models.Relation, {"slug": "b-quotes-a"}, {"from_block": None}),
    ("essays_relation_from_span_in_a_block", models.Relation, {"slug": "b-quotes-a"}, {"from_exact": ""}),
    ("essays_relation_from_span_in_a_block", models.Relation, {"slug": "b-quotes-a"}, {"from_end": 99}),
    ("essays_relation_from_span_in_a_block", models.Relation, {"slug": "d-answers-both"}, {"from_end": 9}),
    ("essays_relation_to_span_in_a_block", models.Relation, {"slug": "b-quotes-a"}, {"to_block": None}),
    ("essays_relation_to_span_in_a_block", models.Relation, {"slug": "b-quotes-a"}, {"to_exact": ""}),
    ("essays_relation_to_span_in_a_block", models.Relation, {"slug": "b-quotes-a"}, {"to_end": 99}),
    ("essays_relation_to_span_in_a_block", models.Relation, {"slug": "d-answers-both"}, {"to_exact": "x"}),
    ("essays_oddity_deliberate", models.Oddity, {}, {"deliberate": "perhaps"}),
    ("essays_formulation_contested_has_gist", models.Formulation, {"order": 1}, {"gist": ""}),
    ("essays_slot_mark", models.Slot, {}, {"mark": "bold"}),
    ("essays_slot_has_printed_words", models.Slot, {}, {"lead": "", "verb": "", "phrase": ""}),
    ("essays_holding_stance", models.Holding, {}, {"stance": "likes"}),
    ("essays_question_text_not_empty", models.Question, {"order": 1}, {"text": ""}),
    ("essays_position_status", models.Position, {"status": "stated"}, {"status": "loud"}),
    ("essays_position_silent_without_claim", models.Position, {"status": "silent"}, {"claim": "Yes."}),
    ("essays_position_silent_without_claim", models.Position, {"status": "stated"}, {"claim": ""}),
    ("essays_link_kind", models.Link, {}, {"kind": "likeness"}),
    ("essays_link_direction", models.Link, {}, {"direction": "sideways"}),
    ("essays_link_ground", models.Link, {}, {"ground": "dates"}),
    ("essays_link_origin", models.Link, {}, {"origin": "hearsay"}),
    ("essays_link_status_known", models.Link, {"reason": ""}, {"status": "perhaps"}),
    ("essays_link_left_not_empty", models.Link, {}, {"left_exact": "", "left_end": F("left_start")}),
    ("essays_link_right_not_empty", models.Link, {}, {"right_exact": "", "right_end": F("right_start")}),
    ("essays_link_left_as_long_as_exact", models.Link, {}, {"left_end": F("left_end") + 1}),
    ("essays_link_right_as_long_as_exact", models.Link, {}, {"right_end": F("right_end") + 1}),
    (
        "essays_link_passages_apart",
        models.Link,
        {},
        {
            "right_block": F("left_block"),
            "right_start": F("left_start"),
            "right_end": F("left_end"),
            "right_exact": F("left_exact"),
        },
    ),
    ("essays_link_score_0_to_1", models.Link, {}, {"score": 1.1}),
    ("essays_link_score_0_to_1", models.Link, {}, {"score": -0.1}),
    ("essays_link_dismissed_with_reason", models.Link, {"reason": ""}, {"status": "dismissed"}),
    ("essays_link_reason_only_if_dismissed", models.Link, {"reason": ""}, {"reason": "A set phrase."}),
    ("essays_link_ground_of_its_direction", models.Link, {"ground": "named"}, {"direction": "not-shown"}),
    ("essays_link_ground_of_its_direction", models.Link, {"ground": "same-work"}, {"direction": "quotes"}),
    ("essays_link_editors_ground_in_words", models.Link, {"ground": "editor"}, {"ground_note": ""}),
    ("essays_link_not_its_own_continuation", models.Link, {}, {"continues": F("id")}),
    ("essays_searchentry_kind_known", models.SearchEntry, {"kind": "paragraph"}, {"kind": "rumour"}),
    ("essays_searchentry_url_not_empty", models.SearchEntry, {"kind": "paragraph"}, {"url": ""}),
    ("essays_searchentry_paragraph_of_a_work", models.SearchEntry, {"kind": "paragraph"}, {"work": None}),
    *(
        (f"essays_{model._meta.model_name}_{rule}", model, {}, values)
        for model in SPANS
        for rule, values in [
            ("span_as_long_as_exact", {"end": F("start")}),
            ("span_as_long_as_exact", {"end": F("end") + 1}),
            ("exact_not_empty", {"exact": "", "end": F("start")}),
        ]
    ),
]
#: Tried by adding a row.
AT_INSERT = {
    "essays_linkdecision_new_status": {"new_status": "perhaps"},
    "essays_linkdecision_old_status": {"old_status": "perhaps", "new_status": "confirmed"},
}
MODELS = list(apps.get_app_config("essays").get_models())
UNIQUE = [
    (model, constraint)
    for model in MODELS
    for constraint in model._meta.constraints
    if isinstance(constraint, UniqueConstraint)
]


def refused(constraint: str, columns: list[str], act) -> None:
    """PostgreSQL names the constraint; SQLite names a check, and of a unique one the columns."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    message = str(caught.value)
    assert constraint in message or all(f".{column}" in message for column in columns), message


@pytest.mark.parametrize(("constraint", "model", "rows", "values"), CHECKS)
def test_check(small_debate, constraint, model, rows, values):
    found = model.objects.filter(**rows)
    assert found.exists()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        found.update(**values)


@pytest.mark.parametrize(("model", "constraint"), UNIQUE, ids=lambda value: getattr(value, "name", ""))
def test_unique(small_debate, model, constraint):
    """A second row that differs from a first one in nothing the constraint names."""
    row = (
        model.objects.filter(constraint.condition).first() if constraint.condition else model.objects.first()
    )
    others = {field.name for field in model._meta.concrete_fields} - {*constraint.fields, "id"}
    row.pk = None
    row._state.adding = True
    for other in UNIQUE:
        # Step aside of the model's other unique constraints.
        if other[0] is model and other[1] is not constraint:
            if other[1].condition:
                row.principal = False
                continue
            step_aside(row, [name for name in other[1].fields if name in others])
    if model is models.Work:
        row.slug = "zz"
    columns = [model._meta.get_field(name).column for name in constraint.fields]
    refused(constraint.name, columns, row.save)


def step_aside(row, fields) -> None:
    """Another value in one of the fields, and nothing that breaks a check."""
    if "left_end" in fields:
        row.left_end, row.left_exact = row.left_end - 1, row.left_exact[:-1]
        return
    free = next((name for name in fields if name in {"slug", "siglum"}), fields[0])
    setattr(row, free, "zz" if free in {"slug", "siglum"} else 999)


@pytest.mark.parametrize(("model", "slug"), [(models.Debate, "library-shelves"), (models.Work, "on-weeding")])
def test_slugs_in_addresses_are_unique(small_debate, model, slug):
    other = model.objects.exclude(slug=slug).first() or model(slug=slug, headline="?", name="?")
    other.slug = slug
    refused(f"essays_{model._meta.model_name}_slug", ["slug"], other.save)


def test_a_decision_on_a_link_has_a_known_status():
    """Its rows cannot be spoilt afterwards: they are only ever added."""
    for name, values in AT_INSERT.items():
        decision = models.LinkDecision(link_slug="b2-a1", at=timezone.now(), **values)
        refused(name, list(values), decision.save)


def test_every_check_has_a_case():
    declared = {
        constraint.name
        for model in MODELS
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert {name for name, *_ in CHECKS} | set(AT_INSERT) == declared


@pytest.mark.parametrize("table", ["stratum", "author"])
def test_what_others_need_can_t_be_deleted(small_debate, table):
    from django.db.models import ProtectedError

    rows = models.Stratum.objects.all() if table == "stratum" else models.Author.objects.all()
    with pytest.raises(ProtectedError):
        rows.delete()
