"""A content folder to a course in every variant, or to every problem in it."""

import gc
import hashlib
import os
import threading
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from itertools import chain
from multiprocessing import current_process, get_context
from pathlib import Path

from elearning.course.elements import PREFIX, Link
from elearning.course.manifest import CourseManifest, Vocabulary, read_course_manifest
from elearning.course.markup import Converter
from elearning.course.modules import Compiled, compile_module
from elearning.course.problems import N_, CourseInvalid, Problem, Report, problem
from elearning.course.reading import VARIANTS, Folder, list_folder, read_file, read_folder, shown
from elearning.course.tree import Course

MANY_FILES = 1_000  # from here on several processes are worth their trouble: over a second of work

LINKS = "lankar"  # the page that explains dead links to authors

Key = tuple[str, str, str]  # path, version, and the words of course.toml
Known = dict[Key, Compiled]  # modules compiled before


def compile_course(content: Path, known: Known | None = None) -> dict[str, Course]:
    """Compile the course in every variant, or raise CourseInvalid with all its problems.

    `known` spares the work for modules that have not changed since; it is brought up to date.
    """
    known = {} if known is None else known
    problems: list[Problem] = []
    manifest = _manifest(content, problems)
    vocabulary = manifest.vocabulary if manifest else None
    compiled = _compile(_folders(content / "modules", problems), vocabulary, known)
    problems += _check_links(compiled)
    for module in compiled:
        problems += module.problems
    if manifest:
        problems += _check_listed(content, manifest, [module.slug for module in compiled])
    if problems or not manifest:
        raise CourseInvalid(problems)
    by_slug = {module.slug: module for module in compiled}
    return {variant: _course(manifest, by_slug, variant) for variant in VARIANTS}


def _manifest(content: Path, problems: list[Problem]) -> CourseManifest | None:
    file = read_file(content / "course.toml", problems)
    if file is None:
        return None
    report = Report(file.path)
    manifest = read_course_manifest(file, report)
    problems += report.problems
    return manifest


def _folders(modules: Path, problems: list[Problem]) -> list[Folder]:
    folders = []
    for path in list_folder(modules, problems):
        if path.is_symlink() or not path.is_dir():
            report = Report(shown(path))
            report.add(1, N_("this is no folder; only modules' folders stand in modules/"))
            problems += report.problems
        else:
            folders.append(read_folder(path))
    return folders


def _compile(
    folders: Sequence[Folder], vocabulary: Vocabulary | None, known: Known
) -> list[Compiled]:
    """Compile what is not known, and forget what is no more."""
    keys = [(folder.path, folder.version, repr(vocabulary)) for folder in folders]
    new = [folder for folder, key in zip(folders, keys, strict=True) if key not in known]
    made = _in_processes(new, vocabulary) if _is_much(new) else _compile_all(new, vocabulary)
    for folder, module in zip(new, made, strict=True):
        known[folder.path, module.version, repr(vocabulary)] = module
    for key in known.keys() - set(keys):
        del known[key]
    return [known[key] for key in keys]


def _compile_all(folders: Sequence[Folder], vocabulary: Vocabulary | None) -> list[Compiled]:
    converter = Converter()
    return [compile_module(folder, vocabulary, converter) for folder in folders]


def _in_processes(folders: Sequence[Folder], vocabulary: Vocabulary | None) -> list[Compiled]:
    workers = len(os.sched_getaffinity(0))
    shares = [folders[start::workers] for start in range(workers)]
    with ProcessPoolExecutor(
        workers, mp_context=get_context("fork"), initializer=gc.disable
    ) as pool:
        done = {
            module.slug: module
            for share in pool.map(partial(_compile_all, vocabulary=vocabulary), shares)
            for module in share
        }
    return [done[folder.slug] for folder in folders]


def _is_much(folders: Sequence[Folder]) -> bool:
    """Whether to use several processes. Only a process with a single thread may safely fork.

    A course of 30 modules never does; one of 100 takes half the time on two cores.
    """
    files = sum(len(folder.files) for folder in folders)
    alone = threading.active_count() == 1 and not current_process().daemon
    return files >= MANY_FILES and alone and hasattr(os, "sched_getaffinity")  # Linux


def _check_links(compiled: Sequence[Compiled]) -> list[Problem]:
    modules = {f"/modules/{module.slug}" for module in compiled}
    lessons = {
        (f"/modules/{module.slug}/{slug}", language): sections
        for module in compiled
        for (slug, language), sections in module.sections.items()
    }
    targets = modules | {target for target, _ in lessons}
    problems = []
    for link in chain.from_iterable(module.links for module in compiled):
        sections = lessons.get((link.target, link.language), {link.section})
        if link.target not in targets:
            problems.append(_dead_link(link, link.target, targets))
        elif link.section and link.section not in sections:
            anchor = f"{link.target}#{link.section.removeprefix(PREFIX)}"
            near = {f"{link.target}#{each.removeprefix(PREFIX)}" for each in sections}
            problems.append(_dead_link(link, anchor, near or {link.target}))
    return problems


def _dead_link(link: Link, target: str, targets: Collection[str]) -> Problem:
    message = N_("there is no %(target)s; did you mean %(near)s?")
    near = get_close_matches(target, targets, n=1, cutoff=0)[0]
    found = problem(link.path, link.line, message, target=target, near=near)
    return replace(found, rule=LINKS)


def _check_listed(content: Path, manifest: CourseManifest, slugs: Sequence[str]) -> list[Problem]:
    """course.toml names every module there is, once, and no other."""
    report = Report(shown(content.absolute() / "course.toml"))
    seen: set[str] = set()
    lines = {slug: manifest.optional_line for slug in manifest.optional}
    lines |= {slug: manifest.required_line for slug in manifest.required}
    for slug in (*manifest.required, *manifest.optional):
        if slug in seen:
            report.add(lines[slug], N_("the module '%(slug)s' is named twice"), slug=slug)
        elif slug not in slugs:
            message = N_("there is no module '%(slug)s'; there is: %(near)s")
            report.add(lines[slug], message, slug=slug, near=", ".join(slugs) or "–")
        seen.add(slug)
    for slug in slugs:
        if slug not in seen:
            message = N_("the module '%(slug)s' is not named; write it in required or optional")
            report.add(manifest.optional_line, message, slug=slug)
    return report.problems


def _course(manifest: CourseManifest, compiled: Mapping[str, Compiled], variant: str) -> Course:
    versions = "".join(compiled[slug].version for slug in manifest.required)
    return Course(
        slug=manifest.slug,
        version=hashlib.sha256(versions.encode()).hexdigest()[:12],
        language=variant[:2],
        title=manifest.title[variant],
        summary=manifest.summary[variant],
        required=tuple(compiled[slug].modules[variant] for slug in manifest.required),
        optional=tuple(compiled[slug].modules[variant] for slug in manifest.optional),
        variant=variant,
        focus_areas=manifest.vocabulary.focus_areas[variant],
        workplaces=manifest.vocabulary.workplaces[variant],
    )
