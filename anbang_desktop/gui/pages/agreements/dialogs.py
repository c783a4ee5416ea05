"""Who takes part in an agreement, and what became of a printed one: 登记签字, 记录未签原因."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.agreement import Party
from anbang_desktop.fields.field import MUST, Datum, Field, given, names, sections_of
from anbang_desktop.fields.kinds import Attachment, Choice, Day, LongText, Lookup, Text, YesNo
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.editor_file import FileEditor
from anbang_desktop.gui.entry.fields_form import Maker
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements
from anbang_desktop.services.documents.agreements import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What is asked of an agreement that everybody signed; the scan is a file on the clerk's disk."""

    on: Annotated[date, Datum("签订日期", Day(), MUST, begins="签订")]
    scan: Annotated[Path | None, Datum("扫描件", Attachment(), privacy=3)] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSigned:
    """What is asked of one that nobody signed."""

    unable: Annotated[bool, Datum("情形", YesNo(), MUST, begins="未签")]
    on: Annotated[date, Datum("日期", Day(), MUST)]
    refusal_reason: Annotated[str, Datum("原因", Choice("refusal_reason"), MUST)]
    note: Annotated[str, Datum("说明", LongText())] = ""
    witness: Annotated[str, Datum("见证人", Lookup("worker", 50), MUST)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Who takes part besides office, person and village; ``NOBODY`` is an answer too."""

    family: Annotated[str, Datum("丁方（亲属）", Text(), MUST, begins="谁参加")]
    guardian: Annotated[str, Datum("监护人", Text(), MUST)]


SIGNED, REFUSED, TAKING = names(Signing), names(NotSigned), names(Taking)
NOBODY = "NOBODY"
WAYS = ((False, "拒签（本人不愿签）"), (True, "无法签（不在本地、重病、没有见面等）"))


def _people(nobody: str, known: Sequence[Party]) -> Maker:
    """One answer for nobody, one for each who may be named, with what he is to the person."""
    answers = [(NOBODY, nobody), *((one.name, _called(one)) for one in known)]
    return lambda field, context: RadioEditor(field, context, answers)


def _called(one: Party) -> str:
    return f"{one.name}（{one.capacity}）" if one.capacity else str(one.name)


class PartiesDialog(RecordDialog):
    """Asks who takes part; the answer is a name, or nobody. It writes nothing."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, no: str, context: EntryContext, proposed: Proposal
    ) -> Taking | None:
        """The names, "" for nobody; None when it was left."""
        about = (
            "丁方由本人和亲属自己商量定，不是紧急联系人就要签。名单来自登记表的家庭成员、紧急联系人和小组；"
            "没有列出的，先到登记表“家庭”一节添上。"
        )
        guardian = "还没有定，协议上留空手写" if proposed.minor else "不需要，本人自己签"
        there = {one.role: one.name for one in proposed.parties}
        sheet = Sheet(
            "谁参加这份协议",
            about,
            sections_of(Taking),
            {
                TAKING.family: there.get("FAMILY") or NOBODY,
                TAKING.guardian: there.get("GUARDIAN") or NOBODY,
            },
            Kept(desk, f"parties:{no}"),
            "就这样",
            across=1,
            wide=680,
            own={
                TAKING.family: _people("没有亲属参加，三方协议", proposed.relatives),
                TAKING.guardian: _people(guardian, proposed.guardians),
            },
        )
        said = cls(parent, sheet, context, lambda _values: None).run()
        if said is None:
            return None
        taking = Taking(**given(Taking, said.values))
        return Taking(family=_name(taking.family), guardian=_name(taking.guardian))


def _name(answer: str) -> str:
    return "" if answer == NOBODY else answer


def _ways(field: Field, context: EntryContext) -> Editor:
    return RadioEditor(field, context, WAYS)


class SignDialog(RecordDialog):
    """When it was signed; the scan may come later."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, no: str, name: str, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        about = "各方都签了字再登记。扫描件可以现在选，也可以以后补；存入后加密保管，原文件请自己收好。"
        sheet = Sheet(
            f"登记签字：{name}",
            about,
            sections_of(Signing),
            {SIGNED.on: desk.today},
            Kept(desk, f"signing:{no}"),
            "登记签字",
            across=1,
            wide=620,
            own={SIGNED.scan: FileEditor},
        )

        def save(values: Mapping[str, object | None]) -> None:
            said = Signing(**given(Signing, values))
            agreements.sign(desk, no, said.on, said.scan)

        return cls(parent, sheet, context, save).run()


class RefuseDialog(RecordDialog):
    """Why it was not signed. 拒签 and 无法签 are full results: help goes on."""

    @classmethod
    def ask(  # type: ignore[override]
        cls, parent: QWidget | None, desk: Desk, no: str, name: str, context: EntryContext
    ) -> Saved | None:
        """Until it was saved or left."""
        about = "签不签都自愿，不签不影响帮教。请写明原因和见证人，之后可以打印情况说明。"
        sheet = Sheet(
            f"记录未签原因：{name}",
            about,
            sections_of(NotSigned),
            {REFUSED.on: desk.today},
            Kept(desk, f"refusal:{no}"),
            "记录",
            across=1,
            wide=680,
            own={REFUSED.unable: _ways},
        )

        def save(values: Mapping[str, object | None]) -> None:
            said = NotSigned(**given(NotSigned, values))
            agreements.refuse(
                desk, no, said.on, said.refusal_reason, said.witness, unable=said.unable, note=said.note
            )

        return cls(parent, sheet, context, save).run()
