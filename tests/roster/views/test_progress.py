"""A bar tells how far a job has come; one that was interrupted begins again."""

import pytest

from elearning.roster.rules import State
from tests.conftest import Clock
from tests.roster.files import ANNA, HEADER
from tests.roster.views.importing import PATH, at_work, employed, latest, sent
from tests.visitor import Visitor


@pytest.mark.usefixtures("coordinator")
def test_progress_is_told_to_a_script(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ANNA])

    answer = visitor.get(f"{PATH}{latest().id}/progress.json")

    assert answer.json == {"state": "ready", "percent": 100}


@pytest.mark.usefixtures("coordinator")
def test_bar_survives_a_reload(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ANNA])
    path = f"{PATH}{at_work()}/"

    pages = [visitor.get(path).text for _ in range(2)]

    assert ['value="20"' in page and "Försök igen" not in page for page in pages] == [True, True]
    assert "Arbetar, 20 %" in visitor.get(PATH).text


@pytest.mark.usefixtures("coordinator")
def test_job_that_was_interrupted_can_be_started_again(visitor: Visitor, clock: Clock) -> None:
    sent(visitor, [HEADER, ANNA])
    path = f"{PATH}{at_work()}/"
    clock.advance(minutes=3)

    page = visitor.get(path)
    visitor.post(f"{path}again")

    assert ("Försök igen" in page.text, latest().state, employed()) == (
        True,
        State.READY,
        ["Johan"],
    )


@pytest.mark.usefixtures("coordinator")
def test_job_at_work_is_not_started_again(visitor: Visitor) -> None:
    sent(visitor, [HEADER, ANNA])
    path = f"{PATH}{at_work()}/"

    visitor.post(f"{path}again")

    assert latest().state == State.IMPORTING
