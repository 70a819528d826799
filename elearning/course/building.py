"""A lesson out of its draft and its HTML: choice ids, numbers and the quiz's revision."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from markupsafe import Markup

from elearning.course.drafts import (
    DraftChoice,
    DraftLesson,
    DraftQuestion,
    DraftSituation,
)
from elearning.course.elements import Fragment
from elearning.course.questions import normalised
from elearning.course.tree import (
    Block,
    Choice,
    Kind,
    Question,
    Quiz,
    Reflection,
    Scene,
    Situation,
    Way,
)

ID_LENGTH = 8  # hex digits; two choices of one question with the same are one in a billion
REVISION_LENGTH = 12  # hex digits
TRUE = {"sv": "Sant", "en": "True"}
FALSE = {"sv": "Falskt", "en": "False"}

Html = Mapping[Fragment, Markup]


def choice_ids(question: DraftQuestion) -> tuple[str, ...]:
    """The ids of a Swedish question's choices; the other languages take them by position.

    An id is made of the question's key and of the choice's own key or, where it has none, its
    text. It does not tell the choice's place, so answers stay true when choices change places.
    A statement with a key of its own has that for id, since it becomes part of a question's key.
    """
    if question.kind == Kind.TRUE_FALSE:
        return tuple(choice.key or _choice_id(question, choice) for choice in question.choices)
    return tuple(_choice_id(question, choice) for choice in question.choices)


def lesson_keys(draft: DraftLesson) -> tuple[tuple[str, int], ...]:
    """The keys of a Swedish lesson's questions, boxes and scenes, and on which lines they stand."""
    keys = [(reflection.key, reflection.line) for reflection in draft.reflections]
    keys += [(scene.key, scene.line) for each in draft.situations for scene in each.scenes]
    for question in draft.questions:
        keys.append((question.key, question.line))
        if question.kind == Kind.TRUE_FALSE:
            ids = zip(question.choices, choice_ids(question), strict=True)
            keys += [(f"{question.key}-{id_}", choice.line) for choice, id_ in ids]
    return tuple(sorted(keys, key=lambda pair: pair[1]))


def build_blocks(
    draft: DraftLesson, original: DraftLesson, html: Html, language: str
) -> tuple[Block, ...]:
    """The blocks of a lesson. `original` is the same lesson in Swedish."""
    ids = iter([choice_ids(question) for question in original.questions])
    blocks: list[Block] = []
    number = 1
    for block in draft.blocks:
        if isinstance(block, Fragment):
            blocks += [html[block]] if html[block] else []
        elif isinstance(block, DraftQuestion):
            questions = tuple(_questions(block, next(ids), html, language, number))
            blocks += questions
            number += len(questions)
        elif isinstance(block, DraftSituation):
            blocks.append(_situation(block, html))
        else:
            prompt = html.get(block.prompt, Markup())
            blocks.append(Reflection(block.key, html[block.text], prompt))
    return tuple(blocks)


def build_quiz(blocks: Iterable[Block]) -> Quiz | None:
    """The questions among the blocks; nothing where there are none."""
    questions = tuple(block for block in blocks if isinstance(block, Question))
    if not questions:
        return None
    content = [
        (question.key, question.kind.value, sorted((c.id, c.correct) for c in question.choices))
        for question in questions
    ]
    return Quiz(questions, _digest(content, REVISION_LENGTH))


def _questions(
    draft: DraftQuestion, ids: tuple[str, ...], html: Html, language: str, first: int
) -> Iterator[Question]:
    """The question, or one for every statement of a group."""
    explanation = html.get(draft.explanation, Markup())
    if draft.kind != Kind.TRUE_FALSE:
        hint = html.get(draft.hint, Markup())
        choices = tuple(map(partial(_choice, html), draft.choices, ids))
        yield Question(
            draft.key, draft.kind, html[draft.text], hint, choices, explanation, number=first
        )
        return
    last = len(draft.choices) - 1
    for place, (statement, id_) in enumerate(zip(draft.choices, ids, strict=True)):
        yield Question(
            key=f"{draft.key}-{id_}",
            kind=Kind.TRUE_FALSE,
            text=html[statement.text],
            hint=Markup(),
            choices=_true_and_false(statement, html, language),
            explanation=explanation if place == last else Markup(),
            number=first + place,
        )


def _situation(draft: DraftSituation, html: Html) -> Situation:
    return Situation(
        tuple(
            Scene(
                key=scene.key,
                title=html[scene.title],
                text=html[scene.text],
                ways=tuple(Way(html[way.text], way.target) for way in scene.ways),
            )
            for scene in draft.scenes
        )
    )


def _choice(html: Html, draft: DraftChoice, id_: str) -> Choice:
    feedback = html.get(draft.feedback, Markup())
    return Choice(id_, html[draft.text], draft.correct, feedback)


def _true_and_false(statement: DraftChoice, html: Html, language: str) -> tuple[Choice, Choice]:
    feedback = html.get(statement.feedback, Markup())
    return (
        Choice("true", Markup(TRUE[language]), statement.correct, feedback),
        Choice("false", Markup(FALSE[language]), not statement.correct, feedback),
    )


def _choice_id(question: DraftQuestion, choice: DraftChoice) -> str:
    text = "" if choice.key else normalised(choice.text.text)
    return _digest((question.key, choice.key, text))


def _digest(content: object, length: int = ID_LENGTH) -> str:
    return hashlib.sha256(repr(content).encode()).hexdigest()[:length]
