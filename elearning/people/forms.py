"""The forms by which people, units and settings are kept."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField
from wtforms.validators import (
    AnyOf,
    Email,
    InputRequired,
    Length,
    Optional,
    Regexp,
    ValidationError,
)

from elearning.people import contrast
from elearning.people.fields import name_field, no_personal_number
from elearning.people.keeping import Details, Settings
from elearning.people.rules import GIVEN_BY_ADMINISTRATORS, SMALLEST_ALLOWED, Duty, Role
from elearning.web.forms import Day, Form, WholeNumber, trimmed
from elearning.web.rendering import day
from elearning.web.request import LANGUAGES

LARGEST_LIMIT = 1000  # people; a limit above this would hide everything
NOT_A_LIMIT = _l(
    "Write a number from %(lowest)s to %(highest)s.",
    lowest=SMALLEST_ALLOWED,
    highest=LARGEST_LIMIT,
)


class PersonForm(Form):
    """Somebody's details."""

    name = name_field()
    email = StringField(
        filters=[trimmed],
        validators=[
            Optional(),
            Length(max=254, message=_l("That address is too long.")),
            Email(_l("Write the address as name@municipality.se.")),
            no_personal_number,
        ],
    )
    staff_id = StringField(
        filters=[trimmed],
        validators=[
            Optional(),
            Length(max=80, message=_l("The staff number is too long.")),
            no_personal_number,
        ],
    )
    language = StringField(default="sv", validators=[AnyOf(LANGUAGES)])
    is_protected = BooleanField()

    def details(self) -> Details:
        """What was accepted."""
        return Details(
            name=str(self.name.data),
            email=str(self.email.data or "").lower(),
            staff_id=str(self.staff_id.data or ""),
            language=str(self.language.data),
            is_protected=bool(self.is_protected.data),
        )


class NewPersonForm(PersonForm):
    """Somebody's details, and their unit."""

    unit = IntegerField(validators=[InputRequired(_l("Choose a unit."))])


class UnitChoiceForm(Form):
    """A unit of the tree."""

    unit = IntegerField(validators=[InputRequired(_l("Choose a unit."))])


class UnitNameForm(Form):
    """Another name of a unit."""

    name = name_field()


class NewUnitForm(Form):
    """The name of a unit that is not there yet."""

    new_name = name_field()


class DutyForm(Form):
    """A role over a unit, of those that an administrator gives."""

    role = StringField(
        validators=[AnyOf(sorted(GIVEN_BY_ADMINISTRATORS), message=_l("Choose a role."))]
    )
    unit = IntegerField(validators=[InputRequired(_l("Choose a unit."))])


class TakeForm(Form):
    """Any role that somebody has over a unit."""

    role = StringField(validators=[AnyOf(list(Role))])
    unit = IntegerField(validators=[InputRequired()])

    def duty(self) -> Duty:
        """What was accepted."""
        return Duty(Role(str(self.role.data)), int(self.unit.data or 0))


class EraseForm(Form):
    """The name of the one who is to be erased, written once more."""

    erase_name = StringField(filters=[trimmed])


class SettingsForm(Form):
    """An organisation's own decisions."""

    name = name_field()
    colour = StringField(
        filters=[trimmed],
        validators=[Regexp(r"#[0-9a-fA-F]{6}$", message=_l("Write the colour as #0b5563."))],
    )
    smallest_shown = WholeNumber(wrong=NOT_A_LIMIT, validators=[InputRequired(NOT_A_LIMIT)])
    names_decision = StringField(
        filters=[trimmed],
        validators=[
            Length(max=200, message=_l("The reference is too long.")),
            no_personal_number,
        ],
    )
    names_decided_on = Day(wrong=_l("Write the day as 2026-11-02."), validators=[Optional()])
    today: date  # this and those below are set by the view
    limit: int  # the smallest group as it is
    limit_free_on: date  # from when on it may be another

    def validate_colour(self, field: Any) -> None:
        """White text must be readable on it."""
        if not field.errors and contrast.with_white(field.data) < contrast.LOWEST:
            raise ValidationError(
                _l("White text cannot be read on that colour. Choose a darker one.")
            )

    def validate_smallest_shown(self, field: Any) -> None:
        """Not so few that a figure points at somebody, nor so many that nothing is shown."""
        if field.data is not None and not SMALLEST_ALLOWED <= field.data <= LARGEST_LIMIT:
            raise ValidationError(NOT_A_LIMIT)
        if field.data not in {None, self.limit} and self.today < self.limit_free_on:
            told = _l(
                "It was changed lately. From %(day)s on it can be changed again.",
                day=day(self.limit_free_on),
            )
            raise ValidationError(told)

    def validate_names_decided_on(self, field: Any) -> None:
        """A decision has been made."""
        if field.data and field.data > self.today:
            raise ValidationError(_l("That day is still to come. Write when it was decided."))

    def validate_names_decision(self, field: Any) -> None:
        """A decision has a date, and a date has a decision."""
        if bool(field.data) != bool(self.names_decided_on.typed):
            raise ValidationError(_l("Write both the reference of the decision and its date."))

    def settings(self) -> Settings:
        """What was accepted."""
        return Settings(
            name=str(self.name.data),
            colour=str(self.colour.data).lower(),
            smallest_shown=int(self.smallest_shown.data or 0),
            names_decision=str(self.names_decision.data or ""),
            names_decided_on=self.names_decided_on.data,
        )
