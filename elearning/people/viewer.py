"""What whoever looks at a page reaches by their duties; views ask here and nowhere else."""

from flask import abort
from flask_login import current_user

from elearning.people import staff
from elearning.people.models import Organisation
from elearning.people.rules import MAY_ADMINISTER, MAY_COORDINATE, MAY_FOLLOW, Scope, scope


def followed() -> Scope:
    """The units whose figures the viewer sees."""
    return scope(current_user, MAY_FOLLOW)


def coordinated() -> Scope:
    """The units that the viewer keeps: their people, letters, codes and parts."""
    return scope(current_user, MAY_COORDINATE)


def administered() -> Scope:
    """The units over which the viewer gives roles."""
    return scope(current_user, MAY_ADMINISTER)


def administered_organisation() -> Organisation:
    """The organisation that the viewer administers as a whole, or 404: a part has no settings."""
    return staff.organisation_of(administered()) or abort(404)
