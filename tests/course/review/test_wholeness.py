"""What belongs to a module, at its limits: head, guide, tips and assurance."""

import pytest

from tests.course.review.whole import ADVICE, ASSURANCE, Whole, rules


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
