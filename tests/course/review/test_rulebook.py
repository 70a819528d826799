"""A module that keeps every rule breaks none, and what cannot be compiled is judged by none."""

from tests.course.review.whole import Whole, rules


def test_a_whole_module_breaks_no_rule(whole: Whole) -> None:
    assert whole.told() == []


def test_a_file_that_the_compiler_refuses_breaks_no_rule(whole: Whole) -> None:
    whole.write("03-tanke.sv.md", "Tanken\n")

    assert [rule for rule in rules(whole) if rule] == []
