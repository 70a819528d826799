"""The standings as JSON and as CSV, from the same values as the page."""

from collections.abc import Mapping
from typing import Any

from elearning.campaigns.queries import CampaignPage
from elearning.campaigns.rules import Standing
from elearning.web.spreadsheet import csv_text

COLUMNS = (
    "rank",
    "organisation",
    "code",
    "completed",
    "headcount",
    "headcount_on",
    "headcount_source",
    "share",
    "completed_after",
    "note",
)


def as_json(page: CampaignPage) -> dict[str, Any]:
    """The campaign and its standings; instants in ISO 8601, share 0 to 1."""
    return {
        "campaign": page.slug,
        "name": page.name,
        "status": page.status,
        "starts_at": page.starts_at.isoformat(),
        "ends_at": page.ends_at.isoformat(),
        "as_of": page.as_of.isoformat(timespec="seconds"),
        "course": page.course,
        "total_completed": page.total_completed,
        "standings": [_row(standing) for standing in page.standings],
    }


def as_csv(page: CampaignPage) -> str:
    """The standings for a Swedish spreadsheet: byte order mark, semicolons.

    `share` has a decimal point, as scripts read it; both whole numbers it comes from stand
    beside it.
    """
    rows = map(_row, page.standings)
    return csv_text(COLUMNS, ([row[name] for name in COLUMNS] for row in rows))


def _row(standing: Standing) -> Mapping[str, Any]:
    tally = standing.tally
    return {
        "rank": standing.rank,
        "organisation": tally.organisation,
        "code": tally.code,
        "completed": tally.completed,
        "headcount": tally.headcount,
        "headcount_on": tally.headcount_on.isoformat(),
        "headcount_source": tally.headcount_source,
        "share": None if tally.share is None else round(float(tally.share), 6),
        "completed_after": tally.completed_after,
        "note": tally.note,
    }
