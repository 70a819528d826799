"""Easy Swedish: chosen once, remembered, and worth the same. On the real content."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import ROOT
from elearning.course.tree import Course, Kind, Lesson, Module
from elearning.database import db
from elearning.learning.models import ChoiceCount
from tests.conftest import Clock, empty, running
from tests.factories import Make
from tests.learning.handing_in import fields, right
from tests.visitor import Visitor


@pytest.fixture(scope="module")
def real_site(tmp_path_factory: pytest.TempPathFactory, the_clock: Clock) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("variants")
    url, content = f"sqlite:///{folder}/data.sqlite", ROOT / "content"
    with running(url, folder, the_clock, content=content) as app:
        yield app


@pytest.fixture
def reader(real_site: Flask, make: Make) -> Iterator[Visitor]:
    """Somebody signed in who reads Swedish."""
    visitor = Visitor(real_site)
    with real_site.app_context():
        visitor.signin(make.user())
        yield visitor
        empty()


@pytest.fixture
def courses(real_site: Flask) -> dict[str, Course]:
    return dict(real_site.extensions["course"].current())


def first_quiz(course: Course) -> tuple[Module, Lesson]:
    return next((m, each) for m in course.required for each in m.lessons if each.quiz)


def path(module: Module, lesson: Lesson) -> str:
    return f"/modules/{module.slug}/{lesson.slug}"


def test_easy_swedish_is_one_link_away_and_remembered(
    reader: Visitor, courses: dict[str, Course]
) -> None:
    module, lesson = first_quiz(courses["sv"])
    easy = courses["sv-lattlast"].modules_by_slug[module.slug]

    before = reader.get(path(module, lesson)).text
    answer = reader.get(path(module, lesson) + "?lang=sv-lattlast")
    after = reader.follow(answer).text

    assert "?lang=sv-lattlast" in before
    assert (answer.status_code, answer.location) == (302, path(module, lesson))
    assert '<html lang="sv">' in after
    assert "?lang=sv-lattlast" not in after
    assert str(easy.lessons_by_slug[lesson.slug].title) in after
    assert "Vanlig text" in reader.get(path(module, module.lessons[0])).text


def test_easy_swedish_finishes_the_same_lesson(reader: Visitor, courses: dict[str, Course]) -> None:
    module, lesson = first_quiz(courses["sv-lattlast"])
    reader.get(path(module, lesson) + "?lang=sv-lattlast")
    reader.get(path(module, lesson))

    reader.post(path(module, lesson), **fields(right(lesson)))

    data = reader.data("/me/data.json")
    assert [each["lesson_slug"] for each in data["completions"]] == [lesson.slug]
    reader.get(path(module, lesson) + "?lang=sv")
    assert "Klar" in reader.get(path(module, lesson)).text


def test_every_quiz_has_the_same_revision_in_every_variant(courses: dict[str, Course]) -> None:
    revisions = {
        variant: [
            (module.slug, each.slug, each.quiz.revision if each.quiz else "")
            for module in course.modules
            for each in module.lessons
        ]
        for variant, course in courses.items()
    }

    assert revisions["sv-lattlast"] == revisions["sv"] == revisions["en"]


def test_situation_goes_where_the_reader_chooses(
    reader: Visitor, courses: dict[str, Course]
) -> None:
    for module in courses["sv"].modules:
        lesson = next(each for each in module.lessons if each.situations)
        (story,) = lesson.situations
        way = story.start.ways[0]
        following = story.scene(way.target)
        assert following is not None
        query = f"?{quote(story.start.key)}={quote(way.target)}"

        begun = reader.get(path(module, lesson)).text
        gone = reader.get(path(module, lesson) + query).text

        assert f"{query}#{story.start.key}" in begun
        assert f'-title" data-read>{following.title}</h3>' in gone


def test_guide_and_tips_of_every_module_open(reader: Visitor, courses: dict[str, Course]) -> None:
    answers = [
        reader.get(address).status_code
        for module in courses["sv"].modules
        for address in (
            f"/modules/{module.slug}/",
            f"/modules/{module.slug}/guide",
            f"/tips/?module={module.slug}",
            f"/tips/{module.slug}/{module.tips[0].key}",
        )
    ]

    assert set(answers) == {200}


def test_answers_to_a_dilemma_are_counted_together_in_every_variant(
    real_site: Flask, make: Make, reader: Visitor, courses: dict[str, Course]
) -> None:
    module, lesson = next(
        (module, each)
        for module in courses["sv"].modules
        for each in module.lessons
        if each.quiz and any(asked.kind is Kind.DILEMMA for asked in each.quiz.questions)
    )
    other = Visitor(real_site)
    other.signin(make.user())
    other.get(path(module, lesson) + "?lang=sv-lattlast")
    other.get(path(module, lesson))
    reader.get(path(module, lesson))

    for visitor in (reader, other):
        visitor.post(path(module, lesson), **fields(right(lesson)))

    asked = next(each for each in lesson.questions if each.kind is Kind.DILEMMA)
    counted = select(ChoiceCount.choice_id, func.sum(ChoiceCount.answers)).where(
        ChoiceCount.question_key == asked.key, ChoiceCount.answers > 0
    )
    rows = db.session.execute(counted.group_by(ChoiceCount.choice_id)).all()
    assert [tuple(row) for row in rows] == [(asked.choices[0].id, 2)]


def test_easy_swedish_and_swedish_never_mix(reader: Visitor, courses: dict[str, Course]) -> None:
    module, lesson = first_quiz(courses["sv"])
    address = path(module, lesson)

    pages = []
    for variant in ("sv", "sv-lattlast", "sv", "sv-lattlast"):
        reader.get(f"{address}?lang={variant}")
        pages.append(reader.get(address).text)

    for variant, other, page in zip(
        ("sv", "sv-lattlast") * 2, ("sv-lattlast", "sv") * 2, pages, strict=True
    ):
        texts = {
            each: {
                f'<span class="question-text">{question.text}</span>'
                for question in courses[each]
                .modules_by_slug[module.slug]
                .lessons_by_slug[lesson.slug]
                .questions
            }
            for each in (variant, other)
        }
        assert all(text in page for text in texts[variant])
        assert not any(text in page for text in texts[other] - texts[variant])
