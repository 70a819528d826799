"""Writes a course whose one module keeps every rule, that a test then breaks in one place."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from elearning.course.compiler import compile_course
from elearning.course.problems import CourseInvalid, Problem
from elearning.course.review.rulebook import judge
from elearning.course.review.spelling import Speller
from tests.course.writing import COURSE, SVG

TERMS = Path(__file__).parents[3] / "content/words/terms.toml"
VARIANTS = ("sv", "en", "sv-lattlast")

HEAD = """\
pass_share = 0.7
illustration = "disk.svg"
reviewed_on = 2026-11-25
focus_areas = ["bemotande"]
workplaces = ["skola"]

[title]
sv = "Mötet"
en = "The meeting"

[summary]
sv = "Om möten."
en = "About meetings."

[audience]
sv = "Alla."
en = "Everyone."

[lessons.text]
phase = "upplevelse"
minutes = 10

[lessons.start]
phase = "upplevelse"
minutes = 2

[lessons.tanke]
phase = "eftertanke"
minutes = 2

[lessons.insikt]
phase = "insikt"
minutes = 1

[lessons.steg]
phase = "handling"
minutes = 7

[tips.halsa]
workplaces = ["skola"]

[tips.fraga]
workplaces = []

[tips.vanta]
workplaces = []

[assurance]
checked_on = 2026-11-25

"""
CONCERNS = "roles names language consequences physical activity communication information".split()
ASSURANCE = "".join(
    f'[assurance.{each}]\nsv = "Både kvinnor och män är med."\nen = "Women and men take part."\n\n'
    for each in CONCERNS
)
SOURCES = """\
[[sources]]
sv = "Förvaltningslagen (2017:900) 5–8 §§"
en = "Administrative Procedure Act (2017:900), sections 5–8"
"""
DILEMMA = """\
### Kön är lång. Vad gör du? {{#dilemma-{n}}}

- [?] Du går till den som väntar
  > Du ser den som väntar, men den andra får mindre tid.
- [?] Du stannar kvar hos den första
  > Den första får tid, men den som väntar blir ensam.

"""
QUESTION = """\
### Vad hjälper mest? {{#hjalp-{n}}}

- [x] Du ser på henne och väntar
  > Ja, då får hon tid att hitta sina ord.
- [ ] Du talar högre och lite fortare
  > Det är lätt att tro, men då hinner hon inte.

"""
SCENES = {  # key: the keys that may follow
    "disken": ("backar", "svarar"),
    "backar": ("tyst", "skratt"),
    "svarar": ("skratt", "vinkar"),
    "tyst": (),
    "skratt": (),
    "vinkar": ("ringer", "slut"),
    "ringer": (),
    "slut": (),
}
GUIDE = """\
# Prata om mötet

Till dig som leder.

## 15 {minutes}

- Vad hände?
- Vad kände han?
- Vad gör vi nu?

## 45 {minutes}

1. Läs högt.

- Vad hände?
- Vad kände han?
- Vad gör vi nu?
"""
ADVICE = (
    "Se upp och säg hej. Då vet den som kommer att du har sett. Det tar en sekund, och du får lugn."
)


def scene_text(key: str, ways: tuple[str, ...]) -> str:
    """A scene with the ways that lead on."""
    items = "".join(f"- [Du väljer {way}](#{way})\n" for way in ways)
    return f"### Det händer {{#{key}}}\n\nHan ser på dig.\n\n{items}\n"


def _lessons() -> dict[str, str]:
    questions = "".join(QUESTION.format(n=n) for n in "abcd")
    box = "### Vad gör du i morgon? {#steg}\n\n____\n"
    return {
        "01-text": "# Texten\n\n" + "Anna hälsar på Bo, och de talar länge.\n\n" * 188,
        "02-start": "# Starten\n\n"
        + "".join(scene_text(key, ways) for key, ways in SCENES.items()),
        "03-tanke": "# Tanken\n\n" + "".join(DILEMMA.format(n=n) for n in "ab"),
        "04-insikt": "# Insikten\n\nDu vet mer nu.\n",
        "05-steg": f"# Steget\n\n{questions}{box}",
    }


@dataclass
class Whole:
    """An author of a whole module."""

    content: Path

    @property
    def module(self) -> Path:
        """The module's folder."""
        return self.content / "modules/motet"

    def write(self, name: str, text: str) -> None:
        """Write a file of the module; one without variant in its name in all three."""
        for path in self._paths(name):
            path.write_text(text, encoding="utf-8")

    def say(self, text: str, variant: str = "sv") -> None:
        """Write the lesson of insight in a variant: the text on line 3, and a calm end."""
        self.write(f"04-insikt.{variant}.md", f"# Insikten\n\n{text}\n\n{'Du vet mer nu. ' * 9}\n")

    def change(self, name: str, old: str, new: str) -> None:
        """Change a text in a file of the module."""
        for path in self._paths(name):
            text = path.read_text(encoding="utf-8")
            assert old in text
            path.write_text(text.replace(old, new), encoding="utf-8")

    def change_table(self, header: str, text: str) -> None:
        """Give a table of module.toml, or where there is no header a line, another text."""
        path = self.module / "module.toml"
        toml = path.read_text(encoding="utf-8")
        if header:
            pattern = rf"^\[+{re.escape(header)}\]+\n(?:(?!\[).*\n)*"
            assert re.search(pattern, toml, re.MULTILINE), header
            toml = re.sub(pattern, lambda _: text + "\n", toml, count=1, flags=re.MULTILINE)
        else:
            toml = re.sub(rf"^{text.split(' =')[0]} =.*$", text, toml, count=1, flags=re.MULTILINE)
        path.write_text(toml, encoding="utf-8")

    def keep_only(self, start: str, names: list[str]) -> None:
        """Remove the files whose names begin so, but for those that are named."""
        for path in self.module.glob(f"{start}*"):
            if path.name not in names:
                path.unlink()

    def problems(self, is_right: Speller | None = None) -> list[Problem]:
        """Everything that is wrong: what the compiler tells, and the rules that are broken."""
        found = set(judge(self.content, is_right).problems)
        try:
            compile_course(self.content)
        except CourseInvalid as invalid:
            found |= set(invalid.problems)
        return sorted(found)

    def told(self, is_right: Speller | None = None) -> list[str]:
        """The same as `path:line: message (page)`, with paths from the module's folder."""
        located = [problem.located(str) for problem in self.problems(is_right)]
        return [text.removeprefix("content/modules/motet/") for text in located]

    def _paths(self, name: str) -> list[Path]:
        stem = name.removesuffix(".md")
        if name.endswith(".md") and "." not in stem:
            return [self.module / f"{stem}.{variant}.md" for variant in VARIANTS]
        return [self.module / name]


def rules(whole: Whole) -> list[str]:
    """The rules that are broken, as often as they are."""
    return [problem.rule for problem in whole.problems()]


def write_whole(content: Path) -> Whole:
    """A course of one module that keeps every rule."""
    whole = Whole(content)
    (whole.module / "images").mkdir(parents=True)
    (content / "words").mkdir()
    shutil.copy(TERMS, content / "words/terms.toml")
    (content / "course.toml").write_text(COURSE, encoding="utf-8")
    whole.write("module.toml", HEAD + ASSURANCE + SOURCES)
    whole.write("images/disk.svg", SVG)
    for name, text in _lessons().items():
        whole.write(f"{name}.md", text)
    for language, minutes in (("sv", "minuter"), ("en", "minutes")):
        whole.write(f"handledning.{language}.md", GUIDE.format(minutes=minutes))
        tips = "".join(
            f"## Gör så {{#{key}}}\n\n{ADVICE}\n\n" for key in ("halsa", "fraga", "vanta")
        )
        whole.write(f"tips.{language}.md", f"# Tips\n\n{tips}")
    return whole
