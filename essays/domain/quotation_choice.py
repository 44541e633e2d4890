"""Which quotations a reader's address asks to see.

Pure. What cannot be found is never an error: it is left out, and a notice says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from essays.domain.choice import joined, shown, sort_out
from essays.domain.who_quotes_whom import Quotation
from essays.models import Authority, Work

Known = TypeVar("Known", Work, Authority)


@dataclass(frozen=True)
class Selection:
    """Whose quotations, and of whom; what is None is not asked for."""

    source: Work | None = None
    target: Work | None = None
    authority: Authority | None = None
    notices: tuple[str, ...] = ()

    @property
    def asked(self) -> bool:
        return bool(self.source or self.target or self.authority)

    def takes(self, quotation: Quotation) -> bool:
        """Quotations of the works and the authority asked for."""
        return (
            (self.authority in quotation.authorities if self.authority else not quotation.shared)
            and self.source in (None, quotation.source)
            and self.target in (None, quotation.target)
        )

    def takes_shared(self, quotation: Quotation) -> bool:
        """Passages shared by the works asked for, in whichever order; none where an authority is asked
        for, whose list has them already."""
        sides = {quotation.source, quotation.target}
        wanted = {work for work in (self.source, self.target) if work}
        one_text = self.source is not None and self.source == self.target
        return (
            quotation.shared
            and self.authority is None
            and wanted <= sides
            and (not one_text or len(sides) == 1)
        )


def choose_quotations(
    *, source: str, target: str, authority: str, works: Sequence[Work], authorities: Sequence[Authority]
) -> Selection:
    """Sigla and an authority's slug as typed, "" for what is not asked; case and outer space don't count."""
    by_siglum = {work.siglum: work for work in works}
    by_slug = {each.slug: each for each in authorities}
    notices: list[str] = []
    texts = f"the texts are {joined(list(by_siglum))}" if by_siglum else "there are no texts yet"
    chosen_source = _one(source, by_siglum, "text", texts, notices)
    chosen_target = _one(target, by_siglum, "text", texts, notices)
    offer = "each name in the table’s head opens one"
    chosen_authority = _one(authority, by_slug, "authority", offer, notices)
    if chosen_target and chosen_authority:
        notices.append(
            f"A list is of one text or of one authority: the quotations of {chosen_target.siglum} are shown, "
            f"those of {chosen_authority.name} are left out."
        )
        chosen_authority = None
    return Selection(chosen_source, chosen_target, chosen_authority, tuple(notices))


def _one(typed: str, known: dict[str, Known], noun: str, offer: str, notices: list[str]) -> Known | None:
    """What ``typed`` names, None for nothing; an unknown name is told in a notice."""
    found, unknown = sort_out([typed], list(known))
    if unknown:
        notices.append(f"There is no {noun} {shown(unknown)}; {offer}.")
    return known[found[0]] if found else None


def chosen(quotations: Iterable[Quotation], selection: Selection) -> tuple[Quotation, ...]:
    return tuple(each for each in quotations if selection.takes(each))


def shared_by(quotations: Iterable[Quotation], selection: Selection) -> tuple[Quotation, ...]:
    return tuple(each for each in quotations if selection.takes_shared(each))
