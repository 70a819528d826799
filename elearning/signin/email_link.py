"""Letters with links that work once. Their subjects never hold names."""

from flask_babel import gettext as _

from elearning.people.rules import Person
from elearning.web.mail import Letter, post
from elearning.web.site import config, whole_address


def link_address(token: str) -> str:
    """The whole address of a sign-in link, as a person can paste it."""
    return whole_address("signin.link", token=token)


def send_link(person: Person | None, token: str) -> None:
    """Post the letter. It is sent in the background, so the page does not wait for the mail.

    One to nobody is written too and then dropped: the time must not tell who has an account.
    """
    site = config().site_name
    text = _(
        "Hello %(name)s,\n\n"
        "Here is your link to sign in to %(site)s:\n\n%(address)s\n\n"
        "It works once, within 15 minutes.\n"
        "Did you not ask for it? Then you do not need to do anything.\n",
        name=person.name if person else "",
        site=site,
        address=link_address(token),
    )
    to = person.email if person else ""
    post(Letter(to=to, subject=_("Sign in to %(site)s", site=site), text=text))


def send_register_link(email: str, token: str) -> None:
    """Post the letter that lets somebody new make an account."""
    site = config().site_name
    text = _(
        "Hello,\n\n"
        "Here is your link to make an account on %(site)s:\n\n%(address)s\n\n"
        "It works once, within 24 hours.\n"
        "Did you not ask for it? Then you do not need to do anything.\n",
        site=site,
        address=whole_address("register.place", token=token),
    )
    post(Letter(to=email, subject=_("Make your account on %(site)s", site=site), text=text))


def send_address_link(email: str, token: str) -> None:
    """Post the letter that lets somebody add this address to their account."""
    site = config().site_name
    text = _(
        "Hello,\n\n"
        "Somebody who takes the course on %(site)s wants to sign in with this address. "
        "Is it you? Then open the link and press the button:\n\n%(address)s\n\n"
        "It works once, within 24 hours.\n"
        "Did you not ask for it? Then you do not need to do anything.\n",
        site=site,
        address=whole_address("own_address.prove", token=token),
    )
    post(Letter(to=email, subject=_("Your address on %(site)s", site=site), text=text))
