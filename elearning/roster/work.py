"""An import from beginning to end: what a column holds, what would change, and doing it.

The jobs here go on where a request has left off. Each may be stopped at any point and run again.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from elearning.database import transaction
from elearning.people import actions as people_actions
from elearning.people import queries as people
from elearning.people.rules import MAY_COORDINATE, Deed, Person, Scope, coordinators, scope
from elearning.roster import actions, drafts, previews, queries, rules, telling
from elearning.roster.columns import Field, recognised
from elearning.roster.entries import Reader
from elearning.roster.models import RosterImport
from elearning.roster.rules import Plan, State
from elearning.roster.table import Table
from elearning.web.request import moment

log = structlog.get_logger()

KEPT = timedelta(days=1)  # that an upload may lie, and the list of refused rows (issue 3)


def columns_of(table: Table, organisation_id: int) -> tuple[Field | None, ...]:
    """What each column holds, as we know and the organisation has told."""
    return recognised(table.headers, queries.remembered(organisation_id))


def planned(
    table: Table,
    fields: Sequence[Field | None],
    within: Scope,
    organisation_id: int,
    actor: Person | None,
) -> Plan:
    """What a table would change within a scope, now."""
    reader = Reader(table.headers, fields)
    addresses = {reader.email(line) for line in table.lines} - {""}
    return rules.plan(
        table.lines,
        reader,
        queries.staff(within, organisation_id, actor),
        queries.places(within, organisation_id),
        queries.elsewhere(organisation_id, addresses),
    )


def carried_out(
    plan: Plan,
    *,
    leave: bool,
    organisation_id: int,
    actor: Person | None,
    file_name: str,
    now: datetime,
) -> None:
    """Do what a plan says, in the caller's transaction, and write one line in the log."""
    leaving = plan.gone if leave else ()
    actions.carry_out(plan, leaving, organisation_id, _("Colleague"), now)
    counts = rules.counts(plan)
    people_actions.log(
        organisation_id,
        actor,
        Deed.PEOPLE_IMPORTED,
        file_name,
        now,
        after=telling.summary(counts, len(leaving)),
    )
    log.info("people_imported", organisation=organisation_id, left=len(leaving), **counts)


def check_import(import_id: int) -> None:
    """A job: see what a file would change, and keep it to be looked at."""
    found = queries.import_by_id(import_id)
    if found is None or found.state != State.CHECKING:
        return
    actor = people.person(found.actor_id) if found.actor_id else None
    try:
        table = drafts.rows(found.draft)
        _note(found, percent=30)
        fields = columns_of(table, found.organisation_id)
        plan = planned(table, fields, _reach(actor), found.organisation_id, actor)
        _note(found, percent=80)
        previews.keep(found.draft, plan, table, queries.unit_names(found.organisation_id))
    except FileNotFoundError:
        _fail(found, "file-gone")
        return
    with transaction():
        if actions.hold(found, State.CHECKING):
            actions.note_counts(found, plan)
            actions.go_on(found, State.READY, moment(), percent=100, problem=found.problem)


def carry_out_import(import_id: int) -> None:
    """A job: do what was confirmed, in one transaction; or nothing, and say why."""
    found = queries.import_by_id(import_id)
    if found is None or found.state != State.IMPORTING:
        return
    actor = people.person(found.actor_id) if found.actor_id else None
    if actor is None or not _reach(actor).unit_ids:
        _fail(found, "not-allowed")
        return
    try:
        table = drafts.rows(found.draft)
        _note(found, percent=20)
        with transaction():
            is_done = _carry_out(import_id, table, actor)
    except FileNotFoundError:
        _fail(found, "file-gone")
    except SQLAlchemyError as error:  # its words may name people
        log.error("import_failed", kind=type(error).__name__)
        _fail(found, "interrupted")
    else:
        if is_done:
            drafts.forget(found.draft, drafts.ROWS, drafts.LOOK)
        else:
            check_import(import_id)


def _carry_out(import_id: int, table: Table, actor: Person) -> bool:
    """Whether it was done. Not where other people would leave than those it was confirmed for."""
    people_actions.lock_organisation(actor.organisation_id or 0)
    found = queries.import_by_id(import_id)
    assert found is not None
    if not actions.hold(found, State.IMPORTING):  # another run has been here
        return True
    now = moment()
    fields = columns_of(table, found.organisation_id)
    plan = planned(table, fields, _reach(actor), found.organisation_id, actor)
    if found.leaving not in (0, len(plan.gone)):
        actions.go_on(found, State.CHECKING, now, problem="changed")
        return False
    carried_out(
        plan,
        leave=found.leaving > 0,
        organisation_id=found.organisation_id,
        actor=actor,
        file_name=found.file_name,
        now=now,
    )
    actions.note_counts(found, plan)
    actions.go_on(found, State.DONE, now)
    return True


def tidy_imports() -> None:
    """A timed job: remove what has lain for a day, and files that belong to nothing."""
    now = moment()
    with transaction():
        actions.close_old(now - KEPT, now)
    drafts.forget_all_but(queries.drafts_in_use())


def _reach(actor: Person | None) -> Scope:
    """What a coordinator reaches in their own organisation."""
    if actor is None or not coordinators(actor):
        return Scope.over()
    return scope(actor, MAY_COORDINATE)


def _note(found: RosterImport, *, percent: int) -> None:
    state = State(found.state)
    with transaction():
        if actions.hold(found, state):
            actions.go_on(found, state, moment(), percent=percent, problem=found.problem)


def _fail(found: RosterImport, problem: str) -> None:
    with transaction():
        if actions.hold(found, *rules.AT_WORK):
            actions.go_on(found, State.FAILED, moment(), problem=problem)
