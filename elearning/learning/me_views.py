"""A learner's own page: progress, notes, data held, certificate; and the public check of one."""

from flask import (
    Blueprint,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.database import transaction
from elearning.learning import actions, own, queries
from elearning.learning.certificate import pdf, qr_code
from elearning.learning.forms import NoteForm
from elearning.learning.own import Typed
from elearning.learning.progress import overview
from elearning.learning.queries import Evidence
from elearning.people.rules import learners
from elearning.web.access import access, public
from elearning.web.files import PDF, download
from elearning.web.forms import FormError
from elearning.web.limits import limited, network
from elearning.web.request import course, language, now
from elearning.web.site import config, whole_address

bp = Blueprint("me", __name__)

_NOTE = "/me/notes/<string(maxlength=80):module_slug>/<string(maxlength=120):key>"  # as in Note


@bp.get("/me")
@access(learners)
def me() -> ResponseReturnValue:
    """My progress, my notes, my evidence."""
    return _page()


@bp.post(_NOTE)
@access(learners)
def save_note(module_slug: str, key: str) -> ResponseReturnValue:
    """Change a note; an emptied one is forgotten."""
    form = NoteForm()
    if not form.validate():
        typed = Typed(module_slug, key, str(form.text.data), form.text.errors[0])
        return _page(typed, (FormError(typed.anchor, typed.error),)), 422
    if not own.may_write(course(), module_slug, key, queries.notes(current_user.id)):
        abort(404)
    with transaction():
        actions.write_notes(current_user.id, module_slug, {key: form.text.data or ""}, now())
    flash(_("Your note is saved."))
    return redirect(url_for(".me"), 303)


@bp.post(f"{_NOTE}/delete")
@access(learners)
def delete_note(module_slug: str, key: str) -> ResponseReturnValue:
    """Forget a note. The answer alone still holds the text, so that it can be brought back."""
    text = queries.note_texts(current_user.id, module_slug).get(key) or abort(404)
    with transaction():
        actions.write_notes(current_user.id, module_slug, {key: ""}, now())
    return _page(forgotten={"module_slug": module_slug, "key": key, "text": text})


@bp.get("/me/data.json")
@access(learners)
def data() -> ResponseReturnValue:
    """Everything held about me."""
    answer = jsonify(own.plain(own.everything(current_user)))
    answer.headers["Content-Disposition"] = 'attachment; filename="bemotandelyftet.json"'
    return answer


@bp.get("/me/certificate")
@access(learners)
def certificate() -> ResponseReturnValue:
    """The certificate as a page."""
    evidence = _own_certificate()
    check_url = _check_url(evidence)
    return render_template(
        "learning/certificate.html",
        name=current_user.name,
        course_title=evidence.title,
        completed_at=evidence.completed_at,
        version=evidence.version,
        certificate_id=evidence.public_id,
        check_url=check_url,
        qr=qr_code(check_url),
    )


@bp.get("/me/certificate.pdf")
@access(learners)
@limited("20 per minute", network)  # each takes a tenth of a second to make
def certificate_pdf() -> ResponseReturnValue:
    """The certificate to keep or print."""
    evidence = _own_certificate()
    site = config().site_name
    page = pdf(evidence, current_user.name, site, _check_url(evidence), language())
    return download(page, f"{_('certificate')}.pdf", PDF)


@bp.get("/certificates/<certificate_id>")
@public
def certificate_check(certificate_id: str) -> ResponseReturnValue:
    """Whether a certificate is real. Never whose it is."""
    evidence = queries.certificate(certificate_id)
    page = render_template(
        "learning/certificate_check.html",
        valid=evidence is not None,
        course_title=evidence.title if evidence else None,
        completed_on=evidence.completed_at if evidence else None,
        version=evidence.version if evidence else None,
    )
    return page, 200 if evidence else 404


def _own_certificate() -> Evidence:
    """The learner's completion of the course, or 404."""
    found = queries.completions(current_user.id, course().slug)
    return next((each for each in found if not each.module_slug), None) or abort(404)


def _check_url(evidence: Evidence) -> str:
    return whole_address(".certificate_check", certificate_id=evidence.public_id)


def _page(
    typed: Typed | None = None,
    errors: tuple[FormError, ...] = (),
    forgotten: dict[str, str] | None = None,
) -> str:
    completions = queries.completions(current_user.id, course().slug)
    return render_template(
        "learning/me.html",
        **vars(overview(current_user.id, course())),
        completions=completions,
        certificate_id=next((each.public_id for each in completions if not each.module_slug), None),
        notes=own.own_notes(course(), queries.notes(current_user.id), typed),
        errors=errors,
        forgotten=forgotten,
    )
