"""Säter, where the doors lead: the organisation, its units and the key to its codes."""

from config import utc_now
from elearning.database import db
from elearning.people import queries as people
from elearning.people.models import Organisation, Unit
from tests.factories import Make
from tests.server.stage import Stage

LONG = "Björkbackens särskilda boende för äldre, avdelning Norr med nattpatrull"


def sater(stage: Stage) -> Organisation:
    found = people.organisation("sater")
    assert found is not None
    return found


def unit_of(stage: Stage, name: str, people_count: int = 0) -> Unit:
    """A new unit below Säter, with so many people who have no address."""
    make = Make(utc_now)
    with stage.site.app.app_context():
        unit = make.unit(sater(stage), f"{name} {stage.person().id}")
        for number in range(people_count):
            make.without_address(unit, f"Kim Ek {number}", protected=number == 1)
        db.session.refresh(unit)  # it is asked when its session is gone
        return unit


def key(stage: Stage) -> str:
    return str(stage.site.app.extensions["config"].secret_key)
