"""What an author says about a module or the course: module.toml and course.toml."""

from dataclasses import dataclass

from elearning.course.problems import N_, Report
from elearning.course.reading import SLUG, File, decode
from elearning.course.toml import Table, read_table
from elearning.course.tree import Phase, Source

LONGEST_LESSON = 60  # minutes


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """What module.toml says about a lesson, and on which line."""

    slug: str
    phase: Phase
    minutes: int
    line: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """module.toml. Texts are by language."""

    pass_share: float
    illustration: str
    illustration_line: int
    title: dict[str, str]
    summary: dict[str, str]
    audience: dict[str, str]
    focus_areas: dict[str, tuple[str, ...]]
    lessons: tuple[LessonEntry, ...]
    sources: dict[str, tuple[Source, ...]]


@dataclass(frozen=True, slots=True)
class CourseManifest:
    """course.toml. Texts are by language; `lines` tells where a module is named."""

    slug: str
    title: dict[str, str]
    summary: dict[str, str]
    required: tuple[str, ...]
    optional: tuple[str, ...]
    required_line: int
    optional_line: int


def read_manifest(file: File, report: Report) -> Manifest | None:
    """Read module.toml; nothing where it cannot be read at all."""
    text = decode(file, report)
    table = None if text is None else read_table(text, report)
    if table is None:
        return None
    manifest = Manifest(
        pass_share=table.number("pass_share", 0, 1),
        illustration=table.text("illustration", default=""),
        illustration_line=table.line("illustration"),
        title=table.by_language("title"),
        summary=table.by_language("summary"),
        audience=table.by_language("audience"),
        focus_areas=table.lists_by_language("focus_areas"),
        lessons=_lessons(table.table("lessons"), report),
        sources=_sources(table.tables("sources"), report),
    )
    table.close()
    return manifest


def read_course_manifest(file: File, report: Report) -> CourseManifest | None:
    """Read course.toml; nothing where it cannot be read at all."""
    text = decode(file, report)
    table = None if text is None else read_table(text, report)
    if table is None:
        return None
    manifest = CourseManifest(
        slug=table.text("slug"),
        title=table.by_language("title"),
        summary=table.by_language("summary"),
        required=table.texts("required"),
        optional=table.texts("optional", default=[]),
        required_line=table.line("required"),
        optional_line=table.line("optional"),
    )
    table.close()
    if manifest.slug and not SLUG.fullmatch(manifest.slug):
        message = N_("write slug with the letters a-z, digits and hyphens only")
        report.add(table.line("slug"), message)
    return manifest


def _lessons(table: Table, report: Report) -> tuple[LessonEntry, ...]:
    entries = []
    for slug in table.names():
        lesson = table.table(slug)
        name = lesson.text("phase")
        phase = next((phase for phase in Phase if phase == name), Phase.EXPERIENCE)
        if name and phase != name:
            message = N_("%(phase)s is no phase; choose one of: %(phases)s")
            report.add(lesson.line("phase"), message, phase=name, phases=", ".join(Phase))
        minutes = lesson.whole_number("minutes", 1, LONGEST_LESSON)
        entries.append(LessonEntry(slug, phase, minutes, lesson.line()))
        lesson.close()
    return tuple(entries)


def _sources(tables: list[Table], report: Report) -> dict[str, tuple[Source, ...]]:
    sources: dict[str, list[Source]] = {"sv": [], "en": []}
    for table in tables:
        url = table.text("url", default="")
        if url and not url.startswith(("https://", "http://")):
            message = N_("write the whole address, beginning with https://")
            report.add(table.line("url"), message)
        for language, listed in sources.items():
            listed.append(Source(table.text(language), url))
        table.close()
    return {language: tuple(listed) for language, listed in sources.items()}
