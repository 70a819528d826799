"""The list of modules, narrowed by subject and workplace."""

import pytest

from elearning.course.tree import Course, Module, Term
from elearning.learning.progress import Overview, Wanted, narrowed
from elearning.learning.rules import ModuleProgress, progress
from tests.factories import Make
from tests.visitor import Visitor

SERVICE, RULES = Term("service", "Service"), Term("regler", "Regler")
KITCHEN, SCHOOL = Term("kok", "Kök"), Term("skola", "Skola")


def module(slug: str, areas: tuple[Term, ...], places: tuple[Term, ...]) -> Module:
    return Module(slug, "1", slug, "", "", areas, 0.7, "", (), (), (), workplaces=places)


MODULES = (
    module("for-alla", (SERVICE,), ()),
    module("i-koket", (SERVICE, RULES), (KITCHEN,)),
    module("i-skolan", (RULES,), (SCHOOL, KITCHEN)),
)


@pytest.mark.parametrize(
    ("wanted", "fitting"),
    [
        (Wanted(), ["for-alla", "i-koket", "i-skolan"]),
        (Wanted(focus_area="regler"), ["i-koket", "i-skolan"]),
        (Wanted(workplace="kok"), ["for-alla", "i-koket", "i-skolan"]),
        (Wanted(workplace="skola"), ["for-alla", "i-skolan"]),
        (Wanted("service", "skola"), ["for-alla"]),
        (Wanted("finns-inte", ""), []),
    ],
)
def test_modules_are_about_the_subject_and_for_the_workplace_or_all(
    wanted: Wanted, fitting: list[str]
) -> None:
    assert [each.slug for each in MODULES if wanted.fits(each)] == fitting


def seen(course: Course) -> Overview:
    def of(modules: tuple[Module, ...]) -> tuple[ModuleProgress, ...]:
        return tuple(progress(each, ()) for each in modules)

    required, optional = of(MODULES[:1]), of(MODULES[1:])
    return Overview(course, required, optional, required[0], None)


def test_narrowing_keeps_order_and_where_to_go_on(course: Course) -> None:
    whole = seen(course)

    few = narrowed(whole, Wanted(focus_area="regler"))

    assert (few.required, few.optional, few.resume) == ((), whole.optional, whole.resume)


def test_page_shows_what_was_asked_for_and_the_way_back(visitor: Visitor, make: Make) -> None:
    visitor.signin(make.user())

    page = visitor.get("/modules/?focus_area=finns-inte").text

    assert "Ingen modul passar" in page
    assert 'class="module-card' not in page
    assert 'href="/modules/">Visa alla' in page


def test_page_without_a_question_is_closed(visitor: Visitor, make: Make) -> None:
    visitor.signin(make.user())

    page = visitor.get("/modules/").text

    assert '<details class="ds-details module-filter no-print">' in page
    assert "Visa alla" not in page
