"""What can be computed from shown sums by adding and subtracting, found by linear algebra."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from elearning.dashboards.rules import Told
from tests.dashboards.trees import Tree, headcounts, subtree_ids

Vector = list[Fraction]


def within_reach(
    tree: Tree, found: Mapping[int, Told], *, full_only: bool, fewer_than: int
) -> list[tuple[int, ...]]:
    """Every set of units whose people, together too few, have a figure that can be computed.

    A shown figure is a sum over those directly in some units. A set of units has a computable
    figure when it is a linear combination of those sums, with whatever factors.
    """
    own = headcounts(tree)
    units = [unit for unit, people in enumerate(own) if people]
    rows = [[Fraction(unit in ids) for unit in units] for ids in shown_sets(tree, found, full_only)]
    free = null_space(rows, len(units))
    return [
        some
        for size in range(1, len(units) + 1)
        for some in combinations(units, size)
        if sum(own[unit] for unit in some) < fewer_than
        if all(sum(vector[units.index(unit)] for unit in some) == 0 for vector in free)
    ]


def shown_sets(tree: Tree, found: Mapping[int, Told], full_only: bool) -> list[frozenset[int]]:
    """The units that each shown figure is a sum over."""
    inside = subtree_ids(tree)
    sets = [group.unit_ids for each in found.values() for group in (each.group, each.pool) if group]
    if not full_only:
        sets += [inside[unit] for unit, each in found.items() if each.small]
    return sets


def null_space(rows: Sequence[Vector], width: int) -> list[Vector]:
    """What can be added to a world without changing any of the sums: one vector a dimension."""
    left, pivots = [list(row) for row in rows], list[int]()
    for column in range(width):
        start = len(pivots)
        pivot = next((n for n in range(start, len(left)) if left[n][column]), None)
        if pivot is None:
            continue
        left[start], left[pivot] = left[pivot], left[start]
        left[start] = [each / left[start][column] for each in left[start]]
        for number, row in enumerate(left):
            if number != start and row[column]:
                left[number] = [a - row[column] * b for a, b in zip(row, left[start], strict=True)]
        pivots.append(column)
    return [_free_vector(left, pivots, free, width) for free in range(width) if free not in pivots]


def _free_vector(rows: list[Vector], pivots: list[int], free: int, width: int) -> Vector:
    vector = [Fraction(0)] * width
    vector[free] = Fraction(1)
    for row, column in zip(rows, pivots, strict=False):
        vector[column] = -row[free]
    return vector
