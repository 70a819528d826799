"""Two who choose the tip of the week at the same moment do not wait for each other."""

from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest
from flask import Flask
from sqlalchemy import delete, select

from elearning.database import db, transaction
from elearning.tips import actions
from elearning.tips.models import WeekTip
from elearning.tips.rules import Name
from tests.factories import Make
from tests.together import beside

MONDAY, TIP = date(2026, 11, 16), Name("samtal", "tolk")
SOON = 0.5  # seconds in which the other comes as far as it can


def test_two_choose_on_a_monday(
    database: Flask, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [make.user().id for _ in range(2)]
    with transaction():
        for user_id in ids:
            actions.try_this_week(user_id, TIP, MONDAY - timedelta(7))
    both, forget = Barrier(2), delete

    def forget_together(model: type[WeekTip]) -> object:
        with suppress(BrokenBarrierError):  # both have chosen, and neither has forgotten
            both.wait(SOON)
        return forget(model)

    monkeypatch.setattr("elearning.tips.actions.delete", forget_together)
    deeds = ([partial(actions.try_this_week, each, TIP, MONDAY)] for each in ids)
    failures = beside(database, *deeds)

    weeks = db.session.scalars(select(WeekTip.week_on)).all()
    assert (failures, weeks) == ([], [MONDAY, MONDAY])
