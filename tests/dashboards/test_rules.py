"""The smallest group: who is told of, and who is counted together with others."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.dashboards.figures import Figures
from elearning.dashboards.rules import Group, Told, is_mixed, told
from tests.dashboards.algebra import within_reach
from tests.dashboards.trees import Tree, World, headcounts, places, totals, trees, worlds

N = 5  # the least that an organisation may choose; small is 5 to 9


def half(tree: Tree) -> World:
    """Half of those in each unit have completed."""
    return tuple((own // 2, own // 2) for own in headcounts(tree))


def shown(tree: Tree, world: World | None = None, smallest: int = N) -> dict[int, Told]:
    return told(places(tree, world or half(tree)), smallest)


def headcount(group: Group | None) -> int | None:
    return group.figures.employed if group else None


def test_unit_of_2n_has_full_figures_of_everyone_in_it() -> None:
    tree = Tree(0, (Tree(10), Tree(10)))

    found = shown(tree)

    assert [(headcount(found[each].group), found[each].is_whole) for each in (0, 1, 2)] == [
        (20, True),
        (10, True),
        (10, True),
    ]


def test_small_units_are_pooled_and_tell_their_share_while_they_are_mixed() -> None:
    found = shown(Tree(0, (Tree(9), Tree(6), Tree(20))))

    assert found[0].pool
    assert (headcount(found[0].pool), found[0].pool.unit_ids) == (15, {1, 2})
    assert [found[each].group for each in (1, 2)] == [None, None]
    smalls = [found[each].small for each in (1, 2)]
    assert [each.completed for each in smalls if each] == [4, 3]


def test_share_of_a_small_unit_is_hidden_when_all_are_alike() -> None:
    tree = Tree(0, (Tree(9), Tree(9), Tree(9), Tree(20)))
    world = ((0, 0), (9, 9), (4, 4), (4, 4), (8, 8))

    found = shown(tree, world)

    assert [each for each in (1, 2, 3) if found[each].small] == [3]  # 2 covers for 1


def test_larger_small_unit_is_shown_beside_what_covers_for_another() -> None:
    tree = Tree(0, (Tree(9), Tree(8), Tree(6), Tree(5), Tree(20)))
    world = ((0, 0), (4, 4), (0, 0), (3, 3), (2, 2), (8, 8))

    found = shown(tree, world)

    assert [each for each in (1, 2, 3, 4) if found[each].small] == [1]


def test_two_on_either_side_make_a_group_mixed() -> None:
    eight = [Figures(8, completed, completed) for completed in range(9)]

    assert [is_mixed(each) for each in eight] == [False] * 2 + [True] * 5 + [False] * 2


def test_too_few_are_counted_further_up() -> None:
    tree = Tree(8, (Tree(3, (Tree(10),)), Tree(20)))

    found = shown(tree)

    assert (headcount(found[1].group), found[1].is_whole) == (10, False)
    assert (headcount(found[0].pool), found[0].is_whole) == (11, True)


def test_too_few_at_the_top_take_the_smallest_group_with_them() -> None:
    tree = Tree(2, (Tree(10), Tree(0, (Tree(12), Tree(30)))))

    found = shown(tree)

    assert (headcount(found[0].pool), found[1]) == (12, Told())
    assert [headcount(found[each].group) for each in (0, 2, 3, 4)] == [54, 42, 12, 30]


def test_organisation_of_fewer_than_n_tells_nothing() -> None:
    assert shown(Tree(2, (Tree(2),))) == {0: Told(), 1: Told()}


def test_small_organisation_tells_its_share_alone() -> None:
    found = shown(Tree(2, (Tree(6),)), ((0, 0), (4, 4)))

    assert (found[0].small and found[0].small.completed, found[1]) == (4, Told())


def test_unit_that_is_all_of_its_organisation_tells_the_same() -> None:
    few, many = shown(Tree(0, (Tree(8),))), shown(Tree(0, (Tree(1, (Tree(0, (Tree(12),)),)),)))

    assert few[0].small == few[1].small
    assert many[0].group == many[1].group


def test_unit_that_is_all_of_a_small_one_tells_the_same() -> None:
    found = shown(Tree(0, (Tree(0, (Tree(8),)), Tree(7), Tree(20))))

    assert (found[1].small and found[1].small.employed, found[2].small) == (8, found[1].small)


def test_few_who_are_pooled_with_mixed_units_cannot_be_worked_out() -> None:
    tree = Tree(4, (Tree(6), Tree(7), Tree(20)))

    found = shown(tree)

    assert [found[each].small is None for each in (1, 2)] == [True, False]
    assert within_reach(tree, found, full_only=False, fewer_than=N) == []


def test_nobody_is_no_organisation() -> None:
    assert told([], N) == {}


def test_limit_of_the_organisation_decides() -> None:
    tree = Tree(0, (Tree(20), Tree(30)))

    assert [headcount(shown(tree, smallest=n)[1].group) for n in (10, 11)] == [20, None]


@given(st.data())
def test_all_employed_are_counted_in_the_whole(data: st.DataObject) -> None:
    tree = data.draw(trees(12))
    world = data.draw(worlds(tree))
    true = totals(tree, world)[0]

    found = shown(tree, world)[0]

    assert (found.group.figures if found.group else true) == true


@given(st.data())
def test_what_a_unit_tells_is_about_people_in_it(data: st.DataObject) -> None:
    tree = data.draw(trees(12))
    true = totals(tree, half(tree))

    found = shown(tree)

    too_large = {
        unit: each
        for unit, each in found.items()
        if each.group and each.group.figures.employed > true[unit].employed
    }
    assert too_large == {}


@settings(max_examples=60)
@given(st.data())
def test_no_sum_or_difference_is_about_fewer_than_n(data: st.DataObject) -> None:
    tree = data.draw(trees(9, depth=3, width=3).filter(lambda each: len(headcounts(each)) <= 9))
    world = data.draw(worlds(tree))

    found = shown(tree, world)

    assert within_reach(tree, found, full_only=False, fewer_than=N) == []
    assert within_reach(tree, found, full_only=True, fewer_than=2 * N) == []


@given(st.data())
def test_small_group_that_is_told_of_is_mixed(data: st.DataObject) -> None:
    tree = data.draw(trees(12))
    world = data.draw(worlds(tree))
    true = totals(tree, world)

    found = shown(tree, world)

    told_of = [unit for unit, each in found.items() if each.small]
    assert [unit for unit in told_of if not is_mixed(true[unit])] == []


@given(st.data())
def test_full_figures_depend_on_headcounts_alone(data: st.DataObject) -> None:
    tree = data.draw(trees(12))
    one, other = shown(tree, data.draw(worlds(tree))), shown(tree, data.draw(worlds(tree)))

    assert [shape(one[each]) for each in one] == [shape(other[each]) for each in other]


def shape(told: Told) -> tuple[object, ...]:
    """Whom the full figures are about."""
    bare = replace(told, small=None)
    groups = (bare.group, bare.pool)
    return (*(group and group.unit_ids for group in groups), bare.is_whole)
