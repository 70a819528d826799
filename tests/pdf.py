"""What a PDF says of itself."""

from typing import Any

from pypdf import PdfReader

UA_1 = "<pdfuaid:part>1</pdfuaid:part>"


def root(pdf: PdfReader) -> Any:
    """The catalogue of the document."""
    return pdf.root_object


def is_pdf_ua(pdf: PdfReader) -> bool:
    """Whether it is tagged, and says that it is PDF/UA-1."""
    said = root(pdf)
    is_tagged = bool(said["/MarkInfo"]["/Marked"]) and "/StructTreeRoot" in said
    return is_tagged and UA_1 in said["/Metadata"].get_data().decode()
