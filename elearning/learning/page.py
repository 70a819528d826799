"""What the lesson page shows: finished values, so that the template only prints them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from markupsafe import Markup

from elearning.course.tree import Kind, Lesson, Module, Phase, Question, Reflection, Situation
from elearning.learning.forms import LessonForm
from elearning.learning.rules import Answers, Mark, ModuleProgress, mark, needed, spread
from elearning.learning.story import Walk, walk
from elearning.web.forms import FormError
from elearning.web.kept import phrase as _


@dataclass(frozen=True, slots=True)
class ProseBlock:
    """Running text."""

    html: Markup
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True, slots=True)
class QuestionBlock:
    """A question: untouched, or as it was answered."""

    question: Question
    chosen: frozenset[str] = frozenset()
    error: str | None = None
    answered: bool = False  # feedback is shown
    right: bool | None = None  # None before hand-in, and for a dilemma always
    spread: Mapping[str, Fraction] | None = None  # of a dilemma, when enough have answered
    spread_total: int = 0  # people behind it
    kind: Literal["question"] = "question"


@dataclass(frozen=True, slots=True)
class ReflectionBlock:
    """A box to write in."""

    reflection: Reflection
    text: str
    is_step: bool  # the learner's own next step, not only a thought
    error: str | None = None
    kind: Literal["reflection"] = "reflection"


@dataclass(frozen=True, slots=True)
class SituationBlock:
    """A story whose course the learner chooses, and how far they have come in it."""

    situation: Situation
    walk: Walk
    kind: Literal["situation"] = "situation"


Block = ProseBlock | QuestionBlock | ReflectionBlock | SituationBlock


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the hand-in just made went. Counts are of marked questions."""

    passed: bool
    right: int
    total: int
    needed: int
    again: tuple[Question, ...]  # those that were wrong


@dataclass(frozen=True)
class LessonPage:
    """Everything that the lesson template prints about one learner in one lesson."""

    blocks: tuple[Block, ...]
    errors: tuple[FormError, ...]
    outcome: Outcome | None
    remaining: tuple[str, ...]  # what is left before the lesson is done, in words
    is_done: bool


@dataclass(frozen=True)
class LessonState:
    """What is known about a learner and a lesson before the page is made."""

    progress: ModuleProgress
    answers: Answers | None  # last handed in, if here
    best: int | None  # right answers; None before the first try or when not asked for
    notes: Mapping[str, str]
    shown: Mapping[str, Mapping[str, int]]  # ChoiceCount.shown of answered dilemmas
    ways: Mapping[str, str] = field(default_factory=dict)  # first scene's key → way in the address


def lesson_page(
    module: Module, lesson: Lesson, state: LessonState, form: LessonForm | None = None
) -> LessonPage:
    """Make the page. A refused form shows what was typed and its errors instead of feedback."""
    answers = form.answers() if form else state.answers
    result = None
    if lesson.quiz and answers is not None and form is None:
        result = mark(lesson.quiz, answers, module.pass_share)
    is_done = lesson.slug in state.progress.done
    return LessonPage(
        blocks=tuple(_block(each, lesson, state, form, answers, result) for each in lesson.blocks),
        errors=form.summary() if form else (),
        outcome=_outcome(lesson, result) if result else None,
        remaining=() if is_done else _remaining(module, lesson, state, result),
        is_done=is_done,
    )


def _block(
    block: Markup | Question | Reflection | Situation,
    lesson: Lesson,
    state: LessonState,
    form: LessonForm | None,
    answers: Answers | None,
    result: Mark | None,
) -> Block:
    if isinstance(block, Question):
        return _question_block(block, state, form, answers, result)
    if isinstance(block, Reflection):
        typed = form.notes().get(block.key) if form else None
        return ReflectionBlock(
            reflection=block,
            text=state.notes.get(block.key, "") if typed is None else typed,
            is_step=lesson.phase is Phase.ACTION,
            error=_error(form, block.key),
        )
    if isinstance(block, Situation):
        return SituationBlock(block, walk(block, state.ways.get(block.start.key, "")))
    return ProseBlock(block)


def _question_block(
    question: Question,
    state: LessonState,
    form: LessonForm | None,
    answers: Answers | None,
    result: Mark | None,
) -> QuestionBlock:
    counts = state.shown.get(question.key, {})
    shown = {choice.id: counts.get(choice.id, 0) for choice in question.choices}
    return QuestionBlock(
        question=question,
        chosen=answers.get(question.key, frozenset()) if answers else frozenset(),
        error=_error(form, question.key),
        answered=result is not None,
        right=result.right.get(question.key) if result else None,
        spread=spread(shown) if result and question.kind is Kind.DILEMMA else None,
        spread_total=sum(shown.values()),
    )


def _outcome(lesson: Lesson, result: Mark) -> Outcome:
    again = tuple(_wrong(lesson, result))
    return Outcome(result.passed, result.marks_right, result.marks_total, result.needed, again)


def _wrong(lesson: Lesson, result: Mark) -> Iterator[Question]:
    return (each for each in lesson.questions if result.right.get(each.key) is False)


def _error(form: LessonForm | None, key: str) -> str | None:
    return form[key].errors[0] if form and form[key].errors else None


def _remaining(
    module: Module, lesson: Lesson, state: LessonState, result: Mark | None
) -> tuple[str, ...]:
    """What is left: the questions that were wrong if we know them, else how many must be right."""
    if lesson.quiz is None:
        return (_("say that you have read it"),)
    if result:
        wrong = _wrong(lesson, result)
        return tuple(_("question %(number)d", number=question.number) for question in wrong)
    total = sum(question.kind is not Kind.DILEMMA for question in lesson.questions)
    enough = {"needed": needed(total, module.pass_share), "total": total}
    if not total:
        return (_("answer the questions"),)
    if state.best is None:
        return (_("at least %(needed)d of %(total)d questions right", **enough),)
    return (
        _(
            "at least %(needed)d of %(total)d questions right; your best so far is %(best)d",
            best=state.best,
            **enough,
        ),
    )
