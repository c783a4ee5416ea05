"""What the registration form says against itself, and what it leaves out."""

from collections.abc import Iterator
from datetime import date, timedelta

from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.id_number import age_on, read_id_number
from anbang_desktop.domain.reckoning import add_months
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.services.cases import duties
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.health.finding import Spot
from anbang_desktop.services.records import sealing
from anbang_desktop.services.records.case_file import CaseFile

_PERSON, _CASE = names(Client), names(Case)
_ID_NO, _BORN, _SEX = name_of(_PERSON.id_no), name_of(_PERSON.birth_date), name_of(_PERSON.sex)
_TERM, _RELEASE = name_of(_CASE.term_end), name_of(_CASE.release_date)
_PRISON = "PRISON_RELEASE"  # the group of the release types whose term ends with the release
_MONTHS = 12
Spots = Iterator[Spot]


def id_number(desk: Desk, about: CaseFile) -> Spots:
    """A number that can't be one (GB 11643)."""
    number = about.client.id_no
    reading = read_id_number(number, desk.today) if number else None
    if number and reading and not reading.valid:
        yield Spot(reading.problem, number, _ID_NO)


def id_area(desk: Desk, about: CaseFile) -> Spots:
    """A number whose first six digits were never given out (GB/T 2260)."""
    number = about.client.id_no
    if not number or not read_id_number(number, desk.today).valid:
        return
    province, city, county = number[:2], number[2:4], number[4:6]
    if province not in desk.pack.health.provinces:
        yield Spot(f"没有以 {province} 开头的省份代码", number, _ID_NO)
    elif "00" in (city, county):
        yield Spot(f"地区码 {number[:6]} 不是县、区的代码", number, _ID_NO)


def id_birth(desk: Desk, about: CaseFile) -> Spots:
    """The birth date of a valid number is another one, and nothing says why."""
    client = about.client
    if not client.id_no or client.birth_date is None or client.birth_reason:
        return
    said = read_id_number(client.id_no, desk.today)
    if said.valid and said.birth_date and said.birth_date != client.birth_date:
        words = f"身份证号里是{chinese(said.birth_date)}，登记为{chinese(client.birth_date)}"
        yield Spot(words, f"{client.id_no} {client.birth_date}", _BORN)


def id_sex(desk: Desk, about: CaseFile) -> Spots:
    """The sex of a valid number is the other one."""
    client = about.client
    said = read_id_number(client.id_no, desk.today) if client.id_no else None
    if said and said.valid and client.sex and said.sex != client.sex:
        label = desk.codes["sex"].label
        words = f"身份证号里是{label(said.sex)}，登记为{label(client.sex)}"
        yield Spot(words, f"{client.id_no} {client.sex}", _SEX)


def born_late(desk: Desk, about: CaseFile) -> Spots:
    """Somebody was not yet born, or not of age to be punished, when the term began."""
    born, began = about.client.birth_date, about.case.term_start or about.case.release_date
    if born is None or began is None:
        return
    least = desk.pack.number("health.youngest.age")
    label = "刑期起日" if about.case.term_start else "释放日期"
    if born >= began:
        yield Spot(f"出生日期晚于{label}", f"{born} {began}", _BORN)
    elif age_on(born, began) < least:
        yield Spot(f"{label}时只有 {age_on(born, began)} 周岁", f"{born} {began}", _BORN)


def term(desk: Desk, about: CaseFile) -> Spots:
    """The term in years, months and days and its two days do not agree, and no change of it is noted."""
    case = about.case
    start, end = case.term_start, case.term_end
    if start is None or end is None:
        return
    found = f"{start} {end} {case.term_y} {case.term_m} {case.term_d}"
    if start > end:
        yield Spot("刑期起日晚于止日", found, _TERM)
        return
    months, days = (case.term_y or 0) * _MONTHS + (case.term_m or 0), case.term_d or 0
    if not (months or days) or case.term_changes:
        return
    wanted = add_months(start, months) + timedelta(days=days - 1)
    apart = abs((end - wanted).days)
    if apart > desk.pack.number("health.term.days"):
        yield Spot(f"按刑期推算的止日和登记的止日相差 {apart} 日", found, _TERM)


def release(desk: Desk, about: CaseFile) -> Spots:
    """Released before judgment or term, or well after the end of the term."""
    case = about.case
    day = case.release_date
    if day is None:
        return
    if case.term_start and day < case.term_start:
        yield Spot("释放日期早于刑期起日", f"{day} {case.term_start}", _RELEASE)
    elif case.judgment_date and day < case.judgment_date:
        yield Spot("释放日期早于判决日期", f"{day} {case.judgment_date}", _RELEASE)
    elif case.term_end and _of_prison(desk, case.release_type):
        late = (day - case.term_end).days
        if late > desk.pack.number("health.term.days") and not case.term_changes:
            words = f"释放日期比刑期止日晚 {late} 日，没有加刑的记录"
            yield Spot(words, f"{day} {case.term_end}", _RELEASE)


def recidivist(desk: Desk, about: CaseFile) -> Spots:
    """A minor at the offence is no recidivist, unless the judgment says so (刑法第六十五条、第六十六条)."""
    if sealing.doubts_recidivist(desk, about):
        yield Spot("犯罪时未满 18 周岁，登记为累犯", "", name_of(_CASE.recidivist))


def _of_prison(desk: Desk, code: str | None) -> bool:
    return any(item.code == code and item.group == _PRISON for item in desk.codes["release_type"].items)


def period(desk: Desk, about: CaseFile) -> Spots:
    """The period of help ends on another day than the rules say (art. 2 and 8)."""
    case = about.case
    reckoned = duties.period_dates(desk, about).get(duties.PERIOD_END)
    if reckoned is None or case.period_end == reckoned.result:
        return
    said = chinese(case.period_end) if case.period_end else "空着"
    words = f"规则算出来是{chinese(reckoned.result)}，登记为{said}"
    yield Spot(words, f"{case.release_date} {case.release_type} {case.period_end}", _RELEASE)


def no_id(_desk: Desk, about: CaseFile) -> Spots:
    """No number of any paper."""
    if not about.client.id_no and not about.client.id_other_no:
        yield Spot("身份证号和其他证件号都空着", "", _ID_NO)


def address(_desk: Desk, about: CaseFile) -> Spots:
    """Where somebody lives isn't known."""
    if not about.client.live_addr:
        also = "，户籍地也空着" if not about.client.hukou_addr else ""
        yield Spot(f"现居住地空着{also}", "", name_of(_PERSON.live_addr))


def village(_desk: Desk, about: CaseFile) -> Spots:
    """To which village somebody belongs isn't known."""
    if not about.case.village:
        yield Spot("所属村（居）空着", "", name_of(_CASE.village))


def owner(_desk: Desk, about: CaseFile) -> Spots:
    """Nobody is named who looks after this person."""
    if not about.case.responsible_worker:
        yield Spot("帮教责任人空着", "", name_of(_CASE.responsible_worker))


def phone(_desk: Desk, about: CaseFile) -> Spots:
    """No way to ring anybody."""
    client = about.client
    if not any((client.phone, client.contact_other, client.emergency_phone)):
        yield Spot("本人电话、其他联系方式和联系人电话都空着", "", name_of(_PERSON.phone))


def guardian(desk: Desk, about: CaseFile) -> Spots:
    """A minor (the person or a child) of whom no guardian is named. The words don't say whose."""
    client = about.client
    alone = _is_minor(desk, client.birth_date) and not client.family and not client.emergency_name
    children = [one.name for one in client.children if not one.guardian]
    if alone or children:
        field = name_of(_PERSON.children if children else _PERSON.family)
        yield Spot("家庭一节里监护人空着", "、".join(("本人", *children) if alone else children), field)


def _is_minor(desk: Desk, born: date | None) -> bool:
    return born is not None and age_on(born, desk.today) < desk.pack.number("minor.age")
