"""Codes of the tests, and how they are used."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from elearning.database import transaction
from elearning.people.models import Unit
from elearning.people.rules import Person, Scope
from elearning.signin import actions, batches, printing
from elearning.signin.codes import code_hash, derived
from tests.conftest import NOON

KEY = "a key"


LATER = NOON + timedelta(days=30)


def reach(*units: Unit) -> Scope:
    return Scope.over(*(unit.id for unit in units))


def open_codes(unit: Unit, number: int = 3, days: int = 30) -> tuple[int, list[str]]:
    """A batch and its codes."""
    with transaction():
        batch_id, seed = printing.make_open_codes(unit.id, number, days, KEY, NOON)
    return batch_id, [derived(seed, each) for each in range(1, number + 1)]


def personal_codes(unit: Unit, people: Sequence[Person]) -> tuple[int, list[str]]:
    wanted = {each.id for each in people}
    chosen = [each for each in batches.recipients(reach(unit), unit.id, NOON) if each.id in wanted]
    assert len(chosen) == len(wanted)
    with transaction():
        batch_id, seed = printing.make_personal_codes(unit.id, chosen, 30, KEY, NOON)
    return batch_id, [derived(seed, each) for each in range(1, len(chosen) + 1)]


def use_open(code: str, now: datetime = NOON) -> bool:
    with transaction():
        return actions.use_open_code(code_hash(code, KEY), now)


def counts(unit: Unit, batch_id: int, now: datetime = NOON) -> tuple[int, int, int, int]:
    """Used, unused, revoked, ended."""
    found = batches.batch(reach(unit), batch_id, now)
    assert found is not None
    return found.used, found.unused, found.revoked, found.ended
