"""Keeping the verdicts on a response's quotations, and making them anew when a text has changed.

A check never stands in the way of a response: one that fails leaves nothing, which ``check_due`` sees.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog
from django.db import transaction

from comments.domain.checking.answered import Answered
from comments.domain.checking.checked import Checked
from comments.domain.checking.looking_up import check_quotations
from comments.domain.checking.quotations import find_quotations
from comments.domain.renderings import show_otherwise
from comments.domain.waiting import tried_again
from comments.enums import Status, Verdict
from comments.models import CheckedRevision, QuotationCheck, Response, Revision
from comments.queries.quotation_checks import due_responses, still_holds
from essays.queries.shingles import state_of_texts
from masslinesite.statements import insert_all, insert_rows

log = structlog.get_logger("comments.checking")

#: Raised whenever the same text would get other verdicts.
VERSION = "4"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Survey:
    """The quotations of a text with their verdicts, and the state of the texts in which they are so."""

    checked: tuple[Checked, ...]
    texts: str


def survey_text(text: str, answered: Answered) -> Survey | None:
    """What ``text`` quotes; None where that could not be found out, which is logged by its type.

    The state is that before the texts were read: what changes meanwhile is looked up again.
    Not to be called in a transaction. No query without quotations, else five.
    """
    try:
        if not find_quotations(text):
            return Survey((), VERSION)
        state = state_of_texts()
        return Survey(tuple(check_quotations(text, answered)), f"{VERSION}-{state}")
    except Exception as failure:
        log.exception("quotations_not_checked", cause=type(failure).__name__, characters=len(text))
        return None


def store_survey(revision: Revision, survey: Survey | None, *, before: Iterable[QuotationCheck] = ()) -> None:
    """The verdicts of a revision that has none, or had those of ``before``, which say what stood in a text
    word for word then. In the caller's transaction; at most two queries besides theirs."""
    if survey is None:
        return
    stood = [each for each in before if each.stood_in_id is not None]
    insert_all(_row(revision, order, checked, stood) for order, checked in enumerate(survey.checked, 1))
    row = (revision.pk, survey.texts, len(survey.checked))
    insert_rows(CheckedRevision, ("revision_id", "texts", "verdicts"), [row])


def check_due(*, progress: Progress = lambda line: None) -> int:
    """Looks up anew the current words of each response whose verdicts may not hold any more; how many.

    Due is what was looked up in another state of the texts, by another version of this, or not at
    all. Three queries if nothing is due, else some ten for each response.
    """
    texts = f"{VERSION}-{state_of_texts()}"
    done = last = 0
    while due := due_responses([VERSION, texts], after=last):
        done += sum(_check_again(response, texts) for response in due)
        last = due[-1].pk
    if done:
        progress(f"quotations: looked up anew in {done} response{'s' if done > 1 else ''}")
    return done


@tried_again
def _check_again(response: Response, texts: str) -> bool:
    revision = response.current
    if still_holds(revision, VERSION):
        CheckedRevision.objects.filter(revision=revision).update(texts=texts)
        return False
    survey = survey_text(revision.text, Answered.by(response))
    if survey is None:
        return False
    with transaction.atomic():
        # Whoever else checks the same response waits, and then does it over.
        locked = Response.objects.select_for_update(no_key=True).get(pk=response.pk)
        if locked.status == Status.ERASED:
            return False
        checks = QuotationCheck.objects.filter(revision=revision)
        before = list(checks)
        checks.delete()
        CheckedRevision.objects.filter(revision=revision).delete()
        store_survey(revision, survey, before=before)
        if locked.status == Status.PUBLISHED:
            show_otherwise(locked)
    return True


def _row(revision: Revision, order: int, checked: Checked, stood: Iterable[QuotationCheck]) -> QuotationCheck:
    typed, found = checked.typed, checked.found
    row = QuotationCheck(
        revision=revision,
        order=order,
        start=typed.start,
        end=typed.end,
        exact=typed.exact,
        opening=checked.opening,
        verdict=checked.verdict,
    )
    if found is not None and checked.block is not None:
        row.block, row.block_hash = checked.block, checked.block.text_hash
        row.block_start, row.block_end = found.start, found.end
        row.summary = "\n".join(" ".join(line.split()) for line in (checked.summary, *checked.told))
        row.note = checked.note
        row.left_out = "\n".join(checked.left_out)
    if checked.verdict == Verdict.VERBATIM:
        row.stood_in, row.stood_version = checked.block, checked.block.work.version
    elif checked.verdict == Verdict.NOT_JUDGED:
        return row
    elif once := next((each for each in stood if typed.exact in each.exact), None):
        row.stood_in_id, row.stood_version = once.stood_in_id, once.stood_version
    return row
