"""What must hold between the lessons of a module, and between its languages."""

import pytest

from tests.course.writing import QUESTION, STEP, Author


def habit(right: int, long: int, count: int) -> str:
    """Questions with three answers, of which one is right and one is long."""
    return "".join(
        f"### Fråga {n}? {{#q{n}}}\n\n"
        + "".join(
            f"- [{'x' if place == right else ' '}] Svar {place}{' långt' * (place == long)}\n"
            "  > Så.\n"
            for place in range(3)
        )
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("right", "long", "count", "problems"),
    [
        (2, 0, 3, []),
        (2, 0, 4, ["3: the right answer is the last in all 4 questions; mix the order"]),
        (0, 0, 4, ["3: the right answer is the longest in all 4 questions; make them alike"]),
        (1, 0, 4, []),
    ],
)
def test_a_right_answer_that_gives_itself_away_is_told(
    author: Author, right: int, long: int, count: int, problems: list[str]
) -> None:
    author.insight(habit(right, long, count))

    assert author.problems() == [f"03-insikt.sv.md:{problem}" for problem in problems]


def test_one_question_that_differs_is_enough(author: Author) -> None:
    author.insight(
        habit(2, 2, 4) + QUESTION.replace("Går", "Går därifrån") + "- [ ] Nej\n  > Så.\n"
    )

    assert author.problems() == []


def test_a_key_is_used_once_in_a_module(author: Author) -> None:
    for language in ("sv", "en"):
        author.write(f"02-tanke.{language}.md", f"# Tanken\n\n{QUESTION}")
        author.change(f"04-steg.{language}.md", "{#steg}", "{#g-b}")
    author.insight("### Sant? {#g}\n\n- [S] A {#b}\n  > Ja.\n\n" + QUESTION)

    place = "content/modules/motet"
    assert author.problems() == [
        f"03-insikt.sv.md:8: the key 'gor' is used already, in {place}/02-tanke.sv.md:3; "
        "choose another",
        f"04-steg.sv.md:3: the key 'g-b' is used already, in {place}/03-insikt.sv.md:5; "
        "choose another",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (
            '"insikt"',
            '"handling"',
            ["module.toml:1: no lesson has the phase insikt; every module needs one"],
        ),
        (
            '"insikt"',
            '"upplevelse"',
            [
                "module.toml:1: no lesson has the phase insikt; every module needs one",
                "module.toml:25: the phase upplevelse cannot come after eftertanke; "
                "change the order",
            ],
        ),
        (
            "[lessons.insikt]",
            "[lessons.insikten]",
            [
                "03-insikt.sv.md:1: the lesson is not in module.toml; "
                "add a heading [lessons.insikt] there",
                "module.toml:25: there is no file for the lesson 'insikten'; "
                "add it or remove it here",
            ],
        ),
        (
            '[lessons.start]\nphase = "upplevelse"\nminutes = 2\n\n[lessons.tanke]',
            '[lessons.tanke]\nphase = "upplevelse"\nminutes = 2\n\n[lessons.start]',
            ["module.toml:17: here 'start' should stand; write the lessons in the files' order"],
        ),
    ],
)
def test_lessons_and_phases_must_agree_with_module_toml(
    author: Author, old: str, new: str, problems: list[str]
) -> None:
    author.change("module.toml", old, new)

    assert author.problems() == problems


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        (
            "# Steget\n\nText.\n",
            "1: the phase handling has no writing box; "
            "write a heading with a key, and a line of four underscores",
        ),
        (
            STEP + "\n### Och sedan? {#sedan}\n\n____\n",
            "7: the phase handling has more than one writing box; keep one",
        ),
    ],
)
def test_the_last_phase_has_one_writing_box(author: Author, step: str, problem: str) -> None:
    for language in ("sv", "en"):
        author.write(f"04-steg.{language}.md", step)

    assert author.problems() == [f"04-steg.sv.md:{problem}"]


def test_lessons_have_one_number_each(author: Author) -> None:
    (author.module / "02-tanke.en.md").rename(author.module / "05-tanke.en.md")
    for language in ("sv", "en"):
        name = f"insikt.{language}.md"
        (author.module / f"03-{name}").rename(author.module / f"01-{name}")

    assert author.problems() == [
        "01-start.en.md:1: the lesson 'insikt' has the same number; give one of them another",
        "01-start.sv.md:1: the lesson 'insikt' has the same number; give one of them another",
        "05-tanke.en.md:1: the lesson has the number 02 in another language; use one",
        "module.toml:17: here 'insikt' should stand; write the lessons in the files' order",
    ]


def test_renumbering_changes_no_key(author: Author) -> None:
    before = author.lesson()

    for language in ("sv", "en"):
        for old, new in (("03-insikt", "30-insikt"), ("04-steg", "40-steg")):
            (author.module / f"{old}.{language}.md").rename(author.module / f"{new}.{language}.md")

    assert author.lesson() == before


PLACE = "content/modules/motet/03-insikt.sv.md"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("{#gor}", "{#gar}", f"3: here 'gor' should stand, as in {PLACE}:3"),
        ("- [ ] Går\n  > Nej.\n", "", f"3: there are 1 answers here but 2 in {PLACE}:3"),
        ("[x] Stannar\n", "[x] Stannar {#s}\n", f"7: the answer's key is not '', as in {PLACE}:3"),
        ("- [ ] Går", "- [x] Går", f"3: the boxes are not of the same kind as in {PLACE}:3"),
        (
            QUESTION,
            "### Vad gör du? {#gor}\n\n- [x] Går\n- [ ] Stannar\n  > Ja.\n",
            f"5: the right answers are not those of {PLACE}:3; compare them",
        ),
        (QUESTION, "Text.\n", f"1: 'gor' is missing; translate it from {PLACE}:3"),
        (
            QUESTION,
            QUESTION + "\n### Nej? {#nej}\n\n____\n",
            f"10: 'nej' is not in {PLACE}; remove it here or add it there",
        ),
        (QUESTION, "### Vad? {#gor}\n\n____\n", f"3: here 'gor' should stand, as in {PLACE}:3"),
    ],
)
def test_swedish_and_english_ask_the_same(author: Author, old: str, new: str, problem: str) -> None:
    author.change("03-insikt.en.md", old, new)

    assert f"03-insikt.en.md:{problem}" in author.problems()


def test_every_lesson_exists_in_both_languages(author: Author) -> None:
    (author.module / "02-tanke.en.md").unlink()

    assert author.problems() == [
        "02-tanke.sv.md:1: the lesson is missing in the language 'en'; add 02-tanke.en.md"
    ]
