"""What every form has: errors that a summary can link to."""

from dataclasses import dataclass

from flask_wtf import FlaskForm


@dataclass(frozen=True, slots=True)
class FormError:
    """One line of an error summary. `anchor` is the id of the field that it leads to."""

    anchor: str
    text: str


class Form(FlaskForm):
    """A form whose errors are told once above it and once at each field."""

    class Meta:
        """CSRFProtect has checked every POST before its view; a form would check it again."""

        csrf = False

    def summary(self) -> tuple[FormError, ...]:
        """Every error, in the order of the fields."""
        return tuple(FormError(field.id, text) for field in self for text in field.errors)
