"""Walking through a situation: which scene the reader has come to, and by which way."""

from dataclasses import dataclass

from elearning.course.tree import Scene, Situation, Way

BETWEEN = "."  # the keys of a way, as they stand in the address: "backar.fragar"


@dataclass(frozen=True, slots=True)
class Step:
    """A scene that the reader has left, and the way that they took from it."""

    scene: Scene
    way: Way


@dataclass(frozen=True, slots=True)
class Turn:
    """Something to do now, and what the address then holds."""

    way: Way
    value: str


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the reader is in a situation."""

    key: str  # of the first scene: what the address calls the situation
    steps: tuple[Step, ...]
    scene: Scene
    turns: tuple[Turn, ...]  # none at an ending


def walk(situation: Situation, value: str) -> Walk:
    """Follow the keys in an address from the first scene, as far as they lead.

    A key that no way of the scene leads to ends the walk there: an old or invented address shows
    the last scene that it can reach, never an error.
    """
    scene, steps, gone = situation.start, [], []
    for key in value.split(BETWEEN):
        way = next((each for each in scene.ways if each.target == key), None)
        following = situation.scene(key) if way else None
        if way is None or following is None:
            break
        steps.append(Step(scene, way))
        gone.append(key)
        scene = following
    turns = tuple(Turn(way, BETWEEN.join((*gone, way.target))) for way in scene.ways)
    return Walk(situation.start.key, tuple(steps), scene, turns)
