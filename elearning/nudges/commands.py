"""flask mail: what otherwise runs by the clock."""

import click
from flask.cli import AppGroup

from elearning.nudges import delivery, queries

mail_cli = AppGroup("mail", help="Letters of invitation and reminder.")


@mail_cli.command("send")
def send() -> None:
    """Begin the waves of today and send what is due, for at most a minute. Not from 18 to 07."""
    delivery.send_letters()
    for state, letters in queries.states().items():
        click.echo(f"{state:<10}{letters:>7}")


@mail_cli.command("tidy")
def tidy() -> None:
    """Forget letters that are older than 90 days; `flask jobs work` does so every night."""
    delivery.tidy_letters()
