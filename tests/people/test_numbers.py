"""Personal identity numbers are found wherever and however they are written."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.people import numbers
from tests.roster.files import NUMBERS


def check_digit(figures: str) -> str:
    """The last figure, by the rule of Skatteverket: every second one doubled."""
    doubled = [int(figure) * (2 - place % 2) for place, figure in enumerate(figures)]
    return str(-sum(number // 10 + number % 10 for number in doubled) % 10)


births = st.dates(date(1930, 1, 1), date(2020, 12, 31))
serials = st.integers(1, 999)


def number(born: date, serial: int, *, coordination: bool = False) -> str:
    """Twelve figures that could be somebody's."""
    day = born.day + (60 if coordination else 0)
    ten = f"{born:%y%m}{day:02d}{serial:03d}"
    return f"{born:%Y}"[:2] + ten + check_digit(ten)


SHAPES = (
    lambda n: n,
    lambda n: n[2:],
    lambda n: f"{n[:8]}-{n[8:]}",
    lambda n: f"{n[2:8]}-{n[8:]}",
    lambda n: f"{n[2:8]}+{n[8:]}",
    lambda n: f"{n[:8]} {n[8:]}",
    lambda n: f"{n[2:8]}\N{NO-BREAK SPACE}{n[8:]}",
    lambda n: f"{n[:4]}-{n[4:6]}-{n[6:8]}-{n[8:]}",
    lambda n: f"{n[2:8]} - {n[8:]}",
)
ODD_SHAPES = (
    lambda n: f"{n[2:8]}_{n[8:]}",
    lambda n: f"{n[:8]}: {n[8:]}",
    lambda n: f"{n[2:8]}:{n[8:]}",
    lambda n: f"{n[2:8]} ({n[8:]})",
    lambda n: f"({n[:4]}-{n[4:6]}-{n[6:8]}) {n[8:]}",
    lambda n: f"[{n[2:8]}][{n[8:]}]",
)


@given(births, serials, st.booleans(), st.sampled_from(SHAPES), st.sampled_from("aÅ ,(;:"))
def test_every_number_is_found_in_every_shape(born, serial, coordination, shape, around) -> None:  # type: ignore[no-untyped-def]
    text = f"x{around}{shape(number(born, serial, coordination=coordination))}{around}x"

    assert numbers.holds_one(text)
    assert not numbers.holds_one(numbers.masked(text))


@given(st.dates(date(1940, 1, 1), date(2009, 12, 31)), serials, st.sampled_from(ODD_SHAPES))
def test_number_with_unusual_signs_in_it_is_found(born, serial, shape) -> None:  # type: ignore[no-untyped-def]
    text = f"x_{shape(number(born, serial))}_x"

    assert numbers.holds_one(text)
    assert not numbers.holds_one(numbers.masked(text))


@given(st.dates(date(2010, 1, 1), date(2039, 12, 31)), st.times(), st.sampled_from("_:"))
def test_moments_that_files_are_named_by_are_left_alone(day: date, at: time, joint: str) -> None:
    for shape in ("%Y%m%d", "%Y-%m-%d", "%y%m%d"):
        assert not numbers.holds_one(f"personal_{day:{shape}}{joint}{at:%H%M}.xlsx")


@pytest.mark.parametrize("text", NUMBERS)
def test_known_numbers_are_found(text: str) -> None:
    assert numbers.found_in(("Anna", text, "Vård")) == (1,)


@pytest.mark.parametrize(
    "text",
    [
        "811218-9875",  # another check digit
        "811318-9876",  # no such month
        "811232-9876",  # no such day
        "556036-0793",  # an organisation
        "00198112189876",  # a longer number
        "4711",
        "2026-11-22",
        "070-123 45 67",
        "08-12 18 98 76",
        "08-81 12 18 (9876)",
        "2026-11-22 09:30:07",
        "20261122_0930",  # without what joins it: no date of birth of anybody at work
        "2026-11-27:0930",
        "A_81121_9876",
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert (numbers.holds_one(text), numbers.masked(text)) == (False, text)


def test_only_the_number_is_hidden() -> None:
    said = numbers.masked("Anna 811218-9876, 198112189876 (två)")

    assert said == f"Anna {numbers.MASK}, {numbers.MASK} (två)"


def test_number_that_begins_inside_other_figures_is_found() -> None:
    assert numbers.masked("1234 811218-9876") == f"1234 {numbers.MASK}"


@pytest.mark.parametrize(("text", "is_one"), [("503121238", True), ("503121239", False)])
def test_number_without_its_first_zero(text: str, is_one: bool) -> None:
    assert numbers.is_cut_short(text) == is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("070-123 45 67", True),
        ("0701063239", True),
        ("+46 70 123 45 67", True),
        ("811218-9876", False),
        ("050312-1238", False),
        ("070 123, 811218-9876", False),
    ],
)
def test_telephone_numbers(text: str, is_one: bool) -> None:
    assert numbers.looks_like_telephone(text) == is_one


@pytest.mark.parametrize(
    "text", ["811218\u200b-9876", "19811218\u20609876", "811218\u00ad-9876", "8112\ufeff18-9876"]
)
def test_number_with_signs_that_cannot_be_seen_is_found(text: str) -> None:
    assert numbers.holds_one(text)
    assert numbers.masked(f"Bo {text}.") == f"Bo {numbers.MASK}."
