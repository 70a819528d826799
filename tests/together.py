"""Deeds that happen at the same moment, each in a thread of its own."""

from collections.abc import Callable, Iterable
from functools import partial
from threading import Thread

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from elearning.database import transaction

Deed = Callable[[], object]


def in_threads(*deeds: Deed) -> None:
    """Do deeds beside each other, and wait until all are done."""
    threads = [Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def beside(app: Flask, *rows: Iterable[Deed]) -> list[SQLAlchemyError]:
    """Do rows of deeds beside each other, each deed in a transaction; gives what went wrong."""
    failures: list[SQLAlchemyError] = []

    def run(row: Iterable[Deed]) -> None:
        with app.app_context():
            for deed in row:
                try:
                    with transaction():
                        deed()
                except SQLAlchemyError as failure:  # such as two that wait for each other
                    failures.append(failure)

    in_threads(*(partial(run, row) for row in rows))
    return failures
