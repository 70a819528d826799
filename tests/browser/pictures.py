"""Takes a picture of every page in every state, for people to look at.

python -m tests.browser.pictures FOLDER [PART]     PART: only states whose name has it
"""

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from tests.browser import (  # noqa: F401 - they enter their states
    states_care,
    states_dashboards,
    states_nudges,
    states_people,
    states_reader,
    states_roster,
    states_signin,
    states_signin_keepers,
)
from tests.browser.conftest import QUIET, chromium
from tests.browser.reader import Reader
from tests.browser.states import LOCALES, STATES
from tests.server.site import Site
from tests.server.stage import Stage

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")


def take(browser: Browser, stage: Stage, language: str, folder: Path, part: str) -> None:
    """Every state in one language: `name-language-width-scheme.png`."""
    context = browser.new_context(locale=LOCALES[language])
    page = context.new_page()
    for name, reach in STATES.items():
        if part in name:
            context.clear_cookies()
            page.set_viewport_size({"width": WIDTHS[0], "height": 844})
            reach(Reader(page, stage.site), stage)
            for width, scheme in product(WIDTHS, SCHEMES):
                page.set_viewport_size({"width": width, "height": 844})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                file = folder / f"{name}-{language}-{width}-{scheme}.png"
                page.screenshot(path=file, full_page=True)
            print(name, language)
    context.close()


def main(folder: Path, part: str = "") -> None:
    """Serve the site from a folder that is thrown away, and take the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as instance, sync_playwright() as playwright:
        site = Site(Path(instance), f"sqlite:///{instance}/data.sqlite")
        site.upgrade()
        site.load_demo()
        stage = Stage(site)
        stage.fill()
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        site.start()
        try:
            for language in LOCALES:
                take(browser, stage, language, folder, part)
        finally:
            browser.close()
            site.kill()


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), *sys.argv[2:])
