"""What browser tests stand on: the site as it is served, and Debian's Chromium to see it with."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.reader import Reader
from tests.server.site import Site
from tests.server.stage import Stage

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (  # Chromium as root, that calls nobody
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium() -> str:
    """The browser's program; "" where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How the browser is started."""
    if not chromium():
        pytest.skip("there is no Chromium: sudo apt-get install chromium")
    return {**browser_type_launch_args, "executable_path": chromium(), "args": list(QUIET)}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site with its demo, served by granian; one for all browser tests of this process."""
    folder = tmp_path_factory.mktemp("site")
    site = Site(folder, f"sqlite:///{folder}/data.sqlite")
    site.upgrade()
    site.load_demo()
    try:
        site.start()
        yield site
    finally:
        site.kill()


@pytest.fixture(scope="session")
def stage(site: Site) -> Stage:
    """People and campaigns to see the site with."""
    return Stage(site)


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """Where `page.goto("/signin")` goes."""
    return site.address


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def phone(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Page:
    """A phone with an empty browser, with and without JavaScript."""
    return new_phone(new_context, javascript=request.param)


def new_phone(new_context: Callable[..., BrowserContext], *, javascript: bool = True) -> Page:
    """Another phone."""
    context = new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        locale="sv-SE",
        java_script_enabled=javascript,
    )
    return context.new_page()


@pytest.fixture
def reader(phone: Page, site: Site) -> Reader:
    """Somebody with a phone, not signed in."""
    return Reader(phone, site)
