"""The quotations of a text that is being written, and what its writer does about them."""

from collections.abc import Collection
from dataclasses import dataclass

from comments.domain.checking.answered import Answered
from comments.domain.checking.checked import Checked, keys_of
from comments.domain.checking.replacing import with_source_words
from comments.domain.checking.storing import survey_text


@dataclass(frozen=True)
class Previewed:
    """``key`` names the quotation as long as its own words stay; ``is_kept``: its writer wants it so."""

    key: str
    checked: Checked
    is_kept: bool


@dataclass(frozen=True)
class QuotationPreview:
    """``text`` is the writer's, or has the source's words in place of the quotation ``taken``.

    ``is_lost``: the quotation that was asked for does not stand in the text any more. ``failed``: the
    quotations could not be looked up.
    """

    text: str
    quotations: tuple[Previewed, ...] = ()
    taken: Checked | None = None
    is_lost: bool = False
    failed: bool = False

    @property
    def has_differences(self) -> bool:
        """Some words are shown beside the source's."""
        return any(each.checked.has_other_words for each in self.quotations)


def preview_quotations(
    text: str, answered: Answered, *, take: str = "", kept: Collection[str] = ()
) -> QuotationPreview:
    """The quotations in ``text`` (cleaned); with the key ``take``, in the text that has the source's
    words for it. The queries of ``survey_text``, twice if words are taken."""
    survey = survey_text(text, answered)
    if survey is None:
        return QuotationPreview(text, failed=True)
    by_key = dict(zip(keys_of(survey.checked), survey.checked, strict=True))
    if take in by_key:
        changed = with_source_words(text, by_key[take])
        after = preview_quotations(changed, answered, kept=kept)
        return QuotationPreview(changed, after.quotations, by_key[take], failed=after.failed)
    quotations = tuple(Previewed(key, checked, key in kept) for key, checked in by_key.items())
    return QuotationPreview(text, quotations, is_lost=bool(take))
