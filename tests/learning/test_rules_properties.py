"""What holds of marking for every quiz and every hand-in."""

from fractions import Fraction
from math import ceil
from random import Random

from hypothesis import given
from hypothesis import strategies as some

from elearning.course.tree import Kind, Question, Quiz
from elearning.learning import rules
from tests.learning.quizzes import question
from tests.learning.quizzes import quiz as made

LETTERS = "abcdef"
SHARES = some.integers(0, 100).map(lambda cents: cents / 100)


@some.composite
def questions(draw: some.DrawFn) -> Question:
    letters = draw(some.permutations(LETTERS))[: draw(some.integers(2, len(LETTERS)))]
    kind = draw(some.sampled_from(Kind))
    few = {Kind.DILEMMA: 0, Kind.MULTIPLE: draw(some.integers(1, len(letters)))}
    right = few.get(kind, 1)
    return question("q", "".join(letters[:right]), "".join(letters[right:]), kind)


@some.composite
def quizzes(draw: some.DrawFn) -> Quiz:
    parts = draw(some.lists(questions(), min_size=1, max_size=6))
    return made(
        *(question(f"q{i}", rights(each), wrongs(each), each.kind) for i, each in enumerate(parts))
    )


def rights(asked: Question) -> str:
    return "".join(choice.id for choice in asked.choices if choice.correct)


def wrongs(asked: Question) -> str:
    return "".join(choice.id for choice in asked.choices if not choice.correct)


def answers(quiz: Quiz) -> some.SearchStrategy[rules.Answers]:
    chosen = some.frozensets(some.sampled_from(LETTERS + "z"))
    return some.fixed_dictionaries({each.key: chosen for each in quiz.questions})


HANDED_IN = quizzes().flatmap(lambda quiz: some.tuples(some.just(quiz), answers(quiz)))


@given(HANDED_IN, SHARES, some.randoms(use_true_random=False))
def test_mark_does_not_depend_on_the_order_of_choices_and_questions(
    handed_in: tuple[Quiz, rules.Answers], share: float, random: Random
) -> None:
    quiz, taken = handed_in
    shuffled = [
        question(each.key, mixed(rights(each), random), mixed(wrongs(each), random), each.kind)
        for each in quiz.questions
    ]
    random.shuffle(shuffled)

    mark = rules.mark(quiz, taken, share)

    assert mark == rules.mark(made(*shuffled), taken, share)


def mixed(letters: str, random: Random) -> str:
    return "".join(random.sample(letters, len(letters)))


@given(HANDED_IN, SHARES)
def test_mark_is_right_exactly_where_the_right_set_was_taken(
    handed_in: tuple[Quiz, rules.Answers], share: float
) -> None:
    quiz, taken = handed_in

    mark = rules.mark(quiz, taken, share)

    assert mark.right == {
        each.key: taken[each.key] == set(rights(each))
        for each in quiz.questions
        if each.kind is not Kind.DILEMMA
    }


@given(HANDED_IN, SHARES, some.data())
def test_mark_never_falls_when_one_more_question_is_answered_rightly(
    handed_in: tuple[Quiz, rules.Answers], share: float, data: some.DataObject
) -> None:
    quiz, taken = handed_in
    mended = data.draw(some.sampled_from(quiz.questions))
    better = {**taken, mended.key: frozenset(rights(mended))}

    before, after = rules.mark(quiz, taken, share), rules.mark(quiz, better, share)

    assert after.marks_right >= before.marks_right
    assert after.passed >= before.passed


@given(quizzes(), SHARES)
def test_mark_of_every_right_set_is_full_and_passed(quiz: Quiz, share: float) -> None:
    everything = {each.key: frozenset(rights(each)) for each in quiz.questions}

    mark = rules.mark(quiz, everything, share)

    assert (mark.marks_right, mark.passed) == (mark.marks_total, True)


@given(some.integers(0, 200), some.integers(0, 100))
def test_needed_is_the_least_number_that_reaches_the_share(total: int, cents: int) -> None:
    needed = rules.needed(total, cents / 100)

    assert needed == ceil(Fraction(cents, 100) * total)


@given(some.dictionaries(some.sampled_from(LETTERS), some.integers(0, 50)))
def test_spread_sums_to_one_or_is_hidden(shown: dict[str, int]) -> None:
    shares = rules.spread(shown)

    assert (shares is None) == (sum(shown.values()) < 10)
    assert shares is None or sum(shares.values()) == 1
