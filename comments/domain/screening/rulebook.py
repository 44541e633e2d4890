"""The rules of screening as they are stored: which version holds, and how a new one is made."""

from collections.abc import Iterator
from functools import lru_cache

from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.domain import chain
from comments.domain.moderation import Actor, Refused
from comments.domain.screening.folding import words_of
from comments.domain.screening.settings import PRISONS, SETTINGS, Rules
from comments.domain.screening.word_lists import LONGEST_ENTRY, read_list
from comments.domain.waiting import tried_again
from comments.enums import ActKind, Distress, Reason, Role, WordListKind
from comments.models import RuleSet, RuleTrust, RuleValue, RuleWord
from essays.models import Debate
from masslinesite.statements import first

#: Of each list. More of them are no list of words any more.
MOST_ENTRIES, LONGEST_WORDS = 1000, 100
MAY_CHANGE = frozenset({Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR})
#: Lists that cover a text for what ``Distress`` calls by the same name.
COVERING = tuple(kind for kind in WordListKind if kind in Distress.values)
#: What each list is called where it is told what has changed.
LISTS: dict[WordListKind, str] = {
    WordListKind.HOLD: "words to be held",
    WordListKind.REJECT: "words to be rejected",
    WordListKind.PLACE: "names of prisons",
} | {kind: f"words to be {kind.label}" for kind in COVERING}


class RulesChanged(Refused):
    """Somebody else has saved a version since this one was opened."""


#: The time is compared only, so it stays as the driver has it.
NEWEST = "SELECT number, at FROM comments_ruleset ORDER BY number DESC LIMIT 1"


def current_rules() -> Rules:
    """Those that hold. One query; four more the first time in a process that a version is read."""
    newest = first(NEWEST)
    return _read(*newest) if newest else Rules()


@lru_cache(maxsize=8)
def _read(number: int, at: object) -> Rules:
    """A version; its time is part of the key because a restored database may have another of that number."""
    of_version = {"rules__number": number}
    reason = RuleSet.objects.values_list("reject_reason", flat=True).get(number=number)
    words = list(
        RuleWord.objects.filter(**of_version).order_by("order").values_list("kind", "words", "reason")
    )
    lists = {kind: tuple(entry for of, entry, _ in words if of == kind) for kind in WordListKind}
    return Rules(
        version=number,
        values=dict(RuleValue.objects.filter(**of_version).values_list("name", "value")),
        hold=lists[WordListKind.HOLD],
        reject=lists[WordListKind.REJECT],
        reject_reason=Reason(reason),
        reasons={entry: Reason(own) for kind, entry, own in words if own and kind == WordListKind.REJECT},
        covers={Distress(kind): lists[kind] for kind in COVERING if lists[kind]},
        places=lists[WordListKind.PLACE] or PRISONS,
        trusting=dict(RuleTrust.objects.filter(**of_version).values_list("debate_id", "needed")),
    )


@tried_again
def save_rules(*, rules: Rules, said: str, by: Actor) -> Rules:
    """Stores ``rules`` as the next version after ``rules.version``, the one that they were made from.

    Raises RulesChanged where another one came between, and Refused for somebody who may not, without a
    reason, for what cannot stand, and where nothing differs. Nine queries.
    """
    if by.role not in MAY_CHANGE:
        raise Refused("Moderators change the rules of screening.")
    if not said.strip():
        raise Refused("Say why: the reason is kept with the rules.")
    check_rules(rules)
    before = current_rules()
    if before.version != rules.version:
        raise RulesChanged("Somebody else has changed the rules since you opened them, so nothing was saved.")
    changes = list(differences(before, rules))
    if not changes:
        raise Refused("Nothing differs from the rules that hold.")
    try:
        with transaction.atomic():
            _store(rules, said.strip(), changes, by)
    except IntegrityError:
        raise RulesChanged("Somebody else saved rules at the same moment, so yours were not.") from None
    return current_rules()


def check_rules(rules: Rules) -> None:
    """Raises Refused for a value out of its range, and for words that could not match or are too many."""
    for name, setting in SETTINGS.items():
        if not setting.least <= rules[name] <= setting.most:
            raise Refused(f"{setting.label}: from {setting.least} to {setting.most}.")
    if rules.reject_reason == Reason.NONE:
        raise Refused("Choose a reason for rejections: authors are told why.")
    for entries in lists_of(rules).values():
        for problem in problems_of(entries):
            raise Refused(problem)


def lists_of(rules: Rules) -> dict[WordListKind, tuple[str, ...]]:
    lists = {
        WordListKind.HOLD: rules.hold,
        WordListKind.REJECT: rules.reject,
        WordListKind.PLACE: rules.places,
    }
    return lists | {kind: rules.covers.get(Distress(kind), ()) for kind in COVERING}


def problems_of(entries: tuple[str, ...]) -> Iterator[str]:
    """All that is wrong with a list: with each entry, and with their number."""
    if len(entries) > MOST_ENTRIES:
        yield f"A list has at most {MOST_ENTRIES:,} entries; this one has {len(entries):,}."
        return
    for entry in entries:
        try:
            check_entry(entry)
        except Refused as refusal:
            yield refusal.message


def check_entry(entry: str) -> None:
    """Raises Refused for an entry that is too long, or has nothing to look for."""
    listed = read_list((entry,))
    words = next(iter([*listed.whole, *listed.begun]), ())
    if not words:
        raise Refused(f"“{entry}” has no letter and no digit.")
    if len(entry) > LONGEST_WORDS or len(words_of(entry)) > LONGEST_ENTRY:
        raise Refused(f"“{entry[:40]}…” is longer than {LONGEST_ENTRY} words or {LONGEST_WORDS} characters.")
    if entry.endswith("*") and len(words[-1]) < 3:
        raise Refused(f"“{entry}”: any ending needs three letters before it.")


def differences(before: Rules, after: Rules) -> Iterator[str]:
    """What a change changes, a line each."""
    for name, setting in SETTINGS.items():
        if before[name] != after[name]:
            was, now = (
                ("off", "on")[each] if setting.is_switch else f"{each:,}"
                for each in (before[name], after[name])
            )
            yield f"{setting.phase}: {setting.label.lower()}, {was} before, now {now}"
    old_lists, new_lists = lists_of(before), lists_of(after)
    for kind, label in LISTS.items():
        old, new = old_lists[kind], new_lists[kind]
        yield from (f"{label}: “{entry}” added" for entry in new if entry not in old)
        yield from (f"{label}: “{entry}” taken out" for entry in old if entry not in new)
    for entry in after.reject:
        was, now = before.reasons.get(entry), after.reasons.get(entry)
        if was != now:
            yield f"words to be rejected: “{entry}”, reason {now.label if now else 'that of the list'}"
    if before.reject_reason != after.reject_reason:
        yield f"reason of a rejection: {after.reject_reason.label}, {before.reject_reason.label} before"
    debates = before.trusting.keys() | after.trusting.keys()
    changed = [pk for pk in debates if before.trusting.get(pk, 0) != after.trusting.get(pk, 0)]
    for debate in Debate.objects.filter(pk__in=changed).order_by("pk") if changed else ():
        needed = after.trusting.get(debate.pk, 0)
        yield f"trust in {debate.name}: " + (f"after {needed} published responses" if needed else "off")


def _store(rules: Rules, said: str, changes: list[str], by: Actor) -> None:
    now, number = timezone.now(), rules.version + 1
    row = RuleSet.objects.create(
        number=number,
        said=said,
        changed="\n".join(changes),
        reject_reason=rules.reject_reason,
        by_id=by.user_id,
        by_name=by.user_name,
        by_role=by.role,
        at=now,
    )
    RuleValue.objects.bulk_create(RuleValue(rules=row, name=name, value=rules[name]) for name in SETTINGS)
    RuleWord.objects.bulk_create(
        RuleWord(
            rules=row,
            kind=kind,
            order=order,
            words=entry,
            reason=rules.reasons.get(entry, Reason.NONE) if kind == WordListKind.REJECT else Reason.NONE,
        )
        for kind, entries in lists_of(rules).items()
        for order, entry in enumerate(entries, 1)
    )
    RuleTrust.objects.bulk_create(
        RuleTrust(rules=row, debate_id=debate, needed=needed)
        for debate, needed in sorted(rules.trusting.items())
        if needed
    )
    chain.append(
        chain.ACTS,
        kind=ActKind.RULES,
        about=f"rules {number}",
        said=said,
        role=by.role,
        actor_id=by.user_id,
        actor_name=by.user_name,
        at=now,
    )
