"""SQL statements per page do not grow: not with people, modules or organisations."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from config import ROOT
from elearning.course.tree import Course
from elearning.database import transaction
from elearning.learning import actions
from elearning.people.rules import Person
from tests.conftest import CONTENT, NOON, Clock, empty, running
from tests.factories import Make
from tests.learning.handing_in import fields, right, wrong
from tests.statements import statements
from tests.visitor import Visitor

LESSON, HAND_IN = 4, 8  # the most that a lesson page and a hand-in may ask
MOST = {"/": 6, "/modules/": 2, "/leaderboard": 2, "/leaderboard/tavlingen": 3}
MANY = (1, 3, 100)


def count_get(visitor: Visitor, path: str) -> int:
    with statements() as seen:
        assert visitor.get(path).status_code == 200
    return len(seen)


def count_post(visitor: Visitor, path: str, answers: dict[str, list[str]]) -> int:
    with statements() as seen:
        assert visitor.post(path, **answers).status_code == 303
    return len(seen)


def the_course(app: Flask) -> Course:
    return app.extensions["course"].current()["sv"]


def crowd(make: Make, course: Course, many: int) -> Person:
    """So many organisations, each with someone who has completed the course; gives the last."""
    campaign = make.campaign(course, NOON - timedelta(1), NOON + timedelta(1))
    module = course.required[0]
    for number in range(many):
        organisation = make.organisation(f"Kommun {number}")
        make.participation(campaign, organisation)
        person = make.user(make.root(organisation))
        with transaction():
            actions.complete_lesson(person.id, course, module, module.lessons[0], NOON)
    return person


def write_course(folder: Path, many: int) -> Path:
    """The trial course with so many modules, each a copy of the first."""
    slugs = [f"modul-{number}" for number in range(many)]
    content = Path(shutil.copytree(CONTENT, folder / "content"))
    for slug in slugs:
        copy = Path(shutil.copytree(CONTENT / "modules" / "samtal", content / "modules" / slug))
        for file in copy.glob("*.md"):
            file.write_text(file.read_text(encoding="utf-8").replace("{#samtal", f"{{#{slug}"))
    for slug in ("samtal", "regler"):
        shutil.rmtree(content / "modules" / slug)
    named = ", ".join(f'"{slug}"' for slug in slugs)
    file = content / "course.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"required = .*", f"required = [{named}]", text), encoding="utf-8")
    return content


@contextmanager
def course_of(many: int, folder: Path, clock: Clock) -> Iterator[Flask]:
    content = write_course(folder, many)
    with running(f"sqlite:///{folder}/data.sqlite", folder, clock, content=content) as app:
        yield app


@pytest.mark.parametrize("many", MANY)
def test_statements_do_not_grow_with_people_and_organisations(
    app: Flask, make: Make, course: Course, many: int
) -> None:
    visitor = Visitor(app)
    visitor.signin(crowd(make, course, many))

    asked = {path: count_get(visitor, path) for path in MOST}

    assert asked == MOST


@pytest.mark.parametrize("many", MANY)
def test_statements_do_not_grow_with_modules(tmp_path: Path, clock: Clock, many: int) -> None:
    with course_of(many, tmp_path, clock) as app, app.app_context():
        visitor = Visitor(app)
        visitor.signin(crowd(Make(clock), the_course(app), 1))

        asked = {path: count_get(visitor, path) for path in MOST}

    assert asked == MOST


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory, the_clock: Clock) -> Iterator[Flask]:
    """The application on the real content."""
    folder = tmp_path_factory.mktemp("real")
    url, content = f"sqlite:///{folder}/data.sqlite", ROOT / "content"
    with running(url, folder, the_clock, content=content) as app:
        yield app


@pytest.fixture
def learner(real_site: Flask, make: Make) -> Iterator[Visitor]:
    """Someone who has just begun, in a campaign, on the real content."""
    visitor = Visitor(real_site)
    with real_site.app_context():
        visitor.signin(make.user())
        yield visitor
        empty()


def lessons(course: Course) -> list[tuple[str, dict[str, list[str]], dict[str, list[str]]]]:
    """Every lesson's address, right answers and wrong ones; notes are written in both."""
    found = []
    for module in course.modules:
        for lesson in module.lessons:
            notes = {each.key: ["Ett steg."] for each in lesson.reflections}
            asked = lesson.quiz is not None
            best = fields(right(lesson)) if asked else {}
            worst = fields(wrong(lesson)) if asked else {}
            found.append((f"/modules/{module.slug}/{lesson.slug}", best | notes, worst | notes))
    return found


def test_lesson_page_takes_at_most_four_statements(learner: Visitor) -> None:
    asked = {path: count_get(learner, path) for path, _, _ in lessons(the_course(learner.app))}

    assert {path: number for path, number in asked.items() if number > LESSON} == {}


def test_lesson_page_with_feedback_takes_at_most_four_statements(learner: Visitor) -> None:
    asked: dict[str, int] = {}
    for path, best, worst in lessons(the_course(learner.app)):
        for answers in (worst, best):
            learner.get(path)
            learner.post(path, **answers)
            asked[path] = max(asked.get(path, 0), count_get(learner, path))

    assert {path: number for path, number in asked.items() if number > LESSON} == {}


def test_hand_in_takes_at_most_eight_statements(learner: Visitor, make: Make) -> None:
    make.campaign(the_course(learner.app), NOON - timedelta(1), NOON + timedelta(1), slug="nu")
    make.completed(make.user(), the_course(learner.app))  # the first of all opens the counters

    asked: dict[str, list[int]] = {}
    for path, best, worst in lessons(the_course(learner.app)):
        learner.get(path)
        asked[path] = [count_post(learner, path, answers) for answers in (worst, best, best)]

    assert {path: each for path, each in asked.items() if max(each) > HAND_IN} == {}
