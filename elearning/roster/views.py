"""People from a file: choose it, say what its columns hold, look, confirm, and see it done."""

from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from elearning.database import transaction
from elearning.people import actions as people_actions
from elearning.people.rules import Deed, coordinators
from elearning.people.viewer import coordinated
from elearning.roster import actions, drafts, previews, queries, rules, telling, work
from elearning.roster.columns import identifies
from elearning.roster.forms import ColumnsForm, ConfirmForm, UploadForm, columns_form
from elearning.roster.models import RosterImport
from elearning.roster.rules import AT_WORK, State
from elearning.roster.table import Table
from elearning.web import jobs
from elearning.web.access import access
from elearning.web.files import CSV, download
from elearning.web.forms import FormError
from elearning.web.request import now
from elearning.web.security import takes_file

bp = Blueprint("roster", __name__, url_prefix="/coordinator/import")

_PATIENCE = timedelta(minutes=2)  # after which a job that has not come on may be started anew


@bp.get("/")
@access(coordinators)
def imports() -> ResponseReturnValue:
    """Where one chooses a file, and what has become of earlier ones."""
    return _imports_page(UploadForm())


@bp.post("/")
@takes_file(rules.MOST_BYTES)
@access(coordinators)
def upload() -> ResponseReturnValue:
    """Take a file in. What we do not recognise is asked for; else it is looked through at once."""
    form = UploadForm()
    if not form.validate():
        return _imports_page(form), 422
    name, organisation_id = drafts.new_name(), _organisation_id()
    fields = work.columns_of(form.table, organisation_id)
    with transaction():
        found = actions.begin(organisation_id, current_user.id, form.file_name(), name, now())
        import_id = found.id
    drafts.keep_rows(name, form.table)
    if None in fields or not identifies(fields):
        return redirect(url_for(".columns", import_id=import_id), 303)
    return _check(found)


@bp.post("/people.csv")
@access(coordinators)
def roll() -> ResponseReturnValue:
    """Everybody in the coordinator's part, as a file that can be imported again."""
    everybody = queries.roll(coordinated(), _organisation_id())
    with transaction():
        people_actions.log(
            _organisation_id(),
            current_user,
            Deed.DATA_EXPORTED,
            "people.csv",
            now(),
            after=str(len(everybody)),
        )
    return download(telling.roll_csv(everybody), "people.csv", CSV)


@bp.get("/<int:import_id>/")
@access(coordinators)
def show(import_id: int) -> ResponseReturnValue:
    """How far an import has come: what is asked, what would change, or what has been done."""
    found = _find(import_id)
    if found.state == State.COLUMNS:
        return redirect(url_for(".columns", import_id=import_id))
    if found.state in AT_WORK:
        is_late = now() - found.touched_at > _PATIENCE
        return render_template("roster/working.html", found=found, is_late=is_late)
    if found.state == State.READY:
        preview = previews.preview(found.draft)
        if preview is None:  # a day has passed
            return redirect(url_for(".imports"))
        return _preview_page(found, preview, ConfirmForm(), ())
    return render_template(
        "roster/result.html",
        found=found,
        tallies=telling.tallies(found),
        refused=_refused(found),
        problem=telling.problem(found.problem) if found.problem else "",
        can_retry=found.state == State.FAILED and drafts.has_rows(found.draft),
    )


@bp.get("/<int:import_id>/progress.json")
@access(coordinators)
def progress(import_id: int) -> ResponseReturnValue:
    """The same in two values, for the script that moves the bar."""
    found = _find(import_id)
    return {"state": found.state, "percent": found.percent}


@bp.get("/<int:import_id>/columns")
@access(coordinators)
def columns(import_id: int) -> ResponseReturnValue:
    """What each column holds, to be said or changed."""
    found, table = _find_open(import_id)
    fields = work.columns_of(table, found.organisation_id)
    return _columns_page(found, table, columns_form(table.headers, fields), ())


@bp.post("/<int:import_id>/columns")
@access(coordinators)
def tell_columns(import_id: int) -> ResponseReturnValue:
    """Take what the columns hold, remember it for the next file, and look the rows through."""
    found, table = _find_open(import_id)
    form = columns_form(table.headers, work.columns_of(table, found.organisation_id))
    wrong = form.summary() if not form.validate() else form.wrongs()
    if wrong:
        return _columns_page(found, table, form, wrong), 422
    with transaction():
        actions.remember(found.organisation_id, form.told())
    return _check(found)


@bp.post("/<int:import_id>/confirm")
@access(coordinators)
def confirm(import_id: int) -> ResponseReturnValue:
    """Begin the import as it was looked at."""
    found = _find(import_id)
    preview = previews.preview(found.draft)
    if found.state != State.READY or preview is None:
        return redirect(url_for(".show", import_id=import_id), 303)
    form = ConfirmForm()
    form.validate()
    wrong = form.wrongs(found.gone, preview.needs_name, current_user.organisation_name)
    if wrong:
        return _preview_page(found, preview, form, wrong), 422
    with transaction():
        is_ours = actions.hold(found, State.READY)  # not somebody's who has pressed twice
        if is_ours:
            actions.confirm(found, form.leaving(), now())
    if is_ours:
        jobs.start(work.carry_out_import, import_id)
    return redirect(url_for(".show", import_id=import_id), 303)


@bp.post("/<int:import_id>/stop")
@access(coordinators)
def stop(import_id: int) -> ResponseReturnValue:
    """Give an import up: nothing is changed, and the file is removed."""
    found = _find(import_id)
    with transaction():
        is_stopped = actions.hold(found, *rules.OPEN - AT_WORK)
        if is_stopped:
            actions.go_on(found, State.STOPPED, now())
    if is_stopped:
        drafts.forget(found.draft)
    return redirect(url_for(".imports"), 303)


@bp.post("/<int:import_id>/again")
@access(coordinators)
def again(import_id: int) -> ResponseReturnValue:
    """Begin anew where a job was interrupted: by looking."""
    found = _find(import_id)
    is_late = found.state in AT_WORK and now() - found.touched_at > _PATIENCE
    if is_late or found.state == State.FAILED:
        return _check(found)
    return redirect(url_for(".show", import_id=import_id), 303)


@bp.get("/<int:import_id>/refused.csv")
@access(coordinators)
def refused_csv(import_id: int) -> ResponseReturnValue:
    """Every refused row with the reason, for a spreadsheet; kept for a day."""
    found = previews.refusals(_find(import_id).draft)
    if found is None:
        abort(404)
    headers, rows = found
    return download(telling.refused_csv(headers, rows), "refused.csv", CSV)


def _organisation_id() -> int:
    return int(current_user.organisation_id)


def _find(import_id: int) -> RosterImport:
    found = queries.own_import(current_user.id, import_id)
    if found is None:
        abort(404)
    return found


def _find_open(import_id: int) -> tuple[RosterImport, Table]:
    """An import whose rows are still there, and those."""
    found = _find(import_id)
    if found.state not in {State.COLUMNS, State.READY}:
        abort(404)
    try:
        return found, drafts.rows(found.draft)
    except FileNotFoundError:
        abort(404)


def _check(found: RosterImport) -> ResponseReturnValue:
    """Let the rows be looked through, and show how far that has come."""
    import_id, state = found.id, State(found.state)
    with transaction():
        is_ours = actions.hold(found, state)
        if is_ours:
            actions.go_on(found, State.CHECKING, now())
    if is_ours:
        jobs.start(work.check_import, import_id)
    return redirect(url_for(".show", import_id=import_id), 303)


def _imports_page(form: UploadForm) -> str:
    return render_template(
        "roster/imports.html",
        form=form,
        errors=form.summary(),
        imports=queries.own_imports(current_user.id),
    )


def _columns_page(
    found: RosterImport, table: Table, form: ColumnsForm, errors: tuple[FormError, ...]
) -> str:
    known = work.columns_of(table, found.organisation_id)
    samples = [
        [cell for cell in dict.fromkeys(line.cells[n] for line in table.lines[:50]) if cell][:3]
        for n in range(len(table.headers))
    ]
    return render_template(
        "roster/columns.html",
        found=found,
        form=form,
        errors=errors,
        choices=list(telling.fields().items()),
        columns=list(zip(table.headers, samples, known, strict=True)),
    )


def _preview_page(
    found: RosterImport,
    preview: previews.Preview,
    form: ConfirmForm,
    errors: tuple[FormError, ...],
) -> str:
    return render_template(
        "roster/preview.html",
        found=found,
        preview=preview,
        tallies=telling.tallies(found),
        looks=telling.looks(found, preview),
        roles=telling.roles(preview),
        refused=_refused(found),
        form=form,
        errors=errors,
        problem=telling.problem(found.problem) if found.problem else "",
    )


def _refused(found: RosterImport) -> list[tuple[str, ...]]:
    """The first refused rows: row, column, value, and the reason in words."""
    _, rows = previews.refusals(found.draft) or ((), [])
    return [
        (str(each.row), each.column, each.value, telling.reason(each))
        for each, _cells in rows[: previews.SHOWN]
    ]
