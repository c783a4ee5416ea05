"""From ReportLab's bytes to PDF/A-2b, validated, all in memory: no plain temporary file ever holds a
paper.
"""

import io
import re

import pikepdf
from pikepdf import Dictionary, String, pdfa

from anbang_desktop.pdf import wording

_FLAVOUR = "2b"
_DROPPED = (
    "/Trapped",
    "/Keywords",
    "/Subject",
    "/Creator",
    "/CreationDate",
    "/ModDate",
)  # the dates are ReportLab's invariant 2000

_WRITTEN = re.compile(
    rb"(<xmp:MetadataDate>)[^<]*"
)  # of the computer's clock: the same paper twice is the same


class NotArchivable(Exception):
    """The bytes that were written break a rule of PDF/A-2b; the sentences are the validator's."""


def archival(pdf: bytes) -> bytes:
    """The same pages as PDF/A-2b (ISO 19005-2); a fault of ours when our own page does not conform."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return archival_bytes(opened)


def archival_bytes(pdf: pikepdf.Pdf) -> bytes:
    """Prepare, write and validate an open document."""
    _clean(pdf)
    pdfa.prepare(pdf, _FLAVOUR)
    said = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(_WRITTEN.sub(rb"\g<1>2000-01-01T00:00:00+00:00", said))
    out = io.BytesIO()
    pdf.save(out, **{**pdfa.resolve_save_kwargs(_FLAVOUR), "deterministic_id": True})
    out.seek(0)
    report = pdfa.validate_written(out, _FLAVOUR)
    if not report.passed:
        raise NotArchivable(str(report))
    return out.getvalue()


def _clean(pdf: pikepdf.Pdf) -> None:
    """What ReportLab leaves that PDF/A does not want, and what a Chinese reader needs."""
    for page in pdf.pages:
        if "/Trans" in page:
            del page["/Trans"]
    pdf.Root.Lang = String("zh-CN")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for key in _DROPPED:
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    for key in ("/Title", "/Author"):
        if key in pdf.docinfo:
            pdf.docinfo[key] = wording.told(str(pdf.docinfo[key]))
