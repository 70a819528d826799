"""The tip bank: what can be done this week, found by subject and workplace, and printed."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from elearning.tips import rules
from elearning.tips.rules import Search
from elearning.web.access import public
from elearning.web.request import course

bp = Blueprint("tips", __name__, url_prefix="/tips")


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
    found = rules.tip(course(), module_slug, key) or abort(404)
    return render_template("tips/tip.html", found=found)


def _page(template: str) -> str:
    search = Search(
        words=request.args.get("q", "")[:80],
        focus_area=request.args.get("focus_area", ""),
        workplace=request.args.get("workplace", ""),
        module=request.args.get("module", ""),
    )
    found = rules.tips(course(), search)
    return render_template(
        template,
        found=found,
        search=search,
        focus_areas=[(term.key, term.title) for term in course().focus_areas],
        workplaces=[(term.key, term.title) for term in course().workplaces],
    )
