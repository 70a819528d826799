"""A situation: scenes that stand one after another, each with links to those that may follow."""

import re
from collections.abc import Iterator, Mapping, Sequence

from elearning.course.drafts import DraftScene, DraftSituation, DraftWay, fragment
from elearning.course.elements import Fragment
from elearning.course.outline import Heading
from elearning.course.problems import N_, Report
from elearning.course.prose import Row, check_prose
from elearning.course.questions import NEAR_LINE
from elearning.course.reading import SLUG

WAY = re.compile(rf"- \[([^\[\]<]*[^\[\]<\s][^\[\]<]*)\]\(#({SLUG.pattern})\) *")
TO_SCENE = "](#"
# A line of dialogue begins with a dash, too; it is a choice only if it leads somewhere.
ITEM = re.compile(rf" *(?:[-*+•]|\d{{1,3}}[.)]|–(?=.*{re.escape(TO_SCENE)})) +\S.*")
FEWEST_WAYS, MOST_WAYS = 2, 3


def read_scene(heading: Heading, rows: Sequence[Row], report: Report) -> DraftScene:
    """Read a scene. A list at its end with links to scenes is what the learner may choose."""
    text, items = _cut(rows)
    check_prose(text, report)
    ways = tuple(way for line, words in items if (way := _way(line, words, report)))
    title = Fragment(heading.text, heading.line, inline=True)
    scene = DraftScene(heading.key, heading.line, title, fragment(text), ways)
    for line, words in text:
        if NEAR_LINE.fullmatch(words):
            _tell_neither(line, report)
    return scene


def read_situation(scenes: Sequence[DraftScene], report: Report) -> DraftSituation:
    """The scenes as one situation. A lone one without choices was meant to be something else."""
    situation = DraftSituation(tuple(scenes))
    if len(scenes) == 1 and not scenes[0].ways:
        if not any(problem.line >= situation.line for problem in report.problems):
            _tell_neither(situation.line, report)
        return situation
    for scene in scenes:
        _check_scene(scene, [other.key for other in scenes], report)
    by_key = {scene.key: scene for scene in scenes}
    reached: dict[str, bool] = {}  # whether all that follows it has been seen too
    for way in _ways_back(scenes[0].key, by_key, reached):
        message = N_("the choice leads in a circle, back to '%(key)s'; a situation only goes on")
        report.add(way.line, message, key=way.target)
    for scene in scenes:
        if scene.key not in reached:
            message = N_("no choice leads to the scene '%(key)s'; link to it or remove it")
            report.add(scene.line, message, key=scene.key)
    return situation


def _cut(rows: Sequence[Row]) -> tuple[Sequence[Row], list[Row]]:
    """The text of a scene, and the items of the list of links at its end."""
    start = len(rows)
    for place in range(len(rows) - 1, -1, -1):
        text = rows[place][1]
        if ITEM.fullmatch(text) or (text.startswith(" ") and start < len(rows)):
            start = place
        elif text:
            break
    items = [row for row in rows[start:] if row[1]]
    if not any(TO_SCENE in text for _, text in items):
        return rows, []
    return rows[:start], items


def _way(line: int, text: str, report: Report) -> DraftWay | None:
    found = WAY.fullmatch(text)
    if not found:
        message = N_("write a choice as a link to a scene and nothing else: - [text](#key)")
        report.add(line, message)
        return None
    return DraftWay(line, Fragment(found[1].strip(), line, inline=True), found[2])


def _check_scene(scene: DraftScene, keys: Sequence[str], report: Report) -> None:
    if not scene.text.text.strip():
        message = N_("the scene has no text; tell below the heading what happens")
        report.add(scene.line, message)
    for way in scene.ways:
        if way.target not in keys:
            message = N_(
                "there is no scene '%(key)s' in this situation; write {#%(key)s} in its heading, "
                "or choose: %(near)s"
            )
            report.add(way.line, message, key=way.target, near=", ".join(keys))
    if scene.ways and not FEWEST_WAYS <= len(scene.ways) <= MOST_WAYS:
        message = N_("choices in the scene: %(count)s; write two or three, or none at an ending")
        report.add(scene.line, message, count=len(scene.ways))


def _ways_back(
    key: str, scenes: Mapping[str, DraftScene], reached: dict[str, bool]
) -> Iterator[DraftWay]:
    """The ways that lead to a scene already passed. At most `MOST_BRACKETS` scenes deep."""
    reached[key] = False
    for way in scenes[key].ways:
        if reached.get(way.target) is False:
            yield way
        elif way.target in scenes and way.target not in reached:
            yield from _ways_back(way.target, scenes, reached)
    reached[key] = True


def _tell_neither(line: int, report: Report) -> None:
    message = N_(
        "below a heading with a key there must be answers, - [ ] text, a line of at least "
        "four underscores, or choices in a situation, - [text](#key)"
    )
    report.add(line, message)
