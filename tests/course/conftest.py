"""A content folder to write in, and Swedish."""

from pathlib import Path

import pytest

from elearning.course.problems import Translate
from tests.course import writing


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> writing.Author:
    """An author with a course without problems, who stands above the content folder."""
    monkeypatch.chdir(tmp_path)
    return writing.write_course(tmp_path / "content")


@pytest.fixture(scope="session")
def in_swedish() -> Translate:
    """Translates a message to Swedish. One without Swedish is an error."""
    return writing.swedish().__getitem__
