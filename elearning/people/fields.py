"""What every field for a text about people has in common."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length, ValidationError

from elearning.people import numbers
from elearning.web.forms import trimmed


def no_personal_number(_form: Any, field: Any) -> None:
    """Personal identity numbers are never kept, not even by mistake."""
    if numbers.holds_one(field.data or ""):
        field.data = numbers.masked(field.data)
        raise ValidationError(_l("Personal identity numbers must not be stored. Remove it."))


def name_field() -> StringField:
    """For the name of a person, a unit or whatever must be called something."""
    return StringField(
        filters=[trimmed],
        validators=[
            DataRequired(_l("Write a name.")),
            Length(max=200, message=_l("The name is too long.")),
            no_personal_number,
        ],
    )
