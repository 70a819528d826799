"""What a learner's own page shows, and everything that is held about them."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from elearning.course.tree import Course, Lesson, Module, Phase
from elearning.learning import queries
from elearning.learning.queries import KeptNote
from elearning.people import queries as people
from elearning.people.rules import Person

TOLD = frozenset({"assignment", "attempt", "completion", "counted", "note"})  # each in its own part
SECRET = frozenset({"address_proof", "one_time_code", "signin_link"})


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note with the prompt that it answers. What left the course keeps only its keys."""

    module_slug: str
    key: str
    text: str
    updated_at: datetime
    module_title: str
    lesson_title: str
    lesson_slug: str | None  # None when the prompt is no longer in the course
    question: str
    is_step: bool
    error: str | None


@dataclass(frozen=True, slots=True)
class Typed:
    """A changed note that was refused: it is shown as it was typed."""

    module_slug: str
    key: str
    text: str
    error: str

    @property
    def anchor(self) -> str:
        """The id of its box on the page."""
        return f"note-{self.module_slug}-{self.key}"


def own_notes(
    course: Course, notes: list[KeptNote], typed: Typed | None = None
) -> tuple[OwnNote, ...]:
    """A learner's notes with the words around them, in the given order."""
    return tuple(_own_note(course, note, typed) for note in notes)


def _own_note(course: Course, note: KeptNote, typed: Typed | None) -> OwnNote:
    refused = (
        typed if typed and (typed.module_slug, typed.key) == (note.module_slug, note.key) else None
    )
    module = course.modules_by_slug.get(note.module_slug)
    found = _prompt(module, note.key) if module else None
    lesson, question = found or (None, "")
    return OwnNote(
        module_slug=note.module_slug,
        key=note.key,
        text=refused.text if refused else note.text,
        error=refused.error if refused else None,
        updated_at=note.updated_at,
        module_title=module.title if module else note.module_slug,
        lesson_title=lesson.title if lesson else "",
        lesson_slug=lesson.slug if lesson else None,
        question=question,
        is_step=bool(lesson and lesson.phase is Phase.ACTION),
    )


def _prompt(module: Module, key: str) -> tuple[Lesson, str] | None:
    for lesson in module.lessons:
        for reflection in lesson.reflections:
            if reflection.key == key:
                return lesson, reflection.text.striptags()
    return None


def may_write(course: Course, module_slug: str, key: str, notes: list[KeptNote]) -> bool:
    """Whether there is a prompt to answer, or a note from a time when there was."""
    module = course.modules_by_slug.get(module_slug)
    kept = {(note.module_slug, note.key) for note in notes}
    return (module_slug, key) in kept or bool(module and _prompt(module, key))


def everything(person: Person) -> dict[str, Any]:
    """All that the system holds about a person (GDPR article 15), part by part.

    What lets somebody in is left out: it is secret, and soon forgotten.
    """
    return {
        "person": {
            "name": person.name,
            "email": person.email,
            "organisation": person.organisation_name,
            "unit": person.unit_name,
            **asdict(people.kept(person.id)),
            "roles": [{"role": each.role, "unit_id": each.unit_id} for each in person.duties],
        },
        "completions": [asdict(each) for each in queries.every_completion(person.id)],
        "counted": [asdict(each) for each in people.counted(person.id)],
        "attempts": [asdict(each) for each in queries.attempts(person.id)],
        "notes": [asdict(each) for each in queries.notes(person.id)],
        "log": [
            {
                "at": each.at,
                "deed": each.deed,
                "subject": each.subject,
                "before": each.before,
                "after": each.after,
            }
            for each in people.deeds(person.id)
        ],
        "other": people.rows_about(person.id, TOLD | SECRET),
    }


def plain(held: Any) -> Any:
    """The same for JSON: instants and days in ISO 8601."""
    if isinstance(held, dict):
        return {name: plain(value) for name, value in held.items()}
    if isinstance(held, list):
        return [plain(value) for value in held]
    return held.isoformat() if isinstance(held, date) else held
