"""What holds of standings for every set of organisations."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as some

from elearning.campaigns import rules
from elearning.campaigns.rules import Tally
from tests.campaigns.test_rules import tally

SMALL = some.integers(1, 9)
LARGE = some.integers(10, 60)


def tallies(headcounts: some.SearchStrategy[int] = SMALL | LARGE) -> some.SearchStrategy[Tally]:
    names = some.text("abcåäöÅ ", min_size=1, max_size=4)
    return some.builds(tally, names, some.integers(0, 60), headcounts, some.integers(0, 9))


FIELDS = some.lists(tallies(), max_size=12, unique_by=lambda each: each.slug)


@given(FIELDS)
def test_rank_is_one_more_than_the_number_of_strictly_better(field: Sequence[Tally]) -> None:
    shown = [each for each in rules.standings(field) if each.rank is not None]

    shares = [each.tally.share or 0 for each in shown]
    assert [each.rank for each in shown] == [
        1 + sum(other > share for other in shares) for share in shares
    ]


@given(FIELDS, some.randoms(use_true_random=False))
def test_order_is_total(field: list[Tally], random: Random) -> None:
    shuffled = random.sample(field, len(field))

    assert rules.standings(shuffled) == rules.standings(field)


@given(FIELDS)
def test_everyone_stands_once(field: Sequence[Tally]) -> None:
    standings = rules.standings(field)

    assert sorted(each.tally.slug for each in standings) == sorted(each.slug for each in field)


@given(FIELDS)
def test_shares_lie_between_none_and_all(field: Sequence[Tally]) -> None:
    told = [each.tally for each in rules.standings(field)]
    shares = [each.share for each in told if each.share is not None]

    assert all(0 <= share <= 1 for share in shares)


@given(FIELDS)
def test_total_is_the_sum_of_what_is_shown(field: Sequence[Tally]) -> None:
    standings = rules.standings(field)

    assert rules.total_completed(standings) == sum(
        each.completed or 0 for each in field if (each.headcount or 0) >= 10
    )


@given(FIELDS, some.lists(tallies(SMALL), min_size=1, max_size=4), some.integers(0, 60))
def test_nothing_shown_depends_on_what_is_hidden(
    field: list[Tally], small: list[Tally], other: int
) -> None:
    changed = [replace(each, completed=other, completed_after=other + 1) for each in small]

    one, another = rules.standings(field + small), rules.standings(field + changed)

    assert one == another
    assert rules.total_completed(one) == rules.total_completed(another)
