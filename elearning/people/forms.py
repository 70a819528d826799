"""The forms by which people, units and settings are kept."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, IntegerField, StringField
from wtforms.validators import (
    AnyOf,
    Email,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
    ValidationError,
)

from elearning.people import contrast, numbers
from elearning.people.keeping import Details, Settings
from elearning.people.rules import SMALLEST_ALLOWED, Role
from elearning.web.forms import Form
from elearning.web.request import LANGUAGES

LARGEST_LIMIT = 1000  # people; a limit above this would hide everything


def no_personal_number(_form: Any, field: Any) -> None:
    """Personal identity numbers are never kept, not even by mistake."""
    if numbers.holds_one(field.data or ""):
        field.data = numbers.masked(field.data)
        raise ValidationError(_l("Personal identity numbers must not be stored. Take it away."))


def trimmed(text: str | None) -> str:
    """A text without blanks around it."""
    return (text or "").strip()


class PersonForm(Form):
    """Somebody's details."""

    name = StringField(
        filters=[trimmed],
        validators=[
            InputRequired(_l("Write a name.")),
            Length(max=200, message=_l("The name is too long.")),
            no_personal_number,
        ],
    )
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
    """The name of a unit."""

    name = StringField(
        filters=[trimmed],
        validators=[
            InputRequired(_l("Write a name.")),
            Length(max=200, message=_l("The name is too long.")),
            no_personal_number,
        ],
    )


class DutyForm(Form):
    """A role over a unit."""

    role = StringField(validators=[AnyOf(list(Role))])
    unit = IntegerField(validators=[InputRequired(_l("Choose a unit."))])


class EraseForm(Form):
    """The name of the one who is to be erased, written once more."""

    erase_name = StringField(filters=[trimmed])


class SettingsForm(Form):
    """An organisation's own decisions."""

    name = StringField(
        filters=[trimmed],
        validators=[InputRequired(_l("Write a name.")), Length(max=200)],
    )
    colour = StringField(
        filters=[trimmed],
        validators=[Regexp(r"#[0-9a-fA-F]{6}$", message=_l("Write the colour as #0b5563."))],
    )
    smallest_shown = IntegerField(
        validators=[
            InputRequired(_l("Write a number.")),
            NumberRange(
                SMALLEST_ALLOWED,
                LARGEST_LIMIT,
                _l("Write a number from %(min)s to %(max)s."),
            ),
        ]
    )
    names_decision = StringField(
        filters=[trimmed], validators=[Length(max=200, message=_l("The reference is too long."))]
    )
    names_decided_on = DateField(
        validators=[Optional()], format="%Y-%m-%d", filters=[lambda day: day or None]
    )

    def validate_colour(self, field: Any) -> None:
        """White text must be readable on it."""
        if not field.errors and contrast.with_white(field.data) < contrast.LOWEST:
            raise ValidationError(_l("White text cannot be read on that colour. Take a darker."))

    def validate_names_decision(self, field: Any) -> None:
        """A decision has a date, and a date has a decision."""
        if bool(field.data) != bool(self.names_decided_on.data):
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
