"""How the course is kept: what is read, when it was reviewed, and what the newest files say."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from elearning.course.newest import Newest
from elearning.course.reading import VARIANTS
from elearning.course.tree import Course, Module
from elearning.people.rules import reviewers
from elearning.web.access import access
from elearning.web.request import course, every_variant

bp = Blueprint("course", __name__, url_prefix="/admin/course")


@bp.get("")
@access(reviewers)
def state() -> ResponseReturnValue:
    """The course that is read, beside the newest files. Nothing is changed here."""
    live: Course = course()
    newest: Newest = current_app.extensions["newest"].read()
    files = newest.courses.get(live.variant)
    return render_template(
        "learning/course.html",
        live=live,
        modules=[(module, _variants(module)) for module in live.modules],
        changed=_changed(live, files) if files else (),
        problems=[problem.located(gettext) for problem in newest.problems],
    )


def _variants(module: Module) -> tuple[str, ...]:
    """The variants in which a module is read: sv, en, and easy Swedish where there is one."""
    courses = every_variant()
    found = {each: courses[each].modules_by_slug.get(module.slug) for each in VARIANTS}
    swedish = found["sv"]
    return tuple(
        each for each, there in found.items() if there and (each == "sv" or there != swedish)
    )


def _changed(live: Course, files: Course) -> tuple[str, ...]:
    """The titles of modules that are new, gone, or of another version in the files."""
    now = {each.slug: each.version for each in live.modules}
    then = {each.slug: each.version for each in files.modules}
    titles = {each.slug: each.title for each in (*live.modules, *files.modules)}
    return tuple(titles[slug] for slug in titles if now.get(slug) != then.get(slug))
