"""The coordinator's and the manager's pages: how far the units of their scope have come."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.dashboards import actions, exports, orders, queries, report, trend, wording
from elearning.dashboards.board import Board, Setting, Sort
from elearning.dashboards.exports import Table
from elearning.dashboards.forms import GoalForm
from elearning.database import transaction
from elearning.people.rules import Scope, coordinators, followers
from elearning.people.viewer import coordinated, followed
from elearning.web.access import access
from elearning.web.calendar import day_of
from elearning.web.files import PDF, download
from elearning.web.limits import limited
from elearning.web.request import course, language, now
from elearning.web.site import config

bp = Blueprint("dashboards", __name__, url_prefix="/coordinator")

_KIND = f"<any({exports.CSV}, {exports.XLSX}):kind>"


@bp.get("/")
@access(followers)
def overview() -> ResponseReturnValue:
    """Everything that one follows; with several duties, a choice between them."""
    tops = queries.tops(followed())
    if len(tops) == 1:
        return _page(_board(tops[0].unit_id))
    return render_template("dashboards/choice.html", tops=tops, endpoint="dashboards.unit")


@bp.get("/units/<int:unit_id>")
@access(followers)
def unit(unit_id: int) -> ResponseReturnValue:
    """One unit and what is below it."""
    return _page(_board(unit_id))


@bp.get(f"/units/<int:unit_id>.{_KIND}")
@access(followers)
def unit_file(unit_id: int, kind: str) -> ResponseReturnValue:
    """The unit and everything below it, for a spreadsheet."""
    seen = _board(unit_id)
    return _file(exports.board_table(seen), kind, _("units"))


@bp.get("/units/<int:unit_id>/trend")
@access(followers)
def unit_trend(unit_id: int) -> ResponseReturnValue:
    """The unit week by week."""
    seen = _board(unit_id)
    weeks = queries.weeks(followed(), seen, course(), now())
    return render_template("dashboards/trend.html", seen=seen, curve=_curve(weeks))


@bp.get(f"/units/<int:unit_id>/trend.{_KIND}")
@access(followers)
def trend_file(unit_id: int, kind: str) -> ResponseReturnValue:
    """The weeks, for a spreadsheet."""
    seen = _board(unit_id)
    weeks = queries.weeks(followed(), seen, course(), now()) or abort(404)
    return _file(exports.week_table(seen, weeks), kind, _("weeks"))


@bp.get("/units/<int:unit_id>/names")
@access(followers)
def names(unit_id: int) -> ResponseReturnValue:
    """Who has not finished, where the organisation has decided that managers may see it."""
    decided = _setting(followed(), unit_id)
    if not decided.names_decision:
        abort(404)
    return render_template(
        "dashboards/names.html",
        decided=decided,
        unit_id=unit_id,
        unit_name=queries.name(followed(), unit_id),
        groups=queries.unfinished(followed(), unit_id, course()),
    )


@bp.get("/report/")
@access(followers)
def reports() -> ResponseReturnValue:
    """The report of everything that one follows; with several duties, a choice between them."""
    tops = queries.tops(followed())
    if len(tops) == 1:
        return _report(_board(tops[0].unit_id))
    return render_template("dashboards/choice.html", tops=tops, endpoint="dashboards.unit_report")


@bp.get("/units/<int:unit_id>/report")
@access(followers)
def unit_report(unit_id: int) -> ResponseReturnValue:
    """The monthly report of a unit."""
    return _report(_board(unit_id))


@bp.get("/units/<int:unit_id>/report.pdf")
@access(followers)
@limited("20 per minute", lambda: str(current_user.id))  # each takes a tenth of a second to make
def report_pdf(unit_id: int) -> ResponseReturnValue:
    """The same to print or to send."""
    seen = _board(unit_id)
    weeks = queries.weeks(followed(), seen, course(), now())
    discussed = report.dilemmas(course(), seen.today)
    page = report.pdf(seen, weeks, discussed, config().site_name, language())
    return download(page, f"{_('report')}-{seen.today:%Y-%m}.pdf", PDF)


@bp.post("/units/<int:unit_id>/report/order")
@access(followers)
def order_report(unit_id: int) -> ResponseReturnValue:
    """Get the report by letter every month."""
    seen = _board(unit_id)
    if not current_user.email:
        abort(404)
    with transaction():
        actions.order_report(seen, current_user, now())
    flash(_("The report will come to %(email)s every month.", email=current_user.email))
    return redirect(url_for(".unit_report", unit_id=unit_id), 303)


@bp.post("/units/<int:unit_id>/report/cancel")
@access(followers)
def cancel_report(unit_id: int) -> ResponseReturnValue:
    """Get it no more."""
    seen = _board(unit_id)
    with transaction():
        actions.cancel_report(seen, current_user, now())
    flash(_("No more reports will be sent to you."))
    return redirect(url_for(".unit_report", unit_id=unit_id), 303)


@bp.get("/units/<int:unit_id>/goal")
@access(coordinators)
def goal(unit_id: int) -> ResponseReturnValue:
    """What the organisation aims for. Only for those who coordinate all of it."""
    decided = _whole(unit_id)
    aim = decided.goal
    form = GoalForm(percent=aim.percent if aim else None, due_on=aim.due_on if aim else None)
    return _goal_page(unit_id, decided, form)


@bp.post("/units/<int:unit_id>/goal")
@access(coordinators)
def set_goal(unit_id: int) -> ResponseReturnValue:
    """Aim for something else, or for nothing."""
    decided = _whole(unit_id)
    if "drop" in request.form:
        with transaction():
            actions.drop_goal(decided, current_user, now())
        flash(_("There is no goal any more."))
        return redirect(url_for(".overview"), 303)
    form = GoalForm()
    form.today = day_of(now())
    if not form.validate():
        return _goal_page(unit_id, decided, form), 422
    with transaction():
        actions.set_goal(decided, *form.aim(), current_user, now())
    flash(_("The goal is saved."))
    return redirect(url_for(".overview"), 303)


def _board(unit_id: int) -> Board:
    return queries.unit_board(followed(), unit_id, course(), now()) or abort(404)


def _setting(reach: Scope, unit_id: int) -> Setting:
    return queries.setting(reach, unit_id) or abort(404)


def _whole(unit_id: int) -> Setting:
    """The settings of an organisation whose whole the visitor coordinates, or 404."""
    reach = coordinated()
    return _setting(reach, unit_id) if queries.is_root(reach, unit_id) else abort(404)


def _page(seen: Board) -> str:
    chosen = request.args.get("sort")
    sort = Sort(chosen) if chosen in set(Sort) else Sort.NAME
    aim, left = wording.goal(seen)
    return render_template(
        "dashboards/unit.html",
        seen=seen,
        lines=seen.page(sort),
        sort=sort,
        sorts=tuple(Sort),
        notices=wording.notices(seen),
        lead=wording.lead(seen),
        aim=aim,
        left=left,
        may_set_goal=seen.is_root and seen.head.unit_id in coordinated().unit_ids,
    )


def _report(seen: Board) -> str:
    weeks = queries.weeks(followed(), seen, course(), now())
    aim, left = wording.goal(seen)
    return render_template(
        "dashboards/report.html",
        seen=seen,
        month=report.month(seen.today),
        curve=_curve(weeks),
        summary=wording.summary(seen),
        lead=wording.lead(seen),
        aim=aim,
        left=left,
        notices=wording.notices(seen),
        discussed=report.dilemmas(course(), seen.today),
        step=wording.step(seen),
        is_ordered=orders.is_ordered(current_user.id, seen.head.unit_id),
    )


def _curve(weeks: tuple[trend.Week, ...]) -> trend.Curve | None:
    return trend.drawn(weeks) if weeks else None


def _goal_page(unit_id: int, decided: Setting, form: GoalForm) -> str:
    return render_template(
        "dashboards/goal.html",
        unit_id=unit_id,
        decided=decided,
        form=form,
        errors=form.summary() if form.is_submitted() else (),
    )


def _file(table: Table, kind: str, name: str) -> Response:
    content = exports.as_bytes(table, kind, language(), now())
    return download(content, f"{name}.{kind}", exports.TYPES[kind])
