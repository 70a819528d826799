"""Whatever files come, the counts are right, and a file twice does nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from elearning.campaigns import evidence as campaign_evidence
from elearning.course.tree import Course
from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people import queries as people_queries
from elearning.people.models import Organisation, User
from elearning.roster import rules, telling
from tests.conftest import NOON, Clock, empty
from tests.factories import Make
from tests.roster.actions.taking import ANNA, BO, PEOPLE, Row, differences, roll, taken

pytestmark = pytest.mark.usefixtures("database")


FILES = some.lists(some.tuples(some.lists(PEOPLE, max_size=6), some.booleans()), max_size=5)


BRIEF = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


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
