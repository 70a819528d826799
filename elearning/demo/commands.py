"""flask demo: something to look at, and something to measure."""

from random import Random

import click
from flask.cli import AppGroup

from elearning.campaigns import queries as campaigns
from elearning.database import transaction
from elearning.demo import actions, country, dalarna
from elearning.signin import queries as signin
from elearning.web.request import now, original_course

demo_cli = AppGroup("demo", help="Made-up data.")


@demo_cli.command("load")
@click.option("--employees", type=click.IntRange(312), help="A made-up country of about so many.")
@click.option("--seed", type=int, default=2018, show_default=True)
def load(employees: int | None, seed: int) -> None:
    """Load the Dalarna demo, or a country for load tests. Does nothing where it is loaded."""
    course = original_course()
    slug = country.SLUG if employees else dalarna.SLUG_2018
    random = Random(f"{slug} {seed}")  # of its own: the ids of completions are drawn from it too
    if campaigns.campaign(slug) is None:
        with transaction():
            if employees:
                actions.load_country(course, now(), random, employees)
            else:
                actions.load_dalarna(course, now(), random)
    click.echo("Who can sign in:")
    for person in signin.demo_people():
        click.echo(f"  {person.email:<28} {person.name}, {person.description}")
