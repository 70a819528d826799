"""The discussion guide and the tips: in the tree, checked, and the same in both languages."""

import pytest
from markupsafe import Markup

from elearning.course.problems import Translate
from elearning.course.tree import Guide, Term, Tip
from tests.course.writing import Author

GUIDE = {
    "sv": "# Prata om mötet\n\nTill *dig*.\n\n## 15 minuter\n\n### Så här\n\n1. Läs.\n\n"
    "## 45 minuter\n\n- [Mer](/modules/motet/start)\n",
    "en": "# Talk about it\n\nTo you.\n\n## 15 minutes\n\nRead.\n\n## 45 minutes\n\nTalk.\n",
}
TIPS = {
    "sv": "# Tips\n\n## Hälsa *först* {#halsa}\n\nDå syns alla.\n\n## Vänta {#vanta}\n\nTyst.\n",
    "en": "# Tips\n\n## Greet {#halsa}\n\nAll are seen.\n\n## Wait {#vanta}\n\nSilent.\n",
}
ENTRIES = '[tips.halsa]\nworkplaces = ["skola"]\n\n[tips.vanta]\nworkplaces = []\n\n'


@pytest.fixture
def host(author: Author) -> Author:
    """An author whose module has a guide and tips."""
    for language in ("sv", "en"):
        author.write(f"handledning.{language}.md", GUIDE[language])
        author.write(f"tips.{language}.md", TIPS[language])
    author.change("module.toml", "[[sources]]", f"{ENTRIES}[[sources]]")
    return author


def test_a_guide_has_two_meetings(host: Author) -> None:
    assert host.courses()["sv"].modules[0].guide == Guide(
        "Prata om mötet",
        Markup("<p>Till <em>dig</em>.</p>"),
        Markup('<h3 id="s-sa-har">Så här</h3><ol><li>Läs.</li></ol>'),
        Markup('<ul><li><a href="/modules/motet/start">Mer</a></li></ul>'),
    )


def test_tips_are_for_workplaces(host: Author) -> None:
    assert host.courses()["en"].modules[0].tips == (
        Tip("halsa", Markup("Greet"), Markup("<p>All are seen.</p>"), (Term("skola", "School"),)),
        Tip("vanta", Markup("Wait"), Markup("<p>Silent.</p>"), ()),
    )


def test_the_easy_course_has_the_swedish_guide_and_tips(host: Author) -> None:
    courses = host.courses()

    swedish, easy = courses["sv"].modules[0], courses["sv-lattlast"].modules[0]

    assert (easy.guide, easy.tips) == (swedish.guide, swedish.tips)


def test_a_module_may_yet_have_neither(author: Author) -> None:
    module = author.courses()["sv"].modules[0]

    assert (module.guide, module.tips) == (None, ())


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        (
            "## 15 minuter",
            "## En kvart",
            5,
            "skriv rubriken ## 15 minuter här; den inleder ett eget möte",
        ),
        (
            "## 45 minuter\n\n- [Mer](/modules/motet/start)\n",
            "",
            1,
            "rubriken ## 45 minuter saknas",
        ),
        (
            "### Så här",
            "## Så här",
            7,
            "skriv rubriken ## 45 minuter här; den inleder ett eget möte",
        ),
        ("### Så här", "#### Så här", 7, "rubriken hoppar över en nivå; skriv ### i stället"),
        ("### Så här", "### Så här {#sa}", 7, "en handledning har inga nycklar; ta bort {#…}"),
        ("1. Läs.", "- [ ] Läs.", 9, "en handledning har inga rutor att kryssa i; skriv en"),
        ("1. Läs.", "1) Läs.", 9, "skriv numrerade listor med punkt: 1. text"),
        ("1. Läs.", "<b>Läs</b>", 9, "HTML får inte användas; ta bort <b>"),
        ("1. Läs.", "Läs[^1]\n\n[^1]: Not.", 1, "en fotnot kan inte stå här; skriv dess text"),
        ("1. Läs.", "[Läs](#nar)", 9, "det finns inget avsnitt #nar"),
        ("# Prata", "Prata", 1, "börja texten med dess rubrik: # Rubrik"),
        ("Till *dig*.", "", 1, "skriv några ord till samtalsledaren under rubriken"),
        ("### Så här\n\n1. Läs.", "", 5, "skriv under rubriken vad ni gör på mötet"),
    ],
)
def test_a_mistake_in_a_guide_is_told(
    host: Author, in_swedish: Translate, old: str, new: str, line: int, told: str
) -> None:
    host.change("handledning.sv.md", old, new)

    assert f"handledning.sv.md:{line}: {told}" in "\n".join(host.problems(in_swedish))


def test_a_guide_has_no_third_heading(host: Author, in_swedish: Translate) -> None:
    host.write("handledning.sv.md", GUIDE["sv"] + "\n## Mer\n\nText.\n")

    assert host.problems(in_swedish) == [
        "handledning.sv.md:15: en handledning har två rubriker med två nummertecken; "
        "skriv ### Rubrik här"
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("{#halsa}", "", 3, "tipset har ingen nyckel; skriv {#halsa-forst} sist i rubriken"),
        ("{#halsa}", "{halsa}", 3, "skriv nyckeln så här: {#halsa}"),
        ("## Hälsa", "### Hälsa", 3, "skriv rubriken för ett tips med två nummertecken"),
        ("Då syns alla.", "", 3, "skriv under rubriken vad man kan göra, och varför det hjälper"),
        ("Då syns", "- [x] Då syns", 3, "skriv under rubriken vad man kan göra, och varför"),
        ("# Tips\n", "# Tips\n\nText.\n", 3, "flytta texten till under ett tips rubrik"),
        ("# Tips\n", "", 2, "börja texten med dess rubrik: # Rubrik"),
        ("Hälsa *först* {", "{", 3, "rubriken är tom; skriv dess text eller ta bort raden"),
        ("Då syns", "<i>Då</i> syns", 5, "HTML får inte användas; ta bort <i>"),
        ("{#vanta}", "{#halsa}", 7, "nyckeln 'halsa' används redan i "),
        ("{#vanta}", "{#gor}", 7, "nyckeln 'gor' används redan i "),
        ("{#vanta}", "{#droj}", 7, "tipset finns inte i module.toml; lägg till rubriken"),
    ],
)
def test_a_mistake_in_the_tips_is_told(
    host: Author, in_swedish: Translate, old: str, new: str, line: int, told: str
) -> None:
    host.change("tips.sv.md", old, new)

    assert f"tips.sv.md:{line}: {told}" in "\n".join(host.problems(in_swedish))


def test_a_file_of_tips_has_tips(host: Author) -> None:
    host.write("tips.sv.md", "# Tips\n")

    assert (
        "tips.sv.md:1: there is no tip; write ## Title {#key} and its text below" in host.problems()
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "[tips.vanta]",
            "[tips.vant]",
            "there is no tip 'vant' in tips.sv.md; add it or remove it here",
        ),
        (
            ENTRIES,
            '[tips.vanta]\nworkplaces = []\n\n[tips.halsa]\nworkplaces = ["skola"]\n\n',
            "here 'halsa' should stand; write the tips in the file's order",
        ),
        ('["skola"]', '["sjukhus"]', "course.toml does not have 'sjukhus'; it has: skola"),
        ("workplaces = []\n", "", "tips.vanta.workplaces is missing"),
    ],
)
def test_tips_and_module_toml_must_agree(host: Author, old: str, new: str, problem: str) -> None:
    host.change("module.toml", old, new)

    assert [text.split(": ", 1)[1] for text in host.problems() if "module.toml:" in text][:1] == [
        problem
    ]


PLACE = "content/modules/motet/tips.sv.md"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            TIPS["en"].replace("{#halsa}", "{#hej}"),
            f"3: here 'halsa' should stand, as in {PLACE}:3",
        ),
        (
            TIPS["en"].split("## Wait")[0],
            f"1: 'vanta' is missing; translate it from {PLACE}:7",
        ),
        (
            TIPS["en"] + "\n## Run {#run}\n\nQuick.\n",
            f"11: 'run' is not in {PLACE}; remove it here or add it there",
        ),
    ],
)
def test_the_tips_are_the_same_in_english(host: Author, text: str, problem: str) -> None:
    host.write("tips.en.md", text)

    assert host.problems() == [f"tips.en.md:{problem}"]


@pytest.mark.parametrize("name", ["handledning", "tips"])
def test_what_is_in_one_language_is_in_both(host: Author, name: str) -> None:
    (host.module / f"{name}.en.md").unlink()

    assert host.problems() == [
        f"{name}.sv.md:1: the text is missing in the language 'en'; add {name}.en.md"
    ]
