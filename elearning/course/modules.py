"""One folder to one module in every language, or to all its problems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from elearning.course.building import Html, build_blocks, build_quiz
from elearning.course.checks import (
    UNREADABLE,
    LessonFile,
    check_habits,
    check_keys,
    check_lessons,
    check_numbers,
    check_phases,
)
from elearning.course.elements import Link, Page
from elearning.course.images import Picture, read_picture
from elearning.course.languages import check_languages
from elearning.course.lessons import read_lesson
from elearning.course.manifest import LessonEntry, Manifest, read_manifest
from elearning.course.markup import Converter
from elearning.course.problems import N_, Problem, Report
from elearning.course.reading import LANGUAGES, LESSON_NAME, ORIGINAL, File, Folder, decode
from elearning.course.tree import Lesson, Module

MANIFEST = "module.toml"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A module on its own, checked but for its links. `modules` is empty if it has problems."""

    slug: str
    version: str
    modules: dict[str, Module]  # by language
    lessons: frozenset[str]
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """A lesson's file with its HTML; `notes` are the footnotes."""

    file: LessonFile
    html: Html
    notes: Markup
    links: Sequence[Link]


def compile_module(folder: Folder, converter: Converter) -> Compiled:
    """Compile a module. Every problem in it is found, whatever else is wrong."""
    reports = {file.name: Report(file.path) for file in folder.files}
    toml = reports.setdefault(MANIFEST, Report(f"{folder.path}/{MANIFEST}"))
    manifest = _manifest(folder, toml)
    pictures = {
        file.name.removeprefix("images/"): read_picture(file, reports[file.name])
        for file in folder.files
        if file.name.startswith("images/")
    }
    lessons = [file for file in folder.files if LESSON_NAME.fullmatch(file.name)]
    files = [_read(file, reports[file.name]) for file in lessons]
    pages = [_convert(file, folder.slug, pictures, converter) for file in files]
    _check(files, manifest, pictures, toml)
    found = chain.from_iterable(report.problems for report in reports.values())
    problems = (*folder.problems, *found)
    return Compiled(
        slug=folder.slug,
        version=folder.version,
        modules={} if problems or not manifest else _modules(folder, manifest, pages, pictures),
        lessons=frozenset(file.slug for file in files),
        links=tuple(chain.from_iterable(page.links for page in pages)),
        problems=problems,
    )


def _manifest(folder: Folder, toml: Report) -> Manifest | None:
    for file in folder.files:
        if file.name == MANIFEST:
            return read_manifest(file, toml)
    if toml.path not in {problem.path for problem in folder.problems}:
        toml.add(1, N_("the file is missing"))
    return None


def _read(file: File, report: Report) -> LessonFile:
    name = LESSON_NAME.fullmatch(file.name)
    assert name is not None
    text = decode(file, report)
    draft = UNREADABLE if text is None else read_lesson(text, report)
    return LessonFile(name[2], int(name[1]), name[3], draft, report)


def _convert(
    file: LessonFile, module: str, pictures: Mapping[str, Picture], converter: Converter
) -> _Page:
    page = Page(module, file.language, pictures, file.report)
    fragments = list(file.draft.fragments())
    *html, notes = converter.convert(fragments, page, file.draft.source)
    page.check_anchors()
    return _Page(file, dict(zip(fragments, html, strict=True)), notes, page.links)


def _check(
    files: Sequence[LessonFile],
    manifest: Manifest | None,
    pictures: Mapping[str, Picture],
    toml: Report,
) -> None:
    check_numbers(files)
    check_keys(files)
    check_habits(files)
    check_languages(files)
    if manifest is None:
        return
    check_lessons(files, manifest.lessons, toml)
    check_phases(files, manifest.lessons, toml)
    if manifest.illustration and manifest.illustration not in pictures:
        message = N_("the picture '%(name)s' does not exist in images/; there is: %(near)s")
        near = ", ".join(pictures) or "–"
        toml.add(manifest.illustration_line, message, name=manifest.illustration, near=near)


def _modules(
    folder: Folder, manifest: Manifest, pages: Sequence[_Page], pictures: Mapping[str, Picture]
) -> dict[str, Module]:
    images = tuple(picture.image for picture in pictures.values())
    by_place = {(page.file.slug, page.file.language): page for page in pages}
    return {
        language: Module(
            slug=folder.slug,
            version=folder.version,
            title=manifest.title[language],
            summary=manifest.summary[language],
            audience=manifest.audience[language],
            focus_areas=manifest.focus_areas[language],
            pass_share=manifest.pass_share,
            illustration=manifest.illustration,
            lessons=_lessons(manifest.lessons, by_place, language),
            sources=manifest.sources[language],
            images=images,
        )
        for language in LANGUAGES
    }


def _lessons(
    entries: Sequence[LessonEntry], by_place: Mapping[tuple[str, str], _Page], language: str
) -> tuple[Lesson, ...]:
    return tuple(
        _lesson(number, entry, by_place[entry.slug, language], by_place[entry.slug, ORIGINAL])
        for number, entry in enumerate(entries, start=1)
    )


def _lesson(number: int, entry: LessonEntry, page: _Page, original: _Page) -> Lesson:
    draft = page.file.draft
    blocks = build_blocks(draft, original.file.draft, page.html, page.file.language)
    return Lesson(
        slug=entry.slug,
        number=number,
        title=draft.title,
        phase=entry.phase,
        minutes=entry.minutes,
        blocks=(*blocks, page.notes) if page.notes else blocks,
        quiz=build_quiz(blocks),
    )
