"""The one letter about an account: that somebody else has given it another address."""

from flask_babel import force_locale
from flask_babel import gettext as _

from elearning.people.rules import Person
from elearning.people.staff import Account
from elearning.web.mail import Letter, post
from elearning.web.site import config


def tell_of_other_address(account: Account, actor: Person) -> None:
    """Tell the old address, so that nobody is signed out of their account unknown to them.

    Those with a protected identity get no letters.
    """
    if not account.email or account.is_protected or actor.id == account.id:
        return
    site = config().site_name
    with force_locale(account.language):
        text = _(
            "Hello,\n\n"
            "%(actor)s at %(organisation)s has given your account on %(site)s another address. "
            "You are signed out, and links to sign in go to the other address from now on.\n\n"
            "Is that wrong? Talk to the person who keeps the list of your workplace.\n",
            actor=actor.name,
            organisation=actor.organisation_name,
            site=site,
        )
        subject = _("Your account on %(site)s has another address", site=site)
    post(Letter(to=account.email, subject=subject, text=text))
