"""Units to choose from, in order and with the way there."""

import random

from hypothesis import given
from hypothesis import strategies as st

from elearning.people.tree import (
    Branch,
    Choices,
    choices,
    in_itself,
    level,
    matching,
    places,
)

CARE = (
    Branch(1, None, "Säter"),
    Branch(2, 1, "Vård och omsorg"),
    Branch(3, 2, "Hemtjänst Norr"),
    Branch(4, 1, "Barn och utbildning"),
    Branch(5, 1, "Älvsborg"),
    Branch(6, 1, "Åsen"),
)


@st.composite
def trees(draw: st.DrawFn) -> list[Branch]:
    size = draw(st.integers(1, 40))
    names = draw(st.lists(st.text("abåäö ", min_size=1, max_size=4), min_size=size, max_size=size))
    parents = [None, *(draw(st.integers(1, number)) for number in range(1, size))]
    branches = [Branch(i, p, n) for i, (p, n) in enumerate(zip(parents, names, strict=True), 1)]
    random.Random(draw(st.integers())).shuffle(branches)
    return branches


def test_places_come_by_name_below_each_other() -> None:
    assert [each.title for each in places(CARE)] == [
        "Säter",
        "Säter › Barn och utbildning",
        "Säter › Vård och omsorg",
        "Säter › Vård och omsorg › Hemtjänst Norr",
        "Säter › Åsen",
        "Säter › Älvsborg",
    ]


def test_place_whose_parent_is_out_of_reach_stands_highest() -> None:
    assert [each.title for each in places(CARE[1:3])] == [
        "Vård och omsorg",
        "Vård och omsorg › Hemtjänst Norr",
    ]


@given(trees())
def test_every_unit_has_one_place_after_those_above_it(branches: list[Branch]) -> None:
    found = [each.id for each in places(branches)]

    assert sorted(found) == sorted(each.id for each in branches)
    above = {each.id: each.parent_id for each in branches if each.parent_id is not None}
    assert all(found.index(above[unit]) < found.index(unit) for unit in above)


@given(trees(), st.data())
def test_level_has_the_way_and_what_is_right_below(
    branches: list[Branch], data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(branches))

    found = level(branches, chosen.id)

    assert found is not None
    way = [*(each.id for each in found.above), chosen.id]
    assert [each.parent_id for each in (*found.above, chosen)] == [None, *way[:-1]]
    assert {each.id for each in found.below} == {
        each.id for each in branches if each.parent_id == chosen.id
    }


def test_level_begins_at_the_highest() -> None:
    found = level(CARE, None)

    assert found is not None
    assert (found.here.name, found.above) == ("Säter", ())


def test_level_of_another_tree_is_none() -> None:
    assert (level(CARE, 7), level((), None)) == (None, None)


def test_search_finds_every_word_in_the_way() -> None:
    found = matching(places(CARE), " NORR vård ")

    assert [each.name for each in found] == ["Hemtjänst Norr"]


def test_choices_stand_under_their_department() -> None:
    assert choices(places(CARE)) == (
        Choices("", ((1, "Säter"), (4, "Barn och utbildning"))),
        Choices("Vård och omsorg", ((2, "Vård och omsorg"), (3, "Hemtjänst Norr"))),
        Choices("", ((6, "Åsen"), (5, "Älvsborg"))),
    )


@given(trees())
def test_choices_hold_every_unit_once_in_order(tree: list[Branch]) -> None:
    every = places(tree)

    chosen = [unit_id for group in choices(every) for unit_id, _ in group.units]

    assert chosen == [each.id for each in every]


@given(trees(), st.data())
def test_people_in_units_themselves_add_up_to_the_whole(
    tree: list[Branch], data: st.DataObject
) -> None:
    wanted = {each.id: data.draw(st.integers(0, 3)) for each in tree}
    above = {each.id: each.parent_id for each in tree}
    totals = dict.fromkeys(wanted, 0)
    for each, people in wanted.items():
        place: int | None = each
        while place is not None:
            totals[place] += people
            place = above[place]

    assert in_itself(tree, totals) == wanted
