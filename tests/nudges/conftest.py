"""A real mail server that misbehaves as told, and sendings."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from elearning.database import transaction
from elearning.nudges import actions
from elearning.nudges.actions import Wish
from elearning.nudges.rules import Audience, Kind
from elearning.people.models import Unit
from elearning.people.rules import Person
from elearning.web.request import course, moment
from tests.nudges.server import MailServer


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server on this machine."""
    with MailServer() as server:
        yield server


@pytest.fixture
def mail(database: Flask, server: MailServer) -> Iterator[MailServer]:
    """The same, to which the application sends; once on each database."""
    kept = database.extensions["config"]
    database.extensions["config"] = replace(
        kept, mail_url=server.address, mail_from="noreply@lyftet.example"
    )
    yield server
    database.extensions["config"] = kept


def sending(
    unit: Unit,
    actor: Person,
    *,
    audience: Audience = Audience.NOT_FINISHED,
    kind: Kind = Kind.REMINDER,
    sentence: str = "",
) -> int:
    """A sending that has begun; gives its id."""
    from_clock = moment()
    with transaction():
        mailing = actions.draft(Wish(unit.id, audience, kind, sentence, None), actor.id, from_clock)
        actions.start(mailing, course().slug, from_clock)
        return mailing.id
