"""flask dashboards: what otherwise runs by the clock."""

from flask.cli import AppGroup

from elearning.dashboards.mailing import send_reports

dashboards_cli = AppGroup("dashboards", help="Following up.")


@dashboards_cli.command("send-reports")
def send() -> None:
    """Send the monthly reports that are due today. Again on the same day sends nothing."""
    send_reports()
