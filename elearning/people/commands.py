"""flask people: the first organisation and the first people, before anyone can sign in."""

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError

from elearning.database import transaction
from elearning.people import actions, queries
from elearning.people.rules import OrganisationKind, Role
from elearning.web.request import now

people_cli = AppGroup("people", help="Organisations and people.")


@people_cli.command("add-organisation")
@click.argument("slug")
@click.argument("name")
@click.option(
    "--kind", type=click.Choice([each.value for each in OrganisationKind]), default="municipality"
)
@click.option("--code", help="Kommunkod, four digits.")
@click.option("--colour", default="#0b5563", show_default=True)
def add_organisation(slug: str, name: str, kind: str, code: str | None, colour: str) -> None:
    """Make an organisation."""
    try:
        with transaction():
            actions.add_organisation(slug, name, OrganisationKind(kind), code=code, colour=colour)
    except IntegrityError as error:
        raise click.ClickException(
            f"{slug!r} exists already, or a value is not allowed."
        ) from error


@people_cli.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--organisation", "slug", required=True)
@click.option(
    "--role", type=click.Choice([each.value for each in Role]), help="Over the whole organisation."
)
def add(email: str, name: str, slug: str, role: str | None) -> None:
    """Make an account in an organisation."""
    organisation = queries.organisation(slug)
    if organisation is None:
        raise click.ClickException(f"There is no organisation {slug!r}.")
    unit_id = queries.root_unit(organisation.id).id
    try:
        with transaction():
            user = actions.add_user(email, name, unit_id, now())
            if role:
                actions.assign(user.id, Role(role), unit_id)
    except IntegrityError as error:
        raise click.ClickException(f"{email!r} has an account already.") from error


@people_cli.command("leave")
@click.argument("email")
def leave(email: str) -> None:
    """Note that someone no longer works here: they cannot sign in, and their counts go."""
    with transaction():
        actions.move(_user_id(email), None, now())


@people_cli.command("erase")
@click.argument("email")
@click.confirmation_option(prompt="Their account, notes and evidence are gone for good. Erase?")
def erase(email: str) -> None:
    """Remove an account and everything personal. Finished campaigns keep their figures."""
    with transaction():
        actions.erase(_user_id(email), now())


def _user_id(email: str) -> int:
    person = queries.person_by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody has the address {email!r}.")
    return person.id
