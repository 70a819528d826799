"""The form of a sending."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import AnyOf, InputRequired, Length, Optional, ValidationError

from elearning.nudges.actions import Wish
from elearning.nudges.rules import SENTENCE_LENGTH, Audience, Kind
from elearning.people import numbers
from elearning.web.forms import Form


class MailingForm(Form):
    """What to send, and to whom."""

    unit = IntegerField(validators=[InputRequired(_l("Choose a unit."))])
    audience = StringField(
        default=Audience.NOT_FINISHED,
        validators=[AnyOf(list(Audience), message=_l("Choose who the letter is for."))],
    )
    kind = StringField(
        default=Kind.REMINDER, validators=[AnyOf(list(Kind), message=_l("Choose a letter."))]
    )
    sentence = StringField(
        filters=[lambda text: (text or "").strip().replace("\r\n", "\n")],
        validators=[
            Length(
                max=SENTENCE_LENGTH, message=_l("The text is too long: at most %(max)d characters.")
            )
        ],
    )

    def validate_sentence(self, field: Any) -> None:
        """Personal identity numbers are never kept, not even by mistake."""
        if numbers.holds_one(field.data):
            field.data = numbers.masked(field.data)
            raise ValidationError(_l("Personal identity numbers must not be sent. Remove it."))

    def day(self) -> date | None:
        """The day it begins on; None: as soon as it is confirmed."""
        return None

    def wish(self) -> Wish:
        """What was accepted."""
        return Wish(
            unit_id=int(self.unit.data or 0),
            audience=Audience(str(self.audience.data)),
            kind=Kind(str(self.kind.data)),
            sentence=str(self.sentence.data or ""),
            starts_on=self.day(),
        )


class WaveForm(MailingForm):
    """The same, on a day of its own."""

    starts_on = DateField(
        validators=[Optional()], format="%Y-%m-%d", filters=[lambda day: day or None]
    )

    def require_day(self, today: date) -> bool:
        """Whether a day is given that has not passed; if not, the form says so."""
        if not self.starts_on.errors and (self.starts_on.data or date.min) < today:
            self.starts_on.errors = [_l("Write a day that has not passed, as 2026-12-01.")]
        return not self.errors

    def day(self) -> date | None:
        """The day it begins on."""
        found: date | None = self.starts_on.data
        return found
