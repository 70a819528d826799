"""Words that are wrong, and where they may stand all the same."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.course.problems import Report
from elearning.course.reading import File
from elearning.course.review.terms import read_terms
from tests.course.hostile import texts
from tests.course.review.whole import TERMS, Whole


def found(whole: Whole) -> list[str]:
    """The words that are complained of."""
    told = [text for text in whole.told() if "ord.md" in text]
    return [word for text in told for word in re.findall(r": '([^']*)': write ", text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Han har ett handikapp.", ["handikapp"]),
        ("En Handikapptoalett finns här.", ["Handikapptoalett"]),
        ("Ordet ”handikapp” är gammalt.", []),
        ("Här gäller WCAG 2.1, det är ett krav.", []),
        ("Här är WCAG 2.2 ett krav.", ["WCAG 2.2"]),
        ("Vi bygger gärna efter WCAG 2.2.", []),
        ("Det hette förr lex Sarah.", []),
        ("Lex Sarah står i 14 kap. i lagen.", ["Lex Sarah"]),
        ("Reglerna i AFS 1993:2 gäller.", ["AFS 1993:2"]),
        ("Reglerna i AFS 2023:2 gäller.", []),
        ("Den gamla lagen var 2001:453.", ["2001:453"]),
        ("Vi har fyra jämställdhetsmål.", ["fyra jämställdhetsmål"]),
        ("Vi har sex delmål.", []),
        ("Länsstyrelsen i Stockholm svarar för minoriteter.", ["Länsstyrelsen i Stockholm"]),
        ("Länsstyrelsen i Stockholm svarar.", []),
        ("Hon är funktionshindrad.", ["funktionshindrad"]),
        ("Lagen om stöd och service till vissa funktionshindrade gäller.", []),
        ("Det är vi\noch dom.", ["vi och dom"]),
    ],
)
def test_a_wrong_word_is_told(whole: Whole, text: str, words: list[str]) -> None:
    whole.say(text)

    assert found(whole) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A handicapped toilet.", ["handicapped"]),
        ("He is wheelchair-bound.", ["wheelchair-bound"]),
        ("A handikapp.", []),
        ("The rules of AFS 1993:2 apply.", ["AFS 1993:2"]),
    ],
)
def test_english_has_its_own_words(whole: Whole, text: str, words: list[str]) -> None:
    whole.say(text, "en")

    assert found(whole) == words


def test_it_is_told_why(whole: Whole) -> None:
    whole.say("Text.\n\nEn zigenare.")

    assert whole.told() == [
        "04-insikt.sv.md:5: 'zigenare': write rom, romer eller romsk; det är en benämning utifrån, "
        "som har använts för att förnedra (docs/authors/ord.md)"
    ]


def test_module_toml_is_read_too(whole: Whole) -> None:
    whole.change("module.toml", 'sv = "Om möten."', 'sv = "Om handikapp."')

    assert found(whole) == ["handikapp"]
    assert whole.told()[0].startswith("module.toml:12: ")


def test_guide_and_tips_are_read_too(whole: Whole) -> None:
    whole.change("handledning.sv.md", "Till dig", "Till handikappade och dig")
    whole.change("tips.sv.md", "Då vet", "Då vet den handikappade")

    assert set(found(whole)) == {"handikappade"}


def test_the_list_may_be_missing(whole: Whole) -> None:
    (whole.content / "words/terms.toml").unlink()

    assert whole.told() == []


def test_a_mistake_in_the_list_is_told_with_its_line(whole: Whole) -> None:
    text = '[[terms]]\nwrong = "a"\nright = "b"\nwhy = "c"\nneer = ["d"]\n'
    (whole.content / "words/terms.toml").write_text(text, encoding="utf-8")

    assert whole.told() == [
        'content/words/terms.toml:2: write terms 1.wrong as a list: ["one", "two"]',
        "content/words/terms.toml:5: terms 1.neer is unknown; did you mean near?",
    ]


def test_the_real_list_has_no_mistake() -> None:
    report = Report("terms.toml")

    terms = read_terms(File("terms.toml", "terms.toml", TERMS.read_bytes()), report)

    assert report.problems == []
    assert all(term.right and term.why for term in terms)


def test_no_right_word_is_itself_a_wrong_one() -> None:
    terms = read_terms(File("terms.toml", "terms.toml", TERMS.read_bytes()), Report("x"))

    wrong = [
        (each.right, other.pattern.pattern)
        for each in terms
        for other in terms
        if other.pattern.search(each.right)
        and other.near.search(each.right)
        and set(each.languages) & set(other.languages)
    ]

    assert wrong == []


@settings(max_examples=100, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3))
def test_no_list_makes_it_stumble(words: list[str]) -> None:
    quoted = ", ".join(f"'''{word.replace(chr(39), '')}'''" for word in words)
    text = f"[[terms]]\nwrong = [{quoted}]\nnear = [{quoted}]\nright = 'a'\nwhy = 'b'\n"

    terms = read_terms(File("terms.toml", "terms.toml", text.encode()), Report("x"))

    assert len(terms) <= 1


def test_the_folder_of_words_has_only_lists() -> None:
    modules = {path.name for path in (TERMS.parents[1] / "modules").iterdir()}

    names = {path.name for path in TERMS.parent.iterdir()}

    assert names - {f"{name}.txt" for name in modules} == {Path(TERMS).name}
