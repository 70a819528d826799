"""What a file does to people, units and roles."""

import pytest
from sqlalchemy import select

from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning import evidence, subjects
from elearning.people import counting
from elearning.people import queries as people_queries
from elearning.people.models import Assignment, AuditEntry, Unit, UnitPath, User
from elearning.people.rules import EMPLOYED, Role
from elearning.roster.rules import Kind
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.roster.actions.taking import ANNA, BO, Row, differences, taken
from tests.statements import statements

pytestmark = pytest.mark.usefixtures("database")


def everybody() -> list[tuple[str | None, str | None, str, str | None]]:
    """Staff id, address, name and unit of all, by staff id."""
    statement = (
        select(User.staff_id, User.email, User.name, Unit.name)
        .outerjoin(Unit, Unit.id == User.unit_id)
        .order_by(User.staff_id, User.email)
    )
    return [tuple(row) for row in db.session.execute(statement)]


def duties() -> list[tuple[str, str, str]]:
    statement = (
        select(User.name, Assignment.role, Unit.name)
        .join(User, User.id == Assignment.user_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .order_by(User.name, Unit.name)
    )
    return [tuple(row) for row in db.session.execute(statement)]


def employed(unit_name: str) -> int:
    counter = next(c for c in evidence.standing_counters() if c.subject == EMPLOYED)
    unit_id = db.session.scalars(select(Unit.id).where(Unit.name == unit_name)).one()
    return people_queries.shown_counts(counter.id).get(unit_id, 0)


def test_first_file_fills_an_organisation(make: Make) -> None:
    plan = taken(make.organisation("Säter"), ANNA, BO)

    assert (len(plan.new), len(plan.units)) == (2, 2)
    assert everybody() == [
        ("1", "anna@b.se", "Anna Berg", "Norr"),
        ("2", "bo@b.se", "Bo Ek", "Norr"),
    ]
    assert duties() == [("Anna Berg", Role.MANAGER, "Norr")]
    assert [employed(name) for name in ("Säter", "Vård", "Norr")] == [2, 2, 2]


def test_new_units_know_their_ancestors(make: Make) -> None:
    organisation = make.organisation("Säter")
    taken(organisation, ANNA)

    paths = db.session.execute(
        select(Unit.name, UnitPath.ancestor_id)
        .join(UnitPath, UnitPath.unit_id == Unit.id)
        .order_by(Unit.id, UnitPath.ancestor_id)
    ).all()

    root = make.root(organisation).id
    assert [(name, above - root) for name, above in paths] == [
        ("Säter", 0),
        ("Vård", 0),
        ("Vård", 1),
        ("Norr", 0),
        ("Norr", 1),
        ("Norr", 2),
    ]


def test_same_file_twice_changes_nothing(make: Make) -> None:
    organisation = make.organisation("Säter")
    taken(organisation, ANNA, BO)

    plan = taken(organisation, ANNA, BO)

    assert (plan.new, plan.changes, plan.units, plan.gone) == ((), (), (), ())


def test_moved_people_take_their_counts_along(make: Make, course: Course) -> None:
    organisation = make.organisation("Säter")
    taken(organisation, ANNA, BO)
    anna = people_queries.person_by_email("anna@b.se")
    assert anna is not None
    make.completed(anna, course)

    taken(organisation, ANNA._replace(above="Skola", unit="Älgen"), BO)

    done = {c.subject: people_queries.shown_counts(c.id) for c in evidence.standing_counters()}
    moved = people_queries.person(anna.id)
    assert moved is not None
    assert done[subjects.course(course.slug)].get(anna.unit_id or 0, 0) == 0
    assert done[subjects.course(course.slug)][moved.unit_id or 0] == 1
    assert [employed(name) for name in ("Vård", "Norr", "Älgen")] == [1, 1, 1]
    assert differences() == []


def test_counters_that_have_ended_keep_people_where_they_were(make: Make, clock: Clock) -> None:
    organisation = make.organisation("Säter")
    taken(organisation, ANNA)
    anna = people_queries.person_by_email("anna@b.se")
    assert anna is not None
    later = clock.advance(days=2)
    with transaction():
        counter = counting.open_counter("x", NOON, clock.advance(days=-1))
        counting.count(anna.id, ["x"], NOON)
        counter_id = counter.id

    taken(organisation, ANNA._replace(above="Skola"), now=later)

    assert people_queries.shown_counts(counter_id)[anna.unit_id or 0] == 1


def test_nobody_leaves_without_a_word(make: Make) -> None:
    organisation = make.organisation("Säter")
    taken(organisation, ANNA, BO)

    plan = taken(organisation, ANNA)

    assert len(plan.gone) == 1
    assert [unit for *_, unit in everybody()] == ["Norr", "Norr"]


def test_who_is_said_to_have_left_leaves_with_their_roles(make: Make) -> None:
    organisation = make.organisation("Säter")
    taken(organisation, ANNA, BO)

    taken(organisation, BO, leave=True)

    assert [unit for *_, unit in everybody()] == [None, "Norr"]
    assert (duties(), employed("Norr"), differences()) == ([], 1, [])


def test_who_comes_back_is_the_same_person(make: Make) -> None:
    organisation = make.organisation("Säter")
    taken(organisation, ANNA, BO)
    taken(organisation, BO, leave=True)

    plan = taken(organisation, ANNA, BO)

    assert [each.kind for each in plan.changes] == [Kind.RETURNED]
    assert (len(everybody()), employed("Norr"), differences()) == (2, 2, [])


def test_two_swap_their_addresses(make: Make) -> None:
    organisation = make.organisation("Säter")
    taken(organisation, ANNA, BO)

    taken(organisation, ANNA._replace(email="bo@b.se"), BO._replace(email="anna@b.se"))

    assert [row[:2] for row in everybody()] == [("1", "bo@b.se"), ("2", "anna@b.se")]


def test_address_of_another_organisation_is_left_alone(make: Make) -> None:
    make.user(email="anna@b.se")

    plan = taken(make.organisation("Säter"), ANNA)

    assert [each.reason for each in plan.refused] == ["address-elsewhere"]


def test_people_without_an_address_are_known_by_staff_id(make: Make) -> None:
    organisation = make.organisation("Säter")
    taken(organisation, ANNA._replace(email=""))

    plan = taken(organisation, ANNA._replace(email="", name="Anna Ek"))

    assert everybody() == [("1", None, "Anna Ek", "Norr")]
    assert len(plan.changes) == 1


def test_manager_is_manager_only_of_where_they_are(make: Make) -> None:
    organisation = make.organisation("Säter")
    taken(organisation, ANNA, BO)

    taken(organisation, ANNA._replace(above="Skola", unit="Älgen"), BO._replace(manager="ja"))

    assert duties() == [("Anna Berg", Role.MANAGER, "Älgen"), ("Bo Ek", Role.MANAGER, "Norr")]


def test_file_gives_and_takes_no_other_role(make: Make) -> None:
    organisation = make.organisation("Säter")
    taken(organisation, ANNA)
    anna = people_queries.person_by_email("anna@b.se")
    assert anna is not None
    make.duty(anna, Role.ADMINISTRATOR)

    taken(organisation, ANNA._replace(manager="administratör"))

    assert duties() == [("Anna Berg", Role.ADMINISTRATOR, "Säter")]


def test_closed_unit_is_not_filled_again(make: Make) -> None:
    organisation = make.organisation("Säter")
    unit = make.unit(organisation, "Vård")
    with transaction():
        unit.closed_at = NOON

    plan = taken(organisation, ANNA._replace(unit=""))

    assert (len(plan.units), employed("Säter")) == (1, 1)


def test_alias_says_nothing_of_the_name(make: Make) -> None:
    organisation = make.organisation("Säter")
    make.imported("mejl;namn;skyddad identitet\nanna@b.se;Anna Berg;ja\n", organisation)

    (name,) = db.session.scalars(select(User.name))

    word, _, letters = name.partition(" ")
    assert (word, len(letters), "Anna" in name) == ("Medarbetare", 4, False)


def test_log_tells_of_an_import_in_numbers(make: Make) -> None:
    organisation = make.organisation("Säter")

    taken(organisation, ANNA, BO, ("", "", "Cia"))

    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.deed, entry.subject, entry.actor_name) == ("people-imported", "personal.csv", "")
    assert entry.after == ("2 nya, 0 ändrade, 0 flyttade, 0 återkomna, 0 har slutat, 1 rad nekad")


def test_statements_do_not_grow_with_people(make: Make) -> None:
    asked = []
    for many in (3, 100):
        organisation = make.organisation(f"Kommun {many}")
        rows = [Row(str(n), f"{many}-{n}@b.se", f"P {n}", unit=f"U {n % 3}") for n in range(many)]
        with statements() as seen:
            taken(organisation, *rows)
        moved = [row._replace(unit=f"U {(int(row.staff_id) + 1) % 3}") for row in rows[1:]]
        with statements() as seen_again:
            taken(organisation, *moved, leave=True)
        asked.append((len(seen), len(seen_again)))

    assert asked[0] == asked[1]
