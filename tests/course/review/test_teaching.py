"""Feedback, questions and the situation at their limits: just enough passes, one less is told."""

import pytest

from tests.course.review.whole import DILEMMA, QUESTION, Whole, rules, scene_text


@pytest.mark.parametrize(("words", "told"), [(7, ["aterkoppling"]), (8, [])])
@pytest.mark.parametrize("variant", ["sv", "en"])
def test_feedback_has_eight_words(whole: Whole, variant: str, words: int, told: list[str]) -> None:
    old = "Du ser den som väntar, men den andra får mindre tid."

    whole.change(f"03-tanke.{variant}.md", old, " ".join(["ord"] * words))

    assert rules(whole) == told * 2


@pytest.mark.parametrize(("words", "told"), [(4, ["aterkoppling"]), (5, [])])
def test_easy_feedback_has_five_words(whole: Whole, words: int, told: list[str]) -> None:
    old = "Ja, då får hon tid att hitta sina ord."

    whole.change("05-steg.sv-lattlast.md", old, " ".join(["ord"] * words))

    assert rules(whole) == told * 4


def test_the_right_answer_has_feedback_too(whole: Whole) -> None:
    whole.change("05-steg.md", "  > Ja, då får hon tid att hitta sina ord.\n", "")

    assert set(rules(whole)) == {"aterkoppling"}


@pytest.mark.parametrize(("count", "told"), [(3, ["fragor"]), (4, []), (8, []), (9, ["fragor"])])
def test_a_module_has_six_to_ten_questions(whole: Whole, count: int, told: list[str]) -> None:
    questions = "".join(QUESTION.format(n=n) for n in "abcdefghi"[:count])
    box = "### Vad gör du i morgon? {#steg}\n\n____\n"
    whole.write("05-steg.md", f"# Steget\n\n{questions}{box}".replace("hon hinner", "han"))
    whole.change_table("", "pass_share = 0.7")
    whole.change("module.toml", "minutes = 7", f"minutes = {count + 3}")

    assert [rule for rule in rules(whole) if rule] == told


@pytest.mark.parametrize(("dilemmas", "told"), [(1, ["fragor"]), (2, [])])
def test_a_module_has_two_dilemmas(whole: Whole, dilemmas: int, told: list[str]) -> None:
    questions = [DILEMMA.format(n=n) for n in "ab"[:dilemmas]]
    questions += [QUESTION.format(n=n) for n in "xy"[dilemmas:]]

    whole.write("03-tanke.md", f"# Tanken\n\n{''.join(questions)}")

    assert rules(whole) == told


def situation(*scenes: str) -> str:
    """Scenes as "a: b c", each with the scenes that may follow."""
    pairs = [scene.split(": ") if ": " in scene else [scene, ""] for scene in scenes]
    return "# Starten\n\n" + "".join(scene_text(key, tuple(ways.split())) for key, ways in pairs)


@pytest.mark.parametrize(
    ("scenes", "told"),
    [
        (("a: b c", "b: d e", "c: e f", "d", "e", "f: g d", "g"), []),
        (
            ("a: b c", "b: d e", "c: e d", "d", "e: f d", "f"),
            [
                "endings of the situation: 2; write at least 3",
                "scenes in the situation: 6; write 7 to 10",
            ],
        ),
        (
            ("a: b c d", "b: e f g", "c: h i j", "d: k e f", *"efghijk"),
            ["scenes in the situation: 11; write 7 to 10"],
        ),
        (
            ("a: b c d", "b", "c", "d"),
            [
                "scenes in the situation: 4; write 7 to 10",
                "the situation ends after one choice; let at least one more follow",
            ],
        ),
    ],
)
def test_a_situation_has_its_shape(whole: Whole, scenes: tuple[str, ...], told: list[str]) -> None:
    whole.write("02-start.md", situation(*scenes))

    assert [text.split(": ", 1)[1] for text in whole.told()] == [
        f"{each} (docs/authors/situation.md)" for each in told
    ]


def test_a_module_has_a_situation(whole: Whole) -> None:
    whole.write("02-start.md", "# Starten\n\nText.\n")

    assert [text for text in whole.told() if "situation.md" in text] == [
        "module.toml:1: the module has no situation; write scenes with choices in one of its "
        "lessons (docs/authors/situation.md)"
    ]


def test_a_module_has_one_situation(whole: Whole) -> None:
    scenes = situation("k: l m", "l: n o", "m: o p", "n", "o", "p: q n", "q")

    whole.write(
        "05-steg.md",
        (whole.module / "05-steg.sv.md").read_text("utf-8") + "\n" + scenes.split("\n\n", 1)[1],
    )

    assert [text for text in whole.told() if "situation.md" in text] == [
        "05-steg.sv.md:35: the module has more than one situation; keep one "
        "(docs/authors/situation.md)"
    ]


def test_a_situation_is_no_insight(whole: Whole) -> None:
    start = (whole.module / "02-start.sv.md").read_text("utf-8")

    whole.write("02-start.md", "# Starten\n\nDu kan mer nu.\n\nDet går bra.\n")
    whole.write("04-insikt.md", start)
    whole.change("module.toml", 'phase = "insikt"\nminutes = 1', 'phase = "insikt"\nminutes = 2')

    assert whole.told() == [
        "04-insikt.sv.md:3: a situation stands in the phase upplevelse, eftertanke or handling "
        "(docs/authors/situation.md)"
    ]
