"""module.toml and course.toml: every mistake on its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.course.manifest import read_course_manifest, read_manifest
from elearning.course.problems import Report
from elearning.course.reading import File
from tests.course.hostile import texts
from tests.course.writing import COURSE, MODULE, Author


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("pass_share = 0.7", "pass_share = 7", "1: write pass_share as a number from 0 to 1"),
        ("pass_share = 0.7", "pass_share = true", "1: write pass_share as a number from 0 to 1"),
        ("pass_share = 0.7", "pass_share = nan", "1: write pass_share as a number from 0 to 1"),
        ("pass_share = 0.7\n", "", "1: pass_share is missing"),
        ("pass_share", "pass_shar", "1: pass_shar is unknown; did you mean pass_share?"),
        ("illustration =", "color = 1\nillustration =", "2: color is unknown; remove it"),
        (
            '"disk.svg"',
            '"disc.svg"',
            "2: the picture 'disc.svg' does not exist in images/; there is: disk.svg",
        ),
        ('sv = "Mötet"', "sv = 1", '6: write title.sv as a text on one line within "quotes"'),
        ('sv = "Mötet"', 'sv = "A\\nB"', '6: write title.sv as a text on one line within "quotes"'),
        ('sv = "Mötet"\n', "", "5: title.sv is missing"),
        ('["bemotande"]', '"a"', '3: write focus_areas as a list: ["one", "two"]'),
        (
            '["bemotande"]',
            '["bemotnde"]',
            "3: course.toml does not have 'bemotnde'; it has: bemotande, service",
        ),
        (
            '["bemotande"]',
            '["service", "service"]',
            "3: 'service' is named twice",
        ),
        (
            '["bemotande"]',
            '[]\nworkplaces = ["skolan"]',
            "4: course.toml does not have 'skolan'; it has: skola",
        ),
        (
            '["bemotande"]',
            '[]\nreviewed_on = "2026-11-25"',
            "4: write reviewed_on as a day, without quotes: 2026-11-25",
        ),
        (
            '["bemotande"]',
            "[]\nreviewed_on = 2026-11-25T12:00:00",
            "4: write reviewed_on as a day, without quotes: 2026-11-25",
        ),
        (
            "minutes = 4",
            "minutes = 61",
            "27: write lessons.insikt.minutes as a number from 1 to 60",
        ),
        ("minutes = 4", "minutes = 4.5", "27: write lessons.insikt.minutes without decimals"),
        (
            'phase = "insikt"',
            'phase = "insikter"',
            "26: insikter is no phase; choose one of: upplevelse, eftertanke, insikt, handling",
        ),
        ('url = "https', 'url = "ftp', "36: write the whole address, beginning with https://"),
        ("[[sources]]", "[sources]", "33: write every one of sources under a heading [[sources]]"),
        (
            'sv = "Mötet"',
            "sv = Mötet",
            '6: this line cannot be read; write name = value, texts within straight "quotes", '
            "and every name once",
        ),
    ],
)
def test_a_mistake_in_module_toml_is_told_with_its_line(
    author: Author, old: str, new: str, problem: str
) -> None:
    author.change("module.toml", old, new)

    assert f"module.toml:{problem}" in author.problems()


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (
            '"motet"',
            '"moten"',
            [
                "2: there is no module 'moten'; there is: motet",
                "1: the module 'motet' is not named; write it in required or optional",
            ],
        ),
        ('["motet"]', '["motet", "motet"]', ["2: the module 'motet' is named twice"]),
        ('"prov"', '"Prov 1"', ["1: write slug with the letters a-z, digits and hyphens only"]),
        ("slug", "slgu", ["1: slgu is unknown; did you mean slug?", "1: slug is missing"]),
    ],
)
def test_a_mistake_in_course_toml_is_told_with_its_line(
    author: Author, old: str, new: str, problems: list[str]
) -> None:
    path = author.content / "course.toml"
    path.write_text(COURSE.replace(old, new), encoding="utf-8")

    assert sorted(author.problems()) == sorted(
        f"content/course.toml:{problem}" for problem in problems
    )


def test_a_missing_file_is_told(author: Author) -> None:
    (author.content / "course.toml").unlink()
    (author.module / "module.toml").unlink()

    assert author.problems() == [
        "content/course.toml:1: the file is missing",
        "module.toml:1: the file is missing",
    ]


toml = st.sampled_from([MODULE, COURSE])
odd = st.sampled_from(["[" * 2000, "a.b = 1\n", "= [1]"])
places = st.integers(0, len(MODULE))


@settings(max_examples=150, deadline=None)
@given(toml, places, st.integers(0, 40), texts | odd)
def test_no_toml_makes_it_stumble(text: str, place: int, length: int, new: str) -> None:
    changed = text[:place] + new + text[place + length :]
    file = File("module.toml", "module.toml", changed.encode())

    read_manifest(file, Report("x"))
    read_course_manifest(file, Report("x"))
