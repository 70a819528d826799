"""Kinds, grounds and claims in words, and what the platform itself cannot do yet."""

from collections.abc import Mapping

from flask_babel import gettext as _

from elearning.care.rules import Basis, Compliance, Kind, Method, Period
from elearning.course.tree import Course
from elearning.web.rendering import number


def kind(value: Kind) -> str:
    """What is kept."""
    words: dict[Kind, str] = {
        Kind.ATTEMPTS: _("Attempts at questions"),
        Kind.COMPLETIONS: _("What you have finished"),
        Kind.ACCOUNTS: _("Your account"),
        Kind.LOG: _("The log of who has changed what"),
        Kind.REPORTS: _("Answered barrier reports"),
    }
    return words[value]


def time(period: Period) -> str:
    """How long a kind is kept, told to those it is about."""
    words: dict[Kind, str] = {
        Kind.ATTEMPTS: _(
            "%(days)s days from the day you handed in. Attempts at what you have not finished are "
            "kept while you work here."
        ),
        Kind.COMPLETIONS: _("While you work here, and %(days)s days from the day you left."),
        Kind.ACCOUNTS: _(
            "While you work here, and %(days)s days from the day you left, or longer if anything "
            "else of you is still kept."
        ),
        Kind.LOG: _("%(days)s days from the day a line was written."),
        Kind.REPORTS: _("%(days)s days from the day it was answered."),
    }
    return words[period.kind] % {"days": number(period.days)}


def kind_for_keepers(value: Kind) -> str:
    """The same for those who decide on it."""
    words: dict[Kind, str] = {
        Kind.ATTEMPTS: _("Attempts at questions"),
        Kind.COMPLETIONS: _("What people have finished"),
        Kind.ACCOUNTS: _("Accounts"),
        Kind.LOG: _("The log"),
        Kind.REPORTS: _("Answered barrier reports"),
    }
    return words[value]


def runs_from(value: Kind) -> str:
    """From when its time is counted, for those who decide."""
    words: dict[Kind, str] = {
        Kind.ATTEMPTS: _(
            "Counted from when they were handed in. Attempts at lessons that somebody has not "
            "finished are kept while they work here."
        ),
        Kind.COMPLETIONS: _(
            "Counted from when the person left; never while they work here. Their certificates "
            "can then no longer be checked."
        ),
        Kind.ACCOUNTS: _(
            "Counted from when the person left. An account stays as long as anything else of that"
            " person is kept."
        ),
        Kind.LOG: _("Counted from when each line was written."),
        Kind.REPORTS: _("Counted from when they were answered."),
    }
    return words[value]


def basis(value: Basis) -> str:
    """The legal basis."""
    words: dict[Basis, str] = {
        Basis.PUBLIC_INTEREST: _("A task of public interest (GDPR, article 6.1 e)"),
        Basis.LEGAL_OBLIGATION: _("A legal obligation (GDPR, article 6.1 c)"),
        Basis.LEGITIMATE_INTEREST: _("A balance of interests (GDPR, article 6.1 f)"),
    }
    return words[value]


def reason(value: Basis) -> str:
    """The same, so that anyone understands."""
    words: dict[Basis, str] = {
        Basis.PUBLIC_INTEREST: _(
            "Your employer has to see to it that people are treated well and equally, and needs "
            "this to do so."
        ),
        Basis.LEGAL_OBLIGATION: _(
            "The law requires your employer to do this, for example to work actively against "
            "discrimination."
        ),
        Basis.LEGITIMATE_INTEREST: _(
            "Your employer has weighed its need to train its staff against your right to be left "
            "in peace."
        ),
    }
    return words[value]


def compliance(value: Compliance) -> str:
    """How well the service complies, in the words that the law prescribes."""
    words: dict[Compliance, str] = {
        Compliance.FULLY: _("Fully compliant"),
        Compliance.PARTLY: _("Partly compliant"),
        Compliance.NOT: _("Not compliant"),
    }
    return words[value]


def method(value: Method) -> str:
    """How that was found."""
    words: dict[Method, str] = {
        Method.SELF: _("Self-assessment"),
        Method.EXTERNAL: _("Assessment by somebody from outside"),
        Method.BOTH: _("Self-assessment, and assessment by somebody from outside"),
    }
    return words[value]


def shortcomings() -> tuple[str, ...]:
    """What in the platform itself does not work fully, whoever uses it."""
    return (
        _(
            "The service has not been tested together with people who use a screen reader, "
            "magnification or voice control every day. There may be barriers that we do not know "
            "of, so we call it partly compliant."
        ),
        _(
            "The certificate as PDF is made for screen readers (PDF/UA), but has not been tested "
            "in every reader. The same facts stand on the certificate's page."
        ),
        _(
            "Wide tables in lessons scroll sideways on narrow screens. They can be reached and "
            "moved with the keyboard."
        ),
        _(
            "The button for listening is only there when your device has a voice in the language "
            "of the page."
        ),
    )


def table(name: str) -> str:
    """What a table with rows about somebody is called, for its owner to read."""
    words = {
        "report_order": _("Monthly reports that you get by letter"),
        "erasure_request": _("Your request for erasure"),
        "outgoing_letter": _("Letters to you"),
        "unsubscribed": _("Reminders that you have turned off"),
        "favourite": _("Tips that you have saved"),
        "week_tip": _("The tip that you try this week"),
    }
    return str(words.get(name, name))


def lesson(course: Course, module_slug: str, lesson_slug: str) -> str:
    """A lesson and its module as they are called; if the course has it no more, by its slugs."""
    found = course.modules_by_slug.get(module_slug)
    part = found.lessons_by_slug.get(lesson_slug) if found else None
    return f"{found.title} › {part.title}" if found and part else f"{module_slug}/{lesson_slug}"


def completed(course: Course, kept: Mapping[str, str]) -> str:
    """What somebody has finished, as it is called now; if the course has it no more, as it was."""
    if kept["course_slug"] != course.slug:
        return kept["title"]
    if not kept["module_slug"]:
        return course.title
    found = course.modules_by_slug.get(kept["module_slug"])
    part = found.lessons_by_slug.get(kept["lesson_slug"]) if found else None
    named = part if kept["lesson_slug"] else found
    return named.title if named else kept["title"]


def module(course: Course, slug: str) -> str:
    """What a module is called; if the course has it no more, its slug."""
    found = course.modules_by_slug.get(slug)
    return found.title if found else slug


def subject(course: Course, value: str) -> str:
    """What a counter counts, for somebody who is counted."""
    what, _colon, where = value.partition(":")
    words: dict[str, str] = {
        "employed": _("Those who work here"),
        "started": _("Those who have begun the course"),
        "course": _("Those who have finished the course"),
        "module": _("Those who have finished the module %(module)s"),
    }
    return str(words.get(what, value) % {"module": module(course, where.rpartition("/")[2])})
