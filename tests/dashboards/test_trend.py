"""The curve: weeks, and places on a picture."""

from datetime import UTC, date, datetime
from fractions import Fraction

from elearning.dashboards.trend import MOST_WEEKS, Gained, Point, curve, drawn, week_starts

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
STARTS = week_starts(SUNDAY)


def weekly(**gained: int) -> list[int]:
    """People who completed in each week; `w1` is this week, `w2` the one before."""
    found = [0] * MOST_WEEKS
    for name, count in gained.items():
        found[-int(name[1:])] = count
    return found


def test_weeks_begin_on_mondays_in_sweden_also_across_summer_time() -> None:
    assert {(each.weekday(), each.hour) for each in STARTS} == {(0, 0)}
    assert [STARTS[0].astimezone(UTC).hour, STARTS[-1].astimezone(UTC).hour] == [22, 23]


def test_week_begins_where_sunday_night_ends_in_sweden() -> None:
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # Monday in Sweden

    assert week_starts(late)[-1].date() == date(2026, 11, 23)


def test_curve_ends_at_the_figure_of_today_and_begins_before_the_first() -> None:
    group, everyone = Gained(20, 8, weekly(w1=2, w2=1, w3=5)), Gained(80, 16, weekly(w1=6, w3=10))

    found = curve(STARTS, SUNDAY.date(), group, everyone)

    assert [(each.ends_on.isoformat(), each.completed) for each in found] == [
        ("2026-11-01", 0),
        ("2026-11-08", 5),
        ("2026-11-15", 6),
        ("2026-11-22", 8),
    ]
    assert [each.average for each in found] == [0, Fraction(1, 8), Fraction(1, 8), Fraction(1, 5)]


def test_curve_of_what_is_older_than_its_weeks_begins_at_that_height() -> None:
    found = curve(STARTS, SUNDAY.date(), Gained(20, 8, weekly(w1=1)), Gained(80, 16, weekly(w1=1)))

    assert (len(found), found[0].completed, found[-1].completed) == (MOST_WEEKS, 7, 8)


def test_curve_of_nobody_has_two_weeks() -> None:
    nobody = Gained(20, 0, weekly())

    found = curve(STARTS, SUNDAY.date(), nobody, nobody)

    assert [each.completed for each in found] == [0, 0]


def test_picture_places_weeks_by_their_days() -> None:
    group = Gained(20, 8, weekly(w1=2, w2=6))
    wednesday = date(2026, 11, 18)

    found = drawn(curve(STARTS, wednesday, group, Gained(40, 8, weekly(w1=2, w2=6))))

    assert found.own == (Point(0.0, 100.0), Point(70.0, 70.0), Point(100.0, 60.0))
    assert found.average[-1] == Point(100.0, 80.0)
