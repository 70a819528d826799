"""The leaderboard as its readers meet it."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest

from elearning.course.tree import Course
from elearning.people.models import Organisation
from elearning.people.rules import Person
from tests.campaigns.conftest import ENDS, Race
from tests.conftest import NOON, Clock
from tests.factories import Make
from tests.visitor import Visitor

Done = Callable[[Organisation], Person]
ADDRESSES = ["/leaderboard/tavlingen", "/leaderboard/tavlingen.json", "/leaderboard/tavlingen.csv"]


def test_list_without_campaigns_says_so(visitor: Visitor) -> None:
    page = visitor.get("/leaderboard")

    assert page.status_code == 200
    assert "<table" not in page.text


def test_list_leads_to_every_campaign(visitor: Visitor, race: Race) -> None:
    assert 'href="/leaderboard/tavlingen"' in visitor.get("/leaderboard").text


@pytest.mark.parametrize("address", ADDRESSES)
def test_leaderboard_is_open_to_everyone(visitor: Visitor, race: Race, address: str) -> None:
    assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/leaderboard/nej", "/leaderboard/nej.csv"])
def test_unknown_campaign_is_404(visitor: Visitor, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_unknown_campaign_as_json_is_a_problem(visitor: Visitor) -> None:
    answer = visitor.get("/leaderboard/nej.json")

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.json == {"type": "about:blank", "title": "Not Found", "status": 404}


def test_page_json_and_csv_tell_the_same_figures(visitor: Visitor, race: Race, done: Done) -> None:
    done(race.sater)

    page, _, sheet = (visitor.get(address) for address in ADDRESSES)

    rows = list(csv.DictReader(io.StringIO(sheet.get_data().decode("utf-8-sig")), delimiter=";"))
    shares = [each["share"] for each in visitor.data(ADDRESSES[1])["standings"]]
    assert [row["share"] for row in rows] == [str(each or 0.0) for each in shares[:2]] + [""]
    assert "5\N{NO-BREAK SPACE}%" in page.text


def test_csv_is_a_file_with_the_name_of_the_campaign(visitor: Visitor, race: Race) -> None:
    headers = visitor.get("/leaderboard/tavlingen.csv").headers

    assert headers["Content-Disposition"] == 'attachment; filename="tavlingen.csv"'


def test_small_organisation_takes_part_without_a_figure(
    visitor: Visitor, race: Race, done: Done
) -> None:
    done(race.small)

    small = visitor.data("/leaderboard/tavlingen.json")["standings"][-1]

    assert (small["organisation"], small["rank"], small["completed"], small["share"]) == (
        "Näringsliv AB",
        None,
        None,
        None,
    )


def test_page_is_the_same_for_a_small_organisation_whatever_it_has_done(
    visitor: Visitor, race: Race, done: Done
) -> None:
    before = visitor.get("/leaderboard/tavlingen").text

    done(race.small)

    assert visitor.get("/leaderboard/tavlingen").text == before


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_that_is_the_same_is_304(visitor: Visitor, race: Race, address: str) -> None:
    etag = visitor.get(address).headers["ETag"]

    again = visitor.get(address, headers={"If-None-Match": etag})

    assert (again.status_code, again.get_data()) == (304, b"")


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_after_a_completion_is_another(
    visitor: Visitor, race: Race, done: Done, address: str
) -> None:
    etag = visitor.get(address).headers["ETag"]

    done(race.sater)

    assert visitor.get(address, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(
    ("now", "status", "told"),
    [
        (NOON - timedelta(days=2), "upcoming", "Inte börjat"),
        (NOON, "open", "Pågår"),
        (ENDS, "frozen", "Slutresultat"),
    ],
)
def test_status_is_told(
    visitor: Visitor, race: Race, clock: Clock, now: object, status: str, told: str
) -> None:
    clock.now = now  # type: ignore[assignment]

    assert visitor.data("/leaderboard/tavlingen.json")["status"] == status
    assert told in visitor.get("/leaderboard/tavlingen").text


def test_reader_sees_their_own_organisation(visitor: Visitor, race: Race, make: Make) -> None:
    visitor.signin(make.user(make.root(race.mora)))

    page = visitor.get("/leaderboard/tavlingen").text

    assert page.count('<tr class="own">') == 1


def test_source_that_all_rows_have_is_told_once_below_the_table(
    visitor: Visitor, race: Race
) -> None:
    table, below = visitor.get("/leaderboard/tavlingen").text.split("</table>")

    assert "Personalkontoret" not in table
    assert 'Antalet anställda: <span lang="sv">Personalkontoret</span>, 1 november 2026.' in below


def test_row_tells_a_source_of_its_own(visitor: Visitor, race: Race, make: Make) -> None:
    make.participation(race.campaign, make.organisation("Falun"), source="SCB")

    table, below = visitor.get("/leaderboard/tavlingen").text.split("</table>")

    assert '<small><span lang="sv">SCB</span>, 1 november 2026</small>' in table
    assert "Antalet anställda, där raden inte säger något annat:" in below


def test_visitor_has_no_organisation_of_their_own(visitor: Visitor, race: Race) -> None:
    assert 'class="own"' not in visitor.get("/leaderboard/tavlingen").text


@pytest.mark.parametrize(
    ("language", "note", "other"),
    [("sv", "Påhittat.", "Made up."), ("en", "Made up.", "Påhittat.")],
)
def test_note_is_in_the_language_of_the_reader(
    visitor: Visitor, make: Make, course: Course, language: str, note: str, other: str
) -> None:
    campaign = make.campaign(course, NOON, ENDS)
    make.note(campaign, sv="Påhittat.", en="Made up.")

    page = visitor.get("/leaderboard/tavlingen", headers={"Accept-Language": language}).text

    assert (note in page, other in page) == (True, False)


def test_name_of_an_organisation_cannot_be_markup(visitor: Visitor, race: Race, make: Make) -> None:
    make.participation(race.campaign, make.organisation("<script>alert(1)</script>"))

    assert "<script>alert" not in visitor.get("/leaderboard/tavlingen").text
