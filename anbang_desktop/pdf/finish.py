"""From ReportLab's bytes to PDF/A-2b, validated, all in memory: no plain temporary file ever holds a
paper.
"""

import io
import json
import re
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Any, Final

import pikepdf
from pikepdf import Dictionary, String, pdfa
from pikepdf.pdfa import _fontprogram, _schemas

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


_MOST = 50_000  # of what is remembered: some 5 MB
_OVER = re.compile(rb"(q\n[-0-9. ]+ cm\n/(\S+) Do\nQ\n)")
_OVERS = re.compile(rb"(?:Q\n" + _OVER.pattern + rb")+$")
_REFERENCE = re.compile(r"(?<=\")\d+ \d+ R(?=\")")  # to another object: a rule asks that it is one, not which
_COMPRESSED: Final = 4  # zlib's level: 6 takes half as long again for 2 % less

pikepdf.settings.set_flate_compression_level(_COMPRESSED)


class _Proven:
    """What the validator has found right once and will meet again, byte by byte: outlines of glyphs, and
    objects that are the same in every paper. Only what passed is remembered, never what failed.
    """

    def __init__(self) -> None:
        self._keys: set[bytes] = set()

    def once(self, told: bytes | None, ask: Callable[[], bool]) -> bool:
        """The answer of ``ask`` about what ``told`` says in full; None is asked each time."""
        if told is None:
            return ask()
        key = blake2b(told, digest_size=16).digest()
        if key in self._keys:
            return True
        right = ask()
        if right:
            if len(self._keys) >= _MOST:
                self._keys.clear()
            self._keys.add(key)
        return right


def _remember(proven: _Proven) -> None:
    """Reading the outline of every glyph that is shown takes half of a paper's checking, and the shapes of
    its objects a fifth. Numbers, widths and names of glyphs are still asked of each paper.
    """
    program: Any = _fontprogram.TrueTypeProgram
    schemas: Any = _schemas.SchemaSet
    has_gid, check = program.has_gid, schemas.check

    def asked(font: Any, gid: int) -> bool:
        return proven.once(_outline(font, gid), lambda: has_gid(font, gid))

    def checked(every: Any, role: str, shallow: Any, ctx: Any, where: str) -> bool:
        told = f"{every.flavour} {role} {_REFERENCE.sub('R', json.dumps(shallow, sort_keys=True))}"
        return proven.once(told.encode(), lambda: check(every, role, shallow, ctx, where))

    program.has_gid = asked
    schemas.check = checked


def _outline(font: Any, gid: int) -> bytes | None:
    """The bytes of a glyph that nobody has read yet; None where they can't be told."""
    if font.is_cff or not 0 <= gid < font.num_glyphs:
        return None
    glyph = font._font["glyf"].glyphs.get(font._order[gid])  # noqa: SLF001 - pikepdf is pinned, and this is tried
    return getattr(glyph, "data", None)


_remember(_Proven())


class NotArchivable(Exception):
    """The bytes that were written break a rule of PDF/A-2b; the sentences are the validator's."""


def archival(pdf: bytes) -> bytes:
    """The same pages as PDF/A-2b (ISO 19005-2); a fault of ours when our own page does not conform."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return archival_bytes(opened)


def archival_bytes(pdf: pikepdf.Pdf, proven: Sequence[int] = ()) -> bytes:
    """Prepare, write and validate an open document. Of the pages ``proven`` (from 0), which stand as they
    were validated when they were issued, only what was laid over them is looked at again.
    """
    _clean(pdf)
    pdfa.prepare(pdf, _FLAVOUR)
    said = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(_WRITTEN.sub(rb"\g<1>2000-01-01T00:00:00+00:00", said))
    out = io.BytesIO()
    pdf.save(out, **{**pdfa.resolve_save_kwargs(_FLAVOUR), "deterministic_id": True})
    out.seek(0)
    report = pdfa.validate_written(_without(out, proven) if proven else out, _FLAVOUR)
    if not report.passed:
        raise NotArchivable(str(report))
    return out.getvalue()


def _without(written: io.BytesIO, proven: Sequence[int]) -> io.BytesIO:
    """The file without what was proven before. A page that nothing was laid over is checked whole."""
    left = io.BytesIO()
    with pikepdf.open(written) as pdf:
        for at in proven:
            page = pdf.pages[at].obj
            over = _laid_over(page)
            if over:
                forms = page.Resources.XObject
                kept = {f"/O{place}": forms[f"/{name.decode()}"] for place, (_drawn, name) in enumerate(over)}
                drawn = (q.replace(name, b"O%d" % place) for place, (q, name) in enumerate(over))
                page.Contents = pdf.make_stream(b"".join(drawn))
                page.Resources = Dictionary(XObject=Dictionary(kept))
        pdf.save(left, **pdfa.resolve_save_kwargs(_FLAVOUR))
    left.seek(0)
    return left


def _laid_over(page: pikepdf.Object) -> list[tuple[bytes, bytes]]:
    """How each thing is drawn that pikepdf laid over a page whose own content stands between q and Q, and its
    name.
    """
    contents = page.get("/Contents")
    if not isinstance(contents, pikepdf.Stream):
        return []
    end = _OVERS.search(contents.read_bytes())
    return _OVER.findall(end[0]) if end else []


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
