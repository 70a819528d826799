"""Every rule at its limits: what is just enough passes, and one less is told."""

import pytest

from tests.course.review.whole import ADVICE, ASSURANCE, DILEMMA, QUESTION, Whole, scene_text


def rules(whole: Whole) -> list[str]:
    return [problem.rule for problem in whole.problems()]


def test_a_whole_module_breaks_no_rule(whole: Whole) -> None:
    assert whole.told() == []


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


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        (1, []),
        (2, []),
        (
            3,
            ["module.toml:33: the lesson 'insikt' takes 1 min, not 3 (docs/authors/lastid.md)"],
        ),
    ],
)
def test_minutes_may_differ_by_one(whole: Whole, stated: int, told: list[str]) -> None:
    entry = 'phase = "insikt"\nminutes = '

    whole.change("module.toml", f"{entry}1\n", f"{entry}{stated}\n")

    assert whole.told() == told


@pytest.mark.parametrize(
    ("lines", "stated", "insight", "told"),
    [(188, 9, 1, ["19"]), (188, 9, 2, []), (450, 24, 2, []), (450, 25, 2, ["36"])],
)
def test_a_module_takes_20_to_35_minutes(
    whole: Whole, lines: int, stated: int, insight: int, told: list[str]
) -> None:
    """The lessons beside these two take nine minutes."""
    text = "Anna hälsar på Bo, och de talar länge.\n\n" * lines
    whole.write("01-text.md", f"# Texten\n\n{text}")
    for slug, phase, minutes in (
        ("text", "upplevelse", stated),
        ("start", "upplevelse", 1),
        ("insikt", "insikt", insight),
        ("steg", "handling", 6),
    ):
        entry = f'[lessons.{slug}]\nphase = "{phase}"\nminutes = {minutes}\n'
        whole.change_table(f"lessons.{slug}", entry)

    assert whole.told() == [
        f"module.toml:1: the module takes {total} minutes; it should take 20 to 35 "
        "(docs/authors/lastid.md)"
        for total in told
    ]


@pytest.mark.parametrize(("variant", "words", "told"), [("sv", 39, []), ("sv", 40, ["lasbarhet"])])
def test_swedish_has_less_than_lix_40(
    whole: Whole, variant: str, words: int, told: list[str]
) -> None:
    """The title and the text are two sentences: of one word and of the words, all short."""
    text = " ".join(["ord"] * (2 * words - 1))

    whole.write(f"04-insikt.{variant}.md", f"# Ord\n\n{text}.\n")

    assert rules(whole) == told


@pytest.mark.parametrize(("words", "told"), [(29, []), (30, ["lasbarhet"])])
def test_easy_swedish_has_less_than_lix_30(whole: Whole, words: int, told: list[str]) -> None:
    whole.write("04-insikt.sv-lattlast.md", f"# Ord\n\n{' '.join(['ord'] * (2 * words - 1))}.\n")

    assert rules(whole) == told


def test_english_has_no_lix(whole: Whole) -> None:
    whole.write("04-insikt.en.md", f"# Words\n\n{' '.join(['incomprehensible'] * 60)}.\n")

    assert rules(whole) == []


def test_the_sentence_that_weighs_most_is_pointed_out(whole: Whole) -> None:
    hard = "Tillgänglighetsanpassningen förutsätter verksamhetsövergripande samordning"

    whole.write("04-insikt.sv.md", f"# Ord\n\nEn kort.\n\n{hard}.\n\nEn till.\n")

    assert [problem.line for problem in whole.problems()] == [5]
    assert "begin here, with 4 words of which 4 have" in whole.told()[0]


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("illustration", "module.toml:1: illustration is missing or empty; write it"),
        ("reviewed_on", "module.toml:1: reviewed_on is missing or empty; write it"),
        ("workplaces", "module.toml:1: workplaces is missing or empty; write it"),
    ],
)
def test_a_module_has_what_belongs_to_it(whole: Whole, key: str, told: str) -> None:
    whole.change_table("", f"{key} =")
    whole.change("module.toml", f"{key} =\n", "")

    assert whole.told() == [f"{told} (docs/authors/helhet.md)"]


def test_a_module_has_a_focus_area(whole: Whole) -> None:
    whole.change_table("", "focus_areas = []")

    assert whole.told() == [
        "module.toml:4: focus_areas is missing or empty; write it (docs/authors/helhet.md)"
    ]


@pytest.mark.parametrize("kind", ["handledning", "tips"])
def test_a_module_has_guide_and_tips(whole: Whole, kind: str) -> None:
    for language in ("sv", "en"):
        (whole.module / f"{kind}.{language}.md").unlink()
    for key in ("halsa", "fraga", "vanta") if kind == "tips" else ():
        whole.change_table(f"tips.{key}", "")

    assert whole.told() == [
        f"module.toml:1: the file {kind}.sv.md is missing (docs/authors/helhet.md)"
    ]


def test_a_module_has_an_assurance(whole: Whole) -> None:
    whole.change("module.toml", ASSURANCE, "")
    whole.change("module.toml", "[assurance]\nchecked_on = 2026-11-25\n\n", "")

    assert whole.told() == [
        "module.toml:1: the assurance is missing; write [assurance] and its eight headings "
        "(docs/authors/sakring.md)"
    ]


@pytest.mark.parametrize(("answer", "told"), [("Ja, det är så.", 0), ("Ja, det är.", 1)])
def test_an_answer_of_the_assurance_has_four_words(whole: Whole, answer: str, told: int) -> None:
    whole.change_table(
        "assurance.roles", f'[assurance.roles]\nsv = "{answer}"\nen = "So it is met."'
    )

    assert (
        whole.told()
        == [
            "module.toml:51: assurance.roles.sv says too little; write in a sentence how it is met "
            "(docs/authors/sakring.md)"
        ]
        * told
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "- Vad hände?\n- Vad kände han?\n- Vad gör vi nu?\n\n## 45",
            "- Vad hände?\n- Och då?\n\n## 45",
            7,
        ),
        ("1. Läs högt.\n\n- Vad hände?\n", "1. Läs högt.\n\n- Vad hände.\n", 13),
    ],
)
def test_each_meeting_has_three_questions(whole: Whole, old: str, new: str, line: int) -> None:
    whole.change("handledning.en.md", old, new)

    assert whole.told() == [
        f"handledning.en.md:{line}: questions to talk about at this meeting: 2; write at least 3, "
        "each ending with a question mark (docs/authors/handledning.md)"
    ]


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("sv", 19, 1),
        ("sv", 20, 0),
        ("sv", 55, 0),
        ("sv", 56, 1),
        ("en", 19, 1),
        ("en", 20, 0),
        ("en", 65, 0),
        ("en", 66, 1),
    ],
)
def test_a_tip_fits_on_a_card(whole: Whole, language: str, words: int, told: int) -> None:
    advice = ". ".join(["Ord"] * words)
    whole.write(
        f"tips.{language}.md",
        (whole.module / f"tips.{language}.md").read_text("utf-8").replace(ADVICE, advice, 1),
    )

    assert rules(whole) == ["tips"] * told


@pytest.mark.parametrize(("count", "told"), [(2, 2), (3, 0), (5, 0), (6, 2)])
def test_there_are_three_to_five_tips(whole: Whole, count: int, told: int) -> None:
    keys = [f"tips-{n}" for n in range(count)]
    for language in ("sv", "en"):
        tips = "".join(f"## Gör så {{#{key}}}\n\n{ADVICE}\n\n" for key in keys)
        whole.write(f"tips.{language}.md", f"# Tips\n\n{tips}")
    for key in ("halsa", "fraga", "vanta"):
        whole.change_table(f"tips.{key}", "")
    whole.change(
        "module.toml",
        "[assurance]",
        "".join(f"[tips.{k}]\nworkplaces = []\n\n" for k in keys) + "[assurance]",
    )

    assert rules(whole) == ["tips"] * told


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


def test_a_file_that_the_compiler_refuses_breaks_no_rule(whole: Whole) -> None:
    whole.write("03-tanke.sv.md", "Tanken\n")

    assert [rule for rule in rules(whole) if rule] == []
