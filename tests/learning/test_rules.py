"""Marking, progress and what comes next: as values, without an app."""

from datetime import timedelta
from fractions import Fraction

import pytest

from elearning.course.tree import Kind
from elearning.learning import rules
from tests.learning.quizzes import DAY, course, dilemma, finished, module, question, quiz

ALL = 1.0


def taken(**chosen: str) -> rules.Answers:
    return {key: frozenset(letters) for key, letters in chosen.items()}


def test_mark_counts_every_right_question() -> None:
    asked = quiz(question("one", "a", "b"), question("two", "a", "b"))

    mark = rules.mark(asked, taken(one="a", two="b"), ALL)

    assert (mark.marks_right, mark.marks_total) == (1, 2)


def test_mark_tells_which_question_was_right() -> None:
    asked = quiz(question("one", "a", "b"), question("two", "a", "b"))

    mark = rules.mark(asked, taken(one="a", two="b"), ALL)

    assert mark.right == {"one": True, "two": False}


@pytest.mark.parametrize(
    ("chosen", "right"),
    [("ab", True), ("a", False), ("abc", False), ("c", False), ("", False)],
    ids=["all of them", "one missing", "one too many", "wrong", "none"],
)
def test_mark_of_multiple_choices_gives_no_half_marks(chosen: str, right: bool) -> None:
    asked = quiz(question("one", right="ab", wrong="c"))

    mark = rules.mark(asked, taken(one=chosen), ALL)

    assert mark.right == {"one": right}


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.TRUE_FALSE])
@pytest.mark.parametrize(("chosen", "right"), [("a", True), ("b", False), ("ab", False)])
def test_mark_of_one_choice_wants_the_right_one(kind: Kind, chosen: str, right: bool) -> None:
    asked = quiz(question("one", right="a", wrong="b", kind=kind))

    mark = rules.mark(asked, taken(one=chosen), ALL)

    assert mark.right == {"one": right}


def test_mark_takes_a_missing_answer_for_wrong() -> None:
    mark = rules.mark(quiz(question("one", "a", "b")), {}, ALL)

    assert mark.right == {"one": False}


def test_mark_leaves_dilemmas_out() -> None:
    asked = quiz(dilemma("two"), question("one", "a", "b"))

    mark = rules.mark(asked, taken(one="a", two="b"), ALL)

    assert mark.right == {"one": True}


def test_mark_of_dilemmas_alone_is_passed_by_answering() -> None:
    mark = rules.mark(quiz(dilemma("one"), dilemma("two")), taken(one="a", two="b"), ALL)

    assert (mark.passed, mark.marks_total) == (True, 0)


def test_mark_of_an_unknown_choice_is_wrong() -> None:
    mark = rules.mark(quiz(question("one", "a", "b")), taken(one="z"), ALL)

    assert mark.right == {"one": False}


@pytest.mark.parametrize(("chosen", "passed"), [("a", True), ("b", False)])
def test_mark_is_passed_when_just_enough_are_right(chosen: str, passed: bool) -> None:
    asked = quiz(*(question(key, "a", "b") for key in ("one", "two", "three")))

    mark = rules.mark(asked, taken(one="a", two=chosen, three="b"), 0.6)

    assert (mark.needed, mark.passed) == (2, passed)


@pytest.mark.parametrize(
    ("total", "share", "needed"),
    [
        (10, 0.7, 7),
        (3, 0.7, 3),
        (4, 0.7, 3),
        (10, 0.3, 3),
        (20, 0.55, 11),
        (3, 1.0, 3),
        (0, 0.7, 0),
    ],
)
def test_needed_reads_the_share_as_the_decimal_that_was_written(
    total: int, share: float, needed: int
) -> None:
    assert rules.needed(total, share) == needed


def test_unknown_choices_are_those_the_question_does_not_have() -> None:
    assert rules.unknown_choices(question("one", "ab", "c"), {"a", "c", "z"}) == {"z"}


def test_right_choices_are_the_correct_ones() -> None:
    assert rules.right_choices(question("one", "ab", "c")) == {"a", "b"}


def test_right_choices_of_a_dilemma_are_none() -> None:
    assert rules.right_choices(dilemma("one")) == frozenset()


def test_progress_counts_lessons_of_its_own_module() -> None:
    samtal = module("samtal", "motet", "tanken")

    progress = rules.progress(samtal, finished("samtal/motet", "regler/tanken"))

    assert (progress.done, progress.share) == ({"motet"}, Fraction(1, 2))


def test_progress_forgets_lessons_that_have_left_the_module() -> None:
    samtal = module("samtal", "motet", "tanken")

    progress = rules.progress(samtal, finished("samtal/motet", "samtal/borttagen"))

    assert progress.done == {"motet"}


@pytest.mark.parametrize(
    ("evidence", "state"),
    [([], "new"), (["samtal/motet"], "begun"), (["samtal/motet", "samtal/"], "done")],
)
def test_progress_has_a_state(evidence: list[str], state: str) -> None:
    progress = rules.progress(module("samtal", "motet", "tanken"), finished(*evidence))

    assert progress.state == state


def test_progress_of_a_completed_module_stays_whole_when_lessons_are_added() -> None:
    samtal = module("samtal", "motet", "nytt")

    progress = rules.progress(samtal, finished("samtal/motet", "samtal/"))

    assert (progress.share, progress.minutes_left) == (1, 0)


def test_progress_leads_to_the_first_unfinished_lesson() -> None:
    samtal = module("samtal", "motet", "tanken", "steget")

    progress = rules.progress(samtal, finished("samtal/motet", "samtal/steget"))

    assert progress.next_lesson == samtal.lessons[1]


def test_progress_leads_nowhere_when_every_lesson_is_finished() -> None:
    progress = rules.progress(module("samtal", "motet"), finished("samtal/motet"))

    assert progress.next_lesson is None


def test_progress_adds_the_minutes_of_unfinished_lessons() -> None:
    progress = rules.progress(module("samtal", "a", "b", "c"), finished("samtal/b"))

    assert progress.minutes_left == 10


@pytest.mark.parametrize(("done", "expected"), [("ab", True), ("abc", True), ("a", False)])
def test_is_module_done_wants_every_present_lesson(done: str, expected: bool) -> None:
    assert rules.is_module_done(module("samtal", "a", "b"), set(done)) == expected


@pytest.mark.parametrize(
    ("completed", "expected"),
    [({"samtal", "regler"}, True), ({"samtal", "mer"}, False), ({"samtal", "regler", "x"}, True)],
)
def test_is_course_done_wants_required_modules_alone(completed: set[str], expected: bool) -> None:
    whole = course(module("samtal", "a"), module("regler", "a"), optional=(module("mer", "a"),))

    assert rules.is_course_done(whole, completed) == expected


def test_course_completed_at_is_the_instant_of_the_course() -> None:
    evidence = finished("samtal/") + finished("/", at=DAY + timedelta(days=1))

    assert rules.course_completed_at(evidence) == DAY + timedelta(days=1)


def test_course_completed_at_is_none_before() -> None:
    assert rules.course_completed_at(finished("samtal/", "samtal/motet")) is None


def resumed(*evidence: rules.Finished) -> str | None:
    whole = course(
        module("samtal", "a", "b"),
        module("regler", "a", "b"),
        optional=(module("mer", "a", "b"),),
    )
    found = rules.resume(whole, evidence)
    return found.module.slug if found else None


def test_resume_begins_with_the_first_required_module() -> None:
    assert resumed() == "samtal"


def test_resume_goes_on_with_the_module_last_worked_in() -> None:
    earlier = finished("regler/b", at=DAY)
    later = finished("samtal/a", at=DAY + timedelta(hours=1))
    latest = finished("regler/a", at=DAY + timedelta(hours=2))

    assert resumed(*earlier, *later, *latest) == "regler"


def test_resume_passes_completed_modules() -> None:
    assert resumed(*finished("samtal/a", "samtal/b", "samtal/")) == "regler"


def test_resume_goes_on_with_an_optional_module_that_is_begun() -> None:
    assert resumed(*finished("samtal/", "regler/", "mer/a", "/")) == "mer"


def test_resume_suggests_nothing_when_every_required_module_is_completed() -> None:
    assert resumed(*finished("samtal/", "regler/", "/")) is None


@pytest.mark.parametrize(("count", "due"), [(9, False), (10, True), (11, True)])
def test_is_spread_due_from_the_tenth_answer(count: int, due: bool) -> None:
    assert rules.is_spread_due([count - 2, 2], [0, 0]) == due


@pytest.mark.parametrize(("count", "due"), [(19, False), (20, True)])
def test_is_spread_due_again_after_ten_more(count: int, due: bool) -> None:
    assert rules.is_spread_due([count - 9, 9], [6, 4]) == due


@pytest.mark.parametrize(
    ("answers", "shown"), [([10, 0], [0, 0]), ([6, 14], [6, 4])], ids=["at first", "later"]
)
def test_is_spread_not_due_while_all_the_new_chose_the_same(
    answers: list[int], shown: list[int]
) -> None:
    assert not rules.is_spread_due(answers, shown)


def test_spread_is_hidden_below_ten() -> None:
    assert rules.spread({"a": 5, "b": 4}) is None


def test_spread_is_the_exact_share_of_each_choice() -> None:
    assert rules.spread({"a": 7, "b": 3, "c": 0}) == {
        "a": Fraction(7, 10),
        "b": Fraction(3, 10),
        "c": Fraction(0),
    }


def test_spread_of_an_unanswered_dilemma_is_hidden() -> None:
    assert rules.spread({}) is None
