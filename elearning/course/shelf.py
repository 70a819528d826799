"""The course that a process works with, and when it is changed for a newer one."""

import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock

from elearning.course.compiler import Known, compile_course
from elearning.course.problems import CourseInvalid, Problem
from elearning.course.tree import Course

log = logging.getLogger(__name__)

STAMP = "course.stamp"  # in the instance folder; a new one makes every process reload

Signature = tuple[tuple[str, int, int], ...]  # path, modification time in ns, size


class Shelf:
    """Holds one working course per process. A broken one never takes its place.

    In development every change of a file counts, otherwise only a new stamp. The course is
    compiled when it is first asked for, and changed in one step: a request that has begun keeps
    the tree it has.
    """

    def __init__(self, content: Path, instance: Path, development: bool) -> None:
        self.content = content
        self.stamp = instance / STAMP
        self.problems: tuple[Problem, ...] = ()  # of the newest files, where they do not work
        self._development = development
        self._courses: Mapping[str, Course] = {}
        self._seen: Signature | None = None
        self._known: Known = {}
        self._lock = Lock()

    def current(self) -> Mapping[str, Course]:
        """The course by language. Raises CourseInvalid only if there has been none that works.

        While one thread reloads, the others go on with the course they have.
        """
        if self._signature() != self._seen and self._lock.acquire(blocking=not self._courses):
            try:
                self._reload()
            finally:
                self._lock.release()
        if not self._courses:
            raise CourseInvalid(self.problems)
        return self._courses

    def _reload(self) -> None:
        signature = self._signature()
        if signature == self._seen:
            return  # another thread did it while this one waited
        try:
            self._courses = compile_course(self.content, self._known)
            self.problems = ()
        except CourseInvalid as invalid:
            self.problems = invalid.problems
            log.error("The course is not changed, its files have problems:\n%s", invalid)
        self._seen = signature

    def _signature(self) -> Signature:
        return signature(self.content) if self._development else (_state(self.stamp),)


def signature(content: Path) -> Signature:
    """What tells the files as they are from those of another moment."""
    return tuple(sorted(map(_state, _files(content))))


def renew_stamp(stamp: Path) -> None:
    """Make every running process take up the course as it now stands in the files."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    draft = stamp.with_suffix(f".{os.getpid()}")
    draft.write_text("The running processes reload the course when this file is replaced.\n")
    draft.replace(stamp)


def _files(folder: Path) -> Iterator[Path]:
    for parent, _, names in os.walk(folder):
        yield Path(parent)
        yield from (Path(parent, name) for name in names)


def _state(path: Path) -> tuple[str, int, int]:
    try:
        found = path.lstat()
    except OSError:
        return str(path), 0, 0
    return str(path), found.st_mtime_ns, found.st_size
