"""The letter with a one-time sign-in link."""

from flask import current_app, url_for
from flask_babel import gettext as _

from elearning.people.rules import Person
from elearning.web.mail import Letter, post


def link_address(token: str) -> str:
    """The whole address of a link, as a person can paste it."""
    site: str = current_app.extensions["config"].site_url
    return site + url_for("signin.link", token=token)


def send_link(person: Person | None, token: str) -> None:
    """Post the letter. It is sent in the background, so the page does not wait for the mail.

    One to nobody is written too and then dropped: the time must not tell who has an account.
    """
    site: str = current_app.extensions["config"].site_name
    text = _(
        "Hello %(name)s,\n\n"
        "Here is your link to sign in to %(site)s:\n\n%(address)s\n\n"
        "It works once, within 15 minutes.\n"
        "Did you not ask for it? Then you need do nothing.\n",
        name=person.name if person else "",
        site=site,
        address=link_address(token),
    )
    to = person.email if person else ""
    post(Letter(to=to, subject=_("Sign in to %(site)s", site=site), text=text))
