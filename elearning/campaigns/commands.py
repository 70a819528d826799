"""flask campaigns: the leaderboard, and the proof that it is right."""

import json
import sys
from collections.abc import Sequence
from datetime import datetime

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError

from elearning.campaigns import actions, evidence, exports, queries, rules
from elearning.campaigns.models import Campaign
from elearning.database import transaction
from elearning.learning.evidence import counter, is_running
from elearning.learning.recount import stand_still
from elearning.people import queries as people
from elearning.web.request import now, original_course

campaigns_cli = AppGroup("campaigns", help="Competitions between organisations.")


@campaigns_cli.command("standings")
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
def print_standings(slug: str, form: str) -> None:
    """Write the leaderboard, from the same query as the page."""
    page = queries.leaderboard(slug, now())
    if page is None:
        raise click.ClickException(f"There is no campaign {slug!r}.")
    if form == "json":
        click.echo(json.dumps(exports.as_json(page), ensure_ascii=False, indent=2))
    else:
        click.echo(exports.as_csv(page), nl=False)


@campaigns_cli.command("verify")
@click.argument("slug")
@click.option("--rebuild", is_flag=True, help="Mend the counts from the evidence.")
def verify(slug: str, rebuild: bool) -> None:
    """Recount everything from the evidence and compare it with what is shown.

    Exit 1 on any difference, also when it was mended.
    """
    campaign = _campaign(slug)
    if evidence.differences(campaign, now()):  # or somebody was counted between two questions
        with transaction():
            stand_still()
            found = evidence.differences(campaign, now())
            if found and rebuild:
                actions.rebuild(campaign, now())
        _tell(slug, found, mended=rebuild)
    click.echo(f"{slug}: every count equals the evidence")


def _tell(slug: str, found: Sequence[evidence.Difference], *, mended: bool) -> None:
    for each in found:
        click.echo(f"{slug} ({each.period}): {each.found} {each.what}")
    if found and mended:
        click.echo(f"{slug}: mended")
    if found:
        sys.exit(1)


@campaigns_cli.command("create")
@click.argument("slug")
@click.argument("name")
@click.option("--starts-on", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--ends-on", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The last day.")
def create(slug: str, name: str, starts_on: datetime, ends_on: datetime) -> None:
    """Make a campaign on the course, from the start of one Swedish day to the end of another."""
    if queries.campaign(slug):
        raise click.ClickException(f"There is a campaign {slug!r} already.")
    if ends_on < starts_on:
        raise click.ClickException("The last day is before the first.")
    course = original_course()
    starts_at, ends_at = rules.period(starts_on.date(), ends_on.date())
    with transaction():
        actions.open_campaign(
            slug,
            name,
            course_slug=course.slug,
            course_title=course.title,
            starts_at=starts_at,
            ends_at=ends_at,
            now=now(),
        )


@campaigns_cli.command("join")
@click.argument("slug")
@click.argument("organisation")
@click.option("--headcount", type=click.IntRange(1), required=True, help="People employed.")
@click.option("--on", "counted_on", type=click.DateTime(["%Y-%m-%d"]), required=True)
@click.option("--source", required=True, help="Where the number comes from.")
def join(slug: str, organisation: str, headcount: int, counted_on: datetime, source: str) -> None:
    """Let an organisation take part, with its number of employees at a date."""
    found = people.organisation(organisation)
    if found is None:
        raise click.ClickException(f"There is no organisation {organisation!r}.")
    campaign = _campaign(slug)
    if not is_running(counter(campaign.counter_id), now()):
        raise click.ClickException("The campaign is over; its figures never change.")
    try:
        with transaction():
            actions.join(
                campaign,
                found.id,
                headcount=headcount,
                headcount_on=counted_on.date(),
                headcount_source=source,
            )
    except IntegrityError as error:
        raise click.ClickException(f"{organisation!r} takes part already.") from error


def _campaign(slug: str) -> Campaign:
    campaign = queries.campaign(slug)
    if campaign is None:
        raise click.ClickException(f"There is no campaign {slug!r}.")
    return campaign
