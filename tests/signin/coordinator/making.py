"""How a coordinator of the tests makes codes, and reads the slips."""

import io
import re

from pypdf import PdfReader
from werkzeug.test import TestResponse

from elearning.people.models import Unit
from elearning.people.rules import Person
from tests.visitor import Visitor

CODES = "/coordinator/codes/"


def make_open(visitor: Visitor, unit: Unit, **fields: object) -> TestResponse:
    return visitor.post(f"{CODES}units/{unit.id}/open", **{"number": 3, "days": 30, **fields})


def make_personal(visitor: Visitor, unit: Unit, *people: Person) -> TestResponse:
    ids = [str(each.id) for each in people]
    return visitor.post(f"{CODES}units/{unit.id}/personal", people=ids, personal_days=30)


def read(visitor: Visitor, made: TestResponse) -> PdfReader:
    answer = visitor.get(f"{made.location}/slips.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    return PdfReader(io.BytesIO(answer.get_data()))


def text(pdf: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in pdf.pages)


def codes(pdf: PdfReader) -> list[str]:
    return re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b", text(pdf))
