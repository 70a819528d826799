"""Whether a text can be read by those it is for, and in the time that is stated."""

from collections.abc import Iterator

from elearning.course.drafts import DraftLesson
from elearning.course.problems import N_, Problem
from elearning.course.reading import EASY, ORIGINAL
from elearning.course.review.sentences import LONG_WORD, Sentence, count_words, lix
from elearning.course.review.texts import ModuleTexts, Text

# Easy Swedish: under 30 is what LIX calls very easy. Ordinary Swedish: the first 24 lessons have
# 14 to 32, and at 40 LIX ends to call a text easy; so 40 stops a slide, not a lesson on law.
HIGHEST_LIX = {EASY: 30, ORIGINAL: 40}
WORDS_A_MINUTE = 150  # slower than the 200 to 250 of practised readers: with time to think
MINUTES_A_QUESTION = 1  # a group of statements is one
MINUTES_A_BOX = 2
MINUTES_A_SITUATION = 1
TOLERANCE = 1  # minutes: half of it is rounding, half that words can be counted in two ways
SHORTEST_MODULE, LONGEST_MODULE = 20, 35  # minutes; source: what one can take in a shift


def check_lix(module: ModuleTexts) -> Iterator[Problem]:
    """Easy Swedish is very easy, and ordinary Swedish is not hard."""
    for text in module.readable:
        limit = HIGHEST_LIX.get(text.variant)
        found = lix(text.sentences)
        if limit and found >= limit:
            hardest = max(text.sentences, key=_weight)
            yield text.problem(
                hardest.line,
                N_(
                    "the text has LIX %(found)s, and it should have less than %(limit)s; begin "
                    "here, with %(words)s words of which %(long)s have more than six letters"
                ),
                found=f"{found:.0f}",
                limit=limit,
                words=len(hardest.words),
                long=_long(hardest),
            )


def check_minutes(module: ModuleTexts) -> Iterator[Problem]:
    """The minutes that module.toml states are those that it takes."""
    if module.manifest is None or not module.is_whole:
        return
    stated = {entry.slug: entry for entry in module.manifest.lessons}
    for text in module.original:
        entry = stated.get(text.slug)
        found = max(1, round(minutes(text)))
        if entry and abs(entry.minutes - found) > TOLERANCE:
            message = N_("the lesson '%(slug)s' takes %(found)s min, not %(stated)s")
            values = {"slug": text.slug, "found": found, "stated": entry.minutes}
            line = module.manifest.lines.get(f"lessons.{text.slug}.minutes", entry.line)
            yield module.problem(message, line, **values)
    total = sum(entry.minutes for entry in stated.values())
    if stated and not SHORTEST_MODULE <= total <= LONGEST_MODULE:
        message = N_("the module takes %(total)s minutes; it should take %(low)s to %(high)s")
        yield module.problem(message, total=total, low=SHORTEST_MODULE, high=LONGEST_MODULE)


def minutes(text: Text) -> float:
    """How long a lesson takes to read and to answer."""
    assert isinstance(text.draft, DraftLesson)
    return (
        count_words(text.sentences) / WORDS_A_MINUTE
        + MINUTES_A_QUESTION * len(text.draft.questions)
        + MINUTES_A_BOX * len(text.draft.reflections)
        + MINUTES_A_SITUATION * len(text.draft.situations)
    )


def _weight(sentence: Sentence) -> float:
    """How much a sentence adds: long sentences and long words."""
    return len(sentence.words) + 3 * _long(sentence)


def _long(sentence: Sentence) -> int:
    return sum(len(word) > LONG_WORD for word in sentence.words)
