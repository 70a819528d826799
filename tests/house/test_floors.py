"""Holds our own house to the architecture, and the tables of the architecture to each other."""

import tomllib
from collections.abc import Callable
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.house.floors import FLOORS, ROOMS
from tests.house.guards import GUARDS, LONGEST
from tests.house.source import Code, read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def code() -> Code:
    return read(ROOT / "elearning")


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_the_house_keeps(guard: Callable[[Code], list[str]], code: Code) -> None:
    complaints = guard(code)

    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("file", ["app.py", "config.py", "dev"])
def test_files_outside_the_rooms_are_short(file: str) -> None:
    assert len((ROOT / file).read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_every_room_stands_on_one_floor() -> None:
    assert sorted(room for floor in FLOORS for room in floor) == sorted(ROOMS)


def test_the_table_itself_goes_downstairs() -> None:
    level = {room: number for number, floor in enumerate(FLOORS) for room in floor}

    upstairs = [(a, b) for a, row in ROOMS.items() for b in row if level[b] >= level[a]]

    assert upstairs == []
    TopologicalSorter(ROOMS).prepare()


def test_import_linter_is_told_the_same(code: Code) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    floors, shelf = settings["tool"]["importlinter"]["contracts"][:2]
    folders = {file.room for file in code.files.values() if "/" in file.path}

    told = [set(layer.replace("(", "").replace(")", "").split(" | ")) for layer in floors["layers"]]

    assert told[::-1] == list(FLOORS)
    assert set(shelf["containers"]) == {f"elearning.{room}" for room in folders}
