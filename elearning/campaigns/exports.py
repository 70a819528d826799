"""The standings as JSON and as CSV, from the same values as the page."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from elearning.campaigns.queries import CampaignPage
from elearning.campaigns.rules import Standing

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
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins so


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
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for standing in page.standings:
        writer.writerow({name: _cell(value) for name, value in _row(standing).items()})
    return "\N{BOM}" + out.getvalue()


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


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
