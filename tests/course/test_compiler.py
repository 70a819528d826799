"""A content folder to a course: whole, safe, and every problem at once."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from elearning.course import compiler
from elearning.course.compiler import Known, compile_course
from elearning.course.manifest import Vocabulary
from elearning.course.markup import Converter
from elearning.course.modules import compile_module
from elearning.course.problems import CourseInvalid
from elearning.course.reading import VARIANTS, File, Folder
from elearning.course.review.rulebook import RULES
from elearning.course.review.texts import read_texts
from elearning.course.tree import Concern, Image, Phase, Source, Term
from tests.course.hostile import ATTACKS, dangers, texts
from tests.course.writing import MODULE, QUESTION, SITUATION, STEP, SVG, Author


def test_a_course_is_compiled_in_every_variant(author: Author) -> None:
    courses = author.courses()

    assert list(courses) == ["sv", "en", "sv-lattlast"]
    course = courses["en"]
    assert (course.slug, course.language, course.title) == ("prov", "en", "Test")
    (module,) = course.required
    assert course.optional == ()
    assert (module.slug, module.title, module.audience) == ("motet", "The meeting", "Everyone.")
    assert (module.pass_share, module.illustration, module.minutes) == (0.7, "disk.svg", 10)
    assert module.focus_areas == (Term("bemotande", "Treatment"),)
    assert module.sources == (Source("Administrative Procedure Act", "https://www.riksdagen.se/"),)
    assert module.images == (Image("disk.svg", "c20dc1832ccc", "image/svg+xml", SVG.encode()),)
    assert [(lesson.number, lesson.slug, lesson.phase) for lesson in module.lessons] == [
        (1, "start", Phase.EXPERIENCE),
        (2, "tanke", Phase.REFLECTION),
        (3, "insikt", Phase.INSIGHT),
        (4, "steg", Phase.ACTION),
    ]


def test_the_versions_follow_the_content(author: Author) -> None:
    first = author.courses()

    author.change("04-steg.en.md", "i morgon", "tomorrow")

    second = author.courses()
    assert first["sv"].version == first["en"].version != second["sv"].version
    assert first["sv"].modules[0].version != second["sv"].modules[0].version


def test_every_problem_is_told_at_once_in_order(author: Author) -> None:
    author.change("module.toml", "minutes = 4", "minutes = 400")
    author.change("01-start.sv.md", "Text.", "<b>Text</b>")
    author.change("03-insikt.sv.md", "[x]", "[ ]")
    author.write("04-steg.en.md", "Steg\n")

    assert [text.split(": ")[0] for text in author.problems()] == [
        "01-start.sv.md:3",
        "01-start.sv.md:3",
        "03-insikt.en.md:7",
        "03-insikt.sv.md:3",
        "04-steg.en.md:1",
        "04-steg.en.md:1",
        "module.toml:27",
    ]


def test_a_link_goes_to_another_module_or_nowhere(author: Author) -> None:
    author.insight("[A](/modules/motet/start) [B](/modules/motet#x) [C](/modules/mote/slut)\n")

    assert author.problems() == [
        f"03-insikt.{language}.md:3: there is no /modules/mote/slut; "
        "did you mean /modules/motet? (docs/authors/lankar.md)"
        for language in ("en", "sv")
    ]


@pytest.mark.parametrize(
    ("language", "link", "near"),
    [
        ("sv", "/modules/motet/tanke#vad-hande", None),
        ("sv", "/modules/motet/tanke#vad-hander", "/modules/motet/tanke#vad-hande"),
        ("sv", "/modules/motet/start#x", "/modules/motet/start"),
        ("en", "/modules/motet/tanke#what-happened", None),
        ("en", "/modules/motet/tanke#vad-hande", "/modules/motet/tanke#what-happened"),
        ("sv-lattlast", "/modules/motet/tanke#vad-hande", None),
    ],
)
def test_a_link_goes_to_a_section_of_the_lesson_in_its_language(
    author: Author, language: str, link: str, near: str | None
) -> None:
    author.write("02-tanke.sv.md", "# Tanken\n\n## Vad hände?\n\nText.\n")
    author.write("02-tanke.en.md", "# The thought\n\n## What happened?\n\nText.\n")
    author.write(f"01-start.{language}.md", f"# Starten\n\n[A]({link})\n")

    assert author.problems() == [
        f"01-start.{language}.md:3: there is no {link}; did you mean {near}? "
        "(docs/authors/lankar.md)"
        for _ in range(near is not None)
    ]


def test_an_empty_folder_is_no_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(CourseInvalid) as caught:
        compile_course(tmp_path)

    assert str(caught.value).split("\n") == [
        "course.toml:1: the file is missing",
        "modules:1: the folder cannot be read",
    ]


def test_modules_that_have_not_changed_are_not_compiled_again(author: Author) -> None:
    known: Known = {}
    first = compile_course(author.content, known)["sv"].modules[0]
    again = compile_course(author.content, known)["sv"].modules[0]

    author.change("04-steg.en.md", "i morgon", "tomorrow")
    changed = compile_course(author.content, known)["sv"].modules[0]

    assert again is first
    assert changed is not first
    assert len(known) == 1


def test_several_processes_make_the_same_course(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = author.courses()

    monkeypatch.setattr(compiler, "MANY_FILES", 0)

    assert author.courses() == alone


LESSONS = {
    "01-start": "# Starten\n\nText **a** [b](https://a.se)\n\n*[ord]: o\n\n![a](images/disk.svg)\n",
    "02-tanke": '# T\n\n| a | b |\n|--|--|\n| c | d |\n\n!!! tip "A"\n    b\n\nx[^1]\n\n[^1]: y\n',
    "03-insikt": f"# Insikt\n\n## A\n\n{QUESTION}\nFör.\n\n### P {{#p}}\n\n- [S] A\n  > b\n",
    "04-steg": f"{STEP}\n{SITUATION}",
}
GUIDE = {
    "sv": "# Prat\n\nTill *dig*.\n\n## 15 minuter\n\n- Läs\n\n## 45 minuter\n\n### A\n\nB.\n",
    "en": "# Talk\n\nTo *you*.\n\n## 15 minutes\n\n- Read\n\n## 45 minutes\n\n### A\n\nB.\n",
}
TIPS = "# Tips\n\n## Hälsa *först* {#halsa}\n\nDå **syns** alla.\n"
BESIDE = (
    '[tips.halsa]\nworkplaces = ["skola"]\n\n[assurance]\nchecked_on = 2026-11-25\n\n'
    + "".join(f'[assurance.{each}]\nsv = "Så."\nen = "So."\n\n' for each in Concern)
)
FILES = {
    "module.toml": MODULE.replace("[[sources]]", f"{BESIDE}[[sources]]"),
    "images/disk.svg": SVG,
    **{f"{name}.{each}.md": text for name, text in LESSONS.items() for each in VARIANTS},
    **{f"handledning.{language}.md": GUIDE[language] for language in ("sv", "en")},
    **{f"tips.{language}.md": TIPS for language in ("sv", "en")},
}
SMALL = {name: text for name, text in FILES.items() if "lattlast" not in name}
changes = st.tuples(st.sampled_from(sorted(FILES)), st.floats(0, 1), st.integers(0, 30), texts)
CONVERTER = Converter()
AREA = {variant: (Term("bemotande", "Bemötande"),) for variant in VARIANTS}
WORDS = Vocabulary(AREA, {variant: (Term("skola", "Skola"),) for variant in VARIANTS})


def _changed(made: list[tuple[str, float, int, str]]) -> dict[str, str]:
    """The files with changes; a change of a lesson is one of all its variants."""
    files = dict(FILES)
    for name, place, length, new in made:
        at = int(place * len(files[name]))
        changed = files[name][:at] + new + files[name][at + length :]
        start, _, variant = name.removesuffix(".md").partition(".")
        if variant in VARIANTS and start != "handledning":
            files |= {twin: changed for v in VARIANTS if (twin := f"{start}.{v}.md") in files}
        files[name] = changed
    return files


@settings(max_examples=200, deadline=None)
@given(st.lists(changes, min_size=1, max_size=3))
def test_no_change_of_a_module_makes_it_stumble_or_dangerous(
    made: list[tuple[str, float, int, str]],
) -> None:
    listed = tuple(File(n, n, text.encode()) for n, text in sorted(_changed(made).items()))

    compiled = compile_module(Folder("motet", "motet", "0" * 12, listed, ()), WORDS, CONVERTER)

    assert bool(compiled.modules) != bool(compiled.problems)
    assert [
        dangers(html) for html in _html(tuple(compiled.modules.values())) if dangers(html)
    ] == []


@settings(max_examples=200, deadline=None)
@given(st.lists(changes, min_size=1, max_size=3))
def test_no_change_of_a_module_makes_a_rule_stumble(
    made: list[tuple[str, float, int, str]],
) -> None:
    listed = tuple(File(n, n, text.encode()) for n, text in sorted(_changed(made).items()))
    module = read_texts(Folder("motet", "motet", "0" * 12, listed, ()))
    lines = {file.name: file.data.count(b"\n") + 1 for file in listed}

    broken = [problem for check in RULES.values() for problem in check(module)]

    assert all(1 <= problem.line <= lines[Path(problem.path).name] for problem in broken)


PLACES = {  # what an attack takes the place of, and where
    "the title of a scene": ("04-steg", "Han slår i *disken*"),
    "the text of a scene": ("04-steg", "Hårt."),
    "a way": ("04-steg", "Du *backar*"),
    "the title of a tip": ("tips", "Hälsa *först*"),
    "the text of a tip": ("tips", "Då **syns** alla."),
    "the introduction of a guide": ("handledning", "*dig*"),
    "a meeting": ("handledning", "- Läs"),
    "a heading of a guide": ("handledning", "### A"),
    "the title of a guide": ("handledning", "Prat"),
    "an answer of the assurance": ("module.toml", "Så."),
    "a workplace": ("module.toml", "skola"),
}


@pytest.mark.parametrize("place", PLACES)
def test_no_attack_gets_through_in_the_new_places(place: str) -> None:
    start, words = PLACES[place]
    told = []
    for attack in ATTACKS:
        files = {
            name: text.replace(words, attack.replace("\n", " ") if place == "a way" else attack)
            if name.startswith(start)
            else text
            for name, text in SMALL.items()
        }
        assert files != SMALL
        listed = tuple(File(name, name, text.encode()) for name, text in sorted(files.items()))

        compiled = compile_module(Folder("motet", "motet", "0" * 12, listed, ()), WORDS, CONVERTER)

        told += [html for html in _html(tuple(compiled.modules.values())) if dangers(html)]
    assert told == []


def _html(value: object) -> Iterator[str]:
    if isinstance(value, Markup):
        yield str(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _html(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _html(getattr(value, field.name))


def test_the_files_of_that_test_are_right(tmp_path: Path) -> None:
    listed = tuple(File(name, name, text.encode()) for name, text in sorted(FILES.items()))

    compiled = compile_module(Folder("motet", "motet", "0" * 12, listed, ()), WORDS, CONVERTER)

    assert compiled.problems == ()
