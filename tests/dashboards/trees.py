"""Small organisations for tests of the smallest group, written as nested tuples."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from elearning.dashboards.figures import Figures
from elearning.dashboards.rules import Place


@dataclass(frozen=True)
class Tree:
    """A unit: those directly in it, and the units below."""

    own: int
    below: tuple["Tree", ...] = ()


World = tuple[
    tuple[int, int], ...
]  # per unit in order: (started, completed) of those directly in it


def headcounts(tree: Tree) -> list[int]:
    """Those directly in each unit, the tree's order."""
    return [tree.own, *(size for each in tree.below for size in headcounts(each))]


def places(tree: Tree, world: World) -> list[Place]:
    """The units with their figures, in a world."""
    return _places(tree, iter(range(len(world))), world, None)


def _places(tree: Tree, ids: Iterator[int], world: World, parent: int | None) -> list[Place]:
    me = next(ids)
    started, completed = world[me]
    total = Figures(tree.own, started, completed, 0, 0, (completed,))
    found: list[Place] = []
    for each in tree.below:
        inside = _places(each, ids, world, me)
        total = total + inside[0].figures
        found += inside
    return [Place(me, parent, f"unit {me}", total), *found]


def totals(tree: Tree, world: World) -> Mapping[int, Figures]:
    """The true figures of every unit."""
    return {place.id: place.figures for place in places(tree, world)}


def subtree_ids(tree: Tree) -> dict[int, frozenset[int]]:
    """The ids of a unit and all below it."""
    found = {place.id: {place.id} for place in places(tree, nobody(tree))}
    for place in reversed(places(tree, nobody(tree))):
        if place.parent_id is not None:
            found[place.parent_id] |= found[place.id]
    return {unit: frozenset(ids) for unit, ids in found.items()}


def staffed_ids(tree: Tree) -> dict[int, frozenset[int]]:
    """The same, without the units that nobody is directly in."""
    staffed = {unit for unit, own in enumerate(headcounts(tree)) if own}
    return {unit: ids & staffed for unit, ids in subtree_ids(tree).items()}


def nobody(tree: Tree) -> World:
    """The world where nobody has begun."""
    return tuple((0, 0) for _ in headcounts(tree))


def trees(most: int, depth: int = 3, width: int = 4) -> st.SearchStrategy[Tree]:
    """Organisations with up to `most` people directly in each unit."""
    own = st.integers(0, most)
    leaf = st.builds(Tree, own)
    found = leaf
    for _ in range(depth - 1):
        below = st.lists(found, min_size=0, max_size=width).map(tuple)
        found = leaf | st.builds(Tree, st.integers(0, most // 2), below)
    return found


@st.composite
def worlds(draw: st.DrawFn, tree: Tree) -> World:
    """How far those in each unit have come: often nobody or everybody, which is the hard case."""
    found = []
    for own in headcounts(tree):
        started = draw(st.sampled_from((0, own)) | st.integers(0, own))
        found.append((started, draw(st.sampled_from((0, started)) | st.integers(0, started))))
    return tuple(found)
