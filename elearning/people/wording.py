"""The log in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from elearning.people.models import AuditEntry
from elearning.people.rules import Deed, Role
from elearning.web.calendar import SWEDEN
from elearning.web.rendering import moment
from elearning.web.request import LANGUAGES


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log as it is read."""

    at: datetime
    actor: str
    deed: str
    subject: str
    before: str
    after: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The line for a table on a page."""
        return (moment(self.at), *self._words)

    @property
    def sortable_cells(self) -> tuple[str, ...]:
        """The line for a spreadsheet, which sorts by Swedish time: "2026-11-22 13:00:00"."""
        return (self.at.astimezone(SWEDEN).strftime("%Y-%m-%d %H:%M:%S"), *self._words)

    @property
    def _words(self) -> tuple[str, ...]:
        return (self.actor, self.deed, self.subject, self.before, self.after)


def headers() -> tuple[str, ...]:
    """What the cells of a line are."""
    return (_("When"), _("Who"), _("What"), _("About"), _("Before"), _("After"))


def line(entry: AuditEntry) -> Line:
    """An entry in words."""
    is_setting = entry.deed == Deed.SETTING_CHANGED
    return Line(
        at=entry.at,
        actor=entry.actor_name or _("The system"),
        deed=deed(entry.deed),
        subject=_setting(entry.subject) if is_setting else entry.subject,
        before=_in_words(entry.before),
        after=_in_words(entry.after),
    )


def deed(value: str) -> str:
    """What was done."""
    words: dict[str, str] = {
        Deed.PERSON_ADDED: _("Account made"),
        Deed.PERSON_CHANGED: _("Details changed"),
        Deed.PERSON_MOVED: _("Moved to another unit"),
        Deed.PERSON_LEFT: _("No longer works here"),
        Deed.PERSON_RETURNED: _("Came back"),
        Deed.PERSON_ERASED: _("Account erased"),
        Deed.PEOPLE_MERGED: _("Two accounts merged"),
        Deed.UNIT_ADDED: _("Unit added"),
        Deed.UNIT_RENAMED: _("Unit renamed"),
        Deed.UNIT_MOVED: _("Unit moved"),
        Deed.UNIT_MERGED: _("Unit merged into another"),
        Deed.UNIT_CLOSED: _("Unit closed"),
        Deed.UNIT_REOPENED: _("Unit opened again"),
        Deed.ROLE_GIVEN: _("Role given"),
        Deed.ROLE_TAKEN: _("Role taken back"),
        Deed.PEOPLE_IMPORTED: _("People imported"),
        Deed.CODES_MADE: _("Codes made"),
        Deed.CODES_REVOKED: _("Codes revoked"),
        Deed.LETTERS_SENT: _("Letters sent"),
        Deed.RETENTION_RUN: _("Old data destroyed"),
        Deed.DATA_EXPORTED: _("Data fetched"),
        Deed.SETTING_CHANGED: _("Setting changed"),
        Deed.REPORT_ANSWERED: _("Barrier report answered"),
        Deed.REPORT_REOPENED: _("Barrier report opened again"),
        Deed.ERASURE_ANSWERED: _("Request for erasure answered"),
        Deed.CAMPAIGN_OPENED: _("Campaign made"),
        Deed.CAMPAIGN_JOINED: _("Takes part in a campaign"),
    }
    return str(words.get(value, value))


def role(value: Role) -> str:
    """What a role is called."""
    words: dict[Role, str] = {
        Role.MANAGER: _("Manager"),
        Role.COORDINATOR: _("Coordinator"),
        Role.ADMINISTRATOR: _("Administrator"),
        Role.ORGANISER: _("Campaign organiser"),
        Role.AUTHOR: _("Author"),
    }
    return words[value]


def roles(some: Iterable[Role]) -> list[tuple[str, str]]:
    """Roles to choose from, the one that reaches least first, with what they are called."""
    chosen = set(some)
    return [(each.value, role(each)) for each in Role if each in chosen]


def _setting(subject: str) -> str:
    """ "goal" and "report: Biblioteket" in the reader's language."""
    key, colon, rest = subject.partition(": ")
    return f"{_settings().get(key, key)}{colon}{rest}"


def _settings() -> dict[str, str]:
    return {
        "name": _("Name"),
        "colour": _("Colour"),
        "smallest_shown": _("Smallest group shown"),
        "names_decision": _("Decision on names"),
        "names_decided_on": _("Date of the decision on names"),
        "retention-attempts": _("How long: tries at questions"),
        "retention-completions": _("How long: what people had finished, after they left"),
        "retention-accounts": _("How long: accounts, after people left"),
        "retention-log": _("How long: the log"),
        "retention-reports": _("How long: answered barrier reports"),
        "privacy-notice": _("What we tell about personal data"),
        "accessibility-statement": _("Accessibility statement"),
        "domain": _("Domain"),
        "goal": _("Goal"),
        "report": _("Monthly report"),
    }


def _details() -> dict[str, str]:
    """What can be changed about somebody; see keeping.Details."""
    return {
        "name": _("Name"),
        "email": _("E-mail address at work"),
        "staff_id": _("Staff number"),
        "language": _("Language of letters"),
    }


def _in_words(text: str) -> str:
    """ "manager: Biblioteket" and "staff_id: 4711" in the reader's language; others as they are."""
    return "; ".join(map(_part_in_words, text.split("\n")))


def _part_in_words(text: str) -> str:
    key, colon, rest = text.partition(": ")
    if colon and key in list(Role):
        return f"{role(Role(key))}: {rest}"
    if colon and key in _details():
        return f"{_details()[key]}: {LANGUAGES.get(rest, rest) if key == 'language' else rest}"
    return text
