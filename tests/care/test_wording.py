"""What is kept, in words that those whom it is about understand."""

import pytest
from flask import Flask

from elearning.care import wording
from elearning.course.tree import Course
from elearning.database import Base
from elearning.learning.own import SECRET, TOLD


def test_every_table_about_a_person_has_a_name_in_words(app: Flask) -> None:
    kept = {table.name for table in Base.metadata.sorted_tables if "user_id" in table.columns}

    assert {name for name in kept - TOLD - SECRET if wording.table(name) == name} == set()


@pytest.mark.parametrize(
    ("module", "lesson", "told"),
    [
        ("", "", "course"),
        ("samtal", "", "module"),
        ("samtal", "kunskapen", "lesson"),
        ("samtal", "finns-inte", "as it was"),
        ("finns-inte", "", "as it was"),
    ],
)
def test_what_is_finished_is_called_as_now_while_the_course_has_it(
    course: Course, module: str, lesson: str, told: str
) -> None:
    samtal = course.modules_by_slug["samtal"]
    names = {
        "course": course.title,
        "module": samtal.title,
        "lesson": samtal.lessons_by_slug["kunskapen"].title,
        "as it was": "As it was",
    }
    slugs = {"course_slug": course.slug, "module_slug": module, "lesson_slug": lesson}

    assert wording.completed(course, {**slugs, "title": "As it was"}) == names[told]


def test_what_is_finished_of_another_course_is_called_as_it_was(course: Course) -> None:
    slugs = {"course_slug": "annan", "module_slug": "samtal", "lesson_slug": ""}

    assert wording.completed(course, {**slugs, "title": "As it was"}) == "As it was"
