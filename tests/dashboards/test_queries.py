"""The board of a unit, on both databases."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from elearning.course.tree import Course
from elearning.dashboards import queries
from elearning.dashboards.board import Board, Line, Sort
from elearning.dashboards.figures import Figures
from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people.models import Unit, User
from elearning.people.rules import Scope
from tests.conftest import NOON
from tests.dashboards.conftest import Town
from tests.dashboards.crowds import Crowd
from tests.factories import Make


def board(unit: Unit, course: Course, over: Unit | None = None) -> Board:
    scope = Scope.over((over or unit).id)
    found = queries.unit_board(scope, unit.id, course, NOON)
    assert found is not None
    return found


def told(lines: tuple[Line, ...]) -> list[tuple[str, int, int]]:
    """Name, people and those of them who have completed, of each line that tells."""
    return [
        (each.name, each.counted.employed, each.counted.completed) for each in lines if each.counted
    ]


@pytest.fixture(autouse=True)
def everywhere(database: Flask) -> None:
    """Every test here is done on both databases."""


def test_figures_are_of_all_employed(town: Town, course: Course) -> None:
    found = board(town.root, course)

    assert found.figures == Figures(85, 30, 20, 20, 20, (20, 20))


def test_lines_are_those_below_in_the_order_of_the_tree(town: Town, course: Course) -> None:
    found = board(town.root, course)

    assert [(line.name, line.depth) for line in found.lines] == [
        ("Biblioteket", 1),
        ("Vård och omsorg", 1),
        ("Gården", 2),
        ("Ängen", 2),
    ]


def test_manager_sees_their_part_and_the_average(town: Town, course: Course) -> None:
    found = board(town.care, course)

    assert (found.figures and found.figures.employed, found.path) == (60, ())
    assert found.average == Figures(85, 30, 20, 20, 20, (20, 20))
    assert found.lead == found.figures.share - found.average.share  # type: ignore[union-attr]


def test_path_leads_from_what_the_viewer_reaches(town: Town, course: Course) -> None:
    paths = [board(town.large_home, course, over).path for over in (town.root, town.care)]

    assert [[each.name for each in path] for path in paths] == [
        ["Säter", "Vård och omsorg"],
        ["Vård och omsorg"],
    ]


def test_unit_outside_the_scope_is_not_found(town: Town, course: Course) -> None:
    scope = Scope.over(town.care.id)

    assert [
        queries.unit_board(scope, unit.id, course, NOON) for unit in (town.root, town.library)
    ] == [None, None]


def test_only_the_last_seven_and_fourteen_days_are_recent(
    town: Town, crowd: Crowd, course: Course
) -> None:
    for days in (7, 8, 14):
        crowd.staff(town.library, 1, 1, at=NOON - timedelta(days))

    found = board(town.library, course).figures

    assert found == Figures(28, 3, 3, 0, 2, (3, 3))


def test_those_who_have_left_count_no_more(town: Town, crowd: Crowd, course: Course) -> None:
    first = select(User.id).where(User.unit_id == town.small_home.id).order_by(User.id)
    with transaction():
        people.move(db.session.scalars(first.limit(1)).one(), None, NOON)
    crowd.staff(town.small_home, 1)

    found = board(town.small_home, course).figures

    assert found == Figures(20, 9, 9, 9, 9, (9, 9))


def test_module_that_has_left_the_course_keeps_its_title(
    town: Town, crowd: Crowd, make: Make, course: Course
) -> None:
    person = make.user(town.library)
    crowd.finish(person.id, "borttagen")

    found = board(town.root, course)

    assert (found.modules[-1], found.required) == ("borttagen som det hette", 2)
    assert found.figures and found.figures.modules == (20, 20, 1)


def test_too_few_are_counted_together_and_have_no_line_of_their_own(
    town: Town, crowd: Crowd, make: Make, course: Course
) -> None:
    few = crowd.unit(town.root, "Få", 7, 7)
    crowd.unit(town.root, "Några", 8, 2)
    crowd.unit(town.root, "Fler", 8, 1)

    found = board(town.root, course)

    assert told(found.lines) == [
        ("Biblioteket", 25, 0),
        ("Vård och omsorg", 60, 20),
        ("Gården", 40, 10),
        ("Ängen", 20, 10),
        ("", 23, 10),
    ]
    assert board(few, course).head.counted is None


def test_units_without_people_have_no_line(town: Town, make: Make, course: Course) -> None:
    make.unit(town.root, "Tom")

    assert "Tom" not in [line.name for line in board(town.root, course).lines]


def test_organisations_are_kept_apart(town: Town, make: Make, crowd: Crowd, course: Course) -> None:
    other = make.organisation("Mora")
    crowd.staff(make.root(other), 30, 30)

    assert board(make.root(other), course).figures == Figures(30, 30, 30, 30, 30, (30, 30))
    assert board(town.root, course).average == Figures(85, 30, 20, 20, 20, (20, 20))


def test_curve_is_of_those_who_are_in_the_unit_now(
    town: Town, crowd: Crowd, course: Course
) -> None:
    crowd.staff(town.library, 10, 5, at=NOON - timedelta(10))
    seen = board(town.library, course, town.root)

    weeks = queries.weeks(Scope.over(town.root.id), seen, course, NOON)

    assert [(each.ends_on.day, each.completed) for each in weeks] == [(8, 0), (15, 5), (22, 5)]
    assert [round(100 * each.average) for each in weeks] == [0, 5, 26]


def test_curve_ends_where_the_figures_stand(town: Town, course: Course) -> None:
    for unit in (town.root, town.care, town.small_home):
        seen = board(unit, course, town.root)
        weeks = queries.weeks(Scope.over(town.root.id), seen, course, NOON)

        assert seen.figures and weeks[-1].completed == seen.figures.completed


def test_names_are_of_those_who_have_not_finished_and_are_not_protected(
    town: Town, make: Make, crowd: Crowd, course: Course
) -> None:
    place = make.unit(town.library, "Filialen")
    for name, protected in (("Åsa", False), ("Bo", False), ("Alias", True)):
        with transaction():
            people.add_user(None, name, place.id, NOON, is_protected=protected)
    crowd.finish(make.user(place, name="Klara").id, "")

    found = queries.unfinished(Scope.over(town.root.id), place.id, course)

    assert found == [("Filialen", ["Bo", "Åsa"])]


def test_names_stop_at_the_scope(town: Town, course: Course) -> None:
    inside = Scope.over(town.small_home.id)

    found = queries.unfinished(inside, town.care.id, course)

    assert [unit for unit, _ in found] == ["Ängen"]


def test_tops_are_the_highest_units_of_each_duty(town: Town, make: Make, course: Course) -> None:
    scope = Scope.over(town.care.id, town.small_home.id, town.library.id)

    assert [each.name for each in queries.tops(scope)] == ["Biblioteket", "Vård och omsorg"]


def test_lines_are_put_in_order_level_by_level(town: Town, course: Course) -> None:
    found = board(town.root, course)

    assert {sort: [line.name for line in found.page(sort)] for sort in Sort} == {
        Sort.NAME: ["Biblioteket", "Vård och omsorg", "Gården", "Ängen"],
        Sort.SHARE: ["Vård och omsorg", "Ängen", "Gården", "Biblioteket"],
        Sort.PEOPLE: ["Vård och omsorg", "Gården", "Ängen", "Biblioteket"],
        Sort.LEFT: ["Vård och omsorg", "Gården", "Ängen", "Biblioteket"],
    }


def test_hidden_lines_stand_last_by_name_whatever_the_order(
    town: Town, crowd: Crowd, course: Course
) -> None:
    for name, completed in (("Ö", 9), ("Ä", 0), ("Å", 4)):
        crowd.unit(town.root, name, 9, completed)

    found = board(town.root, course)

    last = [[line.name for line in found.page(sort)][-4:] for sort in Sort]
    assert last == [["", "Å", "Ä", "Ö"]] * len(Sort)


def test_one_level_is_shown_where_two_are_too_many(
    town: Town, crowd: Crowd, make: Make, course: Course
) -> None:
    for number in range(57):
        unit = make.unit(town.care, f"Enhet {number:02}")
        with transaction():
            people.add_user(None, "Någon", unit.id, NOON)

    found = board(town.root, course)

    assert {line.depth for line in found.page(Sort.NAME)} == {1}


def test_every_query_takes_the_scope_first() -> None:
    functions = [
        each
        for name, each in vars(queries).items()
        if not name.startswith("_") and getattr(each, "__module__", "") == queries.__name__
        if callable(each) and not isinstance(each, type)
    ]

    first = {each.__name__: next(iter(each.__annotations__.items())) for each in functions}
    assert {name for name, (_, kind) in first.items() if kind is not Scope} == set()
    assert len(first) >= 6
