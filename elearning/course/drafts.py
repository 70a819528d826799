"""A text as its author wrote it: cut into blocks, not yet HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from elearning.course.elements import Fragment
from elearning.course.prose import Row
from elearning.course.tree import Kind


@dataclass(frozen=True, slots=True)
class DraftChoice:
    """A choice, or a statement to call true or false. `key` is empty where it has none."""

    line: int
    key: str
    correct: bool
    text: Fragment
    feedback: Fragment


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question. One of kind TRUE_FALSE is a group of statements, each to be a question."""

    key: str
    line: int
    kind: Kind
    text: Fragment
    hint: Fragment
    choices: tuple[DraftChoice, ...]
    explanation: Fragment


@dataclass(frozen=True, slots=True)
class DraftReflection:
    """A writing box."""

    key: str
    line: int
    text: Fragment
    prompt: Fragment


@dataclass(frozen=True, slots=True)
class DraftWay:
    """A choice at the end of a scene."""

    line: int
    text: Fragment
    target: str


@dataclass(frozen=True, slots=True)
class DraftScene:
    """A scene of a situation; an ending where it has no ways."""

    key: str
    line: int
    title: Fragment
    text: Fragment
    ways: tuple[DraftWay, ...]


@dataclass(frozen=True, slots=True)
class DraftSituation:
    """Scenes that stand one after another."""

    scenes: tuple[DraftScene, ...]

    @property
    def key(self) -> str:
        """Of its first scene."""
        return self.scenes[0].key

    @property
    def line(self) -> int:
        """Of its first scene."""
        return self.scenes[0].line


Keyed = DraftQuestion | DraftReflection | DraftSituation
DraftBlock = Fragment | Keyed


@dataclass(frozen=True, slots=True)
class DraftLesson:
    """A lesson's blocks in reading order. `source` is the whole file."""

    title: str
    blocks: tuple[DraftBlock, ...]
    source: str

    @property
    def questions(self) -> tuple[DraftQuestion, ...]:
        """The questions in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, DraftQuestion))

    @property
    def reflections(self) -> tuple[DraftReflection, ...]:
        """The writing boxes in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, DraftReflection))

    @property
    def situations(self) -> tuple[DraftSituation, ...]:
        """The situations in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, DraftSituation))

    @property
    def keyed(self) -> tuple[Keyed, ...]:
        """What has a key, in reading order."""
        return tuple(block for block in self.blocks if not isinstance(block, Fragment))

    def fragments(self) -> Iterator[Fragment]:
        """Every piece of Markdown in reading order; empty ones left out."""
        for block in self.blocks:
            for fragment in _fragments(block):
                if fragment.text:
                    yield fragment


def fragment(rows: Iterable[Row], *, inline: bool = False) -> Fragment:
    """Rows as one text, each on its own line as in the file."""
    texts = {line: text for line, text in rows if text}
    if not texts:
        return Fragment("", 1, inline)
    first = min(texts)
    text = "\n".join(texts.get(line, "") for line in range(first, max(texts) + 1))
    return Fragment(text, first, inline)


def _fragments(block: DraftBlock) -> Iterator[Fragment]:
    if isinstance(block, Fragment):
        yield block
    elif isinstance(block, DraftReflection):
        yield from (block.text, block.prompt)
    elif isinstance(block, DraftSituation):
        for scene in block.scenes:
            yield from (scene.title, scene.text, *(way.text for way in scene.ways))
    else:
        yield from (block.text, block.hint)
        for choice in block.choices:
            yield from (choice.text, choice.feedback)
        yield block.explanation
