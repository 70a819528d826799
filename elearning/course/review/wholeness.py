"""Whether a module has all that belongs to it, and someone has looked it over."""

from collections.abc import Iterator

from elearning.course.guides import DraftGuide
from elearning.course.problems import N_, Problem
from elearning.course.reading import EASY, LANGUAGES, ORIGINAL
from elearning.course.review.sentences import count_words, sentences
from elearning.course.review.texts import ModuleTexts
from elearning.course.tips import DraftTips

FEWEST_DISCUSSED = 3  # questions at each meeting
FEWEST_TIPS, MOST_TIPS = 3, 5
SHORTEST_TIP = 20  # words: what to do, and why it helps
LONGEST_TIP = {"sv": 55, "en": 65}  # words, that fit on a card of A6; English takes a fifth more
SHORTEST_ANSWER = 4  # words of the assurance: how it is met, not only that it is


def check_whole(module: ModuleTexts) -> Iterator[Problem]:
    """Every lesson in every variant, guide and tips in every language, picture and dates."""
    names = {file.name for file in module.folder.files}
    for text in module.original:
        name = text.name.replace(f".{ORIGINAL}.", f".{EASY}.")
        if name not in names:
            message = N_("the lesson is missing in easy Swedish; add %(name)s")
            yield text.problem(1, message, name=name)
    for kind in ("handledning", "tips"):
        if not any(f"{kind}.{language}.md" in names for language in LANGUAGES):
            yield module.problem(N_("the file %(name)s is missing"), name=f"{kind}.{ORIGINAL}.md")
    manifest = module.manifest
    if manifest is None:
        return
    given = {
        "illustration": manifest.illustration,
        "reviewed_on": manifest.reviewed_on,
        "focus_areas": manifest.focus_areas,
        "workplaces": manifest.workplaces,
    }
    for key, value in given.items():
        if not value:
            line = manifest.lines.get(key, 1)
            yield module.problem(N_("%(key)s is missing or empty; write it"), line, key=key)


def check_assurance(module: ModuleTexts) -> Iterator[Problem]:
    """Every point of the checklist is answered with how it is met."""
    if module.manifest is None:
        return
    if not module.manifest.assurance:
        message = N_("the assurance is missing; write [assurance] and its eight headings")
        yield module.problem(message)
    for language in LANGUAGES if module.manifest.assurance else ():
        for concern, answer in module.manifest.assurance[language].answers:
            if len(answer.split()) < SHORTEST_ANSWER:
                key = f"assurance.{concern}.{language}"
                message = N_("%(key)s says too little; write in a sentence how it is met")
                line = module.manifest.lines.get(f"assurance.{concern}", 1)
                yield module.problem(message, line, key=key)


def check_guide(module: ModuleTexts) -> Iterator[Problem]:
    """Both meetings have something to talk about."""
    for text in module.texts:
        if isinstance(text.draft, DraftGuide):
            for part in (text.draft.short, text.draft.long):
                asked = sum(s.text.rstrip('”"’)').endswith("?") for s in sentences([part]))
                if asked < FEWEST_DISCUSSED:
                    message = N_(
                        "questions to talk about at this meeting: %(count)s; write at least "
                        "%(wanted)s, each ending with a question mark"
                    )
                    yield text.problem(part.line, message, count=asked, wanted=FEWEST_DISCUSSED)


def check_tips(module: ModuleTexts) -> Iterator[Problem]:
    """Three to five tips, each short enough for a card and long enough to say why."""
    for text in module.texts:
        if not isinstance(text.draft, DraftTips):
            continue
        count = len(text.draft.tips)
        if not FEWEST_TIPS <= count <= MOST_TIPS:
            message = N_("tips in the file: %(count)s; write %(low)s to %(high)s")
            yield text.problem(1, message, count=count, low=FEWEST_TIPS, high=MOST_TIPS)
        longest = LONGEST_TIP[text.variant]
        for tip in text.draft.tips:
            words = count_words(sentences([tip.text]))
            if not SHORTEST_TIP <= words <= longest:
                message = N_("the tip has %(found)s words; write %(low)s to %(high)s")
                values = {"found": words, "low": SHORTEST_TIP, "high": longest}
                yield text.problem(tip.line, message, **values)
