"""A first visit to a lesson on a slow phone: requests, bytes, and when it has been painted."""

import os
import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import create_engine

from bench.cases import longest_quiz
from bench.databases import sqlite
from bench.readers import application, readers
from bench.server import HOST, serve

VISITS = 5
PROCESSOR = 4  # times as slow as this machine's
SLOW_4G = {
    "offline": False,
    "latency": 150,  # ms there and back
    "downloadThroughput": 1_600_000 / 8,  # bytes per second
    "uploadThroughput": 750_000 / 8,
}
GOAL_PAINT = 1600  # ms; source of the goals: the project's issue 2
GOAL_REQUESTS = 5
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")

_LARGEST_PAINT = """() => new Promise(resolve => new PerformanceObserver(list => {
  const last = list.getEntries().at(-1);
  setTimeout(() => resolve(last.startTime), 500);
}).observe({type: 'largest-contentful-paint', buffered: true}))"""


def show_phone() -> None:
    """Medians of a few visits, each with an empty browser."""
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        sqlite(Path(folder)) as database,
        serve("app:app", database.settings, Path(folder) / "product.log") as server,
        sync_playwright() as playwright,
    ):
        app = application(database.settings)
        reader = readers(app, create_engine(database.url))[0]
        module, lesson = longest_quiz(app.extensions["course"].current()["sv"])
        address = f"http://{HOST}:{server.port}/modules/{module.slug}/{lesson.slug}"
        program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        visits = [_visit(browser, address, reader.cookie) for _ in range(VISITS)]
        browser.close()
    requests, size, paint = (median(figures) for figures in zip(*visits, strict=True))
    print("\nphone: slow 4G, processor 4 times slower, first visit to a lesson")
    print(f"largest paint {paint:.0f} ms, goal {GOAL_PAINT}: {_reached(paint <= GOAL_PAINT)}")
    print(f"requests {requests:.0f}, goal {GOAL_REQUESTS}: {_reached(requests <= GOAL_REQUESTS)}")
    print(f"{size / 1000:.1f} KB over the wire, with headers")


def _visit(browser: Browser, address: str, cookie: str) -> tuple[int, float, float]:
    """Requests, bytes received, and milliseconds to the largest paint."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        device_scale_factor=3,
        is_mobile=True,
        has_touch=True,
        locale="sv-SE",
    )
    context.add_cookies([{"name": "session", "value": cookie, "url": address}])
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    finished: list[dict[str, Any]] = []
    protocol.on("Network.loadingFinished", lambda event: finished.append(event))
    protocol.send("Network.enable")
    protocol.send("Network.emulateNetworkConditions", SLOW_4G)
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})
    page.goto(address, wait_until="networkidle")
    paint = page.evaluate(_LARGEST_PAINT)
    context.close()
    sizes = [each["encodedDataLength"] for each in finished if each["encodedDataLength"]]
    return len(sizes), sum(sizes), paint


def _reached(reached: bool) -> str:
    return "reached" if reached else "NOT reached"
