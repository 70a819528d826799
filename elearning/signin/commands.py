"""flask signin: a rescue when no mail arrives, and the way in for the first administrator."""

import click
from flask import current_app
from flask.cli import AppGroup

from elearning.database import transaction
from elearning.people import queries as people
from elearning.signin import actions
from elearning.signin.email_link import link_address
from elearning.web.request import now

signin_cli = AppGroup("signin", help="Doors in.")


@signin_cli.command("link")
@click.argument("email")
def print_link(email: str) -> None:
    """Print a one-time sign-in link. It works once, within 15 minutes."""
    person = people.person_by_email(email)
    if person is None or not person.is_active:
        raise click.ClickException("Nobody who may sign in has that address.")
    with transaction():
        token = actions.make_link(person.id, now())
    with current_app.test_request_context():
        click.echo(link_address(token))
