"""Holding a campaign's counts against the evidence they come from."""

from dataclasses import dataclass
from datetime import datetime

from elearning.campaigns.models import Campaign
from elearning.learning import evidence


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which what is shown differs from the evidence. `found` counts the cases."""

    period: str  # "during" or "after"
    what: str
    found: int


def differences(campaign: Campaign, now: datetime) -> list[Difference]:
    """Everything in which the campaign's counts differ from the evidence; empty is well."""
    return [
        Difference(period, each.what, each.found)
        for period, counter_id in (
            ("during", campaign.counter_id),
            ("after", campaign.after_counter_id),
        )
        for each in evidence.differences(evidence.counter(counter_id), now)
    ]
