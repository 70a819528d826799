"""Whether the questions of a module teach, and its situation gives a choice."""

from collections.abc import Iterator, Mapping

from elearning.course.drafts import DraftLesson, DraftScene, DraftSituation
from elearning.course.problems import N_, Problem
from elearning.course.reading import EASY
from elearning.course.review.sentences import count_words, sentences
from elearning.course.review.texts import ModuleTexts
from elearning.course.tree import Kind, Phase

# Words of feedback. The shortest that teaches, among the first 1,400, has eight; easy Swedish
# says the same in about half.
SHORTEST_FEEDBACK = 8
SHORTEST_EASY_FEEDBACK = 5
FEWEST_QUESTIONS, MOST_QUESTIONS = 6, 10  # in a module; a group of statements is one
FEWEST_DILEMMAS = 2
FEWEST_SCENES, MOST_SCENES = 7, 10
FEWEST_ENDINGS = 3
SHALLOWEST = 2  # choices, one after another


def check_feedback(module: ModuleTexts) -> Iterator[Problem]:
    """Every answer, also the right one, has feedback that can teach something."""
    for text in module.lessons:
        shortest = SHORTEST_EASY_FEEDBACK if text.variant == EASY else SHORTEST_FEEDBACK
        questions = text.draft.questions if isinstance(text.draft, DraftLesson) else ()
        for choice in (choice for question in questions for choice in question.choices):
            found = count_words(sentences([choice.feedback])) if choice.feedback.text else 0
            if found < shortest:
                message = N_(
                    "the feedback has %(found)s words, at least %(wanted)s are needed; tell what "
                    "the answer does to the person, and what works better"
                )
                yield text.problem(choice.line, message, found=found, wanted=shortest)


def check_questions(module: ModuleTexts) -> Iterator[Problem]:
    """Enough questions, and not too many; some of them without a right answer."""
    if not module.is_whole:
        return
    kinds = [question.kind for draft in module.drafts for question in draft.questions]
    if not FEWEST_QUESTIONS <= len(kinds) <= MOST_QUESTIONS:
        message = N_("questions in the module: %(count)s; write %(low)s to %(high)s")
        yield module.problem(message, count=len(kinds), low=FEWEST_QUESTIONS, high=MOST_QUESTIONS)
    if (dilemmas := kinds.count(Kind.DILEMMA)) < FEWEST_DILEMMAS:
        message = N_("dilemmas in the module: %(count)s; write at least %(wanted)s, with [?]")
        yield module.problem(message, count=dilemmas, wanted=FEWEST_DILEMMAS)


def check_situation(module: ModuleTexts) -> Iterator[Problem]:
    """One situation, where one acts or thinks, with choices that matter."""
    if module.manifest is None or not module.is_whole:
        return
    phases = {entry.slug: entry.phase for entry in module.manifest.lessons}
    found = [
        (text, situation)
        for text in module.original
        if isinstance(text.draft, DraftLesson)
        for situation in text.draft.situations
    ]
    if not found:
        message = N_("the module has no situation; write scenes with choices in one of its lessons")
        yield module.problem(message)
    for text, situation in found[1:]:
        message = N_("the module has more than one situation; keep one")
        yield text.problem(situation.line, message)
    for text, situation in found[:1]:
        if phases.get(text.slug) == Phase.INSIGHT:
            message = N_("a situation stands in the phase upplevelse, eftertanke or handling")
            yield text.problem(situation.line, message)
        for sentence, values in _shape(situation):
            yield text.problem(situation.line, sentence, **values)


def _shape(situation: DraftSituation) -> Iterator[tuple[str, dict[str, int]]]:
    scenes = situation.scenes
    endings = sum(not scene.ways for scene in scenes)
    deepest = _depth(scenes[0].key, {scene.key: scene for scene in scenes}, {})
    if not FEWEST_SCENES <= len(scenes) <= MOST_SCENES:
        values = {"count": len(scenes), "low": FEWEST_SCENES, "high": MOST_SCENES}
        yield N_("scenes in the situation: %(count)s; write %(low)s to %(high)s"), values
    if endings < FEWEST_ENDINGS:
        values = {"count": endings, "wanted": FEWEST_ENDINGS}
        yield N_("endings of the situation: %(count)s; write at least %(wanted)s"), values
    if deepest < SHALLOWEST:
        message = N_("the situation ends after one choice; let at least one more follow")
        yield message, {}


def _depth(key: str, scenes: Mapping[str, DraftScene], known: dict[str, int]) -> int:
    """The most choices in a row from a scene on. The compiler has refused circles."""
    if key not in known:
        following = [_depth(way.target, scenes, known) for way in scenes[key].ways]
        known[key] = 1 + max(following) if following else 0
    return known[key]
