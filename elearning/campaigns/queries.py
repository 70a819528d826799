"""Campaigns and their standings: one query behind the page, the JSON, the CSV and the command."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import aliased

from elearning.campaigns import rules
from elearning.campaigns.models import Campaign, Participation
from elearning.database import db, json_line
from elearning.people.alphabet import as_listed
from elearning.people.models import Counter, Organisation, Unit, UnitCount


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """A campaign with its standings, at one instant."""

    slug: str
    name: str
    status: rules.Status
    starts_at: datetime
    ends_at: datetime
    as_of: datetime
    course: str  # slug
    course_title: str
    note_sv: str
    note_en: str
    total_completed: int  # of the organisations that show a figure
    standings: tuple[rules.Standing, ...]

    @property
    def last_moment(self) -> datetime:
        """The last instant that belongs to the campaign; its date is the last day."""
        return self.ends_at - timedelta(microseconds=1)


_DURING, _AFTER = aliased(UnitCount), aliased(UnitCount)
_TALLY = json_line(
    Organisation.slug,
    Organisation.name,
    Organisation.code,
    func.coalesce(_DURING.people, 0),
    func.coalesce(_AFTER.people, 0),
    Participation.headcount,
    Participation.headcount_on,
    Participation.headcount_source,
    Participation.note,
)
_TALLIES = (  # one text, because most lines of it are as they were and need not be read
    select(func.aggregate_strings(_TALLY, "\n"))
    .select_from(Participation)
    .join(Organisation, Organisation.id == Participation.organisation_id)
    .join(Unit, (Unit.organisation_id == Organisation.id) & Unit.parent_id.is_(None))
    .outerjoin(_DURING, (_DURING.unit_id == Unit.id) & (_DURING.counter_id == bindparam("during")))
    .outerjoin(_AFTER, (_AFTER.unit_id == Unit.id) & (_AFTER.counter_id == bindparam("after")))
    .where(Participation.campaign_id == bindparam("campaign"))
)
_CAMPAIGNS = (
    select(*Campaign.__table__.columns, Counter.starts_at, Counter.ends_at)
    .join(Counter, Counter.id == Campaign.counter_id)
    .order_by(Counter.starts_at.desc(), Campaign.slug)
)
_CAMPAIGN = _CAMPAIGNS.where(Campaign.slug == bindparam("slug"))


def campaign(slug: str) -> Campaign | None:
    """The campaign with this slug."""
    return db.session.scalar(select(Campaign).where(Campaign.slug == slug))


def outside(slug: str) -> list[tuple[str, str]]:
    """Slug and name of every organisation that does not take part in a campaign, by name."""
    inside = (
        select(Participation.organisation_id)
        .join(Campaign, Campaign.id == Participation.campaign_id)
        .where(Campaign.slug == slug)
    )
    statement = select(Organisation.slug, Organisation.name).where(Organisation.id.not_in(inside))
    found = [(slug, name) for slug, name in db.session.execute(statement)]
    return sorted(found, key=lambda each: (as_listed(each[1]), each[0]))


def leaderboard(slug: str, now: datetime) -> CampaignPage | None:
    """A campaign with its standings. Two statements, however many take part."""
    row = db.session.connection().execute(_CAMPAIGN, {"slug": slug}).first()
    return None if row is None else _page(row, now, rules.standings(_tallies(row)))


def campaigns(now: datetime) -> list[CampaignPage]:
    """Every campaign without its standings, newest first."""
    return [_page(row, now, ()) for row in db.session.connection().execute(_CAMPAIGNS)]


def current(now: datetime) -> CampaignPage | None:
    """The campaign to show first: one that is open, else the one that began last."""
    found = campaigns(now)
    open_ones = [each for each in found if each.status is rules.Status.OPEN]
    begun = [each for each in found if each.status is not rules.Status.UPCOMING]
    best = next(iter(open_ones + begun + found), None)
    return leaderboard(best.slug, now) if best else None


def _tallies(campaign: Row[Any]) -> list[rules.Tally]:
    values = {
        "campaign": campaign.id,
        "during": campaign.counter_id,
        "after": campaign.after_counter_id,
    }
    lines: str | None = db.session.connection().execute(_TALLIES, values).scalar()
    return [_tally(line) for line in lines.split("\n")] if lines else []


@lru_cache(maxsize=4096)
def _tally(line: str) -> rules.Tally:
    values = json.loads(line)
    values[6] = date.fromisoformat(values[6])  # JSON has no dates
    return rules.Tally(*values)


def _page(campaign: Row[Any], now: datetime, standings: tuple[rules.Standing, ...]) -> CampaignPage:
    return CampaignPage(
        slug=campaign.slug,
        name=campaign.name,
        status=rules.status(campaign.starts_at, campaign.ends_at, now),
        starts_at=campaign.starts_at,
        ends_at=campaign.ends_at,
        as_of=now.replace(second=0, microsecond=0),  # so that a page is the same for a minute
        course=campaign.course_slug,
        course_title=campaign.course_title,
        note_sv=campaign.note_sv,
        note_en=campaign.note_en,
        total_completed=rules.total_completed(standings),
        standings=standings,
    )
