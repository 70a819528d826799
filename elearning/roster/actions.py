"""Carrying a plan out, and keeping account of imports. Nothing here commits."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, union_all, update
from sqlalchemy import insert as plain_insert

from elearning.database import db, insert, write
from elearning.people import actions as people
from elearning.people import resettling
from elearning.people.models import Assignment, Unit, UnitPath, User
from elearning.people.rules import Role
from elearning.roster import queries, rules
from elearning.roster.columns import Field, folded_header
from elearning.roster.matching import Known
from elearning.roster.models import RosterColumn, RosterImport
from elearning.roster.places import Place
from elearning.roster.rules import After, Change, Plan, State

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another


def carry_out(
    plan: Plan, leaving: Sequence[Known], organisation_id: int, alias: str, now: datetime
) -> None:
    """Do what a plan says, and let those leave who are said to. Their counts follow.

    `alias` is the word that a new alias begins with: "Medarbetare K7QX" for somebody whose
    identity is protected.
    """
    _lock_people([*(each.id for each in leaving), *(each.before.id for each in plan.changes)])
    units = _make_units(plan.units, organisation_id)
    _let_go(leaving, now)
    _change(plan.changes, units, alias)
    _hire(plan.new, units, organisation_id, alias, now)
    _take_roles(plan.changes)
    _give_roles(plan, units, organisation_id)
    resettling.settle(organisation_id, now)


def _lock_people(user_ids: Iterable[int]) -> None:
    """Wait for what is happening to people, in the order that all deeds lock in."""
    for some in queries.batches(sorted(user_ids)):
        statement = select(User.id).where(User.id.in_(some)).order_by(User.id)
        db.session.execute(statement.with_for_update(key_share=True)).all()


def _make_units(made: Sequence[Place], organisation_id: int) -> Mapping[int, int]:
    """Make the units, level by level. Gives the id that each has got; others keep theirs."""
    ids: dict[int, int] = {}
    left = list(made)
    while left:
        ready = [unit for unit in left if unit.parent_id in ids or (unit.parent_id or 0) > 0]
        rows = [
            {
                "organisation_id": organisation_id,
                "parent_id": ids.get(unit.parent_id or 0, unit.parent_id),
                "name": unit.name,
            }
            for unit in ready
        ]
        statement = plain_insert(Unit).returning(Unit.id, sort_by_parameter_order=True)
        got = list(db.session.execute(statement, rows).scalars())
        ids.update(zip((unit.id for unit in ready), got, strict=True))
        left = [unit for unit in left if unit.id not in ids]
        _write_paths(got)
    return ids


def _write_paths(unit_ids: Sequence[int]) -> None:
    """Every new unit is its own ancestor, and has those of its parent."""
    for some in queries.batches(unit_ids):
        new = Unit.id.in_(some)
        own = select(Unit.id, Unit.id).where(new)
        above = (
            select(Unit.id, UnitPath.ancestor_id)
            .join(UnitPath, UnitPath.unit_id == Unit.parent_id)
            .where(new)
        )
        pairs = union_all(own, above)
        db.session.execute(plain_insert(UnitPath).from_select(["unit_id", "ancestor_id"], pairs))


def _let_go(leaving: Sequence[Known], now: datetime) -> None:
    for some in queries.batches([each.id for each in leaving]):
        db.session.execute(delete(Assignment).where(Assignment.user_id.in_(some)))
        db.session.execute(update(User).where(User.id.in_(some)).values(unit_id=None, left_at=now))


def _change(changes: Iterable[Change], units: Mapping[int, int], alias: str) -> None:
    """Write what people will be. Addresses and staff ids are freed first: two may swap them."""
    rows = [
        {
            "user_id": change.before.id,
            "new_email": change.after.email or None,
            "new_staff_id": change.after.staff_id or None,
            "new_name": change.after.name or new_alias(alias),
            "new_unit_id": units.get(change.after.unit_id, change.after.unit_id),
            "new_language": change.after.language,
            "new_is_protected": change.after.is_protected,
        }
        for change in sorted(changes, key=lambda change: change.before.id)
    ]
    freed = [
        change.before.id
        for change in changes
        if (change.before.email, change.before.staff_id)
        != (change.after.email, change.after.staff_id)
    ]
    for some in queries.batches(freed):
        db.session.execute(update(User).where(User.id.in_(some)).values(email=None, staff_id=None))
    if rows:
        write(_CHANGE, rows)
    people.sign_out_everywhere(*_with_another_address(changes))


def _with_another_address(changes: Iterable[Change]) -> list[int]:
    """Whose address is another than before: nobody stays in their account by the old one."""
    return [each.before.id for each in changes if each.before.email != each.after.email]


_CHANGE = (
    update(User.__table__)  # type: ignore[arg-type]
    .where(User.id == bindparam("user_id"))
    .values(
        email=bindparam("new_email"),
        staff_id=bindparam("new_staff_id"),
        name=bindparam("new_name"),
        unit_id=bindparam("new_unit_id"),
        language=bindparam("new_language"),
        is_protected=bindparam("new_is_protected"),
        left_at=None,
    )
)


def _hire(
    new: Sequence[After],
    units: Mapping[int, int],
    organisation_id: int,
    alias: str,
    now: datetime,
) -> None:
    for some in queries.batches(new):
        rows = [
            {
                "email": each.email or None,
                "staff_id": each.staff_id or None,
                "name": each.name or new_alias(alias),
                "organisation_id": organisation_id,
                "unit_id": units.get(each.unit_id, each.unit_id),
                "language": each.language,
                "is_protected": each.is_protected,
                "session_key": people.session_key(),
                "joined_at": now,
            }
            for each in some
        ]
        write(plain_insert(User.__table__), rows)  # type: ignore[arg-type]


def new_alias(word: str) -> str:
    """A name for somebody whose own is nobody's business: the word and four letters."""
    return f"{word} {''.join(secrets.choice(_LETTERS) for _ in range(4))}"


def _take_roles(changes: Iterable[Change]) -> None:
    pairs = [
        {"person": change.before.id, "over": unit_id}
        for change in changes
        for unit_id in sorted(change.no_longer)
    ]
    if pairs:
        write(
            delete(Assignment.__table__).where(  # type: ignore[arg-type]
                Assignment.user_id == bindparam("person"),
                Assignment.unit_id == bindparam("over"),
                Assignment.role == Role.MANAGER,
            ),
            pairs,
        )


def _give_roles(plan: Plan, units: Mapping[int, int], organisation_id: int) -> None:
    """Make managers of those whom the plan makes so, over their own unit.

    One who has been erased since the plan was made is passed over.
    """
    after = [*plan.new, *(change.after for change in plan.changes)]
    managers = [each for each in after if each.manages]
    staff_ids = _ids(User.staff_id, [each.staff_id for each in managers], organisation_id)
    emails = _ids(User.email, [each.email for each in managers], organisation_id)
    rows = [
        {
            "user_id": user_id,
            "unit_id": units.get(each.unit_id, each.unit_id),
            "role": Role.MANAGER,
        }
        for each in managers
        if (user_id := emails.get(each.email) or staff_ids.get(each.staff_id))
    ]
    if rows:
        db.session.execute(insert(Assignment).on_conflict_do_nothing(), rows)


def _ids(column: Any, keys: Iterable[str], organisation_id: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in queries.batches(sorted(set(filter(None, keys)))):
        statement = select(column, User.id).where(
            column.in_(some), User.organisation_id == organisation_id
        )
        found.update((key, user_id) for key, user_id in db.session.execute(statement))
    return found


def begin(
    organisation_id: int, actor_id: int, file_name: str, draft: str, now: datetime
) -> RosterImport:
    """Note that somebody has brought a file."""
    made = RosterImport(
        organisation_id=organisation_id,
        actor_id=actor_id,
        file_name=file_name[:200],
        draft=draft,
        state=State.COLUMNS,
        created_at=now,
        touched_at=now,
    )
    db.session.add(made)
    db.session.flush()
    return made


def hold(each: RosterImport, *states: State) -> bool:
    """Keep an import from everyone else; whether it still is in one of these states."""
    db.session.refresh(each, with_for_update=True)
    return each.state in states


def go_on(
    each: RosterImport, state: State, now: datetime, *, percent: int = 0, problem: str = ""
) -> None:
    """Note how far an import has come."""
    each.state, each.percent, each.problem, each.touched_at = state, percent, problem, now
    if state not in rules.OPEN:
        each.finished_at = now
        each.percent = 100 if state is State.DONE else percent
    db.session.flush()


def note_counts(each: RosterImport, plan: Plan) -> None:
    """Keep how many of each a plan has."""
    for name, number in rules.counts(plan).items():
        setattr(each, name, number)
    db.session.flush()


def confirm(each: RosterImport, leaving: int, now: datetime) -> None:
    """Note that an import is to be done, and how many are said to have left."""
    each.leaving = leaving
    go_on(each, State.IMPORTING, now)


def remember(organisation_id: int, fields: Mapping[str, Field]) -> None:
    """Keep what columns hold, by their names, for the organisation's next file."""
    rows = [
        {"organisation_id": organisation_id, "header": folded_header(header), "field": field}
        for header, field in fields.items()
        if folded_header(header)
    ]
    db.session.execute(
        delete(RosterColumn).where(
            RosterColumn.organisation_id == organisation_id,
            RosterColumn.header.in_([row["header"] for row in rows]),
        )
    )
    if rows:
        db.session.execute(insert(RosterColumn).on_conflict_do_nothing(), rows)


def close_old(before: datetime, now: datetime) -> None:
    """Stop every import that has been left lying since before an instant; forget its file."""
    old = select(RosterImport.id).where(RosterImport.created_at < before)
    db.session.execute(
        update(RosterImport)
        .where(RosterImport.id.in_(old), RosterImport.state.in_(rules.OPEN))
        .values(state=State.STOPPED, finished_at=now)
    )
    db.session.execute(update(RosterImport).where(RosterImport.id.in_(old)).values(draft=""))
