"""A module as its rules see it: what every file says, sentence by sentence, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from elearning.course.drafts import DraftLesson
from elearning.course.elements import Fragment
from elearning.course.guides import DraftGuide, read_guide
from elearning.course.lessons import read_lesson
from elearning.course.manifest import Manifest, read_manifest
from elearning.course.problems import Problem, Report, problem
from elearning.course.reading import (
    GUIDE_NAME,
    LESSON_NAME,
    ORIGINAL,
    TIPS_NAME,
    VARIANTS,
    File,
    Folder,
    decode,
)
from elearning.course.review.sentences import Sentence, abbreviations, sentences
from elearning.course.tips import DraftTips, read_tips

MANIFEST = "module.toml"
SAID = re.compile(rf"\s*({'|'.join(VARIANTS)})\s*=\s*([\"'])(.*)\2\s*(?:#.*)?")


@dataclass(frozen=True, slots=True)
class DraftRows:
    """What module.toml says in one variant: titles, summaries, sources …"""

    rows: tuple[Fragment, ...]
    source: str

    def fragments(self) -> tuple[Fragment, ...]:
        """Each text."""
        return self.rows


Draft = DraftLesson | DraftGuide | DraftTips | DraftRows


@dataclass(frozen=True)
class Text:
    """A file of a module in one variant."""

    path: str  # as authors know it
    name: str  # in the module's folder
    slug: str  # of a lesson; empty for others
    variant: str
    title: str  # plain text
    draft: Draft

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Everything it says, the title first."""
        title = (Fragment(self.title, 1, inline=True),) if self.title else ()
        return sentences((*title, *self.draft.fragments()))

    @cached_property
    def abbreviations(self) -> dict[str, str]:
        """What it explains as an abbreviation."""
        return abbreviations(self.draft.source)

    def problem(self, line: int, message: str, **values: object) -> Problem:
        """Something to mend here."""
        return problem(self.path, line, message, **values)


@dataclass(frozen=True)
class ModuleTexts:
    """A module's files, as far as they can be read without problems."""

    folder: Folder
    manifest: Manifest | None
    texts: tuple[Text, ...]
    is_whole: bool  # whether every file could be read

    @property
    def readable(self) -> tuple[Text, ...]:
        """What is written to be read from beginning to end."""
        return tuple(text for text in self.texts if not isinstance(text.draft, DraftRows))

    @property
    def lessons(self) -> tuple[Text, ...]:
        """The lessons in every variant, in order."""
        return tuple(text for text in self.texts if text.slug)

    @property
    def original(self) -> tuple[Text, ...]:
        """The Swedish lessons, in order."""
        return tuple(text for text in self.lessons if text.variant == ORIGINAL)

    @property
    def drafts(self) -> tuple[DraftLesson, ...]:
        """The Swedish lessons as written."""
        return tuple(text.draft for text in self.original if isinstance(text.draft, DraftLesson))

    def problem(self, message: str, line: int = 1, **values: object) -> Problem:
        """Something to mend in module.toml."""
        return problem(f"{self.folder.path}/{MANIFEST}", line, message, **values)


def read_texts(folder: Folder) -> ModuleTexts:
    """Read a module. A file with problems that the compiler tells is left out."""
    manifest = None
    texts: list[Text] = []
    reports: list[Report] = []
    for file in folder.files:
        report = Report(file.path)
        if file.name == MANIFEST:
            manifest = read_manifest(file, report)
            manifest = None if report.problems else manifest
            texts += _said(file)
        elif not file.name.startswith("images/"):
            texts += _read(file, report)
        reports.append(report)
    is_whole = not folder.problems and not any(report.problems for report in reports)
    return ModuleTexts(folder, manifest, tuple(texts), is_whole)


def _read(file: File, report: Report) -> list[Text]:
    source = decode(file, report)
    text = _text(file, source, report) if source is not None else None
    return [] if text is None or report.problems else [text]


def _said(file: File) -> Iterator[Text]:
    source = decode(file, Report(file.path)) or ""
    lines = enumerate(source.split("\n"), start=1)
    found = [(line, match) for line, text in lines if (match := SAID.fullmatch(text))]
    for variant in VARIANTS:
        rows = (
            Fragment(match[3], line, inline=True) for line, match in found if match[1] == variant
        )
        yield Text(file.path, file.name, "", variant, "", DraftRows(tuple(rows), source))


def _text(file: File, source: str, report: Report) -> Text | None:
    path, name = file.path, file.name
    if found := LESSON_NAME.fullmatch(name):
        lesson = read_lesson(source, report)
        return Text(path, name, found[2], found[3], lesson.title, lesson)
    if found := GUIDE_NAME.fullmatch(name):
        guide = read_guide(source, found[1], report)
        return Text(path, name, "", found[1], guide.title, guide)
    if found := TIPS_NAME.fullmatch(name):
        return Text(path, name, "", found[1], "", read_tips(source, report))
    return None
