"""What a code looks like, and how what was typed is mended."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.signin import codes

written = st.text(codes.ALPHABET, min_size=12, max_size=12)
seeds = st.binary(min_size=16, max_size=16)


def test_alphabet_has_one_of_each_that_look_alike() -> None:
    alike = ("0OQD", "1ILJ", "2Z", "5S", "8B", "6G", "UV")

    assert [sum(each in codes.ALPHABET for each in group) for group in alike] == [1] * 7


def test_alphabet_spells_no_word() -> None:
    assert set(codes.ALPHABET) & set("AEIOUÅÄÖ") == set()


def test_code_has_54_bits() -> None:
    assert math.floor(codes.LENGTH * math.log2(len(set(codes.ALPHABET)))) == 54


@pytest.mark.parametrize(
    "typed",
    ["K7MX-3PWD-9TCH", "k7mx3pwd9tch", " k7mx 3pwd 9tch ", "K7MX–3PWD–9TCH", "k7mx.3pw0.9tch"],
)
def test_code_is_understood_however_it_is_typed(typed: str) -> None:
    assert codes.mended(typed) == "K7MX3PWD9TCH"


@pytest.mark.parametrize("typed", ["", "K7MX", "K7MX-3PWD-9TCHX", "K7MX-3PWD-9TCÅ", "A" * 12])
def test_what_can_be_no_code_is_seen(typed: str) -> None:
    assert codes.mended(typed) is None


@pytest.mark.parametrize(
    ("typed", "strangers"),
    [
        ("K7MX-3PWD-9TCA", ("A",)),
        ("k7ea 3pwd 9tce", ("E", "A")),
        ("K7OX-3PWD-9TCH", ()),  # O is taken for D
        ("K7MX-3PWD-9TCH", ()),
        ("K7MA", ()),  # its length is what is wrong
    ],
)
def test_letters_that_never_occur_are_found(typed: str, strangers: tuple[str, ...]) -> None:
    assert codes.never_printed(typed) == strangers


@given(written, st.data())
def test_misread_code_is_mended(code: str, data: st.DataObject) -> None:
    taken_for = {meant: [meant] for meant in codes.ALPHABET}
    for seen, meant in codes.MISREAD.items():
        taken_for[chr(meant)].append(chr(seen))

    typed = "".join(data.draw(st.sampled_from(taken_for[each])) for each in code)

    assert codes.mended(typed) == code


@given(written, st.booleans(), st.sampled_from([" ", "-", "", "  ", " - "]))
def test_printed_code_is_read_back(code: str, small: bool, between: str) -> None:
    printed = codes.grouped(code).replace("-", between)

    assert codes.mended(printed.lower() if small else printed) == code


@given(st.text(max_size=40))
def test_nothing_typed_breaks_the_mending(typed: str) -> None:
    found = codes.mended(typed)

    assert found is None or (len(found) == 12 and set(found) <= set(codes.ALPHABET))


@given(seeds, st.integers(1, 200), st.integers(1, 200))
def test_codes_of_a_batch_differ_and_can_be_made_again(seed: bytes, one: int, other: int) -> None:
    assert (codes.derived(seed, one) == codes.derived(seed, other)) == (one == other)


@given(seeds, st.integers(1, 200))
def test_code_that_is_made_can_be_typed(seed: bytes, number: int) -> None:
    code = codes.derived(seed, number)

    assert codes.mended(codes.grouped(code)) == code


def test_every_character_is_as_likely() -> None:
    made = "".join(codes.derived(b"k" * 16, number) for number in range(5000))

    counts = [made.count(each) for each in codes.ALPHABET]
    expected = len(made) / len(codes.ALPHABET)
    chi_square = sum((count - expected) ** 2 / expected for count in counts)
    assert chi_square < 48.3  # 22 degrees of freedom: passed by 999 of 1000 fair alphabets


def test_hash_depends_on_the_key() -> None:
    hashes = {codes.code_hash("K7MX3PWD9TCH", key) for key in ("one", "two")}

    assert (len(hashes), {len(each) for each in hashes}) == (2, {64})
