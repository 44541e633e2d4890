"""What a response must name, by what it answers: the constraints of its row."""

from django.db.models import CheckConstraint, F, Q

from comments.enums import Target

NO_OTHER = Q(other_work=None, other_block=None)
NOT_A_LINK = Q(link=None)
NOT_A_POSITION = Q(position=None)
TWO_BLOCKS = Q(work__isnull=False, block__isnull=False, other_work__isnull=False, other_block__isnull=False)
NO_LATER_TARGET = NO_OTHER & NOT_A_LINK & NOT_A_POSITION
#: Each kind of target with exactly what it names; a reply names what its thread answers.
COMPLETE = (
    (Q(target=Target.WORK, parent=None, work__isnull=False, block=None, span_exact="") & NO_LATER_TARGET)
    | (
        Q(target=Target.PARAGRAPH, parent=None, work__isnull=False, block__isnull=False, span_exact="")
        & NO_LATER_TARGET
    )
    | (
        Q(target=Target.SPAN, parent=None, block__isnull=False, span_start__isnull=False)
        & ~Q(span_exact="")
        & NO_LATER_TARGET
    )
    | (
        Q(target=Target.FORMULATION, parent=None, formulation__isnull=False, block=None, question=None)
        & NO_LATER_TARGET
    )
    | (
        Q(target=Target.QUESTION, parent=None, question__isnull=False, block=None, formulation=None)
        & NO_LATER_TARGET
    )
    | (
        Q(target=Target.LINK, parent=None, link__isnull=False, question=None, formulation=None)
        & TWO_BLOCKS
        & ~Q(span_exact="")
        & ~Q(other_span_exact="")
        & NOT_A_POSITION
    )
    | (
        Q(target=Target.PAIR, parent=None, question=None, formulation=None)
        & TWO_BLOCKS
        & NOT_A_LINK
        & NOT_A_POSITION
    )
    | (
        Q(target=Target.POSITION, parent=None, position__isnull=False, question__isnull=False)
        & Q(block=None, formulation=None)
        & NO_OTHER
        & NOT_A_LINK
    )
    | Q(target=Target.RESPONSE, parent__isnull=False)
)
TARGET_CONSTRAINTS = (
    CheckConstraint(condition=COMPLETE, name="comments_response_target_complete"),
    CheckConstraint(
        condition=NO_OTHER | (TWO_BLOCKS & Q(block__lte=F("other_block"))),
        name="comments_response_pair_in_order",
    ),
    CheckConstraint(
        condition=~Q(target=Target.PAIR)
        | Q(block__lt=F("other_block"))
        | (~Q(span_exact="") & ~Q(other_span_exact="")),
        name="comments_response_two_passages_of_one_block",
    ),
    CheckConstraint(
        condition=Q(other_span_start=None, other_span_exact="")
        | (Q(other_block__isnull=False, other_span_start__isnull=False) & ~Q(other_span_exact="")),
        name="comments_response_other_span_complete",
    ),
)
