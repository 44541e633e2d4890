"""What responses answer, of the texts: the records and the two words that name them.

Both depend on the texts alone and are kept until one changes, so that a page of the desk need not join a
response with ten tables.
"""

from collections.abc import Iterable
from typing import NamedTuple

from comments.models import Response
from comments.queries.subjects import subject_of
from essays.page_keys import TEXTS
from masslinesite.pieces import Gathered, gathered

#: The records that a response's thread can hang on, by the response's fields.
RECORDS = (
    *("debate", "work", "block", "other_work", "other_block", "link", "formulation", "question", "position"),
)
#: Of so many things that are answered the records are kept at a time, and the labels; when there are more, it
#: begins anew.
KEPT, KEPT_LABELS = 200, 2000


class Answers(NamedTuple):
    """What a response answers, by the numbers of the records; all but ``parent`` are its thread's."""

    parent: int | None
    work: int | None
    block: int | None
    other_block: int | None
    link: int | None
    formulation: int | None
    question: int | None
    position: int | None

    @classmethod
    def of(cls, response: Response) -> "Answers":
        return cls(
            response.parent_id,
            response.work_id,
            response.block_id,
            response.other_block_id,
            response.link_id,
            response.formulation_id,
            response.question_id,
            response.position_id,
        )


def load_answered(response: Response) -> None:
    """Lets the records that a response's thread answers be read of it without a query: shared with other
    responses, and not to be changed. What ``piece`` asks, and one query for what none answered of late."""
    answers, kept = Answers.of(response)._replace(parent=None), _records()
    records = kept.get(answers)
    if records is None:
        rows = Response.objects.select_related(*RECORDS, "position__voice").only("pk", *RECORDS)
        loaded = rows.get(pk=response.pk)
        records = [(name, getattr(loaded, name)) for name in RECORDS]
        kept.keep({answers: records})
    for name, record in records:
        setattr(response, name, record)


def label_of(response: Response) -> str:
    """What a response answers, in two words. No query where its relations are loaded."""
    if response.parent_id:
        return _label_of_reply(response.parent_id)
    return subject_of(response).label


def labels_of(responses: Iterable[tuple[int, Answers]]) -> dict[int, str]:
    """The same of many, by number. What ``piece`` asks, and one query for those that answer what none did
    since the texts changed."""
    given, kept = dict(responses), _labels()
    labels = {each: kept[each] for each in given.values() if each in kept}
    missing = {each: number for number, each in given.items() if not each.parent and each not in labels}
    if missing:
        rows = Response.objects.select_related(*RECORDS, "position__voice").in_bulk(missing.values())
        made = {each: label_of(rows[number]) for each, number in missing.items() if number in rows}
        kept.keep(made)
        labels |= made
    return {
        number: _label_of_reply(each.parent) if each.parent else labels.get(each, "")
        for number, each in given.items()
    }


def _label_of_reply(parent: int) -> str:
    return f"R\N{NO-BREAK SPACE}{parent}"


def _records() -> Gathered[Answers, list[tuple[str, object]]]:
    """As far as they were read since the texts changed; fills as they are."""
    return gathered("records that are answered", TEXTS, most=KEPT, each=8_000)


def _labels() -> Gathered[Answers, str]:
    """The same of labels."""
    return gathered("labels of what is answered", TEXTS, most=KEPT_LABELS, each=200)
