"""Markdown as a reader hears it: sentences without marks, each with the line where it begins.

What counts as a sentence, a word and a long word is settled here, for every rule that counts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from elearning.course.elements import Fragment

LONG_WORD = 6  # letters; a longer one is long. Source: the LIX of C.-H. Björnsson, 1968

IMAGE_OR_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?: +\"([^\"]*)\")?\)")
REFERENCE = re.compile(r"\[\^[^\]]*\]:?")
ADDRESS = re.compile(r"<(?:https?:|mailto:)[^>\s]*>|\bhttps?://\S+")
MARKS = re.compile(r"\\([\\`*_{}\[\]()#+.!|-])|[*`]+|(?<!\w)_+|_+(?!\w)")
BOX = re.compile(r" *!!! ?([\w-]+)(?: +\"([^\"]*)\")? *")
ABBREVIATION = re.compile(r"\*\[([^\]]+)\]: *(.*)")
ITEM = re.compile(r" *(?:[-*+]|\d{1,3}\.) +(.*)")
STARTS_BLOCK = re.compile(r"#{1,6} *(.*?) *#*|\[\^[^\]]*\]: *(.*)| *> ?(.*)|: +(.*)")
RULE = re.compile(r"\|?[\s:|-]+\|?")
WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
# A full stop, and what else ends a sentence, before a capital, a digit or a quotation mark; but
# not after a shortened word or a number that counts something.
END = re.compile(r"(?<=[.!?…:])[”\"’)]*\s+(?=[”\"’(–-]?\s*[^\W\d_a-zåäöéü])|(?<=[.!?…])\s+(?=\d)")
SHORTENED = re.compile(
    r"(?:\b(?:kap|kl|nr|st|ca|jfr|prop|dir|art|resp|tel|no|sec|ch|Mr|Ms|Mrs|Dr)"
    r"|\b\w{1,2}\.\w{1,3}|^\s*\d{1,3})\.$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and what stands around it that says what it is about."""

    line: int
    text: str  # blanks for line breaks, no marks
    around: str = ""  # the title of its box, the line that leads to its list, its table's row

    @property
    def words(self) -> list[str]:
        """Its words; a number is one."""
        return WORD.findall(self.text)


@dataclass(frozen=True, slots=True)
class _Block:
    rows: tuple[tuple[int, str], ...]
    around: str = ""


def sentences(fragments: Iterable[Fragment]) -> tuple[Sentence, ...]:
    """Every sentence of some Markdown, in reading order."""
    return tuple(
        sentence
        for fragment in fragments
        for block in _blocks(fragment)
        for sentence in _sentences(block)
    )


def abbreviations(source: str) -> dict[str, str]:
    """What a text explains as `*[FL]: Förvaltningslagen`."""
    found = (ABBREVIATION.fullmatch(line.strip()) for line in source.split("\n"))
    return {match[1]: match[2] for match in found if match}


def count_words(found: Iterable[Sentence]) -> int:
    """How many words."""
    return sum(len(sentence.words) for sentence in found)


def lix(found: Sequence[Sentence]) -> float:
    """Words per sentence, and long words per hundred: under 30 is very easy, over 50 is hard."""
    words = [word for sentence in found for word in sentence.words]
    counted = [sentence for sentence in found if sentence.words]
    if not words:
        return 0
    long = sum(len(word) > LONG_WORD for word in words)
    return len(words) / len(counted) + 100 * long / len(words)


def plain(text: str) -> str:
    """Inline Markdown as plain text."""
    text = IMAGE_OR_LINK.sub(lambda match: " ".join(filter(None, match.groups())), text)
    return MARKS.sub(lambda match: match[1] or "", REFERENCE.sub("", ADDRESS.sub(" ", text)))


def _blocks(fragment: Fragment) -> Iterator[_Block]:
    """The paragraphs, items, cells and headings of a fragment."""
    if fragment.inline:
        yield _Block(((fragment.line, fragment.text),))
        return
    reader = _Reader()
    for line, text in enumerate(fragment.text.split("\n"), start=fragment.line):
        yield from reader.read(line, text)
    yield from reader.flush()


class _Reader:
    """Takes row after row, and gives a block when it is whole."""

    def __init__(self) -> None:
        self._rows: list[tuple[int, str]] = []
        self._box = ""  # its title
        self._lead = ""  # the paragraph above a list, where it ends with a colon
        self._in_list = False

    def read(self, line: int, text: str) -> Iterator[_Block]:
        """Take a row."""
        if self._box and text and not text.startswith("    "):
            self._box = ""
        if ABBREVIATION.fullmatch(text):
            yield from self.flush()
        elif box := BOX.fullmatch(text):
            yield from self.flush()
            self._box = box[2] or ""
            yield _Block(((line, self._box),))
        elif text.lstrip().startswith("|"):
            yield from self.flush()
            yield from self._cells(line, text)
        else:
            yield from self._read_text(line, text)

    def flush(self) -> Iterator[_Block]:
        """Give the block that the rows so far make."""
        if self._rows:
            text = self._rows[-1][1].rstrip()
            around = f"{self._box}\n{self._lead if self._in_list else ''}".strip()
            yield _Block(tuple(self._rows), around)
            if not self._in_list:
                self._lead = " ".join(row for _, row in self._rows) if text.endswith(":") else ""
            self._rows = []

    def _read_text(self, line: int, text: str) -> Iterator[_Block]:
        item = ITEM.fullmatch(text)
        start = STARTS_BLOCK.fullmatch(text)
        if not text.strip():
            yield from self.flush()
        elif item:
            yield from self.flush()
            self._in_list = True
            self._rows = [(line, item[1])]
        elif start:
            yield from self.flush()
            self._in_list = False
            self._rows = [(line, next(each for each in start.groups() if each is not None))]
            if text.startswith("#"):
                yield from self.flush()
        else:
            if not self._rows and not text.startswith(" "):
                self._in_list = False
            self._rows.append((line, text))

    def _cells(self, line: int, text: str) -> Iterator[_Block]:
        if RULE.fullmatch(text.strip()):
            return
        for cell in re.split(r"(?<!\\)\|", text.strip().strip("|")):
            yield _Block(((line, cell),), f"{self._box}\n{text}".strip())


def _sentences(block: _Block) -> Iterator[Sentence]:
    """Cut at full stops. Each line of the block is one of the text, so lines can be counted."""
    first = block.rows[0][0]
    text = plain("\n".join(row for _, row in block.rows))
    around = " ".join(plain(block.around).split())
    start = 0
    for end in END.finditer(text):
        if not SHORTENED.search(text[start : end.start()]):
            yield from _sentence(text, start, end.end(), first, around)
            start = end.end()
    yield from _sentence(text, start, len(text), first, around)


def _sentence(text: str, start: int, end: int, first: int, around: str) -> Iterator[Sentence]:
    words = text[start:end]
    if words.strip():
        begins = start + len(words) - len(words.lstrip())
        yield Sentence(first + text.count("\n", 0, begins), " ".join(words.split()), around)
