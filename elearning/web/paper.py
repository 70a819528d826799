"""Pages for paper, as tagged PDF (PDF/UA-1). Alone knows typst."""

import io
import json
from collections.abc import Mapping
from pathlib import Path

import segno
import typst


def pdf(page: Path, words: Mapping[str, object], **drawings: str) -> bytes:
    """What a Typst file makes of words and of drawings (SVG), each by its name in the file."""
    return typst.compile(
        str(page),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"words": json.dumps(words), **drawings},
    )


def qr_code(address: str) -> str:
    """An address as a drawing (SVG) that a camera reads."""
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", border=2, light="#ffffff")
    return drawing.getvalue().decode()
