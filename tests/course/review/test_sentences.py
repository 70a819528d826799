"""What counts as a sentence and a word, and how hard it is to read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.course.elements import Fragment
from elearning.course.review.sentences import (
    Sentence,
    abbreviations,
    count_words,
    lix,
    plain,
    sentences,
)
from tests.course.hostile import texts


def said(text: str, *, inline: bool = False) -> list[tuple[int, str]]:
    found = sentences([Fragment(text, line=1, inline=inline)])
    return [(sentence.line, sentence.text) for sentence in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("En. Två? Tre!", [(1, "En."), (1, "Två?"), (1, "Tre!")]),
        ("En\nrad till. Och\nen.", [(1, "En rad till."), (2, "Och en.")]),
        ("Han sa: ”Kom.” Hon gick.", [(1, "Han sa:"), (1, "”Kom.”"), (1, "Hon gick.")]),
        ("Ta med: bröd.", [(1, "Ta med: bröd.")]),
        ("Klockan 8.30 kl. 9 nr. 4", [(1, "Klockan 8.30 kl. 9 nr. 4")]),
        ("Lagen 2 kap. 1 § och t.ex. 4 kap. 5 §.", [(1, "Lagen 2 kap. 1 § och t.ex. 4 kap. 5 §.")]),
        ("Han … tystnade. Sedan …", [(1, "Han … tystnade."), (1, "Sedan …")]),
        ("## Rubrik\nText.", [(1, "Rubrik"), (2, "Text.")]),
        ("- En\n- Två\n  till", [(1, "En"), (2, "Två till")]),
        ("1. Ett\n2. Två", [(1, "Ett"), (2, "Två")]),
        ("| A | B |\n|---|:-:|\n| c | d. |", [(1, "A"), (1, "B"), (3, "c"), (3, "d.")]),
        ('!!! law "Lagen"\n    Så. Och så.', [(1, "Lagen"), (2, "Så."), (2, "Och så.")]),
        ("!!! note\n    Så.", [(2, "Så.")]),
        ("Ord\n: Betyder.", [(1, "Ord"), (2, "Betyder.")]),
        ("> Citat.", [(1, "Citat.")]),
        ("Text[^1].\n\n[^1]: Not.", [(1, "Text."), (3, "Not.")]),
        ("*[FL]: Förvaltningslagen\n\nFL.", [(3, "FL.")]),
        ('![En *disk*](images/a.svg "Vår disk")', [(1, "En disk Vår disk")]),
    ],
)
def test_markdown_becomes_sentences_with_lines(text: str, found: list[tuple[int, str]]) -> None:
    assert said(text) == found


def test_an_inline_text_is_not_read_as_a_block() -> None:
    assert said("1. Först. Sedan.", inline=True) == [(1, "1. Först."), (1, "Sedan.")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Fet** och *kursiv* `kod`", "Fet och kursiv kod"),
        ("[länk](https://a.se/x_y) kvar", "länk kvar"),
        ("<https://a.se> https://b.se/x kvar", "    kvar"),
        (r"\*stjärna\* snake_case _kursiv_", "*stjärna* snake_case kursiv"),
    ],
)
def test_marks_are_not_words(text: str, words: str) -> None:
    assert plain(text).split() == words.split()


@pytest.mark.parametrize(
    ("text", "around"),
    [
        ('!!! law "Lagen 6 §"\n    Så.', ["", "Lagen 6 §"]),
        ('!!! law "Lagen 6 §"\n    Så.\n\nEfter.', ["", "Lagen 6 §", ""]),
        ("Lagen säger:\n\n- Så\n- Och så", ["", "Lagen säger:", "Lagen säger:"]),
        ("Lagen säger:\n\n- Så\n\nEfter.", ["", "Lagen säger:", ""]),
        ("Lagen säger.\n\n- Så", ["", ""]),
        ("| Lagen | Så |", ["| Lagen | Så |", "| Lagen | Så |"]),
    ],
)
def test_a_sentence_knows_what_it_stands_under(text: str, around: list[str]) -> None:
    found = sentences([Fragment(text, line=1)])

    assert [sentence.around for sentence in found] == around


def test_lix_is_words_per_sentence_and_long_words_per_hundred() -> None:
    found = sentences([Fragment("En kommun svarar invånaren snabbt.\n\nJa då.", line=1)])

    assert (count_words(found), lix(found)) == (7, 7 / 2 + 100 * 1 / 7)


def test_a_number_is_a_word_and_a_compound_with_hyphen_is_one() -> None:
    assert Sentence(1, "AFS 2023:2 och IT-stöd, 6 §").words == [
        "AFS",
        "2023",
        "2",
        "och",
        "IT-stöd",
        "6",
    ]


def test_nothing_has_no_lix() -> None:
    assert lix(sentences([Fragment("---", line=1)])) == 0


def test_abbreviations_are_those_that_are_explained() -> None:
    assert abbreviations("FL.\n\n*[FL]: Förvaltningslagen\n[DO]: nej\n") == {
        "FL": "Förvaltningslagen"
    }


@settings(max_examples=200, deadline=None)
@given(texts, st.booleans())
def test_no_text_makes_it_stumble_and_lines_are_within_it(text: str, inline: bool) -> None:
    found = sentences([Fragment(text, line=1, inline=inline)])

    assert all(1 <= each.line <= text.count("\n") + 1 and each.text.strip() for each in found)
    assert lix(found) >= 0
