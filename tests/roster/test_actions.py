"""Carrying a plan out, on both databases: people, units, roles and counts; and back again."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from elearning.campaigns import evidence as campaign_evidence
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.learning import evidence, subjects
from elearning.people import actions as people
from elearning.people import counting
from elearning.people import queries as people_queries
from elearning.people.models import Assignment, AuditEntry, Organisation, Unit, UnitPath, User
from elearning.people.rules import EMPLOYED, Role, Scope
from elearning.roster import queries, reading, rules, telling, work
from elearning.roster.rules import Kind, Plan
from tests.conftest import NOON, Clock, empty
from tests.factories import Make
from tests.roster.files import as_csv
from tests.statements import statements

pytestmark = pytest.mark.usefixtures("database")

HEADER = ("anstnr", "mejl", "namn", "nivå 1", "nivå 2", "chef")


class Row(NamedTuple):
    """A row of a file."""

    staff_id: str
    email: str
    name: str
    above: str = "Vård"
    unit: str = "Norr"
    manager: str = "nej"


ANNA = Row("1", "anna@b.se", "Anna Berg", manager="ja")
BO = Row("2", "bo@b.se", "Bo Ek")


def taken(
    organisation: Organisation, *rows: Sequence[str], leave: bool = False, now: datetime = NOON
) -> Plan:
    """Import the rows; gives the plan."""
    scope = Scope(frozenset({people_queries.root_unit(organisation.id).id}))
    table = reading.table(as_csv([HEADER, *rows]).encode())
    fields = work.columns_of(table, organisation.id)
    with transaction():
        plan = work.planned(table, fields, scope, organisation.id, None)
        work.carried_out(
            plan,
            leave=leave,
            organisation_id=organisation.id,
            actor=None,
            file_name="personal.csv",
            now=now,
        )
    return plan


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


def differences(now: datetime = NOON) -> list[object]:
    return [
        each
        for counter in evidence.standing_counters()
        for each in evidence.differences(counter, now)
    ]


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


PEOPLE = some.builds(
    Row,
    some.sampled_from(["", "1", "2", "3", "4"]),
    some.sampled_from(["", *(f"{letter}@b.se" for letter in "abcde")]),
    some.sampled_from(["", "Anna Berg", "Bo Ek", "Cia Åberg"]),
    some.sampled_from(["", "Vård", "Skola", "Säter"]),
    some.sampled_from(["", "Norr", "Vård", "Ö/ster"]),
    some.sampled_from(["", "ja", "nej"]),
)
FILES = some.lists(some.tuples(some.lists(PEOPLE, max_size=6), some.booleans()), max_size=5)
BRIEF = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def roll(organisation: Organisation) -> list[queries.Listed]:
    scope = Scope(frozenset({people_queries.root_unit(organisation.id).id}))
    return queries.roll(scope, organisation.id)


@pytest.mark.slow
@BRIEF
@given(FILES)
def test_after_any_files_the_counts_are_right_and_a_file_twice_does_nothing(
    files: list[tuple[list[Row], bool]],
) -> None:
    empty()
    organisation = Make(Clock()).organisation("Säter")
    with transaction():
        people.add_user("e@b.se", "Alias", people_queries.root_unit(organisation.id).id, NOON,
                        staff_id="4", is_protected=True)  # fmt: skip
    for rows, leave in files:
        # a row of its own keeps a file from being empty
        rows = [*rows, Row("9", "z@b.se", "Ö Z", "Vård", "Norr")]
        first = taken(organisation, *rows, leave=leave)
        again = taken(organisation, *rows, leave=leave)

        assert (again.new, again.changes, again.units) == ((), (), ())
        assert [(r.row, r.reason) for r in again.refused] == [
            (r.row, r.reason) for r in first.refused
        ]
        assert leave is False or again.gone == ()
        assert differences() == []
        assert db.session.scalars(select(User.name).where(User.is_protected)).all() == ["Alias"]
    assert_round_trip(organisation)


def assert_round_trip(organisation: Organisation) -> None:
    """What is exported is what is imported: here nothing changes, and elsewhere all comes back."""
    listed = roll(organisation)
    if not listed:
        return
    text = telling.roll_csv(listed)
    again = Make(Clock()).imported(text, organisation)

    assert (again.new, again.changes, again.refused) == ((), (), ())
    assert again.unchanged == len(listed)

    empty()
    other = Make(Clock()).organisation("Säter")
    plan = Make(Clock()).imported(text, other)

    assert plan.refused == ()
    assert roll(other) == listed


def test_campaigns_keep_their_counts_when_people_move(make: Make, course: Course) -> None:
    organisation = make.organisation("Säter")
    campaign = make.campaign(course, NOON.replace(hour=1), NOON.replace(hour=23))
    make.participation(campaign, organisation)
    taken(organisation, ANNA, BO)
    for email in ("anna@b.se", "bo@b.se"):
        person = people_queries.person_by_email(email)
        assert person is not None
        make.completed(person, course)

    taken(organisation, ANNA._replace(above="Skola"), leave=True)

    assert campaign_evidence.differences(campaign, NOON) == []
    assert rules.counts(taken(organisation, ANNA._replace(above="Skola")))["unchanged"] == 1
