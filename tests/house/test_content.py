"""The real content compiles, without a single problem."""

from pathlib import Path

from elearning.course.compiler import compile_course

CONTENT = Path(__file__).parents[2] / "content"


def test_the_content_has_no_problems() -> None:
    assert set(compile_course(CONTENT)) == {"sv", "en", "sv-lattlast"}
