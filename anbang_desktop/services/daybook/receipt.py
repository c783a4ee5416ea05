"""The list of names of a line of 工作台账, on paper: each signs for what he got; the sums under it (art. 27,
30). Brings ReportLab.
"""

from decimal import Decimal
from typing import TYPE_CHECKING

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.errors import UserError
from anbang_desktop.fields.daybook import DaybookEntry, Reached
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.daybook import entries, kinds
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.storage.queries import daybook as query

if TYPE_CHECKING:
    from anbang_desktop.pdf.forms import form, parts_list
else:
    form = lazy_import("anbang_desktop.pdf.forms.form")
    parts_list = lazy_import("anbang_desktop.pdf.forms.parts_list")

_COLUMNS = (("序号", 2), ("姓　名", 5), ("村　居", 4), ("物　品", 5), ("金额（元）", 3), ("签　收", 5))
_ROW = 30.0  # room for a signature by hand
_NAME = 1


def may(desk: Desk, one: DaybookEntry) -> bool:
    """Whether a line has a list to sign."""
    return kinds.kind(desk, one.kind).receipt and bool(one.reached) and one.voided_at is None


def make(desk: Desk, entry_id: int) -> bytes:
    """The list as PDF bytes; UserError where there is nobody on it."""
    one = entries.show(desk, entry_id)
    if not may(desk, one):
        raise UserError("这一条没有要签收的名单。", "请先更正这一条，把名单填上。", field="reached")
    code = spelled(desk.store.fingerprint("paper", f"daybook/{entry_id}"))
    amount = sum((each.amount for each in one.reached if each.amount is not None), Decimal(0))
    people, total = len(one.reached), f"{amount:,.2f} 元" if amount else ""
    facts = [("事　　项", one.title), ("日　　期", chinese(one.on))]
    facts += [
        (caption, words) for caption, words in (("地　　点", one.place), ("经费来源", one.fund)) if words
    ]
    facts.append(("合　　计", "，".join(filter(None, (f"{people} 人", total)))))
    rows = [_row(at, each) for at, each in enumerate(one.reached, 1)]
    listed = parts_list.Listing("签收名单", "", _COLUMNS, rows, frozenset({_NAME}), _ROW)
    closing = f"以上 {people} 人{f'，共 {total}' if total else ''}，已当面送到本人手里，本人签收。"
    head = form.Head(f"{one.kind}签收单", desk.office.name, code_id=code)
    return parts_list.make(head, facts, [listed], closing, ["经办人", "负责人"])


def note_print(desk: Desk, entry_id: int) -> None:
    """Record in the audit that the list went to the printer."""
    with desk.store.work(desk.clock) as work:
        work.note("print", f"{query.TABLE.name}/{entry_id}", "打印签收单")


def _row(at: int, one: Reached) -> tuple[str, ...]:
    amount = f"{one.amount:,.2f}" if one.amount is not None else ""
    return (str(at), one.name, one.village or "", one.goods or "", amount, "")
