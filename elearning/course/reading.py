"""A module's folder, read whole, within bounds, and with nothing from outside it."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from elearning.course.problems import N_, Problem, Report

ORIGINAL = "sv"  # the language that the others follow
LANGUAGES = (ORIGINAL, "en")
EASY = "sv-lattlast"  # lättläst: a text of its own, in easy Swedish
VARIANTS = (*LANGUAGES, EASY)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 60  # characters; it is stored in the database and shown in addresses
LARGEST_TEXT = 40_000  # bytes; a long lesson of 2,000 words is 15,000
LONGEST_LINE = 3_000  # characters; a paragraph of 400 words. Markdown's time grows with the square
MOST_LINES = 2_000  # of a text, for the same reason; a long lesson has 160
MOST_BRACKETS = 300  # of [ in a lesson, for the same reason; one with six questions has 30
LARGEST_IMAGE = 1_000_000  # bytes; larger ones are slow on a telephone

LESSON_NAME = re.compile(rf"(\d\d)-({SLUG.pattern})\.({'|'.join(VARIANTS)})\.md")
GUIDE_NAME = re.compile(rf"handledning\.({'|'.join(LANGUAGES)})\.md")
TIPS_NAME = re.compile(rf"tips\.({'|'.join(LANGUAGES)})\.md")
TEXT_NAMES = (re.compile(r"module\.toml"), LESSON_NAME, GUIDE_NAME, TIPS_NAME)
IMAGE_NAME = re.compile(r"images/[a-z0-9]+(?:[-_][a-z0-9]+)*\.(?:svg|png|jpg|jpeg|webp)")
LEFTOVER = re.compile(r"\..*|.*~|Thumbs\.db", re.DOTALL)

# Control characters, Unicode's non-characters, and marks that turn the direction of text:
# nobody writes them by hand, and they can make a text look like another than it is.
ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")
BLANK_ROW = re.compile(r"^ +$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class File:
    """A file as it stands on disk. `name` is its place in the module, `path` what authors see."""

    name: str
    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Folder:
    """A module's folder: the files that may be used, by name, and what was wrong with others."""

    slug: str
    path: str
    version: str  # 12 hex digits that change with any file's name or content, not with line ends
    files: tuple[File, ...]
    problems: tuple[Problem, ...]


def shown(path: Path) -> str:
    """A path as authors know it: relative to where they stand, if it is below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def read_folder(folder: Path) -> Folder:
    """Read every file of a module. Symbolic links are never followed."""
    folder = folder.absolute()
    report = Report(shown(folder))
    if len(folder.name) > LONGEST_SLUG or not SLUG.fullmatch(folder.name):
        report.add(1, N_("name the folder with the letters a-z, digits and hyphens only"))
    problems = report.problems
    read = (_read(name, path, problems) for name, path in sorted(_entries(folder, problems)))
    files = tuple(file for file in read if file)
    return Folder(folder.name, shown(folder), _version(files), files, tuple(problems))


def read_file(path: Path, problems: list[Problem]) -> File | None:
    """Read one text file; nothing where it is missing, too large or no plain file."""
    report = Report(shown(path.absolute()))
    if not path.exists():
        report.add(1, N_("the file is missing"))
    elif path.is_symlink() or not path.is_file():
        report.add(1, N_("this is not an ordinary file; put the file itself here"))
    else:
        data = _bounded(path, LARGEST_TEXT, report)
        if not report.problems:
            return File(path.name, report.path, data)
    problems += report.problems
    return None


def decode(file: File, report: Report) -> str | None:
    """The text of a file with \\n for line ends, blanks for tabs; nothing if it is unreadable."""
    data = content(file)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        report.add(line, N_("save the file with the encoding UTF-8"))
        return None
    if not _is_within_bounds(text, report):
        return None
    for odd in ODD.finditer(text):
        report.add(
            text.count("\n", 0, odd.start()) + 1,
            N_("remove the invisible character %(code)s; rewrite the line if you cannot see it"),
            code=f"U+{ord(odd[0]):04X}",
        )
    return BLANK_ROW.sub("", ODD.sub("", text).expandtabs(4))


def _is_within_bounds(text: str, report: Report) -> bool:
    long = [i for i, line in enumerate(text.split("\n"), start=1) if len(line) > LONGEST_LINE]
    for line in long:
        report.add(line, N_("the line is very long; divide it into paragraphs"))
    tall = text.count("\n") > MOST_LINES
    if tall:
        report.add(1, N_("there are very many lines; divide the lesson into several"))
    many = text.count("[") > MOST_BRACKETS
    if many:
        report.add(1, N_("there are very many square brackets; divide the lesson into several"))
    return not long and not tall and not many


def content(file: File) -> bytes:
    """The bytes of a file; a text's without byte order mark and with \\n for line ends."""
    if not file.name.endswith((".md", ".toml", ".svg")):
        return file.data
    data = file.data.removeprefix(b"\xef\xbb\xbf")
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _version(files: Iterable[File]) -> str:
    digest = hashlib.sha256()
    for file in files:
        data = content(file)
        digest.update(f"{file.name}\n{len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()[:12]


def list_folder(folder: Path, problems: list[Problem]) -> list[Path]:
    """What stands in a folder, by name, but for what editors and systems leave behind."""
    try:
        return sorted(path for path in folder.iterdir() if not LEFTOVER.fullmatch(path.name))
    except OSError:
        report = Report(shown(folder.absolute()))
        report.add(1, N_("the folder cannot be read"))
        problems += report.problems
        return []


def _entries(folder: Path, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    for path in list_folder(folder, problems):
        if path.name == "images" and path.is_dir() and not path.is_symlink():
            for image in list_folder(path, problems):
                yield f"images/{image.name}", image
        else:
            yield path.name, path


def _read(name: str, path: Path, problems: list[Problem]) -> File | None:
    report = Report(shown(path))
    data = b""
    is_image = bool(IMAGE_NAME.fullmatch(name))
    if not (is_image or any(pattern.fullmatch(name) for pattern in TEXT_NAMES)):
        report.add(1, _expected(name))
    elif path.is_symlink() or not path.is_file():
        report.add(1, N_("this is not an ordinary file; put the file itself here"))
    else:
        data = _bounded(path, LARGEST_IMAGE if is_image else LARGEST_TEXT, report)
    problems += report.problems
    return None if report.problems else File(name, report.path, data)


def _expected(name: str) -> str:
    if name.startswith("images/"):
        return N_(
            "name the picture with the letters a-z, digits and hyphens, "
            "and the ending .svg, .png, .jpg or .webp"
        )
    if name.endswith(".md"):
        return N_(
            "name the lesson like 01-name.sv.md, 01-name.en.md or 01-name.sv-lattlast.md: "
            "number, name, language"
        )
    return N_("this file does not belong in a module; move it, or put pictures in images/")


def _bounded(path: Path, largest: int, report: Report) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError:
        report.add(1, N_("the file cannot be read"))
        return b""
    if len(data) > largest:
        message = N_("the file is larger than %(size)s kB; make it smaller")
        report.add(1, message, size=largest // 1000)
    return data
