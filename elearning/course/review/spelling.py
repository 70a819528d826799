"""Whether the Swedish is spelled right: by a dictionary and each module's own list of words.

The dictionary comes with what working here needs (`./dev setup`), never with a server: where it
is not installed, spelling is not checked and the caller says so.
"""

import gc
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from elearning.course.problems import N_, Problem, Report, problem
from elearning.course.reading import ORIGINAL, File, decode
from elearning.course.review.texts import ModuleTexts

DICTIONARY = Path("share/hunspell/sv_SE")  # of the Python environment: .aff and .dic
TOKEN = re.compile(r"(?<![\w:])[^\W\d_]+(?:[-’':][^\W\d_]+)*(?![\w:]*\d)")
ENDINGS = re.compile(r"[’':]s$|:(?:n|na|ns|t|ts|er|erna|en|ens|et|are)$")  # FN:s, LSS:en

Speller = Callable[[str], bool]  # whether a word is spelled right


@dataclass(frozen=True, slots=True)
class WordList:
    """A module's own words, one a line, and where the list is."""

    path: str
    words: tuple[str, ...]


def load_dictionary(prefix: Path = Path(sys.prefix)) -> Speller | None:
    """The Swedish dictionary (three seconds); nothing where it is not installed."""
    files = prefix / DICTIONARY
    if not find_spec("spylls") or not files.with_suffix(".dic").exists():
        return None
    # By name, since a server does not have it, and must not wait for it where it does.
    library = import_module("spylls.hunspell")
    with warnings.catch_warnings():  # it leaves its files for the garbage collector to close
        warnings.simplefilter("ignore", ResourceWarning)
        lookup = library.Dictionary.from_files(str(files)).lookup
        gc.collect()
    return cache(lambda word: bool(lookup(word)))


def read_words(file: File, report: Report) -> WordList:
    """Read a list of words."""
    text = decode(file, report) or ""
    return WordList(file.path, tuple(text.split("\n")[:-1] if text.endswith("\n") else ()))


def check_spelling(module: ModuleTexts, listed: WordList, is_right: Speller) -> Iterator[Problem]:
    """Every Swedish word is in the dictionary or in the module's list, and the list is tidy."""
    own = {word.casefold() for word in listed.words}
    used: set[str] = set()
    for text in module.texts:
        for sentence in text.sentences if text.variant.startswith(ORIGINAL) else ():
            for word in _unknown(sentence.text, is_right):
                used.add(word.casefold())
                if word.casefold() not in own:
                    message = N_(
                        "'%(word)s' is not in the dictionary; correct it, or add it to %(list)s"
                    )
                    yield text.problem(sentence.line, message, word=word, list=listed.path)
    if module.is_whole:
        yield from _check_list(listed, used)


def _unknown(text: str, is_right: Speller) -> Iterator[str]:
    """The words that the dictionary does not know, without endings that hang on a mark."""
    for found in TOKEN.findall(text):
        word = ENDINGS.sub("", found)
        if len(word) > 1 and not is_right(word):
            yield word


def _check_list(listed: WordList, used: set[str]) -> Iterator[Problem]:
    """In order, each once, and none that is not needed."""
    previous = ""
    for line, word in enumerate(listed.words, start=1):
        if word <= previous:
            message = N_(
                "'%(word)s' stands out of order; sort the list, capitals first and then a to ö"
            )
            yield problem(listed.path, line, message, word=word)
        elif word.casefold() not in used:
            message = N_("'%(word)s' is not needed; remove it from the list")
            yield problem(listed.path, line, message, word=word)
        previous = word
