"""Jobs are done by whoever works, now or by the clock, inside the application."""

from pathlib import Path

import pytest
from flask import Flask, current_app

from config import Config
from elearning.web import jobs
from tests.conftest import CONTENT

done: list[str] = []


def note(text: str) -> None:
    """Note what was said, and in which application."""
    done.append(f"{text} in {current_app.name}")


def tick() -> None:
    """Note that the clock has struck."""
    done.append("tick")


@pytest.fixture
def busy(tmp_path: Path) -> Flask:
    """An application with a queue in a file."""
    app = Flask("busy")
    app.extensions["config"] = Config("only for tests", "sqlite://", tmp_path, CONTENT)
    jobs.init_app(app, [note], [jobs.Timed(tick, minute="30", hour="7")])
    done.clear()
    return app


def work(app: Flask) -> None:
    """Do what is in the queue, as the worker does."""
    queue = app.extensions["jobs"].queue
    while task := queue.dequeue():
        queue.execute(task)


def test_started_job_waits_for_whoever_works(busy: Flask) -> None:
    with busy.app_context():
        jobs.start(note, "hello")

    assert done == []


def test_started_job_is_done_inside_the_application(busy: Flask) -> None:
    with busy.app_context():
        jobs.start(note, "hello")

    work(busy)

    assert done == ["hello in busy"]


def test_queue_outlives_the_process(busy: Flask, tmp_path: Path) -> None:
    with busy.app_context():
        jobs.start(note, "hello")
    again = Flask("again")
    again.extensions["config"] = busy.extensions["config"]
    jobs.init_app(again, [note], [])

    work(again)

    assert done == ["hello in again"]


def test_timed_job_is_due_at_its_minute(busy: Flask) -> None:
    (task,) = busy.extensions["jobs"].queue._registry.periodic_tasks

    task.execute()

    assert (task.name, done) == ("tick", ["tick"])


def test_every_job_of_the_product_has_a_name_of_its_own(app: Flask) -> None:
    known = app.extensions["jobs"]
    names = [each.__name__ for each in (*known._jobs, *(timed.job for timed in known._timed))]

    assert sorted(names) == sorted(set(names))
