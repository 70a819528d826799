"""A municipal employee takes the course on a phone, with and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from elearning.course.tree import Kind, Lesson
from tests.browser.conftest import new_phone
from tests.browser.reader import Reader
from tests.server.stage import Stage, answers

pytestmark = pytest.mark.browser


def asks_one_of_several(lesson: Lesson) -> bool:
    """Whether the lesson begins with a question that has one right answer."""
    return bool(lesson.questions) and lesson.questions[0].kind is Kind.SINGLE


def test_demo_door_leads_to_the_start_page(reader: Reader) -> None:
    reader.signin_by_demo("amina.yusuf@demo.example")

    expect(reader.page).to_have_url(reader.site.address + "/")
    expect(reader.heading).to_contain_text("Amina")


def test_letter_leads_to_the_start_page(reader: Reader, stage: Stage) -> None:
    person = stage.person(name="Leyla Holm")

    reader.signin_by_link(person.email)

    expect(reader.page).to_have_url(reader.site.address + "/")
    expect(reader.heading).to_contain_text("Leyla")


def test_signin_leads_to_where_one_was_going(reader: Reader, stage: Stage) -> None:
    person = stage.person()
    reader.go("/me")

    reader.signin_by_link(person.email)

    expect(reader.page).to_have_url(reader.site.address + "/me")


def test_wrong_answer_is_explained_at_the_choice(reader: Reader, stage: Stage) -> None:
    place = stage.place(asks_one_of_several)
    reader.arrive(stage, stage.person())
    reader.go(place.path)

    reader.finish(place.lesson, right=False)

    question = place.lesson.questions[0]
    wrong = next(choice for choice in question.choices if not choice.correct)
    said = reader.choice(question.key, wrong.id).locator(".feedback .prose")
    expect(said).to_have_text(wrong.feedback.striptags())


def test_wrong_answer_leaves_the_lesson_open(reader: Reader, stage: Stage) -> None:
    place = stage.place(asks_one_of_several)
    reader.arrive(stage, stage.person())
    reader.go(place.path)

    reader.finish(place.lesson, right=False)

    expect(reader.page.locator("#outcome")).to_be_visible()
    expect(reader.done).not_to_be_visible()


def test_corrected_answer_finishes_the_lesson(reader: Reader, stage: Stage) -> None:
    place = stage.place(asks_one_of_several)
    reader.arrive(stage, stage.person())
    reader.go(place.path)
    reader.finish(place.lesson, right=False)

    reader.finish(place.lesson, right=True)

    expect(reader.done).to_be_visible()


def test_refused_hand_in_keeps_what_was_chosen(reader: Reader, stage: Stage) -> None:
    place = stage.place(lambda lesson: len(lesson.questions) > 1)
    first = place.lesson.questions[0]
    reader.arrive(stage, stage.person())
    reader.go(place.path)

    reader.choose({first.key: answers(place.lesson)[first.key]})
    reader.hand_in()

    checked = reader.page.locator("input:checked").evaluate_all("all => all.map(e => e.value)")
    assert set(checked) == answers(place.lesson)[first.key]


def test_written_step_is_there_next_time(reader: Reader, stage: Stage) -> None:
    place = stage.place(lambda lesson: lesson.quiz is None and bool(lesson.reflections))
    reader.arrive(stage, stage.person())
    reader.go(place.path)

    reader.page.fill("textarea", "Jag frågar vad du behöver.")
    reader.hand_in()
    reader.go(place.path)

    expect(reader.page.locator("textarea")).to_have_value("Jag frågar vad du behöver.")


def test_another_device_goes_on_where_the_first_left_off(
    reader: Reader, stage: Stage, new_context: Callable[..., BrowserContext]
) -> None:
    person = stage.person()
    places = stage.places()
    reader.signin_by_link(person.email)
    reader.resume.click()
    reader.finish(places[0].lesson)

    other = Reader(new_phone(new_context), reader.site)
    other.follow_link(stage.link(person))
    other.resume.click()

    expect(other.page).to_have_url(other.site.address + places[1].path)


def test_module_is_taken_from_beginning_to_end(reader: Reader, stage: Stage) -> None:
    module = stage.course().required[0]
    reader.arrive(stage, stage.person())
    reader.go("/")
    reader.resume.click()

    for lesson in module.lessons:
        expect(reader.heading).to_have_text(lesson.title)
        reader.finish(lesson)
        if lesson.quiz:
            reader.onward.click()

    expect(reader.page).to_have_url(reader.site.address + f"/modules/{module.slug}/")
    expect(reader.page.locator(".path li.done")).to_have_count(len(module.lessons))


def test_finished_course_gives_a_certificate(reader: Reader, stage: Stage) -> None:
    places = stage.places()
    reader.arrive(stage, stage.person(done=len(places) - 1, name="Sofia Berg"))
    reader.go(places[-1].path)

    reader.finish(places[-1].lesson)
    reader.go("/me/certificate")

    expect(reader.page.locator(".certificate-name")).to_have_text("Sofia Berg")


def test_finished_course_raises_the_municipality(reader: Reader, stage: Stage) -> None:
    places = stage.places()
    reader.arrive(stage, stage.person(done=len(places) - 1))
    reader.go(places[-1].path)
    before = count_of(reader, "Säter")

    reader.finish(places[-1].lesson)

    assert count_of(reader, "Säter") == before + 1


def count_of(reader: Reader, organisation: str) -> int:
    """What the open campaign's JSON says of an organisation."""
    answer = reader.page.request.get(reader.site.address + "/leaderboard/bemotandelyftet.json")
    found = [row for row in answer.json()["standings"] if row["organisation"] == organisation]
    return int(found[0]["completed"])


def test_module_is_taken_in_easy_swedish(reader: Reader, stage: Stage) -> None:
    module = stage.course("sv-lattlast").required[0]
    reader.arrive(stage, stage.person())
    reader.go(f"/modules/{module.slug}/{module.lessons[0].slug}")
    reader.page.get_by_role("link", name="Lättläst").click()

    for lesson in module.lessons:
        expect(reader.heading).to_have_text(lesson.title)
        reader.finish(lesson)
        if lesson.quiz:
            reader.onward.click()

    expect(reader.page.locator(".path li.done")).to_have_count(len(module.lessons))


def test_situation_is_walked_back_and_forth(reader: Reader, stage: Stage) -> None:
    place = stage.place(lambda lesson: bool(lesson.situations))
    story = place.lesson.situations[0]
    first = story.scene(story.start.ways[0].target)
    assert first is not None
    scene = reader.page.locator(".situation h3")
    reader.arrive(stage, stage.person())
    reader.go(place.path)

    reader.page.locator(".situation-ways a").first.click()
    expect(scene).to_have_text(first.title.striptags())
    reader.page.go_back()
    expect(scene).to_have_text(story.start.title.striptags())
    reader.page.go_forward()
    expect(scene).to_have_text(first.title.striptags())
