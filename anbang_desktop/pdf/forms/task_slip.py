"""任务单: what a member who may not see the file does for the person, a page each (domain.md §4.5): no
offence, no term, no assessment, no health, nothing of the other members.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from anbang_desktop.pdf.forms.form import (
    COLUMNS,
    Head,
    Lines,
    items,
    long_item,
    section,
    sheet,
    sheets,
    signing,
    table_rows,
)
from anbang_desktop.pdf.grid import Look, Row, note
from anbang_desktop.pdf.page import Part
from anbang_desktop.pdf.seal import Place

_TASKS = (("办什么事", "measure", 12), ("和谁一起办", "partner", 6), ("办到哪天", "until", 6))
_LEAST = 4  # rows for what is agreed by word of mouth
_LOOK = Look(11, 16, 28)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask at the office."""

    office: str
    worker: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class Slip:
    """One member: who, what for, and the lines of the plan that are his or hers."""

    name: str
    role: str
    post: str
    duty: str
    tasks: Lines


def make_each(slips: Sequence[tuple[Head, Slip]], helped: str, contact: Contact) -> bytes:
    """A page for each member, with the head of his or her own, in one file."""
    return sheets([_part(head, one, helped, contact) for head, one in slips], slips[0][0].title)


def _part(head: Head, one: Slip, helped: str, contact: Contact) -> Part:
    values = {
        "member": one.name,
        "role": one.role,
        "post": one.post,
        "name": helped,
        "worker": contact.worker,
        "phone": contact.phone,
        "address": contact.address,
    }
    rows = [
        items(values, ("成　员", "member"), ("小组职务", "role"), ("单位职务", "post"), least=32),
        items(values, ("受助人", "name", 3, 21), least=32),
        *long_item("职　责", one.duty, least=64),
        section("请您办的事"),
        *table_rows(_TASKS, one.tasks, _LEAST),
        section("有事找司法所"),
        items(values, ("联系人", "worker", 3, 9), ("电　话", "phone", 3, 9), least=32),
        items(values, ("地　址", "address", 3, 21), least=32),
        section("请您做到"),
        Row((note(_WORDS, COLUMNS, top=False),), least=110),
        *long_item("办的情况\n本人的话", "", least=80, grow=1),
        signing("签　收", Place("成员（签名）："), grow=0),
    ]
    return sheet(head, rows, look=_LOOK)


_WORDS = (
    "　　一、帮助是为了本人过上安稳日子；平等相待，不歧视，不议论。\n"
    "　　二、知道的姓名、住址、电话和家里的事，只用来办上面的事，不告诉别人，不拍照，不发到网上和群里。\n"
    "　　三、不打听这张单子以外的事；别人来问，请他找司法所。\n"
    "　　四、本人有困难、有情绪，或者几天联系不上，当天告诉司法所；有危险先打110。\n"
    "　　五、事情办完或者退出小组，这张单子交回司法所，不留底。"
)
