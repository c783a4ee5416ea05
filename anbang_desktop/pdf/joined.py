"""Papers one after the other in one file, for the printer."""

import io
from collections.abc import Iterable

import pikepdf


def append(out: pikepdf.Pdf, data: bytes) -> None:
    """The pages of a paper at the end of another file."""
    with pikepdf.open(io.BytesIO(data)) as source:
        out.pages.extend(source.pages)


def join(papers: Iterable[bytes]) -> bytes:
    """All of them, in their order."""
    with pikepdf.new() as out:
        for data in papers:
            append(out, data)
        made = io.BytesIO()
        out.save(made)
        return made.getvalue()
