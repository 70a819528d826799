"""What deserves a look, what to do next, and what remains to a goal."""

from datetime import date
from fractions import Fraction

from elearning.dashboards.attention import (
    Kind,
    Pace,
    Seen,
    Step,
    in_turn,
    next_step,
    notices,
    of_the_month,
    pace,
)
from elearning.dashboards.figures import Figures

HALF = Fraction(1, 2)
TODAY = date(2026, 11, 22)


def unit(name: str, *figures: int) -> Seen:
    """Employed, started, completed, completed this week, and in a fortnight."""
    return Seen(1, name, Figures(*figures))  # type: ignore[arg-type]


def found(*units: Seen, average: Fraction = HALF) -> list[tuple[Kind, str]]:
    return [(each.kind, each.unit.name) for each in notices(units, average)]


def test_notices_tell_first_what_went_well() -> None:
    assert found(
        unit("Stilla", 100, 90, 10, 0, 0),
        unit("Rask", 50, 40, 30, 5, 9),
        unit("Ny", 20, 2, 1, 0, 1),
    ) == [(Kind.LIFTED, "Rask"), (Kind.STILL, "Stilla"), (Kind.UNBEGUN, "Ny")]


def test_fastest_is_the_unit_where_the_largest_share_completed() -> None:
    assert found(unit("Stor", 200, 200, 190, 6, 6), unit("Liten", 20, 20, 19, 2, 2)) == [
        (Kind.LIFTED, "Liten")
    ]


def test_still_is_the_unit_with_the_most_people_left() -> None:
    assert found(unit("Liten", 20, 20, 0, 0, 0), unit("Stor", 200, 200, 90, 0, 0))[0] == (
        Kind.STILL,
        "Stor",
    )


def test_unit_above_the_average_is_not_called_still() -> None:
    assert found(unit("Före", 20, 20, 12, 0, 0)) == []


def test_unit_where_somebody_completed_within_a_fortnight_is_not_called_still() -> None:
    assert found(unit("På väg", 20, 20, 2, 0, 1)) == []


def test_equal_units_are_told_of_by_name() -> None:
    assert found(unit("Ö", 20, 20, 2, 0, 0), unit("A", 20, 20, 2, 0, 0)) == [(Kind.STILL, "A")]


def test_nothing_is_found_where_there_are_no_units() -> None:
    assert found() == []


def step(*figures: int, goal: Fraction | None = None, units: tuple[Seen, ...] = ()) -> Step:
    return next_step(Figures(*figures), notices(units, HALF), goal)  # type: ignore[arg-type]


def test_next_step_follows_how_far_people_have_come() -> None:
    still = (unit("Stilla", 20, 20, 0, 0, 0),)

    assert [
        step(100, 9, 0),
        step(100, 60, 20, units=still),
        step(100, 60, 20),
        step(100, 95, 90),
        step(100, 95, 90, goal=Fraction(95, 100)),
        step(100, 60, 30, goal=Fraction(30, 100)),
    ] == [Step.BEGIN, Step.MAKE_TIME, Step.KEEP_ON, Step.KEEP_ALIVE, Step.KEEP_ON, Step.KEEP_ALIVE]


def test_pace_counts_people_and_weeks_that_are_left() -> None:
    due_on = date(2026, 12, 6)  # 15 days, today and the last among them: the third week has begun

    assert pace(Figures(901, 800, 700), 80, due_on, TODAY) == Pace(21, 7)


def test_pace_on_the_last_day_is_one_week() -> None:
    assert pace(Figures(100, 80, 70), 80, TODAY, TODAY) == Pace(10, 10)


def test_pace_after_the_day_has_no_rate() -> None:
    assert pace(Figures(100, 80, 70), 80, date(2026, 11, 21), TODAY) == Pace(10, None)


def test_pace_of_a_reached_goal_is_nobody() -> None:
    assert pace(Figures(100, 90, 85), 80, date(2026, 11, 28), TODAY) == Pace(0, 0)


def test_dilemmas_come_three_a_month_and_all_before_any_again() -> None:
    months = [of_the_month(10, date(2026, month, 1)) for month in range(1, 11)]

    assert {len(set(each)) for each in months} == {3}
    assert [sum(number in each for each in months) for number in range(10)] == [3] * 10


def test_few_dilemmas_are_all_told() -> None:
    assert [of_the_month(number, TODAY) for number in (0, 2, 3)] == [(), (0, 1), (0, 1, 2)]


def test_neighbours_come_from_different_lists() -> None:
    assert in_turn([["a1", "a2"], [], ["c1", "c2", "c3"]]) == ("a1", "c1", "a2", "c2", "c3")
