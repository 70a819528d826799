"""A § has its law beside it, and both are among the sources."""

import pytest
from hypothesis import given, settings

from elearning.course.review.laws import citations
from elearning.course.review.sentences import Sentence
from tests.course.hostile import texts
from tests.course.review.whole import Whole

Cited = list[tuple[str, str, tuple[str, ...]]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Enligt förvaltningslagen 6 §.", [("förvaltningslagen", "", ("6",))]),
        ("Enligt 6 § förvaltningslagen.", [("förvaltningslagen", "", ("6",))]),
        ("Förvaltningslagens 6 § gäller.", [("förvaltningslagen", "", ("6",))]),
        ("Skollagen 6 kap. 10 §.", [("skollagen", "6", ("10",))]),
        (
            "Arbetsmiljölagen 3 kap. 2, 3 och 3 a §§.",
            [("arbetsmiljölagen", "3", ("2", "3", "3 a"))],
        ),
        (
            "FL 5–8 §§ och 13 §",
            [("förvaltningslagen", "", ("5", "6", "7", "8"))]
            + [("förvaltningslagen", "", ("13",))],
        ),
        (
            "Diskrimineringslagen 1 kap. 1 §, 2 kap. 1–3 §§ och 5 §.",
            [
                ("diskrimineringslagen", "1", ("1",)),
                ("diskrimineringslagen", "2", ("1", "2", "3")),
                ("diskrimineringslagen", "2", ("5",)),
            ],
        ),
        (
            "Socialtjänstlagen 3 kap. 1 § och förvaltningslagen 13 §.",
            [("socialtjänstlagen", "3", ("1",)), ("förvaltningslagen", "", ("13",))],
        ),
        (
            "Lagen (2009:724) om nationella minoriteter och minoritetsspråk 2, 3 och 8 §§",
            [("om nationella minoriteter och minoritetsspråk", "", ("2", "3", "8"))],
        ),
        (
            "lagen om nationella minoriteter och minoritetsspråk 3 §",
            [("om nationella minoriteter och minoritetsspråk", "", ("3",))],
        ),
        ("Kommunallagen 6 kap. 28 till 30 §§", [("kommunallagen", "6", ("28", "29", "30"))]),
        (
            "minoritetslagens 5 a §",
            [("om nationella minoriteter och minoritetsspråk", "", ("5 a",))],
        ),
        ("LOA 2 §", [("om offentlig anställning", "", ("2",))]),
        ("lagen om offentlig anställning, LOA, 2 §", [("om offentlig anställning", "", ("2",))]),
        ("AFS 2023:2 5 kap. 3 §", [("AFS 2023:2", "5", ("3",))]),
        ("OSL 26 kap. 1 §", [("sekretesslagen", "26", ("1",))]),
        ("Offentlighets- och sekretesslagen 26 kap. 1 §", [("sekretesslagen", "26", ("1",))]),
        ("Lagen säger det i 6 §.", [("", "", ("6",))]),
        ("Grundlagen säger det i 6 §.", [("", "", ("6",))]),
        ("Barnkonventionen artikel 3.", []),
        ("Kapitel 3 i boken, 6 personer.", []),
    ],
)
def test_a_section_is_read_with_its_law_and_chapter(text: str, found: Cited) -> None:
    cited = citations(Sentence(1, text))

    assert [(each.law, each.chapter, each.sections) for each in cited] == found


def test_what_a_sentence_stands_under_names_the_law_and_the_chapter() -> None:
    cited = citations(Sentence(1, "Det gäller (2 §).", "Arbetsmiljölagen 3 kap."))

    assert [(each.law, each.chapter) for each in cited] == [("arbetsmiljölagen", "3")]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("04-insikt.sv.md", "Du ska hjälpa (6 §).", ["name the law of '6 §'"]),
        ("04-insikt.sv-lattlast.md", "Du ska hjälpa (6 §).", ["name the law of '6 §'"]),
        ("04-insikt.en.md", "You must help (section 6).", ["name the law of 'section 6'"]),
        (
            "04-insikt.en.md",
            "Under the Act, sections 2 a and 3.",
            ["name the law of 'sections 2 a'"],
        ),
        ("04-insikt.en.md", "The Language Act, section 6.", []),
        ("04-insikt.en.md", "Section 6 of the Act on National Minorities.", []),
        ("04-insikt.en.md", "APA, section 6.\n\n*[APA]: Administrative Procedure Act", []),
        ("04-insikt.en.md", "APA, section 6.", ["name the law of 'section 6'"]),
        ("04-insikt.en.md", "Ordinance (2009:1299) on minorities, sections 2 and 3.", []),
        ("04-insikt.en.md", "Instrument of Government, chapter 1, section 9.", []),
        ("04-insikt.en.md", "It is in förvaltningslagen, section 6.", []),
        ("04-insikt.sv.md", "Det ska vara så (förvaltningslagen 6 §).", []),
    ],
)
def test_a_section_without_its_law_is_told(
    whole: Whole, name: str, text: str, told: list[str]
) -> None:
    whole.write(name, f"# Insikten\n\n{text}\n")

    assert whole.told() == [
        f"{name}:3: {each} in the same sentence (docs/authors/lagrum.md)" for each in told
    ]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Du ska hjälpa (förvaltningslagen 5–8 §§).", ""),
        ("Du ska hjälpa (förvaltningslagen 6 och 13 §§).", "förvaltningslagen 13 §"),
        ("Tala klart (språklagen 11 §).", "språklagen 11 §"),
        ("Hjälp (lagen om viss service 2 kap. 3 §).", "lagen om viss service 2 kap. 3 §"),
    ],
)
def test_a_section_that_is_not_among_the_sources_is_told(
    whole: Whole, text: str, missing: str
) -> None:
    whole.say(f"{text}\n\nDu vet det nu, och du kan mer.")

    assert whole.told() == [
        f"04-insikt.sv.md:3: {missing} is not among the sources; compare it with the law "
        "and add it under [[sources]] in module.toml (docs/authors/kallor.md)"
    ] * bool(missing)


@settings(max_examples=200, deadline=None)
@given(texts)
def test_no_text_makes_it_stumble(text: str) -> None:
    citations(Sentence(1, f"Förvaltningslagen {text} 2 kap. 1–3 §§ {text}", text))


def test_a_hostile_range_is_not_counted_out() -> None:
    cited = citations(Sentence(1, "Skollagen 1–999 §§ och 9–1 §§."))

    assert [len(each.sections) for each in cited] == [999, 2]
