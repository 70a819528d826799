"""What must hold between the lessons of a module."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from elearning.course.building import lesson_keys
from elearning.course.drafts import DraftLesson, DraftQuestion
from elearning.course.manifest import LessonEntry
from elearning.course.problems import N_, Report
from elearning.course.questions import normalised
from elearning.course.reading import ORIGINAL
from elearning.course.tips import DraftTip
from elearning.course.tree import Kind, Phase

FEWEST_FOR_HABIT = 4  # questions; with three answers each, chance alone does this once in 81
UNREADABLE = DraftLesson("", (), "")  # stands for a file that has told its problem


@dataclass(frozen=True, slots=True)
class LessonFile:
    """A lesson's file in one variant, and what it says."""

    slug: str
    number: int  # in the file's name
    variant: str
    draft: DraftLesson
    report: Report


def check_lessons(
    files: Sequence[LessonFile], entries: Sequence[LessonEntry], toml: Report
) -> None:
    """The files and module.toml must name the same lessons in the same order."""
    original = [file for file in files if file.variant == ORIGINAL]
    named = {entry.slug for entry in entries}
    for file in original:
        if file.slug not in named:
            message = N_("the lesson is not in module.toml; add a heading [lessons.%(slug)s] there")
            file.report.add(1, message, slug=file.slug)
    in_order = [file.slug for file in original if file.slug in named]
    for entry in entries:
        if entry.slug not in in_order:
            message = N_("there is no file for the lesson '%(slug)s'; add it or remove it here")
            toml.add(entry.line, message, slug=entry.slug)
        elif entry.slug != in_order[0]:
            message = N_("here '%(wanted)s' should stand; write the lessons in the files' order")
            toml.add(entry.line, message, wanted=in_order[0])
            return
        else:
            in_order.pop(0)


def check_numbers(files: Iterable[LessonFile]) -> None:
    """No two lessons have one number; no lesson has two."""
    slugs: dict[int, str] = {}
    numbers: dict[str, int] = {}
    for file in files:
        slug = slugs.setdefault(file.number, file.slug)
        number = numbers.setdefault(file.slug, file.number)
        if slug != file.slug and number == file.number:
            message = N_("the lesson '%(slug)s' has the same number; give one of them another")
            file.report.add(1, message, slug=slug)
        if number != file.number:
            message = N_("the lesson has the number %(number)s in another language; use one")
            file.report.add(1, message, number=f"{number:02d}")


def check_phases(files: Iterable[LessonFile], entries: Sequence[LessonEntry], toml: Report) -> None:
    """The four phases come in order, each at least once, and the last has one writing box."""
    order = list(Phase)
    reached = 0
    for entry in entries:
        place = order.index(entry.phase)
        if place < reached:
            message = N_("the phase %(phase)s cannot come after %(reached)s; change the order")
            toml.add(entry.line, message, phase=entry.phase, reached=order[reached])
        reached = max(reached, place)
    for phase in order:
        if phase not in {entry.phase for entry in entries}:
            message = N_("no lesson has the phase %(phase)s; every module needs one")
            toml.add(1, message, phase=phase)
    last = {entry.slug for entry in entries if entry.phase == Phase.ACTION}
    _check_next_step([file for file in files if file.slug in last])


def _check_next_step(files: Sequence[LessonFile]) -> None:
    original = [file for file in files if file.variant == ORIGINAL]
    boxes = [(file, box) for file in original for box in file.draft.reflections]
    if original and not boxes and not any(file.draft is UNREADABLE for file in original):
        message = N_(
            "the phase handling has no writing box; write a heading with a key, "
            "and a line of four underscores"
        )
        original[-1].report.add(1, message)
    for file, box in boxes[1:]:
        message = N_("the phase handling has more than one writing box; keep one")
        file.report.add(box.line, message)


def check_keys(files: Iterable[LessonFile], tips: Iterable[tuple[DraftTip, Report]]) -> None:
    """A key is used once in a module. It is what answers are stored under."""
    original = [file for file in files if file.variant == ORIGINAL]
    keys = [(file.report, key, line) for file in original for key, line in lesson_keys(file.draft)]
    keys += [(report, tip.key, tip.line) for tip, report in tips]
    places: dict[str, str] = {}
    for report, key, line in keys:
        if key in places:
            message = N_("the key '%(key)s' is used already, in %(place)s; choose another")
            report.add(line, message, key=key, place=places[key])
        places.setdefault(key, f"{report.path}:{line}")


def check_habits(files: Iterable[LessonFile]) -> None:
    """The right answer must not give itself away by always being last, or always the longest.

    Judged over the questions with one right answer, from four of them on: fewer can well be
    chance. Always means each one; longest means longer than every other answer.
    """
    questions = [
        (file.report, question)
        for file in files
        if file.variant == ORIGINAL
        for question in file.draft.questions
        if question.kind == Kind.SINGLE and sum(c.correct for c in question.choices) == 1
    ]
    if len(questions) < FEWEST_FOR_HABIT:
        return
    report, first = questions[0]
    if all(question.choices[-1].correct for _, question in questions):
        message = N_("the right answer is the last in all %(count)s questions; mix the order")
        report.add(first.line, message, count=len(questions))
    if all(_longest_is_right(question) for _, question in questions):
        message = N_("the right answer is the longest in all %(count)s questions; make them alike")
        report.add(first.line, message, count=len(questions))


def _longest_is_right(question: DraftQuestion) -> bool:
    lengths = {choice: len(normalised(choice.text.text)) for choice in question.choices}
    right = next(choice for choice in question.choices if choice.correct)
    return all(lengths[right] > length for choice, length in lengths.items() if choice != right)
