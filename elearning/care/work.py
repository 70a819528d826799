"""What is destroyed every night, organisation by organisation."""

from elearning.care import actions, queries
from elearning.database import transaction
from elearning.web.request import moment


def run_retention() -> None:
    """Destroy what is due everywhere. Where nothing is decided, nothing is."""
    for organisation_id in [each.id for each in queries.organisations()]:
        with transaction():
            actions.run_retention(organisation_id, None, moment())
