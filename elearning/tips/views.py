"""The tip bank: what can be done this week, found by subject and workplace, kept and printed."""

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.database import transaction
from elearning.people.rules import learners
from elearning.tips import actions, queries, rules
from elearning.tips.rules import Found, Name, Search
from elearning.web.access import access, public
from elearning.web.calendar import monday_of
from elearning.web.request import course, now
from elearning.web.site import config

bp = Blueprint("tips", __name__, url_prefix="/tips")

_ASKED = ("q", "focus_area", "workplace", "module", "saved")  # what the address may ask for


@bp.get("/")
@public
def tips() -> ResponseReturnValue:
    """Every tip, or those that are looked for."""
    return _page("tips/tips.html")


@bp.get("/print")
@public
def cards() -> ResponseReturnValue:
    """The same tips as cards of A6, four to a page of A4."""
    return _page("tips/cards.html")


@bp.get("/<module_slug>/<key>")
@public
def tip(module_slug: str, key: str) -> ResponseReturnValue:
    """One tip, with an address to share."""
    found = _tip(module_slug, key)
    saved, tried = False, False
    if current_user.is_authenticated:
        saved = found.name in queries.favourites(current_user.id)
        tried = found.name == queries.week_tip(current_user.id, monday_of(now()))
    address = config().site_url + request.path
    return render_template("tips/tip.html", found=found, saved=saved, tried=tried, address=address)


@bp.post("/<module_slug>/<key>/keep")
@access(learners)
def keep(module_slug: str, key: str) -> ResponseReturnValue:
    """Put a tip aside, to find it again."""
    found = _tip(module_slug, key)
    with transaction():
        actions.keep(current_user.id, found.name, now())
    flash(_("The tip is among those you have saved."))
    return _back(found)


@bp.post("/<module_slug>/<key>/let-go")
@access(learners)
def let_go(module_slug: str, key: str) -> ResponseReturnValue:
    """Take a tip away from those put aside."""
    found = _tip(module_slug, key)
    with transaction():
        actions.let_go(current_user.id, found.name)
    flash(_("The tip is no longer among those you have saved."))
    return _back(found)


@bp.post("/<module_slug>/<key>/try")
@access(learners)
def try_this_week(module_slug: str, key: str) -> ResponseReturnValue:
    """Try a tip this week, instead of any other."""
    found = _tip(module_slug, key)
    with transaction():
        actions.try_this_week(current_user.id, found.name, monday_of(now()))
    flash(_("The tip is on your start page until Sunday."))
    return _back(found)


@bp.post("/<module_slug>/<key>/stop")
@access(learners)
def stop_trying(module_slug: str, key: str) -> ResponseReturnValue:
    """Try no tip this week."""
    found = _tip(module_slug, key)
    with transaction():
        actions.try_nothing(current_user.id)
    flash(_("The tip is gone from your start page."))
    return _back(found)


def _tip(module_slug: str, key: str) -> Found:
    return rules.tip(course(), Name(module_slug, key)) or abort(404)


def _back(found: Found) -> ResponseReturnValue:
    return redirect(url_for(".tip", module_slug=found.module.slug, key=found.tip.key), 303)


def _page(template: str) -> str:
    search = Search(
        words=request.args.get("q", "")[:80],
        focus_area=request.args.get("focus_area", ""),
        workplace=request.args.get("workplace", ""),
        module=request.args.get("module", ""),
    )
    is_known = current_user.is_authenticated
    favourites = queries.favourites(current_user.id) if is_known else frozenset()
    only_saved = is_known and request.args.get("saved") == "1"
    asked = {name: value for name in _ASKED if (value := request.args.get(name, "")[:80])}
    return render_template(
        template,
        found=rules.tips(course(), replace(search, among=favourites if only_saved else None)),
        search=search,
        asked=asked,
        favourites=favourites,
        only_saved=only_saved,
        module=course().modules_by_slug.get(search.module),
        focus_areas=[(term.key, term.title) for term in course().focus_areas],
        workplaces=[(term.key, term.title) for term in course().workplaces],
    )
