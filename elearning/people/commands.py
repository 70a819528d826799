"""flask people: the first organisation and the first people, before anyone can sign in."""

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError

from elearning.database import transaction
from elearning.people import actions, keeping, numbers, queries, staff
from elearning.people.keeping import Details
from elearning.people.models import Unit
from elearning.people.rules import Deed, Duty, OrganisationKind, Person, Role, Scope
from elearning.people.staff import Account
from elearning.people.tree import named
from elearning.web.request import LANGUAGES, now

ROLES = [each.value for each in Role]

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
@click.option("--unit", "path", help='"Vård och omsorg/Hemtjänst"; otherwise the whole.')
@click.option("--staff-id", default="", help="The employer's own number.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="sv", show_default=True)
@click.option("--protected", is_flag=True, help="Protected identity: NAME is an alias.")
@click.option("--role", type=click.Choice(ROLES), help="For the unit and all below it.")
def add(
    email: str,
    name: str,
    slug: str,
    path: str | None,
    staff_id: str,
    language: str,
    protected: bool,
    role: str | None,
) -> None:
    """Make an account in an organisation. EMAIL may be "": some have no address."""
    root = _root(slug)
    unit, title = _unit(root, path)
    if any(map(numbers.holds_one, (email, name, staff_id))):
        raise click.ClickException("Personal identity numbers must not be stored.")
    details = Details(name.strip(), email.strip().lower(), staff_id.strip(), language, protected)
    try:
        with transaction():
            user = keeping.add(details, unit, title, None, now())
            if role:
                _give(user.id, Duty(Role(role), unit.id), title)
    except IntegrityError as error:
        raise click.ClickException(
            f"{email!r} or the staff number has an account already."
        ) from error


@people_cli.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--unit", "path", help='"Vård och omsorg/Hemtjänst"; otherwise the whole.')
@click.option("--take", is_flag=True, help="Take the role back.")
def change_role(email: str, role: str, path: str | None, take: bool) -> None:
    """Give somebody a role over a unit and all below it, or take it back."""
    person = _person(email)
    if not person.is_active:
        raise click.ClickException(f"{email!r} no longer works here.")
    unit, title = _unit(_root(person.organisation_slug), path)
    duty = Duty(Role(role), unit.id)
    if take and duty not in person.duties:
        raise click.ClickException(f"{email!r} does not have that role there.")
    with transaction():
        if take:
            keeping.take(_account(person), duty, title, None, now())
        else:
            _give(person.id, duty, title)


@people_cli.command("leave")
@click.argument("email")
def leave(email: str) -> None:
    """Note that someone no longer works here: they cannot sign in, and their counts go."""
    person = _person(email)
    if person.is_active:
        with transaction():
            keeping.leave(_account(person), person.unit_name, None, now())


@people_cli.command("erase")
@click.argument("email")
@click.confirmation_option(prompt="Their account, notes and evidence are gone for good. Erase?")
def erase(email: str) -> None:
    """Remove an account and everything personal. Finished campaigns keep their figures."""
    person = _person(email)
    organisation_id = queries.employer(person.id)
    with transaction():
        actions.erase(person.id, now())
        if organisation_id is not None:
            actions.log(organisation_id, None, Deed.PERSON_ERASED, keeping.LOG_ALIAS, now())


def _person(email: str) -> Person:
    person = queries.person_by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody has the address {email!r}.")
    return person


def _root(slug: str) -> Unit:
    organisation = queries.organisation(slug)
    if organisation is None:
        raise click.ClickException(f"There is no organisation {slug!r}.")
    return queries.root_unit(organisation.id)


def _unit(root: Unit, path: str | None) -> tuple[Unit, str]:
    """The unit at a path below the root, or the root; and the way to it."""
    if path is None:
        return root, root.name
    scope = Scope.over(root.id)
    place = named(staff.unit_places(scope), path)
    unit = queries.unit(scope, place.id) if place else None
    if place is None or unit is None:
        raise click.ClickException(f"There is no unit {path!r}.")
    return unit, place.title


def _account(person: Person) -> Account:
    """Somebody who works here, as those see it who keep them."""
    assert person.unit_id is not None
    account = staff.account(Scope.over(person.unit_id), person.id)
    assert account is not None
    return account


def _give(user_id: int, duty: Duty, title: str) -> None:
    person = queries.person(user_id)
    assert person is not None
    keeping.give(_account(person), duty, title, None, now())
