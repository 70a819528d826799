"""What is pressed twice, or in two windows, is done once, and what is told of it stays true."""

from collections.abc import Callable

import pytest

from elearning.roster import previews
from elearning.roster.rules import State
from tests.roster.files import ANNA, HEADER
from tests.roster.views.importing import PATH, employed, latest, sent
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("coordinator")


def meanwhile(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Do something once, when a page has read how far an import has come."""
    read = previews.preview

    def preview(name: str) -> previews.Preview | None:
        monkeypatch.setattr(previews, "preview", read)
        found = read(name)
        deed()
        return found

    monkeypatch.setattr(previews, "preview", preview)


def test_what_is_confirmed_twice_is_done(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(visitor, [HEADER, ANNA])
    path = f"{PATH}{latest().id}/confirm"
    meanwhile(monkeypatch, lambda: visitor.post(path, gone="stay", number="0"))

    visitor.post(path, gone="stay", number="0")

    assert (latest().state, employed()) == (State.DONE, ["Anna Åberg", "Johan"])


def test_what_is_given_up_meanwhile_is_not_done(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(visitor, [HEADER, ANNA])
    path = f"{PATH}{latest().id}/"
    meanwhile(monkeypatch, lambda: visitor.post(f"{path}stop"))

    visitor.post(f"{path}confirm", gone="stay", number="0")

    assert (latest().state, employed()) == (State.STOPPED, ["Johan"])
