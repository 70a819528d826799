"""Attacks on the smallest group by somebody who knows all that is shown, and the rule itself.

Exhaustive: every world that a small organisation can be in is run through the rule, and those
that look alike are held together. Nobody, with whatever method, can tell them apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.dashboards.figures import Figures
from elearning.dashboards.rules import Told, told
from tests.dashboards.trees import (
    Tree,
    World,
    headcounts,
    places,
    staffed_ids,
    subtree_ids,
    totals,
    trees,
)

LEAF = Tree
MOST_WORLDS = 1000  # of an organisation that is tried in every way
ORGANISATIONS = {  # n, and the tree; everything up to 2n - 1 people in a unit is small
    "two small": (4, Tree(0, (LEAF(5), LEAF(4)))),
    "small and tiny": (4, Tree(0, (LEAF(6), LEAF(5), LEAF(2)))),
    "three small": (4, Tree(0, (LEAF(7), LEAF(5), LEAF(4)))),
    "small, and some directly in the whole": (4, Tree(3, (LEAF(7), LEAF(4)))),
    "large beside small": (4, Tree(0, (LEAF(9), LEAF(5), LEAF(4)))),
    "large, and few directly in the whole": (4, Tree(2, (LEAF(8), LEAF(9)))),
    "only tiny": (4, Tree(1, (LEAF(3), LEAF(3), LEAF(2)))),
    "few in a department": (4, Tree(4, (Tree(2, (LEAF(9),)), LEAF(4)))),
    "small under a department": (3, Tree(0, (Tree(1, (LEAF(7), LEAF(4))), LEAF(3), LEAF(3)))),
    "four small": (4, Tree(0, (LEAF(4), LEAF(4), LEAF(5), LEAF(6)))),
    "small with units of their own": (4, Tree(0, (Tree(2, (LEAF(3),)), LEAF(6), LEAF(4)))),
    "few beside one large": (3, Tree(0, (LEAF(4), LEAF(6)))),
    "few beside a department": (3, Tree(0, (LEAF(4), Tree(3, (LEAF(3),))))),
    "few beside a department of two small": (3, Tree(0, (LEAF(5), Tree(0, (LEAF(4), LEAF(4)))))),
    "some directly in a department": (3, Tree(0, (Tree(4, (LEAF(6),)), LEAF(5)))),
    "few under a department": (3, Tree(0, (Tree(2, (LEAF(6), LEAF(2))), LEAF(5)))),
    "all in one chain": (3, Tree(1, (Tree(0, (LEAF(7),)),))),
    "one alone and small": (4, Tree(6)),
    "one alone and large": (4, Tree(9)),
}


def every_world(tree: Tree) -> Iterator[World]:
    """Who has completed, unit by unit, in every way; nobody is under way."""
    for done in product(*(range(own + 1) for own in headcounts(tree))):
        yield tuple((each, each) for each in done)


def view(tree: Tree, world: World, smallest: int) -> tuple[tuple[int, Told], ...]:
    """Everything that any page or export shows, to whomever."""
    return tuple(sorted(told(places(tree, world), smallest).items()))


def left_out(shown: Mapping[int, Told], tree: Tree, unit: int) -> frozenset[int]:
    """The units whose people no figure of this unit, or of a small unit within it, is about."""
    inside = subtree_ids(tree)
    own = shown.get(unit, Told()).group
    told_of = own.unit_ids if own else frozenset()
    for each in inside[unit]:
        told_of |= inside[each] if shown.get(each, Told()).small else frozenset()
    if shown.get(unit, Told()).small:
        return frozenset()
    return staffed_ids(tree)[unit] - told_of


def is_excused(shown: Mapping[int, Told], tree: Tree, unit: int, column: str = "completed") -> bool:
    """Whether those whom a unit's figures leave out are all in shown groups at none or all."""
    groups = [group for each in shown.values() for group in (each.group, each.pool) if group]
    at_an_end = [
        group.unit_ids
        for group in groups
        if getattr(group.figures, column) in {0, group.figures.employed}
    ]
    return left_out(shown, tree, unit) <= frozenset().union(*at_an_end)


Alike = list[tuple[dict[int, Told], list[Mapping[int, Figures]]]]


def alike(tree: Tree, worlds: Iterable[World], smallest: int) -> Alike:
    """Every view that there is, with the true figures of all the worlds that look like it."""
    found: dict[tuple[tuple[int, Told], ...], list[Mapping[int, Figures]]] = defaultdict(list)
    for world in worlds:
        found[view(tree, world, smallest)].append(totals(tree, world))
    return [(dict(shown), possible) for shown, possible in found.items()]


def narrowed(tree: Tree, found: Alike) -> list[tuple[dict[int, Told], int]]:
    """Views in which a hidden unit can only have one number of people who have completed."""
    return [
        (shown, unit)
        for shown, possible in found
        for unit in possible[0]
        if left_out(shown, tree, unit)
        and len({each[unit].completed for each in possible}) == 1
        and not is_excused(shown, tree, unit)
    ]


@pytest.mark.parametrize("name", ORGANISATIONS)
def test_hidden_share_is_never_narrowed_to_one_value(name: str) -> None:
    smallest, tree = ORGANISATIONS[name]

    found = alike(tree, every_world(tree), smallest)

    assert narrowed(tree, found) == []


@settings(max_examples=40)
@given(
    st.integers(2, 5),
    trees(8, width=3).filter(lambda each: prod(own + 1 for own in headcounts(each)) <= MOST_WORLDS),
)
def test_nor_is_it_in_any_other_small_organisation(smallest: int, tree: Tree) -> None:
    found = alike(tree, every_world(tree), smallest)

    assert narrowed(tree, found) == []


STATES = {  # of trees so small that also those under way can be tried in every way
    "two small": (3, Tree(0, (LEAF(3), LEAF(4)))),
    "small, and some directly in the whole": (3, Tree(2, (LEAF(5),))),
    "tiny and small": (3, Tree(0, (LEAF(2), LEAF(4), LEAF(1)))),
}


def every_state(tree: Tree) -> Iterator[World]:
    """Who has begun and who has completed, unit by unit, in every way."""
    pairs = (
        [(begun, done) for begun in range(own + 1) for done in range(begun + 1)]
        for own in headcounts(tree)
    )
    yield from product(*pairs)


@pytest.mark.parametrize("name", STATES)
def test_hidden_number_of_beginners_is_never_narrowed_to_one_value(name: str) -> None:
    smallest, tree = STATES[name]

    found = alike(tree, every_state(tree), smallest)

    assert [
        (shown, unit)
        for shown, possible in found
        for unit in possible[0]
        if left_out(shown, tree, unit)
        and len({each[unit].started for each in possible}) == 1
        and not is_excused(shown, tree, unit, "started")
    ] == []
