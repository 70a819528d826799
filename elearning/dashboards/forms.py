"""The form of an organisation's goal."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError
from wtforms.validators import InputRequired

from elearning.web.forms import Day, Form, WholeNumber

NOT_A_NUMBER = _l("Write whole per cent, from 1 to 100.")
NOT_A_DAY = _l("Write the day as year-month-day, for example 2027-06-15.")


class GoalForm(Form):
    """A share and a day that is still to come."""

    percent = WholeNumber(wrong=NOT_A_NUMBER, validators=[InputRequired(NOT_A_NUMBER)])
    due_on = Day(wrong=NOT_A_DAY, validators=[InputRequired(NOT_A_DAY)])
    today: date  # set by the view

    def aim(self) -> tuple[int, date]:
        """The share in per cent and the day that were accepted."""
        assert self.percent.data is not None
        assert self.due_on.data is not None
        return self.percent.data, self.due_on.data

    def validate_percent(self, field: Field) -> None:
        """Refuse less than one per cent and more than all. What is no number is refused already."""
        if field.data is not None and not 1 <= field.data <= 100:
            raise ValidationError(NOT_A_NUMBER)

    def validate_due_on(self, field: Field) -> None:
        """Refuse a day that has passed."""
        if field.data and field.data < self.today:
            raise ValidationError(_l("That day has passed. Choose one that is to come."))
