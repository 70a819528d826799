"""The letters that a test has caused, and their links."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import Flask


def letters(app: Flask) -> list[EmailMessage]:
    """Every letter posted so far, the oldest first; they are taken away."""
    app.extensions["postman"].wait()
    folder: Path = app.extensions["config"].instance / "outbox"
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    found = [message_from_bytes(file.read_bytes(), policy=default) for file in files]
    for file in files:
        file.unlink()
    return found


def link(letter: EmailMessage) -> str:
    """The path of a letter's only link."""
    (path,) = re.findall(r"http://127\.0\.0\.1:8000(\S+)", letter.get_content())
    return str(path)
