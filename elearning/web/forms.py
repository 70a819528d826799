"""What every form has: errors that a summary can link to."""

from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

from flask_wtf import FlaskForm
from wtforms import DateField, Field, IntegerField


def trimmed(text: str | None) -> str:
    """A text without blanks around it; letters as keyboards here write them, one sign each."""
    return normalize("NFC", text or "").replace("\r\n", "\n").strip()


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


class _InOurWords(Field):
    """Reads what was typed; `wrong` tells in our words that it is something else."""

    def __init__(self, *arguments: Any, wrong: str, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self._wrong = wrong

    @property
    def typed(self) -> str:
        """What stands in the box: what was typed, or what is so now."""
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed, without blanks around it."""
        try:
            super().process_formdata([each.strip() for each in valuelist])
        except ValueError as error:
            raise ValueError(self._wrong) from error


class WholeNumber(_InOurWords, IntegerField):
    """An integer."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """A per cent sign is taken too."""
        super().process_formdata([each.replace("%", "") for each in valuelist])


class Day(_InOurWords, DateField):
    """A date."""
