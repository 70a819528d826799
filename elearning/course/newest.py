"""What the course would be if it were taken up now: for those who see how it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from elearning.course.compiler import Known, compile_course
from elearning.course.problems import CourseInvalid, Problem
from elearning.course.shelf import Signature, signature
from elearning.course.tree import Course


@dataclass(frozen=True, slots=True)
class Newest:
    """The files as they are: a course in each variant, or every problem that stops it."""

    courses: Mapping[str, Course]
    problems: tuple[Problem, ...]


@dataclass
class Reader:
    """Compiles the files when they have changed since it last did, and only then."""

    content: Path
    _seen: Signature | None = None
    _newest: Newest = field(default_factory=lambda: Newest({}, ()))
    _known: Known = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def read(self) -> Newest:
        """The newest files; one reader at a time, for it takes a second where all is new."""
        with self._lock:
            now = signature(self.content)
            if now != self._seen:
                self._newest, self._seen = self._compiled(), now
            return self._newest

    def _compiled(self) -> Newest:
        try:
            return Newest(compile_course(self.content, self._known), ())
        except CourseInvalid as invalid:
            return Newest({}, invalid.problems)
