"""Reading time and LIX at their limits: what is just enough passes, and one more is told."""

import pytest

from tests.course.review.whole import Whole, rules


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
