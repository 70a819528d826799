"""Every rule is explained to authors, and its examples are what they say they are."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from elearning.course.problems import PAGES as FOLDER
from elearning.course.review.rulebook import PAGES
from elearning.course.review.spelling import Speller
from tests.course.review.whole import Whole

DOCS = Path(__file__).parents[3] / FOLDER
BLOCK = re.compile(r"## (Fel|Rätt)\n\n```(\w+) (\S+)\n(.*?)```", re.DOTALL)
HEADER = re.compile(r"^\[+([^\]]+)\]+$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """What a page shows, and the file that it stands for."""

    kind: str
    name: str
    text: str

    def write(self, whole: Whole) -> None:
        """Put it in its place in a module."""
        if self.kind == "text":
            whole.keep_only(self.name, self.text.split())
        elif self.kind == "toml":
            header = HEADER.search(self.text)
            whole.change_table(header[1] if header else "", self.text)
        elif self.text.startswith("# "):
            whole.write(self.name, self.text)
        else:
            whole.write(self.name, f"# Rubrik\n\n{self.text}")


def examples(page: str) -> dict[str, Example]:
    """The bad and the good one."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    return {which: Example(kind, name, body) for which, kind, name, body in BLOCK.findall(text)}


def test_every_rule_has_its_page_and_no_page_is_left_over() -> None:
    pages = {path.stem for path in DOCS.glob("*.md")} - {"README"}

    assert pages == set(PAGES)


def test_the_list_of_pages_leads_to_each_by_its_title() -> None:
    listed = (DOCS / "README.md").read_text(encoding="utf-8")
    titles = {page: (DOCS / f"{page}.md").read_text("utf-8").split("\n")[0] for page in PAGES}

    found = dict(re.findall(r"\| \[\w+\]\((\w+)\.md\) \| (.+) \|", listed))

    assert {page: f"# {title}" for page, title in found.items()} == titles


@pytest.mark.parametrize("rule", PAGES)
def test_a_page_is_short_and_has_two_examples(rule: str) -> None:
    text = (DOCS / f"{rule}.md").read_text(encoding="utf-8")

    assert list(examples(rule)) == ["Fel", "Rätt"]
    assert len(BLOCK.sub("", text).splitlines()) <= 30


@pytest.mark.parametrize("rule", PAGES)
def test_the_bad_example_is_refused_for_that_alone(
    rule: str, whole: Whole, dictionary: Speller
) -> None:
    examples(rule)["Fel"].write(whole)

    assert {problem.rule for problem in whole.problems(dictionary)} == {rule}


@pytest.mark.parametrize("rule", PAGES)
def test_the_good_example_is_accepted(rule: str, whole: Whole, dictionary: Speller) -> None:
    examples(rule)["Rätt"].write(whole)

    assert whole.told(dictionary) == []
