"""Evidence stands whatever happens to the content afterwards."""

import shutil
from pathlib import Path

import pytest

from elearning.course.compiler import compile_course
from elearning.course.tree import Course
from elearning.database import transaction
from elearning.learning import actions, queries, rules
from elearning.learning.queries import KeptCompletion
from elearning.people.rules import Person
from tests.conftest import CONTENT, NOON
from tests.factories import Make

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The trial course in files of this test's own."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
def amina(database: object, make: Make, course: Course) -> Person:
    """She has completed the course."""
    person = make.user()
    make.completed(person, course)
    return person


def compiled(content: Path) -> Course:
    return compile_course(content)["sv"]


def edit(content: Path, path: str, old: str, new: str) -> None:
    file = content / "modules" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def remove_lesson(content: Path) -> None:
    for file in (content / "modules" / "samtal").glob("01-motet.*.md"):
        file.unlink()
    edit(content, "samtal/module.toml", '[lessons.motet]\nphase = "upplevelse"\nminutes = 2\n', "")


def state(person: Person, course: Course, slug: str) -> str:
    finished = queries.finished(person.id, course.slug)
    return rules.progress(course.modules_by_slug[slug], finished).state


def kept(person: Person) -> list[KeptCompletion]:
    return queries.every_completion(person.id)


def test_completion_survives_an_edit(amina: Person, content: Path) -> None:
    edit(content, "samtal/03-kunskapen.sv.md", "Först lite text.", "Ny text.")

    assert state(amina, compiled(content), "samtal") == "done"


def test_completion_keeps_its_version_after_an_edit(
    amina: Person, content: Path, course: Course
) -> None:
    edit(content, "samtal/03-kunskapen.sv.md", "Först lite text.", "Ny text.")

    newer = compiled(content).modules_by_slug["samtal"].version
    module = next(each for each in kept(amina) if each.module_slug == "samtal")
    assert (module.version, module.version != newer) == (
        course.modules_by_slug["samtal"].version,
        True,
    )


def test_completion_keeps_its_title_after_a_rename(amina: Person, content: Path) -> None:
    edit(content, "samtal/module.toml", 'sv = "Samtal"', 'sv = "Möten"')
    renamed = compiled(content)

    (module,) = [
        each for each in queries.completions(amina.id, renamed.slug) if each.module_slug == "samtal"
    ]

    assert (renamed.modules_by_slug["samtal"].title, module.title) == ("Möten", "Samtal")


def test_completion_survives_a_lesson_that_is_added(amina: Person, content: Path) -> None:
    for language in ("sv", "en"):
        new = content / "modules" / "samtal" / f"05-mer.{language}.md"
        new.write_text("# Mer\n\nEtt stycke till.\n", encoding="utf-8")
    file = content / "modules" / "samtal" / "module.toml"
    text = file.read_text(encoding="utf-8")
    lesson = '[lessons.mer]\nphase = "handling"\nminutes = 2\n\n[[sources]]'
    file.write_text(text.replace("[[sources]]", lesson, 1), encoding="utf-8")

    assert state(amina, compiled(content), "samtal") == "done"


def test_completion_survives_the_removal_of_its_module(amina: Person, content: Path) -> None:
    before = kept(amina)
    shutil.rmtree(content / "modules" / "samtal")
    file = content / "course.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"samtal", ', ""), encoding="utf-8")

    smaller = compiled(content)

    assert [module.slug for module in smaller.modules] == ["regler"]
    assert rules.course_completed_at(queries.finished(amina.id, smaller.slug)) == NOON
    assert kept(amina) == before


def test_course_that_has_lost_a_module_is_completed_by_the_others(
    database: object, make: Make, content: Path, course: Course
) -> None:
    person = make.user()
    for lesson in course.modules_by_slug["regler"].lessons[1:]:
        with transaction():
            actions.complete_lesson(
                person.id, course, course.modules_by_slug["regler"], lesson, NOON
            )
    file = content / "course.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"samtal", ', ""), encoding="utf-8")
    shutil.rmtree(content / "modules" / "samtal")
    smaller = compiled(content)
    module = smaller.modules_by_slug["regler"]

    with transaction():
        actions.complete_lesson(person.id, smaller, module, module.lessons[0], NOON)

    assert rules.course_completed_at(queries.finished(person.id, smaller.slug)) == NOON


def test_module_in_another_language_is_the_same_module(
    amina: Person, content: Path, sqlite_app: object
) -> None:
    english = compile_course(content)["en"]

    assert [state(amina, english, slug) for slug in ("samtal", "regler")] == ["done", "done"]
