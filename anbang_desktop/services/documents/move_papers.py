"""借阅单, 移交清单, 销毁清册 on paper. Brings ReportLab."""

from datetime import date

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.fields.file_moves import ListKind, Loan
from anbang_desktop.pdf.forms import parts_list
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.pdf.forms.parts_list import Listing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import neutral
from anbang_desktop.services.documents.file_moves import Shown
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.office import archive_rules
from anbang_desktop.services.records.case_file import CaseFile

_FILES = (("序号", 2), ("案卷号", 6), ("案卷题名", 8), ("结卷日期", 4), ("保管期限", 4))
_SIGN = {
    ListKind.HANDOVER: ("移交人", "接收人"),
    ListKind.DESTRUCTION: ("批准人", "监销人"),
}


def title(desk: Desk, about: CaseFile) -> str:
    """案卷题名; of a withheld record in neutral words."""
    return neutral.title(desk, about, f"{about.client.name}安置帮教卷宗")


def slip(desk: Desk, about: CaseFile, loan: Loan) -> bytes:
    """借阅单."""
    who = "　".join(filter(None, (loan.unit, loan.borrower)))
    facts = [
        ("案　　卷", f"{about.no}　{title(desk, about)}"),
        ("借 阅 人", who),
        ("借阅理由", loan.reason),
        ("借出日期", chinese(loan.lent_on)),
        ("应还日期", chinese(loan.due_on)),
        ("归还日期", chinese(loan.returned_on) if loan.returned_on else ""),
    ]
    code = spelled(desk.store.fingerprint("paper", f"file_loans/{loan.id}"))
    closing = "借阅人保证不转借、不拍照、不涂改、不拆散，按期归还；卷内个人信息只用于上述理由。"
    head = Head("档案借阅单", desk.office.name, about.no, code)
    with neutral.worded(desk, about):
        return parts_list.make(head, facts, [], closing, ("借阅人", "经办人", "归还后查收人"))


def list_paper(desk: Desk, shown: Shown) -> bytes:
    """移交清单 or 销毁清册."""
    one, rules = shown.list, archive_rules.read(desk)
    facts = [("全 宗 号", rules.fonds), ("日　　期", chinese(one.made_on))]
    if one.kind is ListKind.HANDOVER:
        facts.append(("接收单位", one.receiver or ""))
    facts.append(("说　　明", one.reason or ""))
    signed = [
        f"{caption}{who}（{chinese(on)}）"
        for caption, who, on in zip(
            _SIGN[one.kind], (one.first_by, one.second_by), (one.first_on, one.second_on), strict=True
        )
        if who and on
    ]
    if signed:
        facts.append(("已经同意", "，".join(signed)))
    rows = [
        (
            str(at),
            file.no,
            file.title,
            _digits(file.closed_on),
            file.keeping or "",
        )
        for at, file in enumerate(shown.files, 1)
    ]
    part = Listing(f"案卷　{len(rows)} 卷", "", _FILES, rows)
    did = "移交" if one.kind is ListKind.HANDOVER else "销毁"
    closing = f"以上 {len(rows)} 卷，逐卷核对无误，已{did}。"
    if one.kind is ListKind.DESTRUCTION:
        closing += "保管期限已满，经鉴定没有继续保存的价值；销毁时两人在场。"
    code = spelled(desk.store.fingerprint("paper", f"file_lists/{one.id}"))
    head = Head(one.kind.label, desk.office.name, "", code)
    return parts_list.make(head, facts, [part], closing, _SIGN[one.kind])


def _digits(day: date | None) -> str:
    return f"{day:%Y%m%d}" if day else ""
