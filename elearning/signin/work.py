"""What is done every night, beside the requests."""

from elearning.database import transaction
from elearning.signin import actions
from elearning.web.request import moment


def forget_old() -> None:
    """Forget links, letters and codes that no longer open anything."""
    with transaction():
        actions.forget_old(moment())
