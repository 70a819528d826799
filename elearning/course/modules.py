"""One folder to one module in every variant, or to all its problems."""

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
from elearning.course.companions import (
    Companions,
    check_companions,
    check_tip_entries,
    read_companions,
)
from elearning.course.elements import Link, Page
from elearning.course.images import Picture, read_picture
from elearning.course.languages import check_languages
from elearning.course.lessons import read_lesson
from elearning.course.manifest import (
    LessonEntry,
    Manifest,
    Vocabulary,
    Words,
    check_words,
    read_manifest,
)
from elearning.course.markup import Converter
from elearning.course.problems import N_, Problem, Report
from elearning.course.reading import LESSON_NAME, ORIGINAL, VARIANTS, File, Folder, decode
from elearning.course.tree import Lesson, Module, Term

MANIFEST = "module.toml"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A module on its own, checked but for its links. `modules` is empty if it has problems."""

    slug: str
    version: str
    modules: dict[str, Module]  # by variant
    sections: dict[tuple[str, str], frozenset[str]]  # ids of headings, by lesson and language
    links: tuple[Link, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """A lesson's file with its HTML; `notes` are the footnotes."""

    file: LessonFile
    html: Html
    notes: Markup
    links: Sequence[Link]
    sections: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the files of a folder make, one by one."""

    folder: Folder
    manifest: Manifest | None
    pages: Sequence[_Page]
    beside: Companions
    pictures: Mapping[str, Picture]


def compile_module(folder: Folder, vocabulary: Vocabulary | None, converter: Converter) -> Compiled:
    """Compile a module. Every problem in it is found, whatever else is wrong.

    Without a vocabulary, because course.toml cannot be read, its words are taken as they are.
    """
    reports = {file.name: Report(file.path) for file in folder.files}
    toml = reports.setdefault(MANIFEST, Report(f"{folder.path}/{MANIFEST}"))
    parts = _read_parts(folder, reports, converter)
    _check(parts, vocabulary, toml)
    found = chain.from_iterable(report.problems for report in reports.values())
    problems = (*folder.problems, *found)
    return Compiled(
        slug=folder.slug,
        version=folder.version,
        modules={} if problems else _modules(parts, vocabulary),
        sections={(page.file.slug, page.file.variant): page.sections for page in parts.pages},
        links=(*chain.from_iterable(page.links for page in parts.pages), *parts.beside.links()),
        problems=problems,
    )


def _read_parts(folder: Folder, reports: Mapping[str, Report], converter: Converter) -> _Parts:
    pictures = {
        file.name.removeprefix("images/"): read_picture(file, reports[file.name])
        for file in folder.files
        if file.name.startswith("images/")
    }
    lessons = [file for file in folder.files if LESSON_NAME.fullmatch(file.name)]
    files = [_read(file, reports[file.name]) for file in lessons]
    return _Parts(
        folder=folder,
        manifest=_manifest(folder, reports[MANIFEST]),
        pages=[_convert(file, folder.slug, pictures, converter) for file in files],
        beside=read_companions(folder, pictures, reports, converter),
        pictures=pictures,
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
    page = Page(module, file.variant[:2], pictures, file.report)
    fragments = list(file.draft.fragments())
    *html, notes = converter.convert(fragments, page, file.draft.source)
    page.check_anchors()
    by_fragment = dict(zip(fragments, html, strict=True))
    return _Page(file, by_fragment, notes, page.links, frozenset(page.ids))


def _check(parts: _Parts, vocabulary: Vocabulary | None, toml: Report) -> None:
    files = [page.file for page in parts.pages]
    check_numbers(files)
    check_keys(files, parts.beside.original_tips())
    check_habits(files)
    check_languages(files)
    check_companions(parts.beside)
    manifest = parts.manifest
    if manifest is None:
        return
    check_lessons(files, manifest.lessons, toml)
    check_phases(files, manifest.lessons, toml)
    check_tip_entries(parts.beside, manifest.tips, toml)
    if vocabulary:
        check_words(manifest, vocabulary, toml)
    if manifest.illustration and manifest.illustration not in parts.pictures:
        message = N_("the picture '%(name)s' does not exist in images/; there is: %(near)s")
        near = ", ".join(parts.pictures) or "–"
        line = manifest.lines.get("illustration", 1)
        toml.add(line, message, name=manifest.illustration, near=near)


def _modules(parts: _Parts, vocabulary: Vocabulary | None) -> dict[str, Module]:
    if parts.manifest is None or vocabulary is None:
        return {}
    return {variant: _module(variant, parts, parts.manifest, vocabulary) for variant in VARIANTS}


def _module(variant: str, parts: _Parts, manifest: Manifest, vocabulary: Vocabulary) -> Module:
    by_place = {(page.file.slug, page.file.variant): page for page in parts.pages}
    workplaces = vocabulary.workplaces
    return Module(
        slug=parts.folder.slug,
        version=parts.folder.version,
        title=manifest.title[variant],
        summary=manifest.summary[variant],
        audience=manifest.audience[variant],
        focus_areas=_terms(vocabulary.focus_areas, variant, manifest.focus_areas),
        pass_share=manifest.pass_share,
        illustration=manifest.illustration,
        lessons=_lessons(manifest.lessons, by_place, variant),
        sources=manifest.sources[variant],
        images=tuple(picture.image for picture in parts.pictures.values()),
        workplaces=_terms(workplaces, variant, manifest.workplaces),
        reviewed_on=manifest.reviewed_on,
        guide=parts.beside.guide(variant[:2]),
        tips=parts.beside.tips_in(variant[:2], manifest.tips, workplaces[variant]),
        assurance=manifest.assurance.get(variant),
    )


def _terms(words: Words, variant: str, keys: Sequence[str]) -> tuple[Term, ...]:
    """The terms in the order in which module.toml names them."""
    by_key = {term.key: term for term in words[variant]}
    return tuple(by_key[key] for key in keys)


def _lessons(
    entries: Sequence[LessonEntry], by_place: Mapping[tuple[str, str], _Page], variant: str
) -> tuple[Lesson, ...]:
    """The lessons in a variant; one that has none of its own is there in the original."""
    return tuple(
        _lesson(
            number,
            entry,
            by_place.get((entry.slug, variant)) or by_place[entry.slug, ORIGINAL],
            by_place[entry.slug, ORIGINAL],
        )
        for number, entry in enumerate(entries, start=1)
    )


def _lesson(number: int, entry: LessonEntry, page: _Page, original: _Page) -> Lesson:
    draft = page.file.draft
    blocks = build_blocks(draft, original.file.draft, page.html, page.file.variant[:2])
    return Lesson(
        slug=entry.slug,
        number=number,
        title=draft.title,
        phase=entry.phase,
        minutes=entry.minutes,
        blocks=(*blocks, page.notes) if page.notes else blocks,
        quiz=build_quiz(blocks),
    )
