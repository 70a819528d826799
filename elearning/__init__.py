"""The face: builds the ground and opens every room. The only file that knows them all."""

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from config import ROOT, Config
from elearning import database
from elearning.campaigns import admin_views as campaign_admin_views
from elearning.campaigns import commands as campaign_commands
from elearning.campaigns import views as campaign_views
from elearning.care import admin_views as care_admin_views
from elearning.care import commands as care_commands
from elearning.care import me_views as care_me_views
from elearning.care import merging_views
from elearning.care import report_views as care_report_views
from elearning.care import retention_views as care_retention_views
from elearning.care import views as care_views
from elearning.care import work as care_work
from elearning.course import commands as course_commands
from elearning.course.newest import Reader
from elearning.course.shelf import Shelf
from elearning.dashboards import commands as dashboard_commands
from elearning.dashboards import mailing
from elearning.dashboards import views as dashboard_views
from elearning.demo import commands as demo_commands
from elearning.home import views as home_views
from elearning.learning import commands as learning_commands
from elearning.learning import course_views, me_views
from elearning.learning import views as learning_views
from elearning.nudges import commands as nudge_commands
from elearning.nudges import delivery, reader_views
from elearning.nudges import views as nudge_views
from elearning.people import admin_views as people_admin_views
from elearning.people import commands as people_commands
from elearning.people import duty_views, unit_views
from elearning.people import views as people_views
from elearning.roster import commands as roster_commands
from elearning.roster import views as roster_views
from elearning.roster import work as roster_work
from elearning.signin import (
    address_views,
    admin_views,
    code_views,
    coordinator_views,
    oidc_views,
    register_views,
)
from elearning.signin import commands as signin_commands
from elearning.signin import session as signin_session
from elearning.signin import views as signin_views
from elearning.signin import work as signin_work
from elearning.tips import views as tips_views
from elearning.web import (
    addresses,
    errors,
    jobs,
    limits,
    logs,
    mail,
    rendering,
    request,
    security,
)

PARTS = (logs, security, addresses, request, rendering, limits, mail, errors, signin_session)
BLUEPRINTS = (
    home_views.bp,
    signin_views.bp,
    code_views.bp,
    oidc_views.bp,
    register_views.bp,
    address_views.bp,
    coordinator_views.bp,
    admin_views.bp,
    learning_views.bp,
    me_views.bp,
    course_views.bp,
    tips_views.bp,
    campaign_views.bp,
    campaign_admin_views.bp,
    roster_views.bp,
    people_views.bp,
    duty_views.bp,
    unit_views.bp,
    people_admin_views.bp,
    dashboard_views.bp,
    nudge_views.bp,
    reader_views.bp,
    care_views.bp,
    care_report_views.bp,
    care_me_views.bp,
    care_admin_views.bp,
    care_retention_views.bp,
    merging_views.bp,
)
COMMANDS = (
    course_commands.course_cli,
    people_commands.people_cli,
    signin_commands.signin_cli,
    learning_commands.learning_cli,
    campaign_commands.campaigns_cli,
    dashboard_commands.dashboards_cli,
    nudge_commands.mail_cli,
    care_commands.retention_cli,
    demo_commands.demo_cli,
    jobs.jobs_cli,
)
PEOPLE_COMMANDS = (
    roster_commands.import_people,
    roster_commands.export_people,
    roster_commands.tidy_imports,
)
JOBS: tuple[jobs.Job, ...] = (
    roster_work.check_import,
    roster_work.carry_out_import,
    delivery.send_soon,
)
TIMED: tuple[jobs.Timed, ...] = (
    jobs.Timed(roster_work.tidy_imports, minute="40"),
    jobs.Timed(mailing.send_reports, minute="10", hour="6"),  # 7 or 8 in the morning in Sweden
    jobs.Timed(delivery.send_letters, minute="*"),
    jobs.Timed(delivery.tidy_letters, minute="30", hour="2"),
    jobs.Timed(care_work.run_retention, minute="30", hour="2"),
    jobs.Timed(signin_work.forget_old, minute="20", hour="2"),
)


def create_app(config: Config) -> Flask:
    """Build the application: ground, then what every view needs, then the rooms."""
    app = Flask("elearning", root_path=str(ROOT), static_folder=None, template_folder="templates")
    app.jinja_environment = rendering.Templates
    app.jinja_options = {"cache_size": -1}  # they are few: none need ever leave
    app.config["SECRET_KEY"] = config.secret_key
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "elearning/translations"
    app.extensions["config"] = config
    app.extensions["course"] = Shelf(config.content, config.instance, config.development)
    app.extensions["newest"] = Reader(config.content)
    database.init_app(app, config.database_url)
    for part in PARTS:
        part.init_app(app)
    jobs.init_app(app, JOBS, TIMED)
    CSRFProtect(app).exempt(reader_views.unsubscribe_now)  # mail programs hold no token of ours
    # Brotli 1: a lesson in 0.07 ms and 4.9 KB; Brotli 4, the default, in 0.33 ms and 4.3 KB.
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=1, COMPRESS_LEVEL=1)
    app.config["COMPRESS_BR_WINDOW"] = 18  # 256 KB, more than any page has
    app.config["COMPRESS_EVALUATE_CONDITIONAL_REQUEST"] = False  # views that have an ETag do it
    Compress(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for commands in COMMANDS:
        app.cli.add_command(commands)
    for command in PEOPLE_COMMANDS:  # `flask people import`: the roster's, under people's name
        people_commands.people_cli.add_command(command)
    _put_servers_in_front(app, config)
    return app


def _put_servers_in_front(app: Flask, config: Config) -> None:
    """Static files before Flask, precompressed and immutable; and the proxies' word, if any."""
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(ROOT / "static"),
        prefix="static",
        immutable_file_test=r"^.+\.[0-9a-f]{8}\.\w+$",
        autorefresh=False,
    )
    if config.proxies:
        count = config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
