"""The forms of those who organise campaigns."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, ValidationError

from elearning.people.fields import name_field, no_personal_number
from elearning.web.calendar import FIRST_YEAR, is_within_reach
from elearning.web.forms import Day, Form, WholeNumber, trimmed

NOT_A_DAY = _l("Write the day as 2026-11-02.")
NOT_A_HEADCOUNT = _l("Write how many are employed, as a whole number.")
MOST = 1_000_000  # people whom one employer has; a slip of the finger, where there are more


class CampaignForm(Form):
    """A campaign that is to be."""

    name = name_field()
    slug = StringField(
        filters=[trimmed],
        validators=[
            DataRequired(_l("Write what comes last in the address.")),
            Length(max=80, message=_l("That is too long.")),
            Regexp(
                r"[a-z0-9]+(-[a-z0-9]+)*$",
                message=_l("Write small letters a to z and figures, with hyphens between."),
            ),
        ],
    )
    starts_on = Day(wrong=NOT_A_DAY, validators=[InputRequired(_l("Choose the first day."))])
    ends_on = Day(wrong=NOT_A_DAY, validators=[InputRequired(_l("Choose the last day."))])

    def title(self) -> str:
        """The name that was accepted."""
        return str(self.name.data)

    def address(self) -> str:
        """What comes last in its address."""
        return str(self.slug.data)

    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        assert self.starts_on.data is not None
        assert self.ends_on.data is not None
        return self.starts_on.data, self.ends_on.data

    def validate_ends_on(self, field: Any) -> None:
        """The last day is the first or comes after it."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_l("The last day is before the first."))
        if field.data and not is_within_reach(field.data):
            raise ValidationError(NOT_A_DAY)

    def validate_starts_on(self, field: Any) -> None:
        """A day that clocks can count."""
        if field.data and not is_within_reach(field.data):
            raise ValidationError(NOT_A_DAY)


class ParticipationForm(Form):
    """An organisation that takes part, and how many it employs."""

    organisation = SelectField(validate_choice=False)
    headcount = WholeNumber(wrong=NOT_A_HEADCOUNT, validators=[InputRequired(NOT_A_HEADCOUNT)])
    headcount_on = Day(wrong=NOT_A_DAY, validators=[InputRequired(NOT_A_DAY)])
    headcount_source = StringField(
        filters=[trimmed],
        validators=[
            DataRequired(_l("Write where the number comes from.")),
            Length(max=300, message=_l("That is too long.")),
            no_personal_number,
        ],
    )
    today: date  # set by the view

    def chosen(self) -> str:
        """The slug of the organisation."""
        return str(self.organisation.data)

    def headcounted(self) -> dict[str, Any]:
        """How many, when, and where the number comes from."""
        fields = (self.headcount, self.headcount_on, self.headcount_source)
        return {field.name: field.data for field in fields}

    def validate_organisation(self, field: Any) -> None:
        """One that does not take part yet."""
        if field.data not in dict(field.choices):
            raise ValidationError(_l("Choose an organisation."))

    def validate_headcount(self, field: Any) -> None:
        """Somebody, and not more than there can be."""
        if field.data is not None and not 1 <= field.data <= MOST:
            raise ValidationError(NOT_A_HEADCOUNT)

    def validate_headcount_on(self, field: Any) -> None:
        """A number that has been counted."""
        if field.data and not date(FIRST_YEAR, 1, 1) <= field.data <= self.today:
            raise ValidationError(_l("Write the day when they were counted; it cannot be to come."))
