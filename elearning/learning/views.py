"""Module list, module, lesson, hand-in, and a module's pictures."""

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from elearning.course.tree import Kind, Lesson, Module
from elearning.database import transaction
from elearning.learning import actions, feedback, queries, rules
from elearning.learning.forms import LessonForm, lesson_form
from elearning.learning.page import LessonState, lesson_page
from elearning.learning.progress import Wanted, narrowed, overview
from elearning.people.rules import learners
from elearning.web.access import access, public
from elearning.web.request import course, moment

bp = Blueprint("learning", __name__)


@bp.get("/modules/")
@access(learners)
def modules() -> ResponseReturnValue:
    """The course with the learner's progress: every module, or those that are looked for."""
    wanted = Wanted(request.args.get("focus_area", ""), request.args.get("workplace", ""))
    seen = narrowed(overview(current_user.id, course()), wanted)
    return render_template(
        "learning/modules.html",
        wanted=wanted,
        focus_areas=[(term.key, term.title) for term in course().focus_areas],
        workplaces=[(term.key, term.title) for term in course().workplaces],
        **vars(seen),
    )


@bp.get("/modules/<module_slug>/")
@access(learners)
def module(module_slug: str) -> ResponseReturnValue:
    """One module: its phases, lessons, time and sources."""
    found = _module(module_slug)
    finished = queries.finished_near(current_user.id, course().slug, found.slug)
    return render_template(
        "learning/module.html",
        module=found,
        progress=rules.progress(found, finished),
        has_course=rules.course_completed_at(finished) is not None,
        onward=rules.resume(course(), finished),
    )


@bp.get("/modules/<module_slug>/guide")
@access(learners)
def guide(module_slug: str) -> ResponseReturnValue:
    """How to talk about the module at a staff meeting: for who leads it, and to print."""
    found = _module(module_slug)
    return render_template("learning/guide.html", module=found, guide=found.guide or abort(404))


@bp.get("/modules/<module_slug>/<lesson_slug>")
@access(learners)
def lesson(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """A lesson, with feedback if it was just handed in."""
    return _lesson_page(*_lesson(module_slug, lesson_slug))


@bp.post("/modules/<module_slug>/<lesson_slug>")
@access(learners)
def hand_in(module_slug: str, lesson_slug: str) -> ResponseReturnValue:
    """Hand in a lesson's answers and notes; without questions, mark it read."""
    module, lesson = _lesson(module_slug, lesson_slug)
    form = lesson_form(lesson)()
    if not form.validate():
        return _lesson_page(module, lesson, form), 422
    with transaction():
        _keep(module, lesson, form)
    if lesson.quiz is not None:
        feedback.remember(session, module, lesson, form.answers())
        return redirect(url_for(".lesson", module_slug=module_slug, lesson_slug=lesson_slug), 303)
    if any(form.notes().values()):
        flash(_("Your note is saved."))
    return redirect(_after(module, lesson), 303)


@bp.get("/modules/<module_slug>/images/<name>")
@public
def image(module_slug: str, name: str) -> ResponseReturnValue:
    """A picture of a module. With its version in the address it never changes."""
    found = next((each for each in _module(module_slug).images if each.name == name), None)
    if found is None:
        abort(404)
    answer = Response(found.content, mimetype=found.media_type)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    answer.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable"
        if request.args.get("v") == found.version
        else "no-cache"
    )
    answer.set_etag(found.version, weak=True)
    return answer.make_conditional(request)


def _module(slug: str) -> Module:
    return course().modules_by_slug.get(slug) or abort(404)


def _lesson(module_slug: str, lesson_slug: str) -> tuple[Module, Lesson]:
    module = _module(module_slug)
    return module, module.lessons_by_slug.get(lesson_slug) or abort(404)


def _keep(module: Module, lesson: Lesson, form: LessonForm) -> None:
    """Marks and evidence first: they lock the user, and notes then wait for nobody."""
    at = moment()
    if lesson.quiz is None:
        actions.read(current_user.id, course(), module, lesson, at)
    else:
        actions.hand_in(current_user.id, course(), module, lesson, form.answers(), at)
    actions.write_notes(current_user.id, module.slug, form.notes(), at)


def _after(module: Module, lesson: Lesson) -> str:
    """Where a reader goes from a finished lesson: the next one, or the module's page."""
    following = module.lessons[lesson.number : lesson.number + 1]
    if not following:
        return url_for(".module", module_slug=module.slug)
    return url_for(".lesson", module_slug=module.slug, lesson_slug=following[0].slug)


def _lesson_page(module: Module, lesson: Lesson, form: LessonForm | None = None) -> str:
    state = _state(module, lesson)
    return render_template(
        "learning/lesson.html",
        module=module,
        lesson=lesson,
        progress=state.progress,
        **vars(lesson_page(module, lesson, state, form)),
        previous=module.lessons[lesson.number - 2] if lesson.number > 1 else None,
        next=next(iter(module.lessons[lesson.number : lesson.number + 1]), None),
    )


def _state(module: Module, lesson: Lesson) -> LessonState:
    """Everything the page needs to know; with the user, at most four statements."""
    user_id = current_user.id
    progress = rules.progress(module, queries.finished_near(user_id, course().slug, module.slug))
    answers = feedback.recall(session, module, lesson)
    best = None
    if lesson.quiz and answers is None and lesson.slug not in progress.done:
        revision = lesson.quiz.revision
        best = queries.best_marks(user_id, module.slug, lesson.slug, revision)
    asked = lesson.questions if answers is not None else ()
    dilemmas = [each.key for each in asked if each.kind is Kind.DILEMMA]
    return LessonState(
        progress=progress,
        answers=answers,
        best=best,
        notes=queries.note_texts(user_id, module.slug) if lesson.reflections else {},
        shown=queries.shown_choices(module.slug, dilemmas) if dilemmas else {},
        ways=request.args if lesson.situations else {},
    )
