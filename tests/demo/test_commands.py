"""flask demo load: real rows, from which the published figures are counted."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearning.campaigns import evidence, queries
from elearning.campaigns.queries import CampaignPage
from elearning.campaigns.rules import Standing, Status
from elearning.dashboards import queries as dashboards
from elearning.database import Base, db, transaction
from elearning.learning import actions
from elearning.learning.models import Completion
from elearning.people import queries as people
from elearning.people.models import Organisation, User
from elearning.people.rules import MAY_FOLLOW, scope
from tests.conftest import NOON, Clock, command, new_database, running
from tests.visitor import Visitor


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def demo(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, the_clock: Clock
) -> Iterator[Flask]:
    """The application with the demo, once on each, on databases of its own."""
    folder = tmp_path_factory.mktemp("demo")
    url = f"sqlite:///{folder}/data.sqlite"
    if request.param == "postgresql":
        url = new_database(request.getfixturevalue("postgresql"), "demo")
    with running(url, folder, the_clock, demo=True) as app:
        result = command(app, "demo", "load")
        assert result.exit_code == 0, result.output
        yield app


@pytest.fixture
def loaded(demo: Flask) -> Iterator[Flask]:
    """The same, ready to be asked."""
    with demo.app_context():
        yield demo


def rows(model: type[Base]) -> int | None:
    return db.session.scalar(select(func.count()).select_from(model))


def page(slug: str = "dalarna-2018") -> CampaignPage:
    found = queries.leaderboard(slug, NOON)
    assert found is not None
    return found


def standing(organisation: str, slug: str = "dalarna-2018") -> Standing:
    return next(each for each in page(slug).standings if each.tally.slug == organisation)


@pytest.mark.parametrize(
    ("organisation", "rank", "percent"),
    [("sater", 1, 64), ("gagnef", 2, 41), ("hedemora", 3, 25)],
)
def test_published_shares_are_counted(
    loaded: Flask, organisation: str, rank: int, percent: int
) -> None:
    found = standing(organisation)

    assert found.tally.share is not None
    assert (found.rank, round(found.tally.share * 100)) == (rank, percent)


def test_published_total_is_counted(loaded: Flask) -> None:
    assert page().total_completed == 2891


def test_small_company_takes_part_without_a_figure(loaded: Flask) -> None:
    small = standing("hedemora-naringsliv")

    assert (small.rank, small.tally.share, small.tally.completed) == (None, None, None)


def test_place_without_completions_is_shown(loaded: Flask) -> None:
    assert standing("mora", "bemotandelyftet").tally.share == Fraction(0)


def test_page_says_what_is_made_up(loaded: Flask) -> None:
    assert "påhittade" in Visitor(loaded).get("/leaderboard/dalarna-2018").text


def test_competition_of_2018_is_over_and_another_is_open(loaded: Flask) -> None:
    assert (page().status, page("bemotandelyftet").status) == (Status.FROZEN, Status.OPEN)


@pytest.mark.parametrize("slug", ["dalarna-2018", "bemotandelyftet"])
def test_demo_agrees_with_its_evidence(loaded: Flask, slug: str) -> None:
    campaign = queries.campaign(slug)

    assert campaign is not None
    assert evidence.differences(campaign, NOON) == []


def test_load_again_does_nothing(loaded: Flask) -> None:
    before = [rows(model) for model in (User, Organisation, Completion)]

    result = command(loaded, "demo", "load")

    assert result.exit_code == 0
    assert [rows(model) for model in (User, Organisation, Completion)] == before


def test_load_tells_who_can_sign_in(loaded: Flask) -> None:
    told = command(loaded, "demo", "load").output.splitlines()

    assert [line.split()[0] for line in told] == [
        "Who",
        "amina.yusuf@demo.example",
        "erik.lund@demo.example",
        "sofia.berg@demo.example",
        "karin.holm@demo.example",
        "johan.nilsson@demo.example",
        "eva.sandberg@demo.example",
        "maria.aberg@demo.example",
        "lars.wallin@demo.example",
    ]


def test_everyone_of_the_demo_can_go_through_its_door(loaded: Flask) -> None:
    answers = []
    cast = (
        "amina.yusuf erik.lund sofia.berg karin.holm johan.nilsson eva.sandberg maria.aberg "
        "lars.wallin"
    )
    for name in cast.split():
        visitor = Visitor(loaded)
        visitor.get("/signin")
        answers.append(visitor.post("/signin/demo", email=f"{name}@demo.example").status_code)

    assert answers == [303] * 8


def test_one_more_who_completes_moves_the_share(loaded: Flask) -> None:
    course = loaded.extensions["course"].current()["sv"]
    before = standing("sater", "bemotandelyftet").tally
    amina = people.person_by_email("amina.yusuf@demo.example")
    assert amina is not None
    assert before.completed is not None

    with transaction():
        for module in course.required:
            for lesson in module.lessons:
                actions.complete_lesson(amina.id, course, module, lesson, NOON)

    after = standing("sater", "bemotandelyftet").tally
    assert (after.completed, after.share) == (
        before.completed + 1,
        Fraction(before.completed + 1, before.headcount),
    )
    assert standing("sater").tally.share == Fraction(64, 100)


def test_units_of_the_demo_have_come_unevenly_far(loaded: Flask) -> None:
    johan = people.person_by_email("johan.nilsson@demo.example")
    assert johan is not None
    course = loaded.extensions["course"].current()["sv"]
    top = scope(johan, MAY_FOLLOW)
    (root,) = top.unit_ids

    board = dashboards.unit_board(top, root, course, NOON)

    assert board is not None
    assert board.figures is not None
    assert board.figures.completed == standing("sater", "bemotandelyftet").tally.completed
    shares = {line.figures.share for line in board.lines if line.figures}
    assert max(shares) - min(shares) > Fraction(1, 4)
    assert board.figures.under_way > 100
    assert any(line.counted is None for line in board.lines)
    assert any(line.figures and line.figures.fortnight == 0 for line in board.lines)


def test_coordinator_of_the_demo_aims_for_a_goal(loaded: Flask) -> None:
    visitor = Visitor(loaded)
    visitor.get("/signin")
    visitor.post("/signin/demo", email="johan.nilsson@demo.example")

    goal = "Mål: 70\N{NO-BREAK SPACE}% till 21 januari 2027."
    assert goal in visitor.get("/coordinator/").text


def test_manager_of_the_demo_follows_a_department(loaded: Flask) -> None:
    visitor = Visitor(loaded)
    visitor.get("/signin")
    visitor.post("/signin/demo", email="eva.sandberg@demo.example")

    assert "<h1>Vård och omsorg</h1>" in visitor.get("/coordinator/").text


def test_door_of_the_demo_tells_who_has_which_role(loaded: Flask) -> None:
    page = Visitor(loaded).get("/signin").text

    assert ("HR-enheten, Säter · Administratör" in page, "Amina Yusuf" in page) == (True, True)
