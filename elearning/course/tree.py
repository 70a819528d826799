"""The course as a value: frozen all the way down, compiled once, only read by the web.

Text in these classes is HTML that `markup.py` has made and cleaned (`Markup`), except where a
field says plain text.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from markupsafe import Markup


class Phase(StrEnum):
    """The four steps of learning by experience that every module walks through, in order.

    Source: the method of Perstorp's staff training (ESF project, 2012–2014).
    """

    EXPERIENCE = "upplevelse"  # a concrete situation
    REFLECTION = "eftertanke"  # what happened, and how it felt
    INSIGHT = "insikt"  # theory, law, facts
    ACTION = "handling"  # a new behaviour: the learner's own next step


class Kind(StrEnum):
    """How a question is answered and marked."""

    SINGLE = "single"  # exactly one choice is right
    MULTIPLE = "multiple"  # the right choices, all of them and no other
    TRUE_FALSE = "true-false"  # one statement: true or false
    DILEMMA = "dilemma"  # no right answer; never marked


class Concern(StrEnum):
    """What a module is assured of, in the order of its checklist.

    Source: the demands of the ESF on Perstorp's staff training: gender equality (the first four)
    and accessibility in four parts (the last four).
    """

    ROLES = "roles"  # who acts, decides, knows and needs help
    NAMES = "names"  # names, ages, families, origins and pictures
    LANGUAGE = "language"  # words that include and do not belittle
    CONSEQUENCES = "consequences"  # what the subject means for women, men and others
    PHYSICAL = "physical"  # any place, any device; the room of the meeting
    ACTIVITY = "activity"  # part-time, night, no work account, in a group
    COMMUNICATION = "communication"  # plain language, read aloud, interpreters, sign language
    INFORMATION = "information"  # text instead of film or sound, print, other formats


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick. `id` is stable: it is no position, and the same in every language."""

    id: str
    text: Markup  # inline HTML
    correct: bool  # always False in a dilemma
    feedback: Markup  # paragraphs, shown after hand-in to those who chose it; may be empty


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its choices in the author's order. `key` is unique in its module."""

    key: str
    kind: Kind
    text: Markup  # inline HTML
    hint: Markup  # paragraphs, shown on request before hand-in; may be empty
    choices: tuple[Choice, ...]
    explanation: Markup  # paragraphs, shown to all after hand-in; may be empty
    number: int  # 1, 2, 3 … within its lesson

    def __hash__(self) -> int:
        """Of little, because pages look up by question what is kept of it."""
        return hash((self.key, self.text))


@dataclass(frozen=True, slots=True)
class Reflection:
    """A prompt that the learner may answer in writing, for nobody's eyes but their own."""

    key: str
    text: Markup  # inline HTML: the heading
    prompt: Markup  # paragraphs: what stands between the heading and the line; may be empty


@dataclass(frozen=True, slots=True)
class Way:
    """What a learner may choose to do at the end of a scene."""

    text: Markup  # inline HTML
    target: str  # key of the scene that it leads to


@dataclass(frozen=True, slots=True)
class Scene:
    """A moment in a situation. Without `ways` it is an ending."""

    key: str
    title: Markup  # inline HTML: what happens
    text: Markup  # paragraphs
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """A story whose course the learner chooses. Every scene can be reached; none comes again."""

    scenes: tuple[Scene, ...]  # in the author's order; it begins with the first

    @property
    def start(self) -> Scene:
        """Where it begins."""
        return self.scenes[0]

    def scene(self, key: str) -> Scene | None:
        """The scene with a key."""
        return next((scene for scene in self.scenes if scene.key == key), None)


Block = Markup | Question | Reflection | Situation  # what a lesson is made of


@dataclass(frozen=True, slots=True)
class Quiz:
    """The questions of one lesson, handed in together."""

    questions: tuple[Question, ...]
    revision: str  # 12 hex digits; changes when a key, a choice or a right answer does


@dataclass(frozen=True)
class Lesson:
    """One page of a module, in one language. `blocks` are in reading order."""

    slug: str
    number: int  # 1, 2, 3 … within its module
    title: str  # plain text
    phase: Phase
    minutes: int  # estimated time to read and answer
    blocks: tuple[Block, ...]
    quiz: Quiz | None

    def __hash__(self) -> int:
        """Of little, because pages look up by lesson what is kept of it."""
        return hash((self.slug, self.title))

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of this lesson, in reading order."""
        return self.quiz.questions if self.quiz else ()

    @cached_property
    def reflections(self) -> tuple[Reflection, ...]:
        """The prompts of this lesson, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Reflection))

    @cached_property
    def situations(self) -> tuple[Situation, ...]:
        """The situations of this lesson, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Situation))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a module's facts come from. `url` may be empty."""

    title: str  # plain text
    url: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a module. `version` is a hash of its bytes, for addresses that never change."""

    name: str  # file name under the module's images/
    version: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Term:
    """A word of course.toml that modules and tips are found by: a focus area or a workplace."""

    key: str
    title: str  # plain text


@dataclass(frozen=True, slots=True)
class Tip:
    """A short advice for the tip bank. `key` is unique in its module."""

    key: str
    title: Markup  # inline HTML, in the imperative
    text: Markup  # paragraphs
    workplaces: tuple[Term, ...]  # empty: it is for all


@dataclass(frozen=True, slots=True)
class Guide:
    """How to lead a talk about the module at a staff meeting."""

    title: str  # plain text
    introduction: Markup  # paragraphs: to the leader
    short: Markup  # the meeting of 15 minutes; headings from h3
    long: Markup  # the meeting of 45 minutes; headings from h3


@dataclass(frozen=True, slots=True)
class Assurance:
    """That a module was looked over for equality and accessibility, when, and how it is met."""

    checked_on: date
    answers: tuple[tuple[Concern, str], ...]  # plain text, in the order of Concern


@dataclass(frozen=True)
class Module:
    """A module in one variant. `version` covers every variant and every file of it."""

    slug: str
    version: str  # 12 hex digits of a hash of the folder's files
    title: str
    summary: str
    audience: str
    focus_areas: tuple[Term, ...]
    pass_share: float  # of a lesson's marked questions, 0 to 1
    illustration: str  # file name of an image; may be empty
    lessons: tuple[Lesson, ...]
    sources: tuple[Source, ...]
    images: tuple[Image, ...]
    workplaces: tuple[Term, ...] = ()  # that appear in it
    reviewed_on: date | None = None  # when its facts were last compared with their sources
    guide: Guide | None = None
    tips: tuple[Tip, ...] = ()
    assurance: Assurance | None = None

    def __hash__(self) -> int:
        """Of little, because pages look up by module what is kept of it."""
        return hash((self.slug, self.version, self.title))

    @cached_property
    def minutes(self) -> int:
        """Estimated time for the whole module."""
        return sum(lesson.minutes for lesson in self.lessons)

    @cached_property
    def lessons_by_slug(self) -> dict[str, Lesson]:
        """The lessons, looked up by slug."""
        return {lesson.slug: lesson for lesson in self.lessons}


@dataclass(frozen=True)
class Course:
    """Everything there is to learn, in one variant: required modules first, then optional."""

    slug: str
    version: str  # 12 hex digits of a hash of the required modules' versions
    language: str  # sv or en
    title: str
    summary: str
    required: tuple[Module, ...]
    optional: tuple[Module, ...]
    variant: str = "sv"  # sv, en, or sv-lattlast: easy Swedish
    focus_areas: tuple[Term, ...] = ()  # every one that there is, in the order shown
    workplaces: tuple[Term, ...] = ()

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """Every module, in the order shown."""
        return self.required + self.optional

    @cached_property
    def modules_by_slug(self) -> dict[str, Module]:
        """The modules, looked up by slug."""
        return {module.slug: module for module in self.modules}
