"""What an author says about a module or the course: module.toml and course.toml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elearning.course.problems import N_, Report
from elearning.course.reading import LANGUAGES, ORIGINAL, SLUG, VARIANTS, File, decode
from elearning.course.toml import Table, read_table
from elearning.course.tree import Assurance, Concern, Phase, Source, Term

LONGEST_LESSON = 60  # minutes

Words = Mapping[str, tuple[Term, ...]]  # by variant


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of course.toml that modules and tips are found by, in the order shown."""

    focus_areas: Words
    workplaces: Words


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """What module.toml says about a lesson, and on which line."""

    slug: str
    phase: Phase
    minutes: int
    line: int


@dataclass(frozen=True, slots=True)
class TipEntry:
    """What module.toml says about a tip, and on which line."""

    key: str
    workplaces: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """module.toml. Texts are by variant; `lines` tells where a name like `title.sv` stands."""

    pass_share: float
    illustration: str
    title: dict[str, str]
    summary: dict[str, str]
    audience: dict[str, str]
    focus_areas: tuple[str, ...]
    workplaces: tuple[str, ...]
    reviewed_on: date | None
    lessons: tuple[LessonEntry, ...]
    tips: tuple[TipEntry, ...]
    assurance: dict[str, Assurance]  # empty where there is none
    sources: dict[str, tuple[Source, ...]]
    lines: dict[str, int]


@dataclass(frozen=True, slots=True)
class CourseManifest:
    """course.toml. Texts are by variant; the lines tell where a module is named."""

    slug: str
    title: dict[str, str]
    summary: dict[str, str]
    vocabulary: Vocabulary
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
        title=table.by_variant("title"),
        summary=table.by_variant("summary"),
        audience=table.by_variant("audience"),
        focus_areas=table.texts("focus_areas"),
        workplaces=table.texts("workplaces", default=[]),
        reviewed_on=table.day("reviewed_on") if "reviewed_on" in table.names() else None,
        lessons=_lessons(table.table("lessons"), report),
        tips=_tips(table.table("tips")) if "tips" in table.names() else (),
        assurance=_assurance(table.table("assurance")) if "assurance" in table.names() else {},
        sources=_sources(table.tables("sources"), report),
        lines=table.places(),
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
        title=table.by_variant("title"),
        summary=table.by_variant("summary"),
        vocabulary=Vocabulary(
            focus_areas=_words(table, "focus_areas", report),
            workplaces=_words(table, "workplaces", report),
        ),
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


def check_words(manifest: Manifest, vocabulary: Vocabulary, toml: Report) -> None:
    """A module and its tips name only words that course.toml has."""
    areas = vocabulary.focus_areas[ORIGINAL]
    workplaces = vocabulary.workplaces[ORIGINAL]
    _check_keys(manifest.focus_areas, areas, manifest.lines.get("focus_areas", 1), toml)
    _check_keys(manifest.workplaces, workplaces, manifest.lines.get("workplaces", 1), toml)
    for tip in manifest.tips:
        line = manifest.lines.get(f"tips.{tip.key}.workplaces", tip.line)
        _check_keys(tip.workplaces, workplaces, line, toml)


def _check_keys(keys: Sequence[str], terms: Sequence[Term], line: int, toml: Report) -> None:
    known = [term.key for term in terms]
    for key in keys:
        if key not in known:
            message = N_("course.toml does not have '%(key)s'; it has: %(near)s")
            toml.add(line, message, key=key, near=", ".join(known) or "–")
        elif keys.count(key) > 1:
            toml.add(line, N_("'%(key)s' is named twice"), key=key)


def _words(table: Table, name: str, report: Report) -> Words:
    if name not in table.names():
        return dict.fromkeys(VARIANTS, ())
    named = table.table(name)
    for key in named.names():
        if not SLUG.fullmatch(key):
            message = N_("name '%(key)s' with the letters a-z, digits and hyphens only")
            report.add(named.line(key), message, key=key)
    titles = {key: named.by_variant(key) for key in named.names()}
    return {
        variant: tuple(Term(key, texts[variant]) for key, texts in titles.items())
        for variant in VARIANTS
    }


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


def _tips(table: Table) -> tuple[TipEntry, ...]:
    entries = []
    for key in table.names():
        tip = table.table(key)
        workplaces = tip.texts("workplaces")
        entries.append(TipEntry(key, workplaces, tip.line()))
        tip.close()
    return tuple(entries)


def _assurance(table: Table) -> dict[str, Assurance]:
    checked_on = table.day("checked_on")
    answers = {concern: table.by_variant(concern.value) for concern in Concern}
    table.close()
    return {
        variant: Assurance(checked_on, tuple((each, answers[each][variant]) for each in Concern))
        for variant in VARIANTS
    }


def _sources(tables: list[Table], report: Report) -> dict[str, tuple[Source, ...]]:
    sources: dict[str, list[Source]] = {variant: [] for variant in VARIANTS}
    for table in tables:
        url = table.text("url", default="")
        if url and not url.startswith(("https://", "http://")):
            message = N_("write the whole address, beginning with https://")
            report.add(table.line("url"), message)
        texts = {language: table.text(language) for language in LANGUAGES}
        for variant, listed in sources.items():
            listed.append(Source(texts[variant[:2]], url))
        table.close()
    return {variant: tuple(listed) for variant, listed in sources.items()}
