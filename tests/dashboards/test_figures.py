"""Figures are added and subtracted, and seen as a hundred people."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from elearning.dashboards.figures import Figures, module_shares


def test_everyone_is_finished_under_way_or_not_begun() -> None:
    figures = Figures(20, 12, 5)

    assert (figures.completed, figures.under_way, figures.not_started) == (5, 7, 8)


def test_share_of_nobody_is_none() -> None:
    assert Figures(0, 0, 0).share == Fraction(0)


def test_optional_modules_that_nobody_has_completed_are_folded_and_no_others() -> None:
    figures = Figures(20, 12, 5, modules=(5, 0, 4, 0))

    shares = module_shares(figures, ("A", "B", "C", "D"), required=2)

    assert [each.title for each in shares if each.is_folded] == ["D"]
    assert [each.share for each in shares[:2]] == [Fraction(1, 4), 0]


def test_sum_less_a_part_is_the_other_part() -> None:
    one, other = Figures(20, 12, 5, 1, 2, (7, 6)), Figures(30, 3, 2, 0, 1, (2, 2))

    assert one + other - other == one


@given(st.data())
def test_hundred_people_are_a_hundred_and_leave_nobody_out(data: st.DataObject) -> None:
    employed = data.draw(st.integers(1, 60_000))
    started = data.draw(st.integers(0, employed))
    completed = data.draw(st.sampled_from((0, 1, started)) | st.integers(0, started))
    figures = Figures(employed, started, min(started, completed))
    parts = (figures.completed, figures.under_way, figures.not_started)

    hundred = figures.hundred

    assert sum(hundred) == 100
    assert [each > 0 for each in hundred] == [each > 0 for each in parts]
    assert all(abs(a - 100 * b / employed) <= 2 for a, b in zip(hundred, parts, strict=True))


def test_hundred_of_nobody_is_nobody() -> None:
    assert Figures(0, 0, 0).hundred == (0, 0, 0)
