"""The leaderboard, open to everyone, as page, JSON and CSV."""

from hashlib import sha256

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from elearning.campaigns import exports, queries, rules
from elearning.campaigns.queries import CampaignPage
from elearning.web.access import public
from elearning.web.files import CSV, download
from elearning.web.request import now

bp = Blueprint("campaigns", __name__, url_prefix="/leaderboard")


@bp.get("")
@public
def campaigns() -> ResponseReturnValue:
    """Every campaign."""
    return render_template("campaigns/campaigns.html", campaigns=queries.campaigns(now()))


@bp.get("/<slug>")
@public
def leaderboard(slug: str) -> ResponseReturnValue:
    """The standings of a campaign."""
    own_slug = current_user.organisation_slug if current_user.is_authenticated else None
    campaign = _campaign(slug)
    page = _page(campaign, own_slug)
    if current_user.is_authenticated:  # their browser keeps no page that this could be the same as
        return page
    return _same_or_new(make_response(page))


@bp.get("/<slug>.json")
@public
def standings_json(slug: str) -> ResponseReturnValue:
    """The standings for programs."""
    return _same_or_new(jsonify(exports.as_json(_campaign(slug))))


@bp.get("/<slug>.csv")
@public
def standings_csv(slug: str) -> ResponseReturnValue:
    """The standings for spreadsheets."""
    return _same_or_new(download(exports.as_csv(_campaign(slug)), f"{slug}.csv", CSV))


def _campaign(slug: str) -> CampaignPage:
    return queries.leaderboard(slug, now()) or abort(404)


def _page(campaign: CampaignPage, own_slug: str | None) -> str:
    common = rules.common_source(campaign.standings)
    rows = [
        (each, each.tally.slug == own_slug, rules.source(each) != common)
        for each in campaign.standings
    ]
    return render_template(
        "campaigns/leaderboard.html", campaign=campaign, rows=rows, common=common
    )


def _same_or_new(answer: Response) -> ResponseReturnValue:
    """304 where the visitor has exactly this already, however it was compressed."""
    answer.set_etag(sha256(answer.get_data()).hexdigest()[:16], weak=True)
    return answer.make_conditional(request)
