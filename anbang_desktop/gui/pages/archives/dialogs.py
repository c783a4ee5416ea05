"""补扫描件: put a scan into the file, or note where the paper lies; 归档设置; 借阅."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.field import MUST, Datum, given, names, sections_of
from anbang_desktop.fields.file_moves import Loan
from anbang_desktop.fields.kinds import Attachment, Count, Day, Text, YesNo
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_file import FileEditor
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import archive, file_moves
from anbang_desktop.services.documents.archive import FileLine
from anbang_desktop.services.office import archive_rules
from anbang_desktop.services.office.archive_rules import ArchiveRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is asked of a paper that goes into the file; the scan is a file on the clerk's disk."""

    title: Annotated[str, Datum("名称", Text(100), MUST, begins="材料")]
    on: Annotated[date, Datum("日期", Day(), MUST)]
    scan: Annotated[Path | None, Datum("扫描件", Attachment(), privacy=3)] = None
    shelf: Annotated[str, Datum("存放位置", Text(100))] = ""
    pages: Annotated[int | None, Datum("页数", Count("页"), help="只有纸质件时填，数有字的页")] = None


ITS = names(Paper)


class AddPaperDialog(RecordDialog):
    """Begins with the title of the catalogue and today."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, no: str, line: FileLine, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        about = (
            "选扫描件存入档案；只有纸质件、没有扫描的，不选文件，写明存放位置（柜、层、盒）和页数，"
            "装订时按页数留出页号。"
        )
        sheet = Sheet(
            f"放入材料：{line.title}",
            about,
            sections_of(Paper),
            {ITS.title: line.title, ITS.on: desk.today},
            Kept(desk, f"paper:{no}:{line.key}"),
            "放入档案",
            across=1,
            wide=640,
            own={ITS.scan: FileEditor},
        )

        def save(values: Mapping[str, object | None]) -> None:
            said = Paper(**given(Paper, values))
            archive.add(desk, no, line.key, said.title, said.on, said.scan, said.shelf, said.pages)

        return cls(parent, sheet, context, save).run()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """How the office files, as it is asked."""

    years: Annotated[int | None, Datum("保管年数", Count("年"), help="永久保管的填 0", begins="保管")] = None
    fonds: Annotated[str, Datum("全宗号", Text(12), help="县档案馆给的")] = ""
    series: Annotated[str, Datum("目录号", Text(12))] = ""
    both_sides: Annotated[bool | None, Datum("双面打印装订", YesNo(), begins="装订")] = None
    by_piece: Annotated[bool | None, Datum("按件归档，盖归档章", YesNo())] = None


def ask_rules(parent: QWidget | None, desk: Desk) -> bool:
    """归档设置: asked once, changed whenever the county says so; whether it was saved."""
    known = archive_rules.read(desk)
    its = names(Filing)
    given_ = {
        its.years: known.years,
        its.fonds: known.fonds or None,
        its.series: known.series or None,
        its.both_sides: known.both_sides,
        its.by_piece: known.by_piece,
    }
    sheet = Sheet(
        "归档设置",
        "按县局、县档案馆的规定填，不清楚的先空着；封面、目录、脊背标签照这里印。",
        sections_of(Filing),
        {name: value for name, value in given_.items() if value is not None},
        Kept(desk, "archive rules"),
        "保存",
        across=1,
        wide=560,
    )

    def save(values: Mapping[str, object | None]) -> None:
        said = Filing(**given(Filing, values))
        rules = ArchiveRules(said.fonds, said.series, said.years, bool(said.both_sides), bool(said.by_piece))
        archive_rules.change(desk, rules)

    return RecordDialog.ask(parent, sheet, entry_context(desk), save) is not None


def ask_loan(parent: QWidget | None, desk: Desk, no: str) -> bool:
    """借阅 of one file; whether it was saved."""
    its = names(Loan)
    sheet = Sheet(
        f"借出档案：{no}",
        "谁借、为什么、什么时候还；借阅单可以打印签字。",
        sections_of(Loan),
        {its.lent_on: desk.today},
        Kept(desk, f"loan:{no}"),
        "借出",
        across=1,
        wide=560,
    )

    def save(values: Mapping[str, object | None]) -> None:
        said = Loan(case_id=0, **given(Loan, values))  # the file is told by its number
        file_moves.lend(desk, no, said.borrower, said.reason, said.due_on, said.unit or "", said.lent_on)

    return RecordDialog.ask(parent, sheet, entry_context(desk), save) is not None
