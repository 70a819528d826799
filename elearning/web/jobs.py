"""What is done beside the requests: now, or by the clock. `flask jobs work` is who does it.

A job is a function of plain values that opens its own transactions. It may be stopped at any
point and run again, so twice must be as good as once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Flask, current_app
from flask.cli import AppGroup
from huey import Huey, RedisHuey, SqliteHuey, crontab
from huey.api import TaskWrapper
from huey.consumer import Consumer

Job = Callable[..., None]

jobs_cli = AppGroup("jobs", help="Work beside the requests.")


@dataclass(frozen=True, slots=True)
class Timed:
    """A job without arguments and when it runs, in UTC: minute and hour as in cron."""

    job: Job
    minute: str = "0"
    hour: str = "*"


class Jobs:
    """Takes jobs in, and hands them to whoever works: from a file, or from Redis."""

    def __init__(self, app: Flask, jobs: Iterable[Job], timed: Iterable[Timed]) -> None:
        self._app, self._jobs, self._timed = app, tuple(jobs), tuple(timed)
        self._tasks: dict[Job, TaskWrapper] = {}

    @cached_property
    def queue(self) -> Huey:
        """The queue, which knows every job by the same name in every process."""
        config = self._app.extensions["config"]
        queue = (
            RedisHuey("elearning", url=config.redis_url)
            if config.redis_url
            else SqliteHuey("elearning", filename=str(config.instance / "jobs.sqlite"))
        )
        for job in self._jobs:
            self._tasks[job] = queue.task(name=job.__name__)(self._inside(job))
        for each in self._timed:
            when = crontab(minute=each.minute, hour=each.hour)
            queue.periodic_task(when, name=each.job.__name__)(self._inside(each.job))
        return queue

    def _inside(self, job: Job) -> Job:
        def run(*arguments: Any) -> None:
            with self._app.app_context():
                job(*arguments)

        return run

    def start(self, job: Job, *arguments: Any) -> None:
        """Put a job in the queue; in tests, do it at once."""
        if self._app.extensions["config"].jobs_at_once:
            job(*arguments)
        else:
            self.queue.enqueue(self._tasks[job].s(*arguments))


def start(job: Job, *arguments: Any) -> None:
    """Let a job be done soon, from a view or a command."""
    jobs: Jobs = current_app.extensions["jobs"]
    jobs.start(job, *arguments)


def init_app(app: Flask, jobs: Iterable[Job], timed: Iterable[Timed]) -> None:
    """Employ whoever takes the jobs in."""
    app.extensions["jobs"] = Jobs(app, jobs, timed)


@jobs_cli.command("work")
def work() -> None:
    """Do the jobs, one after the other, until stopped. One such process is enough."""
    jobs: Jobs = current_app.extensions["jobs"]
    Consumer(jobs.queue, workers=1, max_delay=1.0).run()
