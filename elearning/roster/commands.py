"""flask people import and export: the same plan as the page."""

import json
import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from elearning.database import transaction
from elearning.people import actions as people_actions
from elearning.people import queries as people
from elearning.people.models import Organisation
from elearning.people.numbers import masked
from elearning.people.rules import Scope
from elearning.roster import queries, reading, rules, telling, work
from elearning.roster.columns import Field, identifies
from elearning.roster.matching import same
from elearning.roster.rules import Plan
from elearning.roster.table import Problem, Table, Unreadable
from elearning.web.request import now


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--organisation", "slug", required=True)
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.option("--json", "as_json", is_flag=True, help="The counts and the refused rows as JSON.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="HEADER=FIELD",
    help="What a column holds that is not recognised; may be given several times.",
)
@click.option(
    "--remove",
    type=int,
    metavar="NUMBER",
    help="Let those leave whom the file does not name. NUMBER is how many they are.",
)
@click.option("--name", help="The organisation's name: needed to remove more than a fifth.")
@with_appcontext
def import_people(
    file: Path,
    slug: str,
    dry_run: bool,
    as_json: bool,
    columns: tuple[str, ...],
    remove: int | None,
    name: str | None,
) -> None:
    """Take people and units from FILE (CSV, XLSX or ODS). Who is not in it stays."""
    organisation = _organisation(slug)
    table = _table(file)
    fields = _fields(table, organisation.id, columns)
    if dry_run:
        _tell(_plan(table, fields, organisation), as_json=as_json, removed=False)
        return
    with transaction():
        people_actions.lock_organisation(organisation.id)
        plan = _plan(table, fields, organisation)
        _check_removal(plan, organisation, remove, name)
        work.carried_out(
            plan,
            leave=bool(remove),
            organisation_id=organisation.id,
            actor=None,
            file_name=masked(file.name),
            now=now(),
        )
    _tell(plan, as_json=as_json, removed=bool(remove))


@click.command("export")
@click.option("--organisation", "slug", required=True)
@with_appcontext
def export_people(slug: str) -> None:
    """Write everybody as CSV that can be imported again; nobody with a protected identity."""
    organisation = _organisation(slug)
    everyone = queries.roll(_whole(organisation), organisation.id)
    sys.stdout.buffer.write(telling.roll_csv(everyone).encode())


@click.command("tidy-imports")
@with_appcontext
def tidy_imports() -> None:
    """Remove uploads that have lain for a day; `flask jobs work` does so every hour."""
    work.tidy_imports()


def _organisation(slug: str) -> Organisation:
    organisation = people.organisation(slug)
    if organisation is None:
        raise click.ClickException(f"There is no organisation {slug!r}.")
    return organisation


def _whole(organisation: Organisation) -> Scope:
    return Scope.over(people.root_unit(organisation.id).id)


def _table(file: Path) -> Table:
    if file.stat().st_size > rules.MOST_BYTES:
        raise click.ClickException(telling.problem(Problem.TOO_LARGE))
    try:
        return reading.table(file.read_bytes())
    except Unreadable as error:
        raise click.ClickException(telling.problem(error.problem, error.row)) from None


def _fields(
    table: Table, organisation_id: int, columns: tuple[str, ...]
) -> tuple[Field | None, ...]:
    fields = list(work.columns_of(table, organisation_id))
    for column in columns:
        header, _, field = column.rpartition("=")
        if header not in table.headers or field not in set(Field):
            known = ", ".join(Field)
            raise click.ClickException(f"{column!r}: HEADER is in the file, FIELD one of {known}.")
        fields[table.headers.index(header)] = Field(field)
    if not identifies(fields):
        raise click.ClickException(telling.problem(Problem.NO_IDENTITY))
    return tuple(fields)


def _plan(table: Table, fields: tuple[Field | None, ...], organisation: Organisation) -> Plan:
    return work.planned(table, fields, _whole(organisation), organisation.id, None)


def _check_removal(
    plan: Plan, organisation: Organisation, remove: int | None, name: str | None
) -> None:
    gone = len(plan.gone)
    if remove and remove != gone:
        raise click.ClickException(f"{gone} people are not in the file, not {remove}.")
    if remove and plan.needs_name and not same(name or "", organisation.name):
        raise click.ClickException(
            f"{gone} of {plan.employed} would leave, more than a fifth. "
            f"Confirm with --name {organisation.name!r}."
        )


def _tell(plan: Plan, *, as_json: bool, removed: bool) -> None:
    counts = rules.counts(plan)
    refused = [
        {"row": each.row, "column": each.column, "reason": telling.reason(each)}
        for each in plan.refused
    ]
    if as_json:
        click.echo(json.dumps({**counts, "refused": refused}, ensure_ascii=False))
        return
    for name, number in counts.items():
        note = ""
        if name == "gone" and number and not removed:
            note = f"   (they stay; --remove {number} lets them leave)"
        click.echo(f"{name:<10}{number:>7}{note}")
    for each in refused:
        click.echo(f"row {each['row']}: {each['column']}: {each['reason']}")
