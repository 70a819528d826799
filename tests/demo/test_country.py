"""The made-up country for load tests: as values, and loaded."""

from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from elearning.campaigns import evidence, queries
from elearning.database import db
from elearning.demo import country
from elearning.people.models import Organisation, User
from tests.conftest import NOON, command


def test_country_has_as_many_organisations_as_sweden() -> None:
    assert len(list(country.organisations(1_000_000, Random(1)))) == 312


def test_country_names_nobody_twice() -> None:
    slugs = [country.slug(name) for name, _ in country.organisations(1000, Random(1))]

    assert len(set(slugs)) == len(slugs)


def test_country_employs_at_least_one_in_each() -> None:
    assert min(headcount for _, headcount in country.organisations(312, Random(1))) == 1


def test_country_employs_about_as_many_as_asked() -> None:
    total = sum(headcount for _, headcount in country.organisations(1_000_000, Random(1)))

    assert round(total / 1_000_000, 2) == 1


def test_slug_is_plain() -> None:
    assert country.slug("Åläng") == "landet-alang"


def test_country_is_the_same_for_the_same_seed() -> None:
    one, same, other = (list(country.organisations(1000, Random(seed))) for seed in (1, 1, 2))

    assert (one == same, one == other) == (True, False)


@pytest.mark.slow
def test_country_that_is_loaded_agrees_with_its_evidence(app: Flask) -> None:
    result = command(app, "demo", "load", "--employees", "1000")

    campaign = queries.campaign("landet")
    people, organisations = (
        db.session.scalar(select(func.count()).select_from(model)) for model in (User, Organisation)
    )
    assert result.exit_code == 0
    assert campaign is not None
    assert evidence.differences(campaign, NOON) == []
    assert (organisations, 900 < (people or 0) < 1300) == (312, True)


def test_country_is_not_smaller_than_its_organisations(app: Flask) -> None:
    assert command(app, "demo", "load", "--employees", "311").exit_code == 2
