"""The front page, and the health of the process."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from elearning import database
from elearning.campaigns import queries as campaigns
from elearning.campaigns.queries import CampaignPage
from elearning.campaigns.rules import Standing
from elearning.learning.progress import overview
from elearning.tips import queries as tips
from elearning.tips.rules import Found, tip
from elearning.web.access import public
from elearning.web.calendar import monday_of
from elearning.web.request import course, now

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def home() -> ResponseReturnValue:
    """Signed in: my course and where I left off. Else: what this is, and the way in."""
    campaign = campaigns.current(now())
    if not current_user.is_authenticated:
        return _welcome(campaign)
    standing = _own_standing(campaign.standings if campaign else ())
    seen = overview(current_user.id, course())
    return render_template(
        "home/start.html", campaign=campaign, standing=standing, week_tip=_week_tip(), **vars(seen)
    )


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """The process is alive."""
    return "ok\n", {"Content-Type": "text/plain"}


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """The database answers and has the newest schema."""
    try:
        ready = database.is_ready()
    except SQLAlchemyError:
        ready = False
    return ("ready\n", 200) if ready else ("not ready\n", 503)


def _welcome(campaign: CampaignPage | None) -> str:
    minutes = sum(module.minutes for module in course().required)
    return render_template(
        "home/welcome.html", course=course(), campaign=campaign, minutes=round(minutes, -1)
    )


def _own_standing(standings: tuple[Standing, ...]) -> Standing | None:
    slug = current_user.organisation_slug
    return next((each for each in standings if each.tally.slug == slug), None)


def _week_tip() -> Found | None:
    """The tip that the reader tries this week, if it is still in the course."""
    name = tips.week_tip(current_user.id, monday_of(now()))
    return tip(course(), name) if name else None
