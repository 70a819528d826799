"""The letter about two accounts that have become one."""

from flask_babel import force_locale
from flask_babel import gettext as _

from elearning.people.rules import Person
from elearning.people.staff import Account
from elearning.web.mail import Letter, post
from elearning.web.site import config


def tell_of_merge(kept: Account, gone: Account, email: str, actor: Person) -> None:
    """Tell both addresses, so that no account goes up in another unknown to its owner.

    Those with a protected identity get no letters.
    """
    if kept.is_protected:
        return
    site = config().site_name
    with force_locale(kept.language):
        text = _(
            "Hello,\n\n"
            "%(actor)s at %(organisation)s has merged your two accounts on %(site)s into one. "
            "What you have finished and what you have written is together now. Links to sign in "
            "go to %(email)s.\n\n"
            "Is that wrong? Talk to the person who keeps the list of your workplace.\n",
            actor=actor.name,
            organisation=actor.organisation_name,
            site=site,
            email=email or _("no address"),
        )
        subject = _("Your accounts on %(site)s are one", site=site)
    for address in sorted({kept.email, gone.email} - {""}):
        post(Letter(to=address, subject=subject, text=text))
