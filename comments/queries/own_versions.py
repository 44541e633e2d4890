"""The words of a response that do not stand, or not any more, as its author finds them at the receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from comments.enums import Action
from comments.markup.passages import Piece, pieces_of
from comments.models import Decision, DecisionMark, Response, Revision

#: What brings other words, and what settles them.
CHANGING = frozenset({Action.REVISE, Action.EDIT, Action.ACCEPT, Action.REFUSE})
#: After none of these has ever happened there is one wording only.
OTHER_WORDS = CHANGING | {Action.REDACT}


@dataclass(frozen=True)
class OwnVersion:
    """``became`` says in a few words what has become of it, ``marked`` is its text, cut where a moderator
    marked it. ``is_later``: it was to take the place of the words that stand, rather than the other way."""

    revision: Revision
    became: str
    marked: tuple[Piece, ...]
    is_later: bool


def own_versions(response: Response, decisions: Sequence[Decision]) -> list[OwnVersion]:
    """All wordings but those that stand and the edit that waits, the latest first; what is erased is left
    out. ``decisions``: all on the response, the first first.

    No query where its words were never changed; else
    one, and one more where it was ever sent back.
    """
    if not any(each.action in OTHER_WORDS for each in decisions):
        return []
    rows = response.revisions.filter(erased_at=None).exclude(pk__in=_shown_elsewhere(response))
    marks = _marks(decisions)
    return [
        OwnVersion(
            revision=revision,
            became=_became(revision, decisions),
            marked=_cut(revision, marks),
            is_later=revision.number > response.current.number,
        )
        for revision in rows.select_related("stance_formulation").order_by("-number")
    ]


def set_aside(
    response: Response, decisions: Sequence[Decision], versions: Sequence[OwnVersion]
) -> Revision | None:
    """Of these the edit that was sent last, where nothing has become of it. No query."""
    sent = [each for each in decisions if each.action in CHANGING]
    if response.proposed_id or not sent or sent[-1].action != Action.EDIT:
        return None
    return next((each.revision for each in versions if each.revision.number == sent[-1].revision), None)


def _shown_elsewhere(response: Response) -> set[int]:
    return {response.current_id, response.proposed_id} - {None}


def _marks(decisions: Sequence[Decision]) -> dict[int, list[tuple[int, int]]]:
    """By the number of the revision that was sent back; of one sent back twice those of the last time."""
    numbers = {each.pk: each.revision for each in decisions if each.action == Action.RETURN}
    found: dict[int, dict[int, list[tuple[int, int]]]] = {}
    if numbers:
        rows = DecisionMark.objects.filter(decision__in=numbers).order_by("decision_id", "start")
        for decision, start, end in rows.values_list("decision_id", "start", "end"):
            found.setdefault(numbers[decision], {}).setdefault(decision, []).append((start, end))
    return {number: by_decision[max(by_decision)] for number, by_decision in found.items()}


def _cut(revision: Revision, marks: dict[int, list[tuple[int, int]]]) -> tuple[Piece, ...]:
    spans = marks.get(revision.number)
    return pieces_of(revision.text, spans) if spans else ()


def _became(revision: Revision, decisions: Sequence[Decision]) -> str:
    """By the last that was done with it."""
    on_it = [each for each in decisions if each.revision == revision.number]
    settled = next((each for each in reversed(on_it) if each.action in OTHER_WORDS), None)
    if settled is None or settled.action in (Action.REVISE, Action.ACCEPT):
        return "replaced later"
    if settled.action == Action.EDIT:
        return "your edit, which nobody decided on"
    if settled.action == Action.REFUSE:
        return "your edit, which was refused"
    return "with words withheld"
