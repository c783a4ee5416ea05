"""The line at the foot of each printed page: who made a sheet, when, for which office. Put into a blank
before it is filled, and only where the county's own form has none.
"""

import zipfile
from collections.abc import Collection
from io import BytesIO
from xml.parsers import expat
from xml.sax.saxutils import escape

from anbang_desktop.excel.scan import local_name, sheet_members, sheet_names

_LONGEST = 255  # characters, as the format wants it
_PAGES = "&R第 &P 页，共 &N 页"
_AFTER = frozenset(  # what stands behind a footer in a worksheet, as the format wants it
    (
        *(
            "rowBreaks",
            "colBreaks",
            "customProperties",
            "cellWatches",
            "ignoredErrors",
            "smartTags",
            "drawing",
        ),
        *("legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
        *("webPublishItems", "tableParts", "extLst", "AlternateContent"),
    )
)
_OWN = "headerFooter"
_WIDE = "utf-16"  # the line is written in ASCII, which the other encodings hold


def with_footer(blank: bytes, sheets: Collection[str], words: str) -> bytes:
    """The blank with ``words`` at the foot of those sheets that have neither header nor footer; everything
    else stays byte for byte.
    """
    with zipfile.ZipFile(BytesIO(blank)) as archive:
        named = dict(zip(sheet_names(archive), sheet_members(archive), strict=True))
        wanted = {named[name] for name in sheets if name in named}
        new = {name: made for name in wanted if (made := _with(archive.read(name), words)) is not None}
        if not new:
            return blank
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in archive.infolist():
                target.writestr(entry, new.get(entry.filename) or archive.read(entry))
    return out.getvalue()


def _with(sheet: bytes, words: str) -> bytes | None:
    """The part with a footer; None where it has one."""
    place = _Place()
    place.read(sheet)
    if place.has or place.encoding.lower().startswith(_WIDE):
        return None
    room = _LONGEST - len("&L") - len(_PAGES)
    line = f"&L{words.replace('&', '&&')[:room]}{_PAGES}"
    prefix = place.prefix
    node = f"<{prefix}{_OWN}><{prefix}oddFooter>{escape(line)}</{prefix}oddFooter></{prefix}{_OWN}>"
    return sheet[: place.at] + node.encode("ascii", "xmlcharrefreplace") + sheet[place.at :]


class _Place:
    """Where a footer belongs in a worksheet."""

    def __init__(self) -> None:
        self.at, self.prefix, self.has, self.encoding = -1, "", False, "utf-8"
        self._depth = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.XmlDeclHandler = self._declared

    def read(self, sheet: bytes) -> None:
        self._parser.Parse(sheet, True)  # noqa: FBT003 - expat's own order

    def _declared(self, _version: str, encoding: str | None, _alone: int) -> None:
        self.encoding = encoding or self.encoding

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        if self._depth == 0:
            self.prefix = name[: -len(local_name(name))]
        elif self._depth == 1:
            self.has = self.has or local_name(name) == _OWN
            if self.at < 0 and local_name(name) in _AFTER:
                self.at = self._parser.CurrentByteIndex
        self._depth += 1

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._depth == 0 and self.at < 0:
            self.at = self._parser.CurrentByteIndex
