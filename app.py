"""Entry: the WSGI application, for granian and for `flask`."""

import os
import sys

from config import ROOT, Config, ConfigError
from elearning import create_app
from elearning.database import db

if "FLASK_RUN_FROM_CLI" in os.environ:  # Alembic takes a second to import; serving needs none of it
    from flask_migrate import Migrate

os.umask(0o077)  # what we write is for this account alone

try:
    app = create_app(Config.from_environment())
except ConfigError as error:
    sys.exit(f"bemotandelyftet: {error}")

if "FLASK_RUN_FROM_CLI" in os.environ:
    Migrate(app, db, directory=str(ROOT / "migrations"))
