"""Every mistake that is recognised, with the sentences that its author is told."""

import pytest

from elearning.course.problems import Translate
from tests.course.writing import Author, Mistake, mistakes


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_with_its_line_in_two_languages(
    mistake: Mistake, author: Author, in_swedish: Translate
) -> None:
    author.insight(mistake.body)

    assert author.told(in_swedish) == mistake.told
