"""What may stand in a module's folder, and what a hostile one is told."""

from pathlib import Path

import pytest

from elearning.course.reading import LARGEST_IMAGE, LARGEST_TEXT, read_folder
from tests.course.writing import MODULE, QUESTION, Author


def version(author: Author) -> str:
    return read_folder(author.module).version


def test_the_version_does_not_depend_on_line_ends_or_the_byte_order_mark(author: Author) -> None:
    before, lesson = version(author), author.lesson()

    author.write("module.toml", "\ufeff" + MODULE.replace("\n", "\r\n"))
    author.write("03-insikt.sv.md", f"# Insikt\n\n{QUESTION}".replace("\n", "\r"))

    assert (version(author), author.lesson()) == (before, lesson)


def test_the_version_depends_on_every_file_and_its_name(author: Author) -> None:
    versions = {version(author)}

    author.change("04-steg.en.md", "Vad gör", "What do")
    versions.add(version(author))
    author.change("images/disk.svg", "M0 0", "M1 0")
    versions.add(version(author))
    (author.module / "images/disk.svg").rename(author.module / "images/mur.svg")
    versions.add(version(author))

    assert len(versions) == 4


def test_what_editors_and_systems_leave_behind_is_passed_over(author: Author) -> None:
    before = version(author)

    for name in (".DS_Store", ".03-insikt.sv.md.swp", "03-insikt.sv.md~", "images/Thumbs.db"):
        author.write(name, "x")

    assert (version(author), author.problems()) == (before, [])


LESSON = (
    "name the lesson like 01-name.sv.md, 01-name.en.md or 01-name.sv-lattlast.md: "
    "number, name, language"
)
IMAGE = (
    "name the picture with the letters a-z, digits and hyphens, "
    "and the ending .svg, .png, .jpg or .webp"
)
ELSEWHERE = "this file does not belong in a module; move it, or put pictures in images/"
INVISIBLE = "remove the invisible character %s; rewrite the line if you cannot see it"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("3-insikt.md", LESSON),
        ("03-Insikt.sv.md", LESSON),
        ("03-insikt.no.md", LESSON),
        ("03-insikt.en-lattlast.md", LESSON),
        ("handledning.md", LESSON),
        ("tips.sv-lattlast.md", LESSON),
        ("anteckning.txt", ELSEWHERE),
        ("images/Disk 1.svg", IMAGE),
        ("images/x.html", IMAGE),
    ],
)
def test_a_wrong_name_is_told(author: Author, name: str, message: str) -> None:
    author.write(name, "x")

    assert author.problems() == [f"{name}:1: {message}"]


def test_a_hostile_name_cannot_write_on_the_terminal(author: Author) -> None:
    author.write("a\x1b[2J\nb.txt", "x")

    odd = "\N{REPLACEMENT CHARACTER}"
    assert author.problems() == [f"a{odd}[2J{odd}b.txt:1: {ELSEWHERE}"]


def test_a_link_is_never_followed(author: Author, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n\nText.\n")
    (author.module / "03-insikt.sv.md").unlink()
    (author.module / "03-insikt.sv.md").symlink_to(tmp_path / "secret.md")
    (author.module / "images/mur.svg").symlink_to("/dev/zero")
    (author.content / "modules/annan").symlink_to(tmp_path)

    assert author.problems() == [
        "content/modules/annan:1: this is no folder; only modules' folders stand in modules/",
        "03-insikt.en.md:1: the lesson is missing in the language 'sv'; add 03-insikt.sv.md",
        "03-insikt.sv.md:1: this is not an ordinary file; put the file itself here",
        "images/mur.svg:1: this is not an ordinary file; put the file itself here",
        "module.toml:25: there is no file for the lesson 'insikt'; add it or remove it here",
    ]


def test_a_large_file_is_not_read(author: Author) -> None:
    author.write("03-insikt.sv.md", "# A\n\n" + "a\n" * LARGEST_TEXT)
    author.write("images/mur.png", "a" * (LARGEST_IMAGE + 1))

    assert [text for text in author.problems() if "larger" in text] == [
        "03-insikt.sv.md:1: the file is larger than 40 kB; make it smaller",
        "images/mur.png:1: the file is larger than 1000 kB; make it smaller",
    ]


def test_text_that_is_not_utf_8_is_told_with_its_line(author: Author) -> None:
    (author.module / "03-insikt.sv.md").write_bytes("# A\r\n\r\nBemötande\r\n".encode("latin-1"))

    assert author.problems() == ["03-insikt.sv.md:3: save the file with the encoding UTF-8"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("a" * 3001, "3: the line is very long; divide it into paragraphs"),
        ("[a] " * 301, "1: there are very many square brackets; divide the lesson into several"),
        ("# a\n" * 2001, "1: there are very many lines; divide the lesson into several"),
        (
            "Hej\u202e du",
            "3: remove the invisible character U+202E; rewrite the line if you cannot see it",
        ),
        (
            "Hej\x00",
            "3: remove the invisible character U+0000; rewrite the line if you cannot see it",
        ),
    ],
)
def test_text_that_would_be_slow_or_deceive_is_refused(
    author: Author, body: str, problem: str
) -> None:
    author.write("02-tanke.sv.md", f"# A\n\n{body}\n")

    assert author.problems() == [f"02-tanke.sv.md:{problem}"]
