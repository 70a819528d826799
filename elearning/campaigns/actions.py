"""Opening a campaign, joining it, and mending its counts from the evidence."""

from datetime import date, datetime

from sqlalchemy import delete, select, update

from elearning.campaigns import evidence
from elearning.campaigns.models import Campaign, Participation
from elearning.database import db, insert
from elearning.learning.actions import subject
from elearning.people import actions as people
from elearning.people.models import Counted, User


def open_campaign(
    slug: str,
    name: str,
    *,
    course_slug: str,
    course_title: str,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    note_sv: str = "",
    note_en: str = "",
) -> Campaign:
    """Make a campaign over a period, and count those who have completed in it already."""
    during = people.open_counter(subject(course_slug), starts_at, ends_at)
    after = people.open_counter(subject(course_slug), ends_at, None)
    campaign = Campaign(
        slug=slug,
        name=name,
        course_slug=course_slug,
        course_title=course_title,
        note_sv=note_sv,
        note_en=note_en,
        counter_id=during.id,
        after_counter_id=after.id,
    )
    db.session.add(campaign)
    db.session.flush()
    rebuild(campaign, now)
    return campaign


def join(
    campaign: Campaign,
    organisation_id: int,
    *,
    headcount: int,
    headcount_on: date,
    headcount_source: str,
    note: str = "",
) -> None:
    """Let an organisation take part, with the number of employees its share is counted against."""
    db.session.add(
        Participation(
            campaign_id=campaign.id,
            organisation_id=organisation_id,
            headcount=headcount,
            headcount_on=headcount_on,
            headcount_source=headcount_source,
            note=note,
        )
    )
    db.session.flush()


def rebuild(campaign: Campaign, now: datetime) -> None:
    """Make what is shown equal to the evidence again, in both of the campaign's counters."""
    for counter_id in (campaign.counter_id, campaign.after_counter_id):
        counter = evidence.counter(counter_id)
        db.session.execute(delete(Counted).where(Counted.id.in_(evidence.unproven(counter))))
        db.session.execute(
            insert(Counted)
            .from_select(["counter_id", "user_id", "unit_id"], evidence.uncounted(counter))
            .on_conflict_do_nothing()
        )
        if evidence.is_running(counter, now):
            unit = select(User.unit_id).where(User.id == Counted.user_id).scalar_subquery()
            misplaced = Counted.id.in_(evidence.misplaced(counter))
            db.session.execute(update(Counted).where(misplaced).values(unit_id=unit))
        people.write_counts(counter_id)
