"""The reader's way through a situation, as the address tells it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import Markup

from elearning.course.tree import Scene, Situation, Way
from elearning.learning.story import walk


def scene(key: str, *targets: str) -> Scene:
    ways = tuple(Way(Markup(f"till {target}"), target) for target in targets)
    return Scene(key, Markup(key), Markup(f"<p>{key}</p>"), ways)


STORY = Situation(
    (scene("disken", "backar", "ropar"), scene("backar", "lugnt"), scene("ropar"), scene("lugnt"))
)
KEYS = [each.key for each in STORY.scenes]


@pytest.mark.parametrize(
    ("value", "come_to", "gone"),
    [
        ("", "disken", []),
        ("backar", "backar", ["disken"]),
        ("backar.lugnt", "lugnt", ["disken", "backar"]),
        ("ropar", "ropar", ["disken"]),
        ("lugnt", "disken", []),
        ("backar.ropar", "backar", ["disken"]),
        ("backar.lugnt.backar", "lugnt", ["disken", "backar"]),
        ("<script>", "disken", []),
    ],
)
def test_walk_follows_the_address_as_far_as_it_leads(
    value: str, come_to: str, gone: list[str]
) -> None:
    found = walk(STORY, value)

    assert (found.scene.key, [step.scene.key for step in found.steps]) == (come_to, gone)


def test_turns_lead_on_from_here() -> None:
    assert [turn.value for turn in walk(STORY, "backar").turns] == ["backar.lugnt"]


def test_an_ending_has_no_turns() -> None:
    assert walk(STORY, "ropar").turns == ()


@given(some.lists(some.sampled_from([*KEYS, "", "x"])).map(".".join))
def test_no_address_leads_astray(value: str) -> None:
    found = walk(STORY, value)

    assert found.scene in STORY.scenes
    assert all(walk(STORY, turn.value).scene.key == turn.way.target for turn in found.turns)
