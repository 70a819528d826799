"""The pages: who may see which, and what they say."""

import re
from datetime import date
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.test import TestResponse

from elearning.dashboards import queries
from elearning.dashboards.board import Goal
from elearning.database import db, transaction
from elearning.people import actions as people
from elearning.people.models import Organisation
from elearning.people.rules import Person, Role, Scope
from tests.conftest import NOON
from tests.dashboards.conftest import Town
from tests.dashboards.crowds import Crowd
from tests.factories import Make
from tests.visitor import Visitor

PAGES = ("", "/trend", "/report", "/report.pdf", ".csv", ".xlsx", "/trend.csv", "/trend.xlsx")


def signed_in(app: Flask, person: Person) -> Visitor:
    visitor = Visitor(app)
    visitor.signin(person)
    return visitor


def words(answer: TestResponse) -> str:
    """The text of a page, without its tags."""
    body = answer.text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace("\N{NO-BREAK SPACE}", " ")


def decide_on_names(organisation_id: int) -> None:
    with transaction():
        db.session.execute(
            update(Organisation)
            .where(Organisation.id == organisation_id)
            .values(names_decision="KS 2026:114", names_decided_on=date(2026, 10, 5))
        )


@pytest.mark.parametrize("page", ["/coordinator/", "/coordinator/report/"])
def test_page_is_for_those_who_follow(app: Flask, make: Make, town: Town, page: str) -> None:
    learner = signed_in(app, make.user(town.library))
    manager = signed_in(app, make.duty(make.user(town.library), Role.MANAGER, town.library))

    answers = [each.get(page).status_code for each in (Visitor(app), learner, manager)]

    assert answers == [302, 403, 200]


@pytest.mark.parametrize("page", [*PAGES, "/names"])
def test_unit_outside_the_scope_is_404(app: Flask, manager: Person, town: Town, page: str) -> None:
    decide_on_names(town.organisation.id)
    visitor = signed_in(app, manager)

    units = (town.small_home, town.library, town.root)
    answers = [visitor.get(f"/coordinator/units/{unit.id}{page}").status_code for unit in units]

    assert answers == [200, 404, 404]


@pytest.mark.parametrize("page", PAGES)
def test_unit_that_is_none_is_404(follower: Visitor, page: str) -> None:
    assert follower.get(f"/coordinator/units/999999{page}").status_code == 404


def test_overview_tells_the_state_in_words(follower: Visitor) -> None:
    text = words(follower.get("/coordinator/"))

    for said in (
        "23 % 20 av 86 anställda har gått klart kursen",
        "20 klara 10 på väg 56 inte börjat",
        "20 personer har blivit klara de senaste sju dagarna.",
        "Snabbast framåt: Ängen",
        "Biblioteket kan behöva avsatt tid 26 av 26 är inte klara, och ingen har blivit klar",
    ):
        assert said in text


def test_unit_is_held_beside_the_organisation(follower: Visitor, town: Town) -> None:
    text = words(follower.get(f"/coordinator/units/{town.care.id}"))

    assert "10 procentenheter över Säter som helhet." in text


def test_manager_begins_at_their_own_unit(app: Flask, manager: Person) -> None:
    answer = signed_in(app, manager).get("/coordinator/")

    assert "<h1>Vård och omsorg</h1>" in answer.text
    assert "Biblioteket" not in answer.text


def test_several_duties_give_a_choice(app: Flask, make: Make, town: Town) -> None:
    person = make.user(town.library)
    for unit in (town.library, town.small_home):
        person = make.duty(person, Role.MANAGER, unit)
    visitor = signed_in(app, person)

    for page, end in (("/coordinator/", ""), ("/coordinator/report/", "/report")):
        text = visitor.get(page).text
        assert f'href="/coordinator/units/{town.library.id}{end}"' in text
        assert f'href="/coordinator/units/{town.small_home.id}{end}"' in text


def test_menu_leads_followers_here_and_nobody_else(
    app: Flask, make: Make, follower: Visitor, town: Town
) -> None:
    learner = signed_in(app, make.user(town.library))

    found = ['href="/coordinator/"' in each.get("/").text for each in (follower, learner)]

    assert found == [True, False]


def order(answer: TestResponse) -> list[str]:
    return re.findall(r'scope="row">.*?<a [^>]+>([^<]+)</a>', answer.text, re.DOTALL)


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("share", ["Vård och omsorg", "Ängen", "Gården", "Biblioteket"]),
        ("name", ["Biblioteket", "Vård och omsorg", "Gården", "Ängen"]),
        ("nonsense", ["Biblioteket", "Vård och omsorg", "Gården", "Ängen"]),
    ],
)
def test_units_are_put_in_order(follower: Visitor, sort: str, names: list[str]) -> None:
    assert order(follower.get(f"/coordinator/?sort={quote(sort)}")) == names


def test_small_unit_tells_its_share_and_why_no_more(
    follower: Visitor, crowd: Crowd, town: Town
) -> None:
    unit, _ = (crowd.unit(town.root, name, 12, 5) for name in ("Ett", "Två"))

    text = words(follower.get(f"/coordinator/units/{unit.id}"))

    assert "42 % 5 av 12 anställda har gått klart kursen Gruppen är liten." in text
    assert "på väg" not in text


@pytest.mark.parametrize(
    ("employed", "said"), [(7, "Inga egna siffror"), (0, "Ingen arbetar här än")]
)
def test_unit_without_figures_says_so(
    follower: Visitor, crowd: Crowd, town: Town, employed: int, said: str
) -> None:
    unit = crowd.unit(town.root, "Få", employed, employed)

    assert said in words(follower.get(f"/coordinator/units/{unit.id}"))
    assert "Ingen egen kurva" in words(follower.get(f"/coordinator/units/{unit.id}/trend"))
    assert follower.get(f"/coordinator/units/{unit.id}/trend.csv").status_code == 404
    assert follower.get(f"/coordinator/units/{unit.id}/report.pdf").status_code == 200


def test_figures_that_leave_somebody_out_say_so(
    follower: Visitor, crowd: Crowd, make: Make, town: Town
) -> None:
    crowd.staff(town.care, 2)
    crowd.unit(town.root, "Små", 19, 3)

    text = words(follower.get(f"/coordinator/units/{town.care.id}"))

    assert "20 av 60 anställda" in text
    assert "Några personer, för få för att visas för sig, räknas bara högre upp" in text


def test_names_are_404_until_they_are_decided_on(follower: Visitor, town: Town) -> None:
    assert follower.get(f"/coordinator/units/{town.library.id}/names").status_code == 404
    assert "/names" not in follower.get(f"/coordinator/units/{town.library.id}").text


def test_names_tell_by_which_decision_and_never_of_the_protected(
    follower: Visitor, town: Town
) -> None:
    with transaction():
        people.add_user(None, "Skyddad Alias", town.library.id, NOON, is_protected=True)
    decide_on_names(town.organisation.id)

    text = words(follower.get(f"/coordinator/units/{town.library.id}/names"))

    assert "Säter har beslutat att chefer och samordnare får se detta: KS 2026:114, 5 okt" in text
    assert ("Johan Nilsson" in text, "Skyddad Alias" in text) == (True, False)


def test_names_of_nobody_are_a_thank_you(
    follower: Visitor, crowd: Crowd, make: Make, town: Town
) -> None:
    decide_on_names(town.organisation.id)
    unit = crowd.unit(town.root, "Klara", 3, 3)

    assert "Alla här är klara" in words(follower.get(f"/coordinator/units/{unit.id}/names"))


def goal(town: Town) -> Goal | None:
    found = queries.setting(Scope.over(town.root.id), town.root.id)
    assert found is not None
    return found.goal


def test_goal_is_set_and_seen_by_every_unit(follower: Visitor, town: Town) -> None:
    path = f"/coordinator/units/{town.root.id}/goal"
    follower.get(path)

    answer = follower.post(path, percent="80 %", due_on="2027-03-31")

    assert (answer.status_code, goal(town)) == (303, Goal(80, date(2027, 3, 31)))
    text = words(follower.get(f"/coordinator/units/{town.care.id}"))
    assert "Mål: 80 % till 31 mars 2027. 28 personer till behövs: ungefär 2 i veckan" in text


@pytest.mark.parametrize(
    ("percent", "due_on", "said"),
    [
        ("", "", "Skriv hela procent, från 1 till 100."),
        ("0", "2027-03-31", "Skriv hela procent, från 1 till 100."),
        ("101", "2027-03-31", "Skriv hela procent, från 1 till 100."),
        ("åttio", "2027-03-31", "Skriv hela procent, från 1 till 100."),
        ("80", "31 mars", "Skriv dagen som år-månad-dag"),
        ("80", "2026-11-21", "Den dagen har passerat."),
    ],
)
def test_goal_that_is_none_is_asked_for_again(
    follower: Visitor, town: Town, percent: str, due_on: str, said: str
) -> None:
    path = f"/coordinator/units/{town.root.id}/goal"
    follower.get(path)

    answer = follower.post(path, percent=percent, due_on=due_on)

    assert (answer.status_code, goal(town)) == (422, None)
    assert answer.text.count(said) == 2  # in the summary and at the field, or both fields
    assert f'value="{percent}"' in answer.text


def test_goal_is_taken_away(follower: Visitor, town: Town) -> None:
    path = f"/coordinator/units/{town.root.id}/goal"
    follower.get(path)
    follower.post(path, percent="80", due_on="2027-03-31")
    follower.get(path)

    answer = follower.post(path, drop="1")

    assert (answer.status_code, goal(town)) == (303, None)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR])
def test_goal_is_for_those_who_coordinate_all_of_it(
    app: Flask, make: Make, town: Town, role: Role
) -> None:
    visitor = signed_in(app, make.duty(make.user(town.care), role, town.care))
    expected = 403 if role is Role.MANAGER else 404

    answers = [
        visitor.get(f"/coordinator/units/{unit.id}/goal").status_code
        for unit in (town.root, town.care)
    ]

    assert answers == [expected] * 2
    assert visitor.post(f"/coordinator/units/{town.root.id}/goal").status_code == expected


def test_curve_is_a_table_too(follower: Visitor, town: Town) -> None:
    text = words(follower.get(f"/coordinator/units/{town.care.id}/trend"))

    assert "22 november 2026 20 33 % 23 % 15 november 2026 0 0 % 0 %" in text
