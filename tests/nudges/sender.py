"""A sender in a process of its own: python -m tests.nudges.sender URL FOLDER MAIL_URL MINUTES."""

import sys
from datetime import timedelta
from pathlib import Path

from config import Config
from elearning import create_app
from elearning.nudges.delivery import send_letters
from tests.conftest import CONTENT, NOON

if __name__ == "__main__":
    url, folder, mail_url, minutes = sys.argv[1:]
    now = NOON + timedelta(minutes=int(minutes))
    app = create_app(
        Config(
            secret_key="only for tests",
            database_url=url,
            instance=Path(folder),
            content=CONTENT,
            mail_url=mail_url,
            mail_from="noreply@lyftet.example",
            clock=lambda: now,
        )
    )
    with app.app_context():
        send_letters()
