"""What a letter says, in the language of its reader."""

from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer

from elearning.nudges.queries import Content
from elearning.nudges.rules import LINK_LIFETIME, Kind
from elearning.web.mail import Letter
from elearning.web.request import course, language, spoken
from elearning.web.site import config, whole_address


@dataclass(frozen=True, slots=True)
class Words:
    """A letter in parts, for its two forms. `link` is "" where the reader has to ask for one."""

    subject: str
    paragraphs: tuple[str, ...]
    sentence: str  # the coordinator's own
    button: str
    link: str
    about_link: str
    address: str  # of the site
    why: str
    stop: str
    unsubscribe: str
    language: str

    @property
    def text(self) -> str:
        """The letter as plain text."""
        parts = (
            *self.paragraphs,
            self.sentence,
            f"{self.button}: {self.link or self.address}",
            self.about_link,
            f"-- \n{self.why}\n{self.stop}: {self.unsubscribe}",
        )
        return "\n\n".join(filter(None, parts)) + "\n"


def compose(content: Content, token: str) -> Letter:
    """A letter, with the secret of its sign-in link if there is one."""
    with spoken(content.language):
        words = written(content, token, unsubscribe_token(content.user_id))
        return Letter(
            to=content.email,
            subject=words.subject,
            text=words.text,
            html=render_template("email/letter.html", words=words),
            sender_name=content.organisation,
            reply_to=content.actor_email,
            unsubscribe=words.unsubscribe,
            message_id=content.message_id,
        )


def written(content: Content, token: str, unsubscribe: str) -> Words:
    """The words, in the language of this context."""
    title, home = course().title, f"{config().site_url}/"
    subject, body = _kind(content.kind, title, content.organisation)
    return Words(
        subject=subject,
        paragraphs=(_("Hello %(name)s,", name=content.name), *body),
        sentence=content.sentence,
        button=_("Open the course"),
        link=whole_address("signin.link", token=token) if token else "",
        about_link=_about_link(home, has_link=bool(token)),
        address=home,
        why=_(
            "You get this letter because you work at %(organisation)s. "
            "You get one a week at the most.",
            organisation=content.organisation,
        ),
        stop=_("No more reminders"),
        unsubscribe=whole_address("reminders.unsubscribe", token=unsubscribe),
        language=language(),
    )


def _kind(kind: str, title: str, organisation: str) -> tuple[str, tuple[str, ...]]:
    """The subject, which names nobody, and what comes after the greeting."""
    if kind == Kind.INVITATION:
        return _("Welcome to the course %(title)s", title=title), (
            _(
                "%(organisation)s invites you to the course %(title)s. It is about meeting "
                "everyone well, in situations that you know from work.",
                organisation=organisation,
                title=title,
            ),
            _("You take it on a computer or a phone, a little at a time."),
        )
    return _("A reminder about the course %(title)s", title=title), (
        _(
            "There is still time to take the course %(title)s, which %(organisation)s has "
            "invited you to.",
            organisation=organisation,
            title=title,
        ),
        _("If you have begun, you go on where you left off."),
    )


def _about_link(address: str, *, has_link: bool) -> str:
    if not has_link:
        return str(_("Sign in with your e-mail address."))
    told = _(
        "The link is yours alone and signs you in. It works once, within %(days)s days. "
        "After that you sign in with your e-mail address at %(address)s",
        days=LINK_LIFETIME.days,
        address=address,
    )
    return str(told)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(config().secret_key, salt="no more reminders")


def unsubscribe_token(user_id: int) -> str:
    """What proves that somebody holds a letter to this person. It opens nothing else."""
    return str(_signer().dumps(user_id))


def unsubscriber(token: str) -> int | None:
    """Whose letter it is; None where we have not made the token."""
    try:
        user_id = _signer().loads(token)
    except BadSignature:
        return None
    return user_id if isinstance(user_id, int) else None
