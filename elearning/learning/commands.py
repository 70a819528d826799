"""flask learning: the proof that what is counted of today is right."""

import sys

import click
from flask.cli import AppGroup

from elearning.database import transaction
from elearning.learning import evidence, recount
from elearning.people.models import Counter
from elearning.web.request import now

learning_cli = AppGroup("learning", help="What people have learned.")


@learning_cli.command("verify")
@click.option("--rebuild", is_flag=True, help="Mend the counts from the evidence.")
def verify(rebuild: bool) -> None:
    """Recount, from the evidence, everything that coordinators see, and compare.

    Exit 1 on any difference, also when it was mended.
    """
    wrong = [each for each in evidence.standing_counters() if evidence.differences(each, now())]
    if wrong:  # or somebody was counted between two questions
        with transaction():
            recount.stand_still()
            wrong = [each for each in wrong if _differs(each)]
            for counter in wrong if rebuild else ():
                recount.rebuild(counter, now())
    if wrong:
        sys.exit(1)
    click.echo("every count equals the evidence")


def _differs(counter: Counter) -> bool:
    found = evidence.differences(counter, now())
    for each in found:
        click.echo(f"{counter.subject}: {each.found} {each.what}")
    return bool(found)
