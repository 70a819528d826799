"""What organisers do: make campaigns, and let organisations take part."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from elearning.campaigns import actions, queries
from elearning.campaigns.forms import CampaignForm, ParticipationForm
from elearning.campaigns.queries import CampaignPage
from elearning.campaigns.rules import Status, period
from elearning.database import transaction
from elearning.people import actions as people_actions
from elearning.people import queries as people
from elearning.people.rules import Deed, organisers
from elearning.web.access import access
from elearning.web.calendar import day_of
from elearning.web.request import now, original_course

bp = Blueprint("campaign_admin", __name__, url_prefix="/admin/campaigns")


@bp.get("/")
@access(organisers)
def campaigns() -> ResponseReturnValue:
    """Every campaign, and the way to a new one."""
    return render_template("campaigns/kept.html", campaigns=queries.campaigns(now()))


@bp.get("/new")
@access(organisers)
def new() -> ResponseReturnValue:
    """The form of a campaign."""
    return _new_page(CampaignForm(formdata=None))


@bp.post("/new")
@access(organisers)
def create() -> ResponseReturnValue:
    """Make a campaign on the course, from the start of one Swedish day to the end of another."""
    form = CampaignForm()
    if not form.validate():
        return _new_page(form), 422
    if not _is_opened(form):
        form.slug.errors = [_("There is a campaign with that address already.")]
        return _new_page(form), 422
    flash(_("The campaign is made. Now let organisations take part."))
    return redirect(url_for(".campaign", slug=form.address()), 303)


def _is_opened(form: CampaignForm) -> bool:
    """Whether it is made; not where there is one with its address."""
    starts_at, ends_at = period(*form.days())
    try:
        with transaction():
            actions.open_campaign(
                form.address(),
                form.title(),
                course_slug=original_course().slug,
                course_title=original_course().title,
                starts_at=starts_at,
                ends_at=ends_at,
                now=now(),
            )
            _log(current_user.organisation_id, Deed.CAMPAIGN_OPENED, form.title(), form.address())
    except IntegrityError:
        return False
    return True


@bp.get("/<slug>")
@access(organisers)
def campaign(slug: str) -> ResponseReturnValue:
    """One campaign: when it runs, who takes part, with which number of employees."""
    return _page(_campaign(slug), _form(slug))


@bp.post("/<slug>/participations")
@access(organisers)
def join(slug: str) -> ResponseReturnValue:
    """Let an organisation take part, with the number of employees that its share is held to."""
    found, form = _campaign(slug), _form(slug, read=True)
    if found.status is Status.FROZEN:
        abort(404)
    if not form.validate():
        return _page(found, form), 422
    organisation = people.organisation(form.chosen()) or abort(404)
    organisation_id, name = organisation.id, organisation.name
    try:
        with transaction():
            kept = queries.campaign(slug) or abort(404)
            actions.join(kept, organisation_id, **form.headcounted())
            _log(organisation_id, Deed.CAMPAIGN_JOINED, found.name, str(form.headcount.data))
    except IntegrityError:  # somebody else was quicker
        form.organisation.errors = [_("That organisation takes part already.")]
        return _page(found, form), 422
    flash(_("%(name)s takes part.", name=name))
    return redirect(url_for(".campaign", slug=slug), 303)


def _campaign(slug: str) -> CampaignPage:
    return queries.leaderboard(slug, now()) or abort(404)


def _form(slug: str, *, read: bool = False) -> ParticipationForm:
    form = ParticipationForm() if read else ParticipationForm(formdata=None)
    form.organisation.choices = queries.outside(slug)
    form.today = day_of(now())
    return form


def _log(organisation_id: int, deed: Deed, subject: str, after: str) -> None:
    people_actions.log(organisation_id, current_user, deed, subject, now(), after=after)


def _new_page(form: CampaignForm) -> str:
    return render_template(
        "campaigns/new.html", form=form, errors=form.summary(), course_title=original_course().title
    )


def _page(campaign: CampaignPage, form: ParticipationForm) -> str:
    return render_template(
        "campaigns/kept_one.html", campaign=campaign, form=form, errors=form.summary()
    )
