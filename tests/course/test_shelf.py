"""Which course a process works with: a broken one never takes a working one's place."""

import os
from pathlib import Path

import pytest

from elearning.course.problems import CourseInvalid
from elearning.course.shelf import Shelf, renew_stamp
from tests.course.writing import Author


def title(shelf: Shelf) -> str:
    return shelf.current()["sv"].title


def rename(author: Author, new: str) -> None:
    path = author.content / "course.toml"
    before = path.stat()
    path.write_text(path.read_text().replace('sv = "Prov"', f'sv = "{new}"'))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 10**9))  # a coarse clock ticks


def test_in_development_an_edited_file_is_taken_up_at_once(author: Author, tmp_path: Path) -> None:
    shelf = Shelf(author.content, tmp_path, development=True)
    assert title(shelf) == "Prov"

    rename(author, "Nytt")

    assert title(shelf) == "Nytt"


def test_a_course_that_has_not_changed_stays_the_same(author: Author, tmp_path: Path) -> None:
    shelf = Shelf(author.content, tmp_path, development=True)

    assert shelf.current() is shelf.current()


def test_in_production_only_a_new_stamp_counts(author: Author, tmp_path: Path) -> None:
    shelf = Shelf(author.content, tmp_path, development=False)
    assert title(shelf) == "Prov"

    rename(author, "Nytt")

    assert title(shelf) == "Prov"
    renew_stamp(shelf.stamp)
    assert title(shelf) == "Nytt"


def test_every_new_stamp_counts(author: Author, tmp_path: Path) -> None:
    shelf = Shelf(author.content, tmp_path, development=False)
    seen = []

    for _ in range(3):
        renew_stamp(shelf.stamp)
        seen.append(shelf.current())

    assert len({id(courses) for courses in seen}) == 3


def test_a_broken_course_does_not_take_the_working_ones_place(
    author: Author, tmp_path: Path
) -> None:
    shelf = Shelf(author.content, tmp_path, development=True)
    working = shelf.current()

    author.write("05-ny.sv.md", "Ny\n")

    assert shelf.current() is working
    assert len(shelf.problems) > 0
    (author.module / "05-ny.sv.md").unlink()
    assert shelf.current() == working
    assert shelf.problems == ()


def test_there_is_no_course_until_one_works(author: Author, tmp_path: Path) -> None:
    author.write("05-ny.sv.md", "Ny\n")
    shelf = Shelf(author.content, tmp_path, development=True)

    with pytest.raises(CourseInvalid):
        shelf.current()
    with pytest.raises(CourseInvalid):
        shelf.current()

    (author.module / "05-ny.sv.md").unlink()
    assert title(shelf) == "Prov"
