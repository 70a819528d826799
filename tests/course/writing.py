"""Writes a small course, right in every way, that a test then changes in one."""

import re
from dataclasses import dataclass
from pathlib import Path

from elearning.course.compiler import compile_course
from elearning.course.problems import CourseInvalid, Translate
from elearning.course.tree import Course, Lesson

CATALOGUE = Path(__file__).parents[2] / "elearning/translations/sv/LC_MESSAGES/messages.po"

COURSE = """\
slug = "prov"
required = ["motet"]

[title]
sv = "Prov"
en = "Test"

[summary]
sv = "Ett prov."
en = "A test."

[focus_areas.bemotande]
sv = "Bemötande"
en = "Treatment"

[focus_areas.service]
sv = "Service"
en = "Service"

[workplaces.skola]
sv = "Skola"
en = "School"
"""
MODULE = """\
pass_share = 0.7
illustration = "disk.svg"
focus_areas = ["bemotande"]

[title]
sv = "Mötet"
en = "The meeting"

[summary]
sv = "Om möten."
en = "About meetings."

[audience]
sv = "Alla."
en = "Everyone."

[lessons.start]
phase = "upplevelse"
minutes = 2

[lessons.tanke]
phase = "eftertanke"
minutes = 3

[lessons.insikt]
phase = "insikt"
minutes = 4

[lessons.steg]
phase = "handling"
minutes = 1

[[sources]]
sv = "Förvaltningslagen"
en = "Administrative Procedure Act"
url = "https://www.riksdagen.se/"
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h9"/></svg>\n'
QUESTION = """\
### Vad gör du? {#gor}

- [ ] Går
  > Nej.
- [x] Stannar
  > Ja.
"""
SITUATION = """\
## Mannen vid disken

Här väljer du.

### Han slår i *disken* {#disken}

Hårt.

- En lista som hör till.

Vad gör du?

- [Du *backar*](#backar)
- [Du ropar](#ropar)

### Han tystnar {#backar}

Ni talar.

### Anders kommer {#ropar}

Ni är två.

## Sedan

Text.
"""
STEP = """\
# Steget

### Vad gör du i morgon? {#steg}

____
"""

Told = tuple[int, str, str]  # line, English, Swedish


@dataclass
class Author:
    """Someone who writes in a content folder."""

    content: Path

    @property
    def module(self) -> Path:
        """The module's folder."""
        return self.content / "modules/motet"

    def write(self, name: str, text: str) -> None:
        """Write a file of the module."""
        path = self.module / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    def change(self, name: str, old: str, new: str) -> None:
        """Change a text in a file of the module."""
        text = (self.module / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new))

    def insight(self, body: str) -> None:
        """Write the lesson of insight, in both languages; the body begins on line 3."""
        for language in ("sv", "en"):
            self.write(f"03-insikt.{language}.md", f"# Insikt\n\n{body}")

    def courses(self) -> dict[str, Course]:
        """What the compiler makes of it."""
        return compile_course(self.content)

    def lesson(self, language: str = "sv") -> Lesson:
        """The lesson of insight, compiled."""
        return self.courses()[language].modules[0].lessons_by_slug["insikt"]

    def problems(self, translate: Translate = str) -> list[str]:
        """What is wrong, each as `path:line: message`, with paths from the module's folder."""
        try:
            self.courses()
        except CourseInvalid as invalid:
            located = [problem.located(translate) for problem in invalid.problems]
            return [text.removeprefix("content/modules/motet/") for text in located]
        return []

    def told(self, in_swedish: Translate) -> list[Told]:
        """What is wrong with the Swedish lesson of insight: line, English and Swedish."""
        try:
            self.courses()
        except CourseInvalid as invalid:
            return [
                (problem.line, problem.text(str), problem.text(in_swedish))
                for problem in invalid.problems
                if problem.path == "content/modules/motet/03-insikt.sv.md"
            ]
        return []


def write_course(content: Path) -> Author:
    """A course with one module of four lessons, without any problem."""
    author = Author(content)
    content.mkdir(parents=True)
    (content / "course.toml").write_text(COURSE, encoding="utf-8")
    author.write("module.toml", MODULE)
    author.write("images/disk.svg", SVG)
    author.insight(QUESTION)
    for language in ("sv", "en"):
        author.write(f"01-start.{language}.md", "# Starten\n\nText.\n")
        author.write(f"02-tanke.{language}.md", "# Tanken\n\nText.\n")
        author.write(f"04-steg.{language}.md", STEP)
    return author


def swedish() -> dict[str, str]:
    """The Swedish of every message of this room."""
    return dict(_entries(CATALOGUE.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Mistake:
    """What an author wrote in a lesson from line 3 on, and what they are told."""

    name: str
    body: str
    told: list[Told]


def mistakes() -> list[Mistake]:
    """Every mistake in the folder mistakes/: after === its name, after --- what is told."""
    paths = sorted((Path(__file__).parent / "mistakes").glob("*.txt"))
    texts = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return [_mistake(text) for text in texts.split("=== ")[1:]]


def _mistake(text: str) -> Mistake:
    name, _, rest = text.partition("\n")
    body, _, told = rest.rpartition("---\n")
    lines = [line.split(": ", 1) for line in told.split("\n") if line]
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return Mistake(name, body, [(int(line), english, text) for (line, english), (_, text) in pairs])


def _entries(catalogue: str) -> list[tuple[str, str]]:
    lines = r'((?:"(?:\\.|[^"\\])*"\s*)+)'
    found = re.findall(rf"^msgid {lines}msgstr {lines}", catalogue, re.MULTILINE)
    return [(_joined(message), _joined(text)) for message, text in found]


def _joined(quoted: str) -> str:
    parts = re.findall(r'"((?:\\.|[^"\\])*)"', quoted)
    return "".join(parts).replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")
