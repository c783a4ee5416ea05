"""What the office says of itself on papers and sheets: its phone."""

from anbang_desktop.domain.phone import read_phone
from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk

_PHONE = "office.phone"


def phone(desk: Desk) -> str:
    """The office's phone; empty while nobody has entered one."""
    return str(desk.store.setting(_PHONE) or "")


def set_phone(desk: Desk, text: str) -> str:
    """Keep the phone that agreements, notices and sheets print; empty takes it away. UserError when it is
    no number.
    """
    try:
        number = read_phone(text) if text.strip() else ""
    except ValueError as reason:
        raise UserError(f"单位电话：{str(reason).rstrip('。')}。", field="phone") from None
    with desk.store.work(desk.clock) as work:
        work.set(_PHONE, number, "修改单位电话")
    return number
