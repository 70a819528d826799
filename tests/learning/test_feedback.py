"""Answers handed in are recalled from the session, for the same quiz alone."""

from dataclasses import replace
from typing import Any

import pytest

from elearning.learning import feedback
from tests.learning.quizzes import lesson, module, question, quiz

ASKED = lesson("kunskapen", quiz=quiz(question("one", "ab", "c")))
SAMTAL, REGLER = module("samtal"), module("regler")
ANSWERS = {"one": frozenset("ab")}


@pytest.fixture
def session() -> dict[str, Any]:
    """A session just after a hand-in."""
    session: dict[str, Any] = {}
    feedback.remember(session, SAMTAL, ASKED, ANSWERS)
    return session


def test_answers_are_recalled(session: dict[str, Any]) -> None:
    assert feedback.recall(session, SAMTAL, ASKED) == ANSWERS


def test_answers_to_another_module_are_not_recalled(session: dict[str, Any]) -> None:
    assert feedback.recall(session, REGLER, ASKED) is None


def test_answers_to_another_revision_are_not_recalled(session: dict[str, Any]) -> None:
    assert ASKED.quiz is not None
    newer = replace(ASKED, quiz=replace(ASKED.quiz, revision="ny"))

    assert feedback.recall(session, SAMTAL, newer) is None


def test_answers_to_a_lesson_that_has_lost_its_quiz_are_not_recalled(
    session: dict[str, Any],
) -> None:
    assert feedback.recall(session, SAMTAL, replace(ASKED, quiz=None)) is None


def test_answers_before_any_hand_in_are_none() -> None:
    assert feedback.recall({}, SAMTAL, ASKED) is None


def test_answers_of_the_last_hand_in_alone_are_kept(session: dict[str, Any]) -> None:
    feedback.remember(session, REGLER, ASKED, ANSWERS)

    assert feedback.recall(session, SAMTAL, ASKED) is None
