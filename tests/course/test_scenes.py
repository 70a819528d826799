"""A situation: scenes in the tree, and the same in every variant."""

import pytest
from markupsafe import Markup

from elearning.course.tree import Question, Scene, Situation, Way
from tests.course.writing import QUESTION, SITUATION, Author


def test_scenes_that_stand_together_are_one_situation(author: Author) -> None:
    author.insight(SITUATION)

    before, situation, after = author.lesson().blocks

    assert before == '<h2 id="s-mannen-vid-disken">Mannen vid disken</h2><p>Här väljer du.</p>'
    assert after == '<h2 id="s-sedan">Sedan</h2><p>Text.</p>'
    assert situation == Situation(
        (
            Scene(
                "disken",
                Markup("Han slår i <em>disken</em>"),
                Markup("<p>Hårt.</p><ul><li>En lista som hör till.</li></ul><p>Vad gör du?</p>"),
                (Way(Markup("Du <em>backar</em>"), "backar"), Way(Markup("Du ropar"), "ropar")),
            ),
            Scene("backar", Markup("Han tystnar"), Markup("<p>Ni talar.</p>"), ()),
            Scene("ropar", Markup("Anders kommer"), Markup("<p>Ni är två.</p>"), ()),
        )
    )


def test_a_situation_is_found_in_its_lesson_and_a_scene_in_it(author: Author) -> None:
    author.insight(SITUATION)

    (situation,) = author.lesson().situations

    assert situation.start.key == "disken"
    assert situation.scene("ropar") == situation.scenes[2]
    assert situation.scene("finns-inte") is None


def test_what_someone_says_before_the_choices_is_text(author: Author) -> None:
    author.insight(SITUATION.replace("Vad gör du?", "Vad gör du?\n\n– Nu räcker det, säger han."))

    (situation,) = author.lesson().situations

    assert situation.start.text.endswith("<p>– Nu räcker det, säger han.</p>")
    assert [way.target for way in situation.start.ways] == ["backar", "ropar"]


def test_a_question_ends_a_situation(author: Author) -> None:
    author.insight(SITUATION.split("## Sedan")[0] + QUESTION)

    assert [type(block) for block in author.lesson().blocks] == [Markup, Situation, Question]


def test_a_situation_is_no_part_of_the_quiz(author: Author) -> None:
    author.insight(QUESTION)
    alone = author.lesson().quiz

    author.insight(SITUATION + QUESTION)

    assert author.lesson().quiz == alone


PLACE = "content/modules/motet/03-insikt.sv.md"


@pytest.mark.parametrize("variant", ["en", "sv-lattlast"])
@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("disken}", "disk}", f"7: here 'disken' should stand, as in {PLACE}:7"),
        (
            "](#backar)",
            "](#ropar)",
            f"7: the choices do not lead to the same scenes as in {PLACE}:7",
        ),
        (
            "### Anders kommer {#ropar}",
            "### Vi {#vi}\n\nA.\n\n### Anders kommer {#ropar}",
            f"22: here 'ropar' should stand, as in {PLACE}:22",
        ),
        (SITUATION, "Text.\n", f"1: 'disken' is missing; translate it from {PLACE}:7"),
        (SITUATION, QUESTION, f"3: here 'disken' should stand, as in {PLACE}:7"),
    ],
)
def test_every_variant_has_the_same_scenes(
    author: Author, variant: str, old: str, new: str, problem: str
) -> None:
    author.insight(SITUATION)
    author.write(f"03-insikt.{variant}.md", f"# Insikt\n\n{SITUATION}")

    author.change(f"03-insikt.{variant}.md", old, new)

    assert f"03-insikt.{variant}.md:{problem}" in author.problems()


def test_a_missing_scene_is_told(author: Author) -> None:
    author.insight(SITUATION)
    cut = SITUATION.replace("### Anders kommer {#ropar}\n\nNi är två.\n\n", "")

    author.write("03-insikt.en.md", f"# Insikt\n\n{cut}")

    assert f"03-insikt.en.md:7: there are 2 scenes here but 3 in {PLACE}:7" in author.problems()


def test_the_key_of_a_scene_is_used_once_in_a_module(author: Author) -> None:
    for language in ("sv", "en"):
        author.change(f"04-steg.{language}.md", "{#steg}", "{#backar}")

    author.insight(SITUATION)

    assert author.problems() == [
        f"04-steg.sv.md:3: the key 'backar' is used already, in {PLACE}:18; choose another"
    ]
