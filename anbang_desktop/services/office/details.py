"""What the office says of itself on papers and sheets: name, code, county, phone, address; and what changes
with each of them.
"""

from dataclasses import dataclass, replace

from anbang_desktop import paths
from anbang_desktop.domain.phone import read_phone
from anbang_desktop.domain.practice import WORD, is_practice
from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.storage.store import OFFICE

_PHONE, _COUNTY_PHONE = "office.phone", "office.county_phone"
LONGEST_NAME = 100  # in the key file, which has a limit of its own
LONGEST_SHORT = 12  # stands where there is little room


@dataclass(frozen=True, slots=True)
class OfficeDetails:
    """What can be changed; ``short_name``, ``address`` and the phones may be empty. ``county_phone``: of the
    county's bureau of justice, where people complain.
    """

    name: str
    code: str
    county: str
    short_name: str = ""
    phone: str = ""
    address: str = ""
    county_phone: str = ""


def read(desk: Desk) -> OfficeDetails:
    """As they are now."""
    said = desk.office
    return OfficeDetails(
        said.name,
        said.code,
        said.county,
        said.short_name,
        phone(desk),
        said.address,
        _kept(desk, _COUNTY_PHONE),
    )


def consequences(before: OfficeDetails, after: OfficeDetails) -> list[str]:
    """What will be otherwise from now on, and what stays, each in a sentence."""
    found = []
    if after.code.strip() != before.code:
        found.append(
            f"以后的档案编号、协议编号用“{after.code.strip()}”重新编起；已经给出的编号和印好的文书不变，备份文件的名字跟着变。"
        )
    if (after.name.strip(), after.county.strip()) != (before.name, before.county):
        found.append("以后打印的文书、报表用新的名称；已经打印、归档的不变。")
    return found


def change(desk: Desk, wanted: OfficeDetails) -> OfficeDetails:
    """Change them as one unit of work; as they are then. UserError names the entry that is wrong."""
    tidy = _tidy(wanted, practice=is_practice(desk.office.name))
    if tidy == read(desk):
        return tidy
    said = {
        "name": tidy.name,
        "code": tidy.code,
        "county": tidy.county,
        "short_name": tidy.short_name,
        "address": tidy.address,
    }
    label = "修改单位资料"
    with desk.store.work(desk.clock, label) as work:
        for key, number in ((_PHONE, tidy.phone), (_COUNTY_PHONE, tidy.county_phone)):
            if number != _kept(desk, key):
                work.set(key, number, label)
        if _card(tidy) != _card(read(desk)):
            work.set(OFFICE, said, label)
    desk.store.sign_anew()
    return tidy


def _card(said: OfficeDetails) -> OfficeDetails:
    """What stands in the key file too: all but the phones."""
    return replace(said, phone="", county_phone="")


def _tidy(wanted: OfficeDetails, *, practice: bool) -> OfficeDetails:
    refuse_wrong(wanted.name, wanted.code, wanted.county, practice=practice)
    for text, what, most, field in (
        (wanted.short_name, "简称", LONGEST_SHORT, "short_name"),
        (wanted.address, "地址", LONGEST_NAME, "address"),
    ):
        _refuse_long(text.strip(), what, most, field)
    return OfficeDetails(
        name=wanted.name.strip(),
        code=wanted.code.strip(),
        county=wanted.county.strip(),
        short_name=wanted.short_name.strip(),
        phone=_number(wanted.phone),
        address=wanted.address.strip(),
        county_phone=_number(wanted.county_phone, "县司法局电话", "county_phone"),
    )


def refuse_wrong(name: str, code: str, county: str, *, practice: bool) -> None:
    """UserError for what an office can't be called; the code becomes part of names of files and folders. Only
    a ``practice`` office is named so.
    """
    if is_practice(name.strip()) != practice:
        raise UserError(
            f"名称以“{WORD}”开头的，是练习用的资料库。",
            "请填单位的真实名称；要练习，请用“练习模式”。",
            field="name",
        )
    refuse_name(name, "机构名称", "name")
    refuse_name(code, "机构代码", "code")
    _refuse_long(county, "县局名称", LONGEST_NAME, "county")
    paths.data_folder(code.strip())


def refuse_name(text: str, what: str, field: str) -> None:
    """UserError for one that is missing or too long."""
    if not text.strip():
        raise UserError(f"还没有填{what}。", "请补上。", field=field)
    _refuse_long(text, what, LONGEST_NAME, field)


def _refuse_long(text: str, what: str, most: int, field: str) -> None:
    if len(text) > most or not text.isprintable():
        raise UserError(f"{what}太长，或者含有看不见的字符。", f"请控制在 {most} 个字以内。", field=field)


def phone(desk: Desk) -> str:
    """The office's phone; empty while nobody has entered one."""
    return _kept(desk, _PHONE)


def _kept(desk: Desk, key: str) -> str:
    return str(desk.store.setting(key) or "")


def set_phone(desk: Desk, text: str) -> str:
    """Keep the phone that agreements, notices and sheets print; empty takes it away. UserError when it is
    no number.
    """
    number = _number(text)
    with desk.store.work(desk.clock) as work:
        work.set(_PHONE, number, "修改单位电话")
    return number


def refuse_phone(text: str) -> None:
    """UserError for what is no number; an empty one is none."""
    _number(text)


def _number(text: str, what: str = "单位电话", field: str = "phone") -> str:
    try:
        return read_phone(text) if text.strip() else ""
    except ValueError as reason:
        raise UserError(f"{what}：{str(reason).rstrip('。')}。", field=field) from None
