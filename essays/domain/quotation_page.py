"""The page of who quotes whom: matrix, lists and plot from one gathering. No query."""

from dataclasses import dataclass

from essays.domain.quotation_choice import Selection, choose_quotations, chosen, shared_by
from essays.domain.quotation_plot import Plot, plot_quotations
from essays.domain.who_quotes_whom import (
    QUOTING,
    Listed,
    Matrix,
    Quotation,
    gather_quotations,
    list_quotations,
    matrix_of,
)
from essays.queries.quotations import QuotationRecords


@dataclass(frozen=True)
class QuotationPage:
    """``confirmed`` and ``found`` are the list asked for, empty if none is; ``plotted`` is what the plot
    shows, the list or else everything."""

    matrix: Matrix
    selection: Selection
    confirmed: tuple[Listed, ...]
    found: tuple[Listed, ...]
    shared: tuple[Listed, ...]
    plotted: tuple[Quotation, ...]
    plot: Plot

    @property
    def counted_kinds(self) -> tuple[str, ...]:
        """The kinds of reference that count as quotations."""
        return QUOTING


def arrange_quotations(
    records: QuotationRecords, *, source: str, target: str, authority: str
) -> QuotationPage:
    """Only the passages listed are compared word by word."""
    quotations = gather_quotations(records)
    selection = choose_quotations(
        source=source,
        target=target,
        authority=authority,
        works=records.works,
        authorities=records.authorities,
    )
    asked = chosen(quotations, selection) if selection.asked else ()
    facts, suggested = [], []
    for each in asked:
        is_fact = each.recorded if selection.authority else each.confirmed
        (facts if is_fact else suggested).append(each)
    shared = shared_by(quotations, selection)
    plotted = (*asked, *shared) if selection.asked else quotations
    return QuotationPage(
        matrix=matrix_of(quotations, records.works),
        selection=selection,
        confirmed=list_quotations(facts),
        found=list_quotations(suggested),
        shared=list_quotations(shared),
        plotted=plotted,
        plot=plot_quotations(records.works, records.blocks, plotted, every=not selection.asked),
    )
