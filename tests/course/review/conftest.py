"""A module that keeps every rule, and the Swedish dictionary."""

from pathlib import Path

import pytest

from elearning.course.review.spelling import Speller, load_dictionary
from tests.course.review.whole import Whole, write_whole


@pytest.fixture
def whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Whole:
    """An author of a module that keeps every rule, who stands above the content folder."""
    monkeypatch.chdir(tmp_path)
    return write_whole(tmp_path / "content")


@pytest.fixture(scope="session")
def dictionary() -> Speller:
    """The real one: three seconds, once."""
    found = load_dictionary()
    assert found is not None, "the dictionary is missing; run ./dev setup"
    return found
