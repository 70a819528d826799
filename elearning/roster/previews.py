"""What a plan would do, kept as plain values for the page that shows it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from elearning.roster import drafts
from elearning.roster.entries import LANGUAGE_NAMES, Reason, Refused
from elearning.roster.rules import Change, Kind, Plan
from elearning.roster.table import Table

SHOWN = 100  # rows of each kind on the page; the counts are of all


@dataclass(frozen=True, slots=True)
class Preview:
    """The first of each kind, ready to be shown. "" is a name that is not to be shown."""

    units: Sequence[Sequence[str]]  # the whole way to it
    new: Sequence[Sequence[str]]  # name, unit
    changed: Sequence[Sequence[str]]  # name, and what is new
    moved: Sequence[Sequence[str]]  # name, from, to
    returned: Sequence[Sequence[str]]  # name, unit
    gone: Sequence[Sequence[str]]  # name, unit
    managers: int  # people who become a manager of their unit
    no_longer: int  # people who are no longer one
    employed: int
    needs_name: bool
    last_row: Sequence[str]  # where the file does not tell whether its end is its end
    unplaced: Sequence[Sequence[str]] = ()  # who has no unit in the file: name, row
    unplaced_number: int = 0
    home: str = ""  # the unit that they come directly under


def keep(name: str, plan: Plan, table: Table, unit_names: Mapping[int, str]) -> None:
    """Put away what a plan would do, and the rows that are refused."""
    drafts.keep(name, drafts.LOOK, [_preview(plan, table, unit_names)])
    by_number = {line.number: line.cells for line in table.lines}
    drafts.keep(
        name,
        drafts.REFUSED,
        [list(table.headers), *([asdict(each), by_number[each.row]] for each in plan.refused)],
    )


def preview(name: str) -> Preview | None:
    """What was put away; None when it is gone."""
    found = drafts.kept(name, drafts.LOOK)
    return Preview(**found[0]) if found else None


def refusals(name: str) -> tuple[Sequence[str], list[tuple[Refused, Sequence[str]]]] | None:
    """The headers, and every refused row with its cells; None when it is gone."""
    found = drafts.kept(name, drafts.REFUSED)
    if not found:
        return None
    return found[0], [
        (Refused(**{**each, "reason": Reason(each["reason"])}), cells) for each, cells in found[1:]
    ]


def _preview(plan: Plan, table: Table, unit_names: Mapping[int, str]) -> dict[str, Any]:
    names = dict(unit_names)
    for unit in plan.units:
        above = names.get(unit.parent_id or 0, "")
        names[unit.id] = f"{above} › {unit.name}" if above else unit.name
    after = [*plan.new, *(change.after for change in plan.changes)]
    return {
        "units": _first((names[unit.id],) for unit in plan.units),
        "new": _first((each.name, names[each.unit_id]) for each in plan.new),
        "changed": _first(
            (each.before.name, " · ".join(_changed(each))) for each in plan.changed(Kind.CHANGED)
        ),
        "moved": _first(
            (each.before.name, names[each.before.unit_id or 0], names[each.after.unit_id])
            for each in plan.changed(Kind.MOVED)
        ),
        "returned": _first(
            (each.before.name, names[each.after.unit_id]) for each in plan.changed(Kind.RETURNED)
        ),
        "gone": _first((each.name, names[each.unit_id or 0]) for each in plan.gone),
        "managers": sum(each.manages for each in after),
        "no_longer": sum(bool(each.no_longer) for each in plan.changes),
        "employed": plan.employed,
        "needs_name": plan.needs_name,
        "unplaced": _first((each.name, str(each.row)) for each in plan.unplaced),
        "unplaced_number": len(plan.unplaced),
        "home": next((names[each.unit_id] for each in plan.unplaced), ""),
        "last_row": () if table.ends_whole else table.lines[-1].cells,
    }


def _first(values: Iterable[Any]) -> list[Any]:
    return [each for _, each in zip(range(SHOWN), values, strict=False)]


def _changed(change: Change) -> Iterator[str]:
    """What is other than before: the new values."""
    before, after = change.before, change.after
    for was, will in (
        (before.name, after.name),
        (before.email, after.email),
        (before.staff_id, after.staff_id),
        (LANGUAGE_NAMES[before.language], LANGUAGE_NAMES[after.language]),
    ):
        if was != will:
            yield will
