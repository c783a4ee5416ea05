"""登记服刑人员: somebody of the villages who is in prison, before any list names this person."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.client import REGISTRATION, Case, Client
from anbang_desktop.fields.field import Section, name_of, names
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Saved, Sheet
from anbang_desktop.gui.records.before_list import expected
from anbang_desktop.services.cases import inside
from anbang_desktop.services.desk import Desk

CLIENT, CASE = names(Client), names(Case)
USUAL = "01"  # 监狱刑满释放, of release_type
SECTIONS: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("身份", (CLIENT.name, CLIENT.id_no, CLIENT.sex, CLIENT.birth_date, CASE.village, CLIENT.hukou_addr)),
    (
        "服刑",
        (
            CASE.custody_unit,
            CASE.offences,
            CASE.term_start,
            CASE.term_end,
            CASE.release_type,
            CASE.release_date,
        ),
    ),
    (
        "家里",
        (
            CLIENT.emergency_name,
            CLIENT.emergency_relation,
            CLIENT.emergency_phone,
            CASE.responsible_worker,
            CLIENT.children,
            CASE.remark,
        ),
    ),
)
ABOUT = (
    "村里有人在服刑、县里的名单还没有来的，先登记在这里；不列入在册，也不进任何统计。"
    "名单来了，身份证号相同的自动转为“待核查”。只填知道的，其余以后再补。"
)


class InsideDialog(RecordDialog):
    """A short form: name and number now, the rest later."""

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk) -> Saved | None:  # type: ignore[override]
        """Until it was saved or left."""
        sheet = Sheet(
            inside.LABEL,
            ABOUT,
            [_section(title, attributes) for title, attributes in SECTIONS],
            {CASE.release_type: USUAL, CASE.responsible_worker: desk.user},
            Kept(desk, "inside"),
            "登记",
        )

        def save(values: dict[str, object | None]) -> object:
            return inside.register(desk, {name: one for name, one in values.items() if one is not None})

        return cls(parent, sheet, entry_context(desk), save).run()  # type: ignore[arg-type]


def _section(title: str, attributes: tuple[object, ...]) -> Section:
    fields = [expected(REGISTRATION.field(one)) for one in attributes]
    phone = name_of(CLIENT.emergency_name)
    return Section(
        title, tuple(replace(one, label="家里联系人") if one.name == phone else one for one in fields)
    )
