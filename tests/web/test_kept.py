"""What is kept is the same for all who see it, and never old or somebody else's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from markupsafe import Markup

from elearning.course.tree import Choice, Course, Kind, Question
from elearning.web.kept import kept, kept_rows, phrase
from tests.factories import Make
from tests.visitor import Visitor

QUESTION = Question(
    key="tolk",
    kind=Kind.SINGLE,
    text=Markup("Vad gör du?"),
    hint=Markup(""),
    choices=(Choice("a", Markup("Tolk"), True, Markup("")),),
    explanation=Markup(""),
    number=1,
)


@contextmanager
def reader(app: Flask, language: str = "sv") -> Iterator[None]:
    with app.app_context(), app.test_request_context(headers={"Accept-Language": language}):
        yield


def test_kept_makes_what_is_the_same_once(app: Flask) -> None:
    made = []

    def macro(text: str) -> Markup:
        made.append(text)
        return Markup(text)

    with reader(app):
        shown = [kept(macro, "Hej"), kept(macro, "Hej")]

    assert (shown, made) == (["Hej", "Hej"], ["Hej"])


def test_kept_is_in_the_language_of_each_reader(app: Flask) -> None:
    def macro() -> Markup:
        return phrase("Sign in")

    shown = []
    for language in ("sv", "en", "sv"):
        with reader(app, language):
            shown.append(kept(macro))

    assert shown == ["Logga in", "Sign in", "Logga in"]


def test_kept_is_made_anew_where_only_a_choice_has_changed(app: Flask) -> None:
    def macro(question: Question) -> Markup:
        return question.choices[0].text

    changed = replace(QUESTION, choices=(replace(QUESTION.choices[0], text=Markup("Fråga")),))

    with reader(app):
        shown = [kept(macro, QUESTION), kept(macro, changed)]

    assert shown == ["Tolk", "Fråga"]


def test_kept_rows_stand_in_their_order(app: Flask) -> None:
    def macro(text: str, number: int) -> Markup:
        return Markup("<td>{}{}</td>").format(text, number)

    with reader(app):
        shown = kept_rows(macro, [("a", 2), ("<", 1)])

    assert shown == Markup("<td>a2</td><td>&lt;1</td>")


def test_phrase_escapes_what_is_put_in(app: Flask) -> None:
    with reader(app, "en"):
        shown = phrase("Next: %(title)s", title="<b>")

    assert shown == Markup("Next: &lt;b&gt;")


@pytest.mark.parametrize("path", ["/modules/", "/modules/{module}/{lesson}", "/"])
def test_pages_tell_each_reader_their_own(
    app: Flask, make: Make, course: Course, path: str
) -> None:
    module = course.modules[0]
    path = path.format(module=module.slug, lesson=module.lessons[0].slug)
    names = ("Säter", "Gagnef")
    pages = []

    for name in names:
        visitor = Visitor(app)
        visitor.signin(make.user(make.root(make.organisation(name))))
        pages.append(visitor.get(path).text)

    assert [[name in page for name in names] for page in pages] == [[True, False], [False, True]]


def test_lesson_tells_each_reader_what_they_have_done(
    app: Flask, make: Make, course: Course
) -> None:
    done, new = make.user(), make.user()
    make.completed(done, course)
    module = course.modules[0]
    pages = []

    for person in (done, new, done):
        visitor = Visitor(app)
        visitor.signin(person)
        pages.append(visitor.get(f"/modules/{module.slug}/{module.lessons[0].slug}").text)

    assert ["Lektionen är klar" in page for page in pages] == [True, False, True]
