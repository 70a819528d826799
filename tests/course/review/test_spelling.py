"""Spelling: what counts as a word, and a list of words that is kept tidy."""

from pathlib import Path

import pytest

from elearning.course.review.spelling import Speller, load_dictionary
from tests.course.review.whole import Whole

PAGE = "(docs/authors/stavning.md)"


def is_right(word: str) -> bool:
    """A dictionary without some words."""
    return word.casefold() not in {"danuta", "danutas", "felx", "tolksed", "fn", "orsa"}


def listed(whole: Whole, *words: str) -> None:
    text = "".join(f"{word}\n" for word in words)
    (whole.content / "words/motet.txt").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ett felx här.", ["felx"]),
        ("**Felx** och [felx](https://a.se/danuta).", ["Felx", "felx"]),
        ("FN:s regler och FN", ["FN", "FN"]),
        ("AFS 2023:2, 3a och 16:e.", []),
        ("Danutas mamma.", ["Danutas"]),
    ],
)
def test_a_word_that_is_not_in_the_dictionary_is_told(
    whole: Whole, text: str, words: list[str]
) -> None:
    whole.say(text)

    assert whole.told(is_right) == sorted(
        {
            f"04-insikt.sv.md:3: '{word}' is not in the dictionary; correct it, or add it to "
            f"content/words/motet.txt {PAGE}"
            for word in words
        }
    )


def test_easy_swedish_and_module_toml_are_spelled_right_too(whole: Whole) -> None:
    whole.say("Ett felx.", "sv-lattlast")
    whole.change("module.toml", 'sv = "Om möten."', 'sv = "Om felx."')

    assert [text.split(" ")[0] for text in whole.told(is_right)] == [
        "04-insikt.sv-lattlast.md:3:",
        "module.toml:12:",
    ]


def test_english_is_not_swedish(whole: Whole) -> None:
    whole.say("A felx.", "en")

    assert whole.told(is_right) == []


def test_a_listed_word_is_right(whole: Whole) -> None:
    whole.say("Danuta följer god tolksed. Tolksed är bra.")
    listed(whole, "Danuta", "tolksed")

    assert whole.told(is_right) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["tolksed", "Danuta"],
            "2: 'Danuta' stands out of order; sort the list, capitals first and then a to ö",
        ),
        (
            ["Danuta", "Danuta", "tolksed"],
            "2: 'Danuta' stands out of order; sort the list, capitals first and then a to ö",
        ),
        (["Danuta", "Orsa", "tolksed"], "2: 'Orsa' is not needed; remove it from the list"),
        (["Danuta", "regler", "tolksed"], "2: 'regler' is not needed; remove it from the list"),
    ],
)
def test_the_list_is_in_order_and_no_longer_than_needed(
    whole: Whole, words: list[str], told: str
) -> None:
    whole.say("Danuta följer god tolksed.")

    listed(whole, *words)

    assert whole.told(is_right) == [f"content/words/motet.txt:{told} {PAGE}"]


def test_the_list_is_not_judged_by_half_a_module(whole: Whole) -> None:
    listed(whole, "Danuta")

    whole.write("03-tanke.sv.md", "Danuta\n")

    assert not any("motet.txt" in text for text in whole.told(is_right))


@pytest.mark.parametrize(
    ("word", "right"),
    [
        ("bemötande", True),
        ("Bemötande", True),
        ("tillgänglighetsanpassning", True),
        ("hemtjänstens", True),
        ("bemötnade", False),
        ("likabehanding", False),
    ],
)
def test_the_dictionary_knows_swedish(dictionary: Speller, word: str, right: bool) -> None:
    assert dictionary(word) == right


def test_there_may_be_no_dictionary(tmp_path: Path) -> None:
    assert load_dictionary(tmp_path) is None
