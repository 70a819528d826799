"""Answers that a browser saves as a file."""

from flask import Response

CSV, PDF = "text/csv", "application/pdf"


def download(content: str | bytes, name: str, media_type: str) -> Response:
    """A file to save under a name of ASCII letters."""
    answer = Response(content, mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
