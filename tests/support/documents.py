"""Word documents made on the spot: honest ones, and some that nobody sends in good faith."""

import io
import zipfile

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_BODY = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{}</w:body></w:document>'
)


def paragraph(words: str, look: str = "", numbered: bool = False) -> str:
    """A paragraph; ``look`` is its alignment (center, right)."""
    inside = f'<w:jc w:val="{look}"/>' if look else ""
    inside += '<w:numPr><w:ilvl w:val="0"/></w:numPr>' if numbered else ""
    return f"<w:p><w:pPr>{inside}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table."""
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(body: str, whole: str = "", **parts: bytes) -> bytes:
    """A document of that body; ``whole`` stands in the place of all its XML."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", whole or _BODY.format(body))
        for name, data in parts.items():
            archive.writestr(f"word/{name}", data)
    return stream.getvalue()
