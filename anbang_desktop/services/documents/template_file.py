"""A wording from a file: the county's own as .docx or .txt, or a version that another office gave out."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anbang_desktop.domain.template_words import as_data, to_source, to_words
from anbang_desktop.errors import UserError
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import template_texts, templates
from anbang_desktop.services.documents.template_check import find_faults
from anbang_desktop.services.outputs import write_beside

if TYPE_CHECKING:
    from anbang_desktop.excel import document
    from anbang_desktop.pdf import template
else:
    document = lazy_import("anbang_desktop.excel.document")
    template = lazy_import("anbang_desktop.pdf.template")

_FRONT = "+++"
_LONGEST_TITLE = 30
_MARKS = {"title": "# ", "right": "-> "}


@dataclass(frozen=True, slots=True)
class Imported:
    """A wording as it is edited, and what of the file was left out."""

    words: str
    left_out: tuple[str, ...]


def read(paper: str, file: Path, progress: Progress | None = None) -> Imported:
    """The wording of a paper from a file. A .docx or plain text is words and nothing else: braces, bars and
    signs that would mean something here become plain ones. UserError says why a file can't be read, or that
    it is of another paper.
    """
    found = document.read_document(file, progress)
    lines = ["".join(one["cells"]) for one in found.paragraphs]
    if lines and lines[0].strip() == _FRONT:
        return Imported(_own(paper, lines, file.name), ())
    return Imported("\n".join(_lines(found.paragraphs)) + "\n", found.left_out)


def _own(paper: str, lines: Sequence[str], name: str) -> str:
    """What ``write`` wrote."""
    try:
        text = template.parse_text("\n".join(lines))
    except (ValueError, KeyError, tomllib.TOMLDecodeError) as strange:
        what = f"“{name}”开头的说明（两行 +++ 之间）写得不对。"
        raise UserError(what, "请用“导出文本”重新导出一份，或者去掉那几行。", field="file") from strange
    if text.id != paper:
        known = templates.names()
        what = f"“{name}”是{known.get(str(text.id), '别的文书')}的范本，不是{known[paper]}的。"
        raise UserError(what, "请在那一种文书下读入。", field="file")
    return to_words(text.source)


def _lines(paragraphs: "Sequence[document.Paragraph]") -> Iterator[str]:
    """Paragraphs as lines: the first that is centred and short is the title, rows stay rows."""
    titled = False
    for one in paragraphs:
        cells = [as_data(cell).strip("　 \t") for cell in one["cells"]]
        if one["look"] == "row":
            yield "| " + " | ".join(cell.replace("|", "｜") for cell in cells) + " |"
            continue
        said = cells[0]
        if not said:
            continue
        mark = _MARKS.get(one["look"], "")
        if one["look"] == "title":
            mark = "## " if titled or len(said) > _LONGEST_TITLE else mark
            titled = titled or mark == "# "
        yield f"{mark}{said}"


def check(paper: str, file: Path) -> list[str]:
    """Every fault of a file's wording, as whole sentences."""
    return [fault.sentence for fault in find_faults(paper, to_source(read(paper, file).words))]


def export(desk: Desk, paper: str, key: str, file: Path) -> None:
    """A version as a text file with its front part, whole or not at all: what ``read`` takes again."""
    text = template_texts.find(desk, paper, key)
    with write_beside(file, file_text(text).encode("utf-8")):
        return


def file_text(text: "template.Text") -> str:
    """A version as a text file, with its front part: what 从文件读入 takes again."""
    day: Any = text.meta.get("effective_from", "")
    front = [f'id = "{text.id}"', f'version = "{text.version}"', f'title = "{_quoted(text.title)}"']
    front += [f"effective_from = {day.isoformat()}"] if isinstance(day, date) else []
    return "\n".join(["+++", *front, "+++", text.source])


def _quoted(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"')
