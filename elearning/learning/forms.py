"""A lesson as a form: one field per question, one box per reflection."""

from functools import lru_cache

from flask_babel import gettext as _
from wtforms import Field, RadioField, SelectMultipleField, TextAreaField, ValidationError

from elearning.course.tree import Kind, Lesson, Question
from elearning.learning.rules import NOTE_LENGTH, Answers, unknown_choices
from elearning.people.fields import no_personal_number
from elearning.web.forms import Form


class LessonForm(Form):
    """Answers and notes of one lesson. A subclass per lesson holds the fields."""

    question_keys: tuple[str, ...] = ()
    note_keys: tuple[str, ...] = ()

    def answers(self) -> Answers:
        """Question key → ids of the choices taken."""
        return {key: _chosen(self[key]) for key in self.question_keys}

    def notes(self) -> dict[str, str]:
        """Prompt key → text, for every box that was sent."""
        return {key: self[key].data for key in self.note_keys if self[key].raw_data}


def _chosen(field: Field) -> frozenset[str]:
    return frozenset(field.raw_data or ())


class Answered:
    """The question has an answer, and one that it offers today."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def __call__(self, form: Form, field: Field) -> None:
        """Raises ValidationError with a sentence that names the question."""
        chosen = _chosen(field)
        if unknown_choices(self.question, chosen):
            raise ValidationError(_has_changed(self.question))
        if not chosen or (len(chosen) > 1 and self.question.kind is not Kind.MULTIPLE):
            raise ValidationError(_is_unanswered(self.question))


def _has_changed(question: Question) -> str:
    if question.kind is Kind.DILEMMA:
        text = _("Dilemma %(number)d has changed since you opened the page. Answer it again.")
    else:
        text = _("Question %(number)d has changed since you opened the page. Answer it again.")
    return str(text % {"number": question.number})


def _is_unanswered(question: Question) -> str:
    if question.kind is Kind.DILEMMA:
        text = _("Choose an answer to dilemma %(number)d.")
    else:
        text = _("Choose an answer to question %(number)d.")
    return str(text % {"number": question.number})


def short_enough(form: Form, field: Field) -> None:
    """Refuse a note that the database has no room for; the text stays in the box."""
    if len(field.data or "") > NOTE_LENGTH:
        raise ValidationError(
            _(
                "Your text has %(length)d characters. There is room for %(most)d.",
                length=len(field.data),
                most=NOTE_LENGTH,
            )
        )


@lru_cache(maxsize=1000)
def lesson_form(lesson: Lesson) -> type[LessonForm]:
    """The form class of a lesson. Questions first, in order, then reflections."""
    questions = lesson.questions
    fields: dict[str, object] = {question.key: _question_field(question) for question in questions}
    fields |= {
        reflection.key: _note_field(id=f"q-{reflection.key}") for reflection in lesson.reflections
    }
    keys = {
        "question_keys": tuple(question.key for question in questions),
        "note_keys": tuple(reflection.key for reflection in lesson.reflections),
    }
    return type("ThisLessonForm", (LessonForm,), fields | keys)


def _question_field(question: Question) -> Field:
    kind = SelectMultipleField if question.kind is Kind.MULTIPLE else RadioField
    return kind(
        choices=[],  # the page shows them from the course, and
        validate_choice=False,  # Answered says better what is wrong
        validators=[Answered(question)],
        id=f"q-{question.key}",
    )


def _note_field(id: str | None = None) -> Field:
    """A box whose line breaks count as one character each, as the browser counts them."""
    checks = [short_enough, no_personal_number]
    return TextAreaField(validators=checks, filters=[_plain_lines], id=id)


def _plain_lines(text: str | None) -> str | None:
    return text and text.replace("\r\n", "\n")


class NoteForm(Form):
    """One note, edited on the learner's own page."""

    text = _note_field()
