"""The forms of organisations that decide and declare, and of people who write to them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import DataRequired, Email, Length, Optional, ValidationError

from elearning.care.keeping import Notice, Statement
from elearning.care.rules import (
    HIGHEST_DAYS,
    LOWEST_DAYS,
    SUGGESTED_DAYS,
    Basis,
    Compliance,
    Kind,
    Method,
    Period,
)
from elearning.people.fields import no_personal_number
from elearning.web.forms import Form, trimmed

MOST_LINKS = 3  # in a barrier report; who advertises writes more


def line(most: int, *validators: Any) -> StringField:
    """A text of at most so many characters."""
    too_long = Length(max=most, message=_l("That is longer than %(max)s characters."))
    return StringField(filters=[trimmed], validators=[*validators, too_long])


class NoticeForm(Form):
    """What an organisation tells about data."""

    controller = line(200, DataRequired(_l("Write who is responsible for the data.")))
    contact = line(300, DataRequired(_l("Write whom people can ask.")))
    contact_email = line(254, Optional(), Email(_l("Write the address as name@municipality.se.")))
    officer = line(300)
    basis = StringField()
    basis_note = line(4000)

    def __init__(self, grounds: Iterable[Basis], **values: Any) -> None:
        super().__init__(**values)
        self.grounds = tuple(grounds)

    def validate_basis(self, field: Any) -> None:
        """Only what such an organisation may rest on."""
        if field.data not in self.grounds:
            raise ValidationError(_("Choose the legal basis."))

    def notice(self) -> Notice:
        """What was accepted."""
        return Notice(
            controller=str(self.controller.data),
            contact=str(self.contact.data),
            contact_email=str(self.contact_email.data or ""),
            officer=str(self.officer.data or ""),
            basis=Basis(str(self.basis.data)),
            basis_note=str(self.basis_note.data or ""),
        )


class PeriodForm(Form):
    """How long one kind is kept. Without a decision it is kept for good."""

    days = IntegerField(validators=[Optional()])
    decision = line(200)
    decided_on = DateField(validators=[Optional()])

    @property
    def kind(self) -> Kind:
        """Its prefix."""
        return Kind(self._prefix.rstrip("-"))

    def validate(self, extra_validators: Any = None) -> bool:
        """A decision is whole: days, reference and date; days alone are but a suggestion."""
        if not super().validate(extra_validators):
            return False
        if not self.decision.data and not self.decided_on.data:
            return True
        if not LOWEST_DAYS <= (self.days.data or 0) <= HIGHEST_DAYS:
            limits = {"lowest": LOWEST_DAYS, "highest": HIGHEST_DAYS}
            told = _("Write a number of days from %(lowest)s to %(highest)s.", **limits)
            self.days.errors = [told]
        if not self.decision.data:
            self.decision.errors = [_("Write the reference of the decision too.")]
        if not self.decided_on.data:
            self.decided_on.errors = [_("Write the date of the decision too.")]
        return not self.errors

    def period(self) -> Period | None:
        """What was accepted; None without a decision."""
        if not self.decision.data:
            return None
        decided_on, days = self.decided_on.data, self.days.data
        assert decided_on is not None
        assert days is not None
        return Period(self.kind, days, str(self.decision.data), decided_on)


def period_forms(periods: Iterable[Period], *, typed: bool) -> list[PeriodForm]:
    """A form for every kind: as typed, or as decided, or with a suggestion."""
    if typed:
        return [PeriodForm(prefix=kind) for kind in Kind]
    decided = {each.kind: each for each in periods}
    return [
        PeriodForm(
            formdata=None,
            prefix=kind,
            obj=decided.get(kind),
            **({} if kind in decided else {"days": SUGGESTED_DAYS[kind]}),
        )
        for kind in Kind
    ]


class StatementForm(Form):
    """What an organisation declares about accessibility."""

    actor = line(200, DataRequired(_l("Write the name of the public body.")))
    compliance = StringField()
    shortcomings = line(4000)
    assessed_on = DateField(validators=[DataRequired(_l("Write the date of the assessment."))])
    method = StringField()
    method_note = line(4000)
    burden = line(4000)
    outside = line(4000)

    def __init__(self, claims: Iterable[Compliance], today: date, **values: Any) -> None:
        super().__init__(**values)
        self.claims, self.today = tuple(claims), today

    def validate_compliance(self, field: Any) -> None:
        """What may be claimed."""
        if field.data not in self.claims:
            raise ValidationError(_("Choose how well the service complies."))

    def validate_method(self, field: Any) -> None:
        """One of the ways."""
        if field.data not in list(Method):
            raise ValidationError(_("Choose how it was assessed."))

    def validate_assessed_on(self, field: Any) -> None:
        """It has been done."""
        if field.data and field.data > self.today:
            raise ValidationError(_("That day has not come yet."))

    def statement(self) -> Statement:
        """What was accepted."""
        assessed_on = self.assessed_on.data
        assert assessed_on is not None
        return Statement(
            actor=str(self.actor.data),
            compliance=Compliance(str(self.compliance.data)),
            shortcomings=str(self.shortcomings.data or ""),
            assessed_on=assessed_on,
            method=Method(str(self.method.data)),
            method_note=str(self.method_note.data or ""),
            burden=str(self.burden.data or ""),
            outside=str(self.outside.data or ""),
        )


class ReportForm(Form):
    """A barrier. Nothing but the words is asked for."""

    text = line(
        4000, DataRequired(_l("Write what did not work, or what you need.")), no_personal_number
    )
    page = line(300, no_personal_number)
    email = line(254, Optional(), Email(_l("Write the address as name@municipality.se.")))
    organisation = line(80)
    website = StringField()  # nobody sees it: what fills it is no person

    def validate_text(self, field: Any) -> None:
        """Advertisements are full of links."""
        if (field.data or "").count("://") > MOST_LINKS:
            raise ValidationError(_("Write without so many links."))

    @property
    def is_by_a_machine(self) -> bool:
        """Whether the field that nobody sees has been filled in."""
        return bool(self.website.data)


class MergeForm(Form):
    """Which of two accounts' addresses stays; not asked where there is but one."""

    email = StringField()

    def __init__(self, emails: Iterable[str], **values: Any) -> None:
        super().__init__(**values)
        self.emails = sorted({each for each in emails if each})

    def address(self) -> str:
        """The address that stays; "": there is none."""
        return str(self.email.data) if len(self.emails) > 1 else "".join(self.emails)

    def validate_email(self, field: Any) -> None:
        """It is one of them."""
        if len(self.emails) > 1 and field.data not in self.emails:
            raise ValidationError(_l("Choose an address."))


class ReplyForm(Form):
    """Why somebody is not erased, or when."""

    reply = line(1000, DataRequired(_l("Write your answer.")))
