"""Opening a campaign, joining it, and mending its counts from the evidence."""

from datetime import date, datetime

from elearning.campaigns.models import Campaign, Participation
from elearning.database import db
from elearning.learning import evidence, recount, subjects
from elearning.people import counting


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
    during = counting.open_counter(subjects.course(course_slug), starts_at, ends_at)
    after = counting.open_counter(subjects.course(course_slug), ends_at, None)
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
        recount.rebuild(evidence.counter(counter_id), now)
