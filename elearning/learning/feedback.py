"""What a learner answered last, kept in their own signed session cookie and nowhere else.

So the feedback survives the redirect after a hand-in, and the server forgets the choices.
"""

from collections.abc import Mapping, MutableMapping
from typing import Any

from elearning.course.tree import Lesson, Module
from elearning.learning.rules import Answers

_KEY = "handed_in"


def remember(
    session: MutableMapping[str, Any], module: Module, lesson: Lesson, answers: Answers
) -> None:
    """Keep the answers of this hand-in instead of the last one's."""
    assert lesson.quiz is not None
    session[_KEY] = {
        "at": f"{module.slug}/{lesson.slug}",
        "revision": lesson.quiz.revision,
        "chosen": {key: sorted(chosen) for key, chosen in answers.items()},
    }


def recall(session: Mapping[str, Any], module: Module, lesson: Lesson) -> Answers | None:
    """The answers last handed in, if they were to this quiz as it is now."""
    kept = session.get(_KEY)
    if kept is None or lesson.quiz is None or kept["at"] != f"{module.slug}/{lesson.slug}":
        return None
    if kept["revision"] != lesson.quiz.revision:
        return None
    return {key: frozenset(chosen) for key, chosen in kept["chosen"].items()}
