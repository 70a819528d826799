"""The real content compiles, without a single problem, and keeps every rule for authors."""

from pathlib import Path

from elearning.course.compiler import compile_course
from elearning.course.review.rulebook import judge
from elearning.course.review.spelling import load_dictionary

CONTENT = Path(__file__).parents[2] / "content"


def test_the_content_has_no_problems() -> None:
    assert set(compile_course(CONTENT)) == {"sv", "en", "sv-lattlast"}


def test_the_content_keeps_every_rule() -> None:
    dictionary = load_dictionary()

    judged = judge(CONTENT, dictionary)

    assert dictionary is not None, "the dictionary is missing; run ./dev setup"
    assert [problem.located(str) for problem in judged.problems] == []
