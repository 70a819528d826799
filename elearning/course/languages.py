"""What must hold between the variants of a module: the same lessons, questions and answers."""

from collections.abc import Iterable
from itertools import zip_longest

from elearning.course.checks import UNREADABLE, LessonFile
from elearning.course.drafts import DraftQuestion, DraftSituation
from elearning.course.problems import N_, Report
from elearning.course.reading import LANGUAGES, ORIGINAL, VARIANTS


def check_languages(files: Iterable[LessonFile]) -> None:
    """Every lesson exists in every language, and asks the same in every variant."""
    lessons: dict[str, dict[str, LessonFile]] = {}
    for file in files:
        lessons.setdefault(file.slug, {})[file.variant] = file
    for by_variant in lessons.values():
        original = by_variant.get(ORIGINAL)
        known = next(iter(by_variant.values()))
        for variant in VARIANTS:
            translated = by_variant.get(variant)
            if translated is None and variant in LANGUAGES:
                message = N_("the lesson is missing in the language '%(language)s'; add %(name)s")
                name = f"{known.number:02d}-{known.slug}.{variant}.md"
                known.report.add(1, message, language=variant, name=name)
            elif translated and original and UNREADABLE not in (original.draft, translated.draft):
                _check_lesson(original, translated)


def _check_lesson(original: LessonFile, file: LessonFile) -> None:
    """Stops at the first key that differs: what follows would differ for the same reason."""
    for wanted, found in zip_longest(original.draft.keyed, file.draft.keyed):
        if wanted is None:
            message = N_("'%(key)s' is not in %(place)s; remove it here or add it there")
            return file.report.add(found.line, message, key=found.key, place=original.report.path)
        place = f"{original.report.path}:{wanted.line}"
        if found is None:
            message = N_("'%(key)s' is missing; translate it from %(place)s")
            return file.report.add(1, message, key=wanted.key, place=place)
        if wanted.key != found.key or type(wanted) is not type(found):
            message = N_("here '%(key)s' should stand, as in %(place)s")
            return file.report.add(found.line, message, key=wanted.key, place=place)
        if isinstance(wanted, DraftQuestion) and isinstance(found, DraftQuestion):
            _check_question(wanted, found, place, file.report)
        if isinstance(wanted, DraftSituation) and isinstance(found, DraftSituation):
            _check_situation(wanted, found, original.report.path, file.report)
    return None


def _check_situation(
    wanted: DraftSituation, found: DraftSituation, path: str, report: Report
) -> None:
    """The same scenes in the same order, from which the same scenes follow."""
    for first, second in zip(wanted.scenes, found.scenes, strict=False):
        place = f"{path}:{first.line}"
        if first.key != second.key:
            message = N_("here '%(key)s' should stand, as in %(place)s")
            return report.add(second.line, message, key=first.key, place=place)
        if [way.target for way in first.ways] != [way.target for way in second.ways]:
            message = N_("the choices do not lead to the same scenes as in %(place)s")
            report.add(second.line, message, place=place)
    if len(wanted.scenes) != len(found.scenes):
        message = N_("there are %(found)s scenes here but %(wanted)s in %(place)s")
        values = {"found": len(found.scenes), "wanted": len(wanted.scenes)}
        report.add(found.line, message, **values, place=f"{path}:{wanted.line}")
    return None


def _check_question(
    wanted: DraftQuestion, found: DraftQuestion, place: str, report: Report
) -> None:
    if len(wanted.choices) != len(found.choices):
        message = N_("there are %(found)s answers here but %(wanted)s in %(place)s")
        values = {"found": len(found.choices), "wanted": len(wanted.choices), "place": place}
        report.add(found.line, message, **values)
    elif wanted.kind != found.kind:
        message = N_("the boxes are not of the same kind as in %(place)s")
        report.add(found.line, message, place=place)
    else:
        for first, second in zip(wanted.choices, found.choices, strict=True):
            if first.correct != second.correct:
                message = N_("the right answers are not those of %(place)s; compare them")
                report.add(second.line, message, place=place)
                break
            if second.key not in ("", first.key):
                message = N_("the answer's key is not '%(key)s', as in %(place)s")
                report.add(second.line, message, key=first.key, place=place)
