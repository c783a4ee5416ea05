"""个人资料: everything that is stored about a person, in plain words, for the person (PIPL art. 45). What
belongs to others (family, members of the group, who was asked) stays out, and the paper says what. What is
specially sensitive is printed only when it is asked for. Brings ReportLab.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.fields.client import REGISTRATION, Client
from anbang_desktop.fields.field import SPECIAL, Field, fields_of, name_of, names
from anbang_desktop.fields.kinds import Attachment, PersonName
from anbang_desktop.fields.rows import Rows
from anbang_desktop.pdf.forms import own_data
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.pdf.forms.own_data import Part
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import paper_words
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS

TITLE = "个人资料"
_TOLD = (
    "以下是本所在安置帮教工作中记录的本人资料，应本人要求打印，交给本人。有错的、不全的，可以要求更正、补充；"
    "想知道为什么记、给过谁，可以问本所。"
)
_OWN_NAMES = {name_of(names(Client).name), name_of(names(Client).former_name)}
_OTHERS = {name_of(names(Client).emergency_relation), name_of(names(Client).emergency_phone), "persons"}


@dataclass(slots=True)
class _Left:
    """What is kept back, by the reason."""

    others: dict[str, None] = field(default_factory=dict)
    special: dict[str, None] = field(default_factory=dict)
    voided: int = 0


def make(desk: Desk, about: CaseFile) -> bytes:
    """Without what is specially sensitive."""
    return _make(desk, about, special=False)


def make_with_special(desk: Desk, about: CaseFile) -> bytes:
    """With health and whatever else is specially sensitive, where the person asks for it."""
    return _make(desk, about, special=True)


def _make(desk: Desk, about: CaseFile, *, special: bool) -> bytes:
    left = _Left()
    parts = [*_registered(desk, about, left, special=special), *_recorded(desk, about, left, special=special)]
    code = spelled(desk.store.fingerprint("paper", f"own/{about.case_id}/{desk.today.isoformat()}"))
    head = Head(TITLE, desk.office.name, about.no, code, subject=about.client.name)
    said = f"{_TOLD}\n打印日期：{chinese(desk.today)}　经办人：{desk.user}"
    return own_data.make(head, said, parts, _said(left))


def _registered(desk: Desk, about: CaseFile, left: _Left, *, special: bool) -> Iterator[Part]:
    for section in REGISTRATION.sections:
        lines = _lines(desk, section.fields, about.values, left, special=special)
        if lines:
            yield section.title, lines


def _recorded(desk: Desk, about: CaseFile, left: _Left, *, special: bool) -> Iterator[Part]:
    for kind in KINDS:
        if not kind.fields.table:
            continue
        left.voided += sum(1 for one in about.all_of(kind.fields.record) if one.voided_at is not None)
        for record in about.of(kind.fields.record):
            values = {one.name: getattr(record, one.name) for one in fields_of(type(record))}
            lines = _lines(desk, kind.fields.fields, values, left, special=special)
            entered = ("登　记", f"{record.entered_by}　{chinese(record.on)}")
            yield f"{kind.label}　{chinese(record.on)}", [*lines, entered]


def _lines(
    desk: Desk, fields: Sequence[Field], values: Mapping[str, object], left: _Left, *, special: bool
) -> list[tuple[str, str]]:
    """Caption and words of what is the person's own and has a value."""
    found = []
    for one in fields:
        value = values.get(one.name)
        if value in (None, "", ()):
            continue
        if _is_others(one):
            left.others[one.label] = None
        elif one.privacy >= SPECIAL and not special:
            left.special[one.label] = None
        else:
            found.append((one.label, _words(desk, one, value)))
    return found


def _is_others(one: Field) -> bool:
    """Whether a datum is about somebody else: rows of people, a name that isn't the person's."""
    if isinstance(one.kind, Rows):
        return any(isinstance(part.kind, PersonName) for part in one.kind.parts)
    return one.name in _OTHERS or (isinstance(one.kind, PersonName) and one.name not in _OWN_NAMES)


def _words(desk: Desk, one: Field, value: object) -> str:
    if isinstance(one.kind, Attachment):
        return "有，存在本所"
    return paper_words.words(one.kind, value, desk.read_context)


def _said(left: _Left) -> list[str]:
    """Which things are not printed, and why."""
    said = []
    if left.others:
        said.append(f"别人的资料，不能交给本人：{'、'.join(left.others)}。")
    if left.special:
        said.append(f"特别敏感的内容，本人要求时另印：{'、'.join(left.special)}。")
    if left.voided:
        said.append(f"已经作废的记录 {left.voided} 条。")
    return [
        *said,
        "小组成员各自的评分，帮教小组内部讨论的内容。",
        "扫描件和照片的原件：本人可以到本所查看、复制。",
    ]
