"""Lättläst: a text of its own that counts the same."""

from datetime import date

import pytest

from elearning.course.compiler import Known, compile_course
from elearning.course.tree import Assurance, Concern, Term
from tests.course.writing import QUESTION, Author

EASY = QUESTION.replace("Går", "Du går").replace("Stannar", "Du stannar kvar")


def test_the_easy_lesson_is_shown_and_counts_the_same(author: Author) -> None:
    author.write("03-insikt.sv-lattlast.md", f"# Att veta\n\n{EASY}")

    swedish, easy = author.lesson("sv"), author.lesson("sv-lattlast")

    assert (easy.slug, easy.number, easy.title) == (swedish.slug, swedish.number, "Att veta")
    assert swedish.quiz and easy.quiz
    assert easy.quiz.revision == swedish.quiz.revision
    before, after = swedish.quiz.questions[0].choices, easy.quiz.questions[0].choices
    assert [each.id for each in after] == [each.id for each in before]
    assert [str(choice.text) for choice in easy.quiz.questions[0].choices] == [
        "Du går",
        "Du stannar kvar",
    ]


def test_a_lesson_without_an_easy_text_is_there_in_swedish(author: Author) -> None:
    assert author.lesson("sv-lattlast") == author.lesson("sv")


def test_the_easy_course_speaks_swedish(author: Author) -> None:
    course = author.courses()["sv-lattlast"]

    assert (course.variant, course.language) == ("sv-lattlast", "sv")


def test_what_markdown_adds_is_swedish_in_the_easy_lesson(author: Author) -> None:
    author.insight("!!! note\n    Text.\n")
    author.write("03-insikt.sv-lattlast.md", "# A\n\n!!! note\n    Lätt.\n")

    assert "Bra att veta" in str(author.lesson("sv-lattlast").blocks[0])


def test_an_easy_title_may_be_left_out(author: Author) -> None:
    author.change(
        "module.toml", 'en = "The meeting"\n', 'en = "The meeting"\nsv-lattlast = "Mötas"\n'
    )

    courses = author.courses()

    modules = {variant: course.modules[0] for variant, course in courses.items()}
    assert {variant: (each.title, each.summary) for variant, each in modules.items()} == {
        "sv": ("Mötet", "Om möten."),
        "en": ("The meeting", "About meetings."),
        "sv-lattlast": ("Mötas", "Om möten."),
    }


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("[x] Du stannar", "[ ] Du stannar", "7: the answer has no feedback"),
        ("- [ ] Du går\n  > Nej.\n", "", "3: there are 1 answers here but 2 in"),
        ("{#gor}", "{#gora}", "3: here 'gor' should stand"),
    ],
)
def test_the_easy_lesson_asks_the_same(author: Author, old: str, new: str, problem: str) -> None:
    text = f"# Att veta\n\n{EASY}"
    assert old in text

    author.write("03-insikt.sv-lattlast.md", text.replace("  > Ja.\n", "").replace(old, new))

    assert f"03-insikt.sv-lattlast.md:{problem}" in "\n".join(author.problems())


def test_words_have_titles_in_every_variant(author: Author) -> None:
    path = author.content / "course.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('en = "School"', 'en = "School"\nsv-lattlast = "Skolan"'), encoding="utf-8"
    )

    courses = author.courses()

    assert {variant: course.workplaces for variant, course in courses.items()} == {
        "sv": (Term("skola", "Skola"),),
        "en": (Term("skola", "School"),),
        "sv-lattlast": (Term("skola", "Skolan"),),
    }
    assert courses["en"].focus_areas == (
        Term("bemotande", "Treatment"),
        Term("service", "Service"),
    )


def test_a_new_title_of_a_word_reaches_modules_compiled_before(author: Author) -> None:
    known: Known = {}
    compile_course(author.content, known)
    path = author.content / "course.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"Bemötande"', '"Gott bemötande"'), encoding="utf-8")

    module = compile_course(author.content, known)["sv"].modules[0]

    assert module.focus_areas == (Term("bemotande", "Gott bemötande"),)


def test_a_word_is_named_as_in_addresses(author: Author) -> None:
    path = author.content / "course.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[workplaces.skola]", "[workplaces.Skola]"), encoding="utf-8")

    assert author.problems() == [
        "content/course.toml:20: name 'Skola' with the letters a-z, digits and hyphens only"
    ]


ASSURANCE = "[assurance]\nchecked_on = 2026-11-25\n\n" + "".join(
    f'[assurance.{each}]\nsv = "Så {each}."\nen = "So {each}."\n\n' for each in Concern
)


def test_assurance_is_dated_and_answered(author: Author) -> None:
    author.change("module.toml", "[[sources]]", f"{ASSURANCE}[[sources]]")
    author.change("module.toml", "pass_share", "reviewed_on = 2026-11-24\npass_share")

    module = author.courses()["en"].modules[0]

    assert module.reviewed_on == date(2026, 11, 24)
    assert module.assurance == Assurance(
        date(2026, 11, 25), tuple((each, f"So {each}.") for each in Concern)
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("checked_on = 2026-11-25\n", "", "module.toml:33: assurance.checked_on is missing"),
        ('sv = "Så names."', 'sv = ""', "module.toml:41: write assurance.names.sv as a text"),
        (
            "[assurance.names]",
            "[assurance.name]",
            "module.toml:40: assurance.name is unknown; did you mean names?",
        ),
    ],
)
def test_a_gap_in_the_assurance_is_told(author: Author, old: str, new: str, problem: str) -> None:
    author.change("module.toml", "[[sources]]", f"{ASSURANCE}[[sources]]")

    author.change("module.toml", old, new)

    assert problem in "\n".join(author.problems())
