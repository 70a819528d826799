"""The forms of an import: a file, what its columns hold, and the confirmation."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from elearning.people.numbers import masked
from elearning.roster import reading, telling
from elearning.roster.columns import Field, doubled, identifies
from elearning.roster.matching import same
from elearning.roster.table import Problem, Table, Unreadable
from elearning.web.forms import Form, FormError

STAY, LEAVE = "stay", "leave"


class UploadForm(Form):
    """A file. `table` is what it holds, once it is accepted."""

    table: Table
    file = FileField(validators=[FileRequired(_l("Choose a file."))])

    def validate_file(self, field: FileField) -> None:
        """Read the file; say what is wrong with it."""
        assert isinstance(field.data, FileStorage)
        try:
            self.table = reading.table(field.data.stream.read())
        except Unreadable as error:
            raise ValidationError(telling.problem(error.problem, error.row)) from None

    def file_name(self) -> str:
        """What its maker calls the file."""
        return masked(self.file.data.filename or "")


class ColumnsForm(Form):
    """What each column holds. Made by `columns_form`."""

    headers: Sequence[str]

    def fields(self) -> tuple[Field, ...]:
        """What was chosen, column by column."""
        return tuple(Field(self[f"column-{n}"].data) for n in range(len(self.headers)))

    def told(self) -> Mapping[str, Field]:
        """Header → what it holds, to be remembered; the first of two with the same name."""
        told: dict[str, Field] = {}
        for header, field in zip(self.headers, self.fields(), strict=True):
            if not header.isdecimal():  # a file without headers has only numbers
                told.setdefault(header, field)
        return told

    def wrongs(self) -> tuple[FormError, ...]:
        """Why the choices do not serve: something twice, or nobody can be told apart."""
        fields, names = self.fields(), telling.fields()
        wrong = [
            FormError(
                f"column-{len(fields) - 1 - fields[::-1].index(field)}",
                _("%(what)s is chosen for two columns.", what=names[field]),
            )
            for field in sorted(doubled(fields))
        ]
        if not identifies(fields):
            wrong.append(FormError("column-0", telling.problem(Problem.NO_IDENTITY)))
        return tuple(wrong)


def columns_form(headers: Sequence[str], fields: Sequence[Field | None]) -> ColumnsForm:
    """A form with one choice for each column, set to what we believe."""
    known = telling.fields()
    choices = [SelectChoice(value=field.value, label=text) for field, text in known.items()]
    selects = {
        f"column-{n}": SelectField(
            header,
            choices=choices,
            default=str(field if field in known else Field.UNUSED),
        )
        for n, (header, field) in enumerate(zip(headers, fields, strict=True))
    }
    made: Any = type("TheseColumns", (ColumnsForm,), {**selects, "headers": tuple(headers)})
    form: ColumnsForm = made()
    return form


class ConfirmForm(Form):
    """Whether to go on, and whether those whom the file does not name have left."""

    gone = RadioField(choices=[SelectChoice(STAY), SelectChoice(LEAVE)], default=STAY)
    number = StringField()  # of those who would leave, as the page said it
    name = StringField()

    def leaving(self) -> int:
        """How many are said to have left."""
        number = (self.number.data or "").strip()
        return int(number) if self.gone.data == LEAVE and number.isdecimal() else 0

    def wrongs(self, gone: int, needs_name: bool, organisation: str) -> tuple[FormError, ...]:
        """Why this is no confirmation."""
        if self.gone.data != LEAVE or not gone:
            return ()
        if self.leaving() != gone:
            return (FormError("gone-leave", telling.problem("changed")),)
        if needs_name and not same(self.name.data or "", organisation):
            said = _("Write the name of the organisation: %(name)s", name=organisation)
            return (FormError("name", said),)
        return ()
