"""A problem says where it is and what to do, in two languages."""

import ast
import re
from pathlib import Path

from elearning.course.problems import CourseInvalid, Problem, Report
from tests.course.writing import swedish

ROOM = Path(__file__).parents[2] / "elearning/course"
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def messages() -> list[str]:
    """Every text in the room's code that is marked for translation."""
    return [
        call.args[0].value
        for path in sorted(ROOM.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "N_"
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    ]


def test_every_message_has_swedish_with_the_same_values() -> None:
    catalogue = swedish()

    wrong = [
        message
        for message in messages()
        if not catalogue.get(message)
        or not {*PLACEHOLDER.findall(catalogue[message])} <= {*PLACEHOLDER.findall(message)}
    ]

    assert wrong == []


def test_a_problem_is_told_in_the_language_asked_for() -> None:
    problem = Problem("a.md", 3, "no %(what)s", (("what", "100 % of x"),))

    assert problem.located(str) == "a.md:3: no 100 % of x"
    assert problem.located({"no %(what)s": "inget %(what)s"}.__getitem__) == (
        "a.md:3: inget 100 % of x"
    )


def test_a_broken_rule_leads_to_its_page() -> None:
    problem = Problem("a.md", 3, "no", rule="ord")

    assert problem.located(str) == "a.md:3: no (docs/authors/ord.md)"


def test_hostile_values_are_made_printable_and_short() -> None:
    report = Report("a\nb.md")

    report.add(1, "no %(what)s", what="\x1b[2J" + "x" * 100)

    (problem,) = report.problems
    assert (
        problem.located(str)
        == f"a\N{REPLACEMENT CHARACTER}b.md:1: no \N{REPLACEMENT CHARACTER}[2J{'x' * 75}…"
    )


def test_problems_are_told_once_by_file_and_line() -> None:
    first, second, third = Problem("a", 2, "x"), Problem("a", 10, "x"), Problem("b", 1, "x")

    assert CourseInvalid([third, second, first, second]).problems == (first, second, third)
