"""What is wrong with a course, told so that its author can mend it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

LONGEST_VALUE = 80  # characters of an author's text that a message repeats
PAGES = "docs/authors"  # where rules are explained to authors

Translate = Callable[[str], str]


def N_(message: str) -> str:
    """Mark an English message for translation; it is translated when it is shown."""
    return message


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend. `message` is English with %(name)s for each of `values`."""

    path: str  # relative to the current directory where possible
    line: int  # 1, 2, 3 …; 1 where the whole file is meant
    message: str
    values: tuple[tuple[str, str], ...] = ()
    rule: str = ""  # the page in docs/authors/ that explains it; empty where the message is enough

    def text(self, translate: Translate) -> str:
        """The sentence alone, in the language that `translate` gives."""
        return translate(self.message) % dict(self.values)

    def located(self, translate: Translate) -> str:
        """The sentence after its place: `path:line: sentence`, and the page that explains it."""
        page = f" ({PAGES}/{self.rule}.md)" if self.rule else ""
        return f"{self.path}:{self.line}: {self.text(translate)}{page}"


def problem(path: str, line: int, message: str, **values: object) -> Problem:
    """A problem. Path and values may be hostile: they are made printable, and values short."""
    pairs = tuple((name, _short(_printable(str(value)))) for name, value in values.items())
    return Problem(_printable(path), line, message, pairs)


class CourseInvalid(Exception):
    """The course cannot be used. Carries every problem, ordered by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(problem.located(str) for problem in self.problems))


class Report:
    """Gathers the problems of one file, in the order they are found."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, line: int, message: str, **values: object) -> None:
        """Note a problem."""
        self.problems.append(problem(self.path, line, message, **values))


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
