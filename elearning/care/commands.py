"""flask retention: what is kept no longer than decided."""

import click
from flask.cli import AppGroup

from elearning.care import actions, queries
from elearning.database import transaction
from elearning.people import queries as people
from elearning.people.models import Organisation
from elearning.web.request import now

retention_cli = AppGroup("retention", help="What is kept no longer than decided.")


@retention_cli.command("run")
@click.option("--organisation", "slug", help="Only this one; otherwise all.")
@click.option("--dry-run", is_flag=True, help="Tell what would go, and destroy nothing.")
def run(slug: str | None, *, dry_run: bool) -> None:
    """Destroy what organisations have decided to keep no longer; a protocol is kept.

    Writes a line for each kind: organisation, kind, how many. Without a decision nothing goes.
    """
    for organisation_id, name in [(each.id, each.slug) for each in _chosen(slug)]:
        if dry_run:
            numbers = queries.due(organisation_id, now())
        else:
            with transaction():
                numbers = actions.run_retention(organisation_id, None, now())
        for kind, number in numbers.items():
            click.echo(f"{name}\t{kind}\t{number}")


def _chosen(slug: str | None) -> list[Organisation]:
    if slug is None:
        return queries.organisations()
    found = people.organisation(slug)
    if found is None:
        raise click.ClickException(f"There is no organisation {slug!r}.")
    return [found]
