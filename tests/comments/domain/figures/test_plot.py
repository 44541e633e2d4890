from datetime import date

from comments.domain.figures.plot import HEIGHT, MOST, STUB, TOP, plot_months


def test_bars_are_as_high_as_their_figures_and_stand_on_the_base():
    plot = plot_months([(date(2026, 3, 1), [10, 5, None])])
    (month,) = plot.months
    assert [bar.height for bar in month.bars] == [HEIGHT, HEIGHT // 2, STUB]
    assert {bar.y + bar.height for bar in month.bars} == {plot.base_y}
    assert [bar.is_stub for bar in month.bars] == [False, False, True]
    assert (plot.top, plot.top_y, month.name) == (10, TOP, "Mar 2026")


def test_where_nothing_is_shown_all_are_stubs():
    plot = plot_months([(date(2026, 3, 1), [None, None, None])])
    assert (plot.top, {bar.height for bar in plot.months[0].bars}) == (0, {STUB})


def test_the_latest_two_years_are_drawn_within_the_width_and_the_last_is_named():
    months = [(date(2020 + number // 12, number % 12 + 1, 1), [number + 5] * 3) for number in range(40)]
    plot = plot_months(months)
    assert (len(plot.months), plot.last) == (MOST, "Apr 2023")
    assert plot.months[-1].is_named
    assert sum(month.is_named for month in plot.months) == 8
    last = plot.months[-1].bars[-1]
    assert float(last.x[:-1]) + float(last.width[:-1]) <= 100
