"""Which pages of modules and lessons there are, for whom, and what is on them."""

import pytest

from tests.learning.views.pages import QUIZ, READING, WRITING
from tests.visitor import Visitor


@pytest.mark.parametrize("path", ["/modules/", "/modules/samtal/", QUIZ, READING, WRITING])
def test_page_wants_someone_signed_in(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).location == "/signin"


@pytest.mark.parametrize("path", ["/modules/", "/modules/samtal/", QUIZ, READING, WRITING])
def test_page_opens_for_a_learner(learner: Visitor, path: str) -> None:
    assert learner.get(path).status_code == 200


def test_situation_is_on_the_page(learner: Visitor) -> None:
    page = learner.get("/modules/samtal/motet").text

    assert '<h3 id="fragan-title" data-read>Hon frågar dig</h3>' in page
    assert '<a href="?fragan=svaret#fragan"><span>Du svarar</span>' in page


@pytest.mark.parametrize("path", ["/modules/nej/", "/modules/nej/motet", "/modules/samtal/nej"])
def test_unknown_module_or_lesson_is_404(learner: Visitor, path: str) -> None:
    assert [learner.get(path).status_code, learner.post(path).status_code] in (
        [404, 404],
        [404, 405],
    )


def test_list_leads_to_every_module(learner: Visitor) -> None:
    page = learner.get("/modules/").text

    assert [f'href="/modules/{slug}/"' in page for slug in ("samtal", "regler")] == [True, True]
