"""How often one may try each door: the marks that several views share."""

from collections.abc import Callable
from typing import TypeVar

from flask import request
from flask.typing import ResponseReturnValue

from elearning.signin import rules
from elearning.web import limits
from elearning.web.forms import trimmed
from elearning.web.limits import limited, network

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


def typed_address() -> str:
    """The address in the form, as it is kept; "" for one that is too long to be any."""
    typed = trimmed(request.form.get("email")).lower()
    return typed if len(typed) <= rules.LONGEST_ADDRESS else ""


def sends_letters(view: View) -> View:
    """Mark a view that posts to a typed address: all such views are counted together."""
    per_address = limited(rules.PER_ADDRESS, typed_address, "letters to an address")
    per_network = limited(rules.PER_NETWORK, network, "letters from a network")
    return per_network(per_address(view))


def refuse_guessers() -> None:
    """429 where too many wrong codes have come, from this network or from everywhere."""
    limits.refuse_when_full(rules.EVERYONE_WRONG, "wrong codes", "everyone")
    limits.refuse_when_full(rules.PER_NETWORK_WRONG, "wrong codes", network())


def note_wrong_code() -> None:
    """Count a wrong code."""
    limits.note(rules.EVERYONE_WRONG, "wrong codes", "everyone")
    limits.note(rules.PER_NETWORK_WRONG, "wrong codes", network())
