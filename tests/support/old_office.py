"""An encrypted office of this version for ``tests/old_databases``: small, of invented people, with something
in every table; every later version must open it and read the same.

Run once for each schema that was given out: python -m tests.support.old_office
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from anbang_desktop import paths
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.fields.file_moves import ListKind
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.services import opening
from anbang_desktop.services.cases import advance
from anbang_desktop.services.daybook import entries
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive, file_moves, papers, scan_reading
from anbang_desktop.services.merging.merge import merge
from anbang_desktop.services.office import details, drafts, own_lists
from anbang_desktop.services.records import assessment_round, history, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.registry import KINDS
from anbang_desktop.services.reports import calendar, learning, ledger, making
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.worklist import campaigns, due, overview, people, putting_off
from anbang_desktop.storage import schema
from anbang_desktop.storage.header import COPIES
from tests.conftest import DATA
from tests.support import makers, own_texts
from tests.support.chronicle import MovingClock
from tests.support.office_work import ITEMS, LEADER, RELATIVE, VILLAGE
from tests.support.sample_records import sample

OLD = Path(__file__).resolve().parent.parent / "old_databases"
USER, PASSPHRASE = "王所长", "山重水复疑无路 2026"
CONTENT = "content.json"
ONE, OTHER = makers.people(2, seed=23)
SAID = StepFacts(reason="死亡", proof="死亡证明复印件", left_open="不再办")


def main() -> None:
    """Write the office of this schema."""
    with TemporaryDirectory() as place:
        own = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "PROGRAMDATA", "LOCALAPPDATA")
        os.environ |= {**dict.fromkeys(own, place), "ANBANG_KDF_SECONDS": "0"}
        folder = Path(place) / "office"
        read = build(folder)
        target = OLD / f"{schema.VERSION:04}"
        target.mkdir(parents=True, exist_ok=True)
        for name in (*COPIES, *(file.name for file in folder.glob("data-*.db"))):
            shutil.copyfile(folder / name, target / name)
        text = json.dumps(read, ensure_ascii=False, indent=1, sort_keys=True)
        (target / CONTENT).write_text(text + "\n", encoding="utf-8")


def build(folder: Path) -> dict[str, object]:
    """The office, closed again, and everything that is read of it."""
    clock = MovingClock(date(2026, 10, 12))
    desk = opening.create(folder, "青山司法所", "QS01", "安平县司法局", USER, PASSPHRASE, clock).desk
    try:
        _months(desk, clock, folder.parent)
        return content(desk)
    finally:
        opening.close(desk)


def _months(desk: Desk, clock: MovingClock, scratch: Path) -> None:
    details.set_phone(desk, "0351-1234567")
    roster.commit(desk, roster.plan(desk, DATA / "拟释放人员衔接名册.xlsx"))
    no = _walk_in(desk, ONE)
    _records(desk, no, scratch)
    clock.pass_days(7)
    _changes(desk, no)
    _sheets(desk, scratch)
    _own(desk)
    clock.pass_days(20)
    advance.advance(desk, no, "S86", said=SAID, approved_by="县司法局")
    advance.advance(desk, no, "S90", said=SAID)
    file_moves.lend(desk, no, "赵兰", "核对帮扶记录", desk.today + timedelta(days=5), "县司法局")
    file_moves.give_back(desk, no)
    file_moves.make_list(desk, ListKind.HANDOVER, [no], "安平县档案馆")
    clock.pass_days(9)
    again = _walk_in(desk, ONE, phone="13900000099")
    agreements.refuse(desk, again, desk.today, "PRIVACY", "赵兰")
    write.correct(desk, no, "registration", people.show(desk, no).id, {"nickname": "老王"}, "当时漏写")
    first, second = (
        row.no for row in people.rows(desk, people.list_ids(desk, people.PeopleFilter(), "no"))[:2]
    )
    merge(desk, first, second)
    _walk_in(desk, makers.person(61), minor_at_offence=True, term_y=2)
    drafts.keep(desk, f"contact:{again}", {"content": "还没有写完"})


def _walk_in(desk: Desk, one: makers.Invented, **more: object) -> str:
    values = {
        **one.values(),
        "release_date": desk.today - timedelta(days=2),
        "release_cert_no": "（2026）释字第 23 号",
        "family": [{"name": "赵兰", "relation": "10"}, {"name": "王梅", "together": True}],
        "children": [{"name": "小明", "age": 7}],
        "outer_numbers": [{"system": "省安帮系统", "number": "A-23"}],
        "special_disease": ["01"],
        **more,
    }
    return advance.register_walk_in(desk, values)


def _records(desk: Desk, no: str, scratch: Path) -> None:
    """One of every kind, and the agreement from draft to scan."""
    more: dict[str, dict[str, object]] = {
        "group": {"members": [LEADER, VILLAGE, RELATIVE]},
        "assessment": {
            "agreed": {**dict.fromkeys(ITEMS, 0), "A4": 4},
            "decided": "GENERAL",
            "kind": "INITIAL",
        },
        "handover": {"cost": "12.50", "workers": [{"name": "孙文"}]},
    }
    for kind in KINDS:
        if kind.recorded and kind.name != "registration":
            values = {
                name: value for name, value in sample(kind.fields, desk.codes).items() if not _is_day(value)
            }
            day = {} if kind.day is None else {str(kind.day): desk.today}
            write.record(desk, no, kind.name, {**values, **day, **more.get(kind.name, {})}, desk.today)
    picture = scratch / "scan.png"
    Image.new("RGB", (60, 80), "white").save(picture)
    write.record(desk, no, "registration", {"photo": overview.attach(desk, picture)})
    _round(desk, no)
    lost = scratch / "认不出.png"  # a scan on which no code can be read waits in the tray
    page = Image.new("L", (827, 1169), 255)
    page.paste(0, (200, 300, 600, 330))
    page.save(lost)
    assert scan_reading.take_in(desk, [lost]).tray == 1
    agreements.draw(desk, no)
    agreements.mark_printed(desk, no)
    agreements.sign(desk, no, desk.today, picture)
    archive.add(desk, no, "release_certificate", "", scan=picture)
    advance.advance(desk, no, "S60")


def _round(desk: Desk, no: str) -> None:
    """One sheet is in, the other is waited for."""
    asked = [str(LEADER["name"]), str(VILLAGE["name"])]
    assessment_round.begin_round(desk, no, "EVENT", asked, "换了工作")
    items = [item for block in desk.instrument.asked for item in block.items]
    assessment_round.put_in(desk, no, asked[0], {item.code: item.options[0].points for item in items})


def _is_day(value: object) -> bool:
    return isinstance(value, date)


def _changes(desk: Desk, no: str) -> None:
    """One voided, one corrected after it was printed, a list corrected, one taken back, one taken back
    twice.
    """
    visit = {**sample(next(kind.fields for kind in KINDS if kind.name == "contact"), desk.codes)}
    visit |= {"at": datetime.combine(desk.today, datetime.min.time()), "content": "看望"}
    wrong, printed, twice = (write.record(desk, no, "contact", visit) for _ in range(3))
    write.void(desk, no, "contact", wrong, "记错了人")
    papers.note_print(desk, no, "contact", printed)
    write.correct(desk, no, "contact", printed, {"content": "看望，送去棉被"}, "漏写")
    group = people.show(desk, no).file.groups[-1]
    write.correct(desk, no, "group", group.id, {"members": [LEADER, RELATIVE]}, "村干部换人")
    write.correct(desk, no, "contact", twice, {"wish": "找工作"})
    for _ in range(2):
        history.undo(desk, history.done_with(desk, no)[0].id, "点错了")
    write.record(desk, no, "placement", {"placed": True, "way": "01"})
    history.undo(desk, history.done_with(desk, no)[0].id, "点错了")


def _sheets(desk: Desk, scratch: Path) -> None:
    learning.learn(desk, paths.resources("report", "blanks", "统计表.xlsx"), "统计表")
    making.make(desk, "统计表", "2026-09", scratch / "sheets")
    calendar.set_due(desk, "统计表", "次月5日前")
    ledger.deliver(desk, ledger.find(desk, "统计表").id, ledger.Delivered(desk.today, "专人送达"))


def _own(desk: Desk) -> None:
    """Lists of the office's own, a time of special care with a reason, a line of the daybook, something put
    off, a wording of a paper.
    """
    own_lists.collect(desk, OwnList.WORKER)
    own_lists.save(
        desk, OwnList.OFFICER, [own_lists.Line("周勇", "城关派出所", "0351-1234567", active=False)]
    )
    days = {"starts": desk.today, "ends": desk.today + timedelta(days=20)}
    begun = campaigns.start(desk, {"name": "国庆走访", "ways": ["HOME_VISIT"], **days})
    campaigns.note(desk, campaigns.show(desk, begun).lines[0].person, "外出务工")
    people_ = [{"name": "张试", "village": "柳湾村", "amount": "300"}]
    entries.add(desk, "慰问", {"title": "国庆慰问", "reached": people_, "place": "柳湾村"})
    item = next(one for one in due.work(desk) if one.duty)
    putting_off.put_off(desk, item, desk.today + timedelta(days=9), "本人外出")
    own_texts.approved(desk, "notice", "签收只表示收到", "签收表示收到")


def content(desk: Desk) -> dict[str, object]:
    """What is read of an office: every case with its history, as JSON holds it."""
    ids = people.list_ids(desk, people.PeopleFilter(), "no")
    return {row.no: _case(desk, row.no) for row in people.rows(desk, ids)}


def _case(desk: Desk, no: str) -> dict[str, object]:
    about = people.show(desk, no).file
    told = [
        {"kind": one.kind, "field": one.field, "old": _plain(one.old_value), "new": _plain(one.new_value)}
        for one in history.changes(desk, no)
    ]
    done = [{"label": one.label, "undone": one.undone, "why": one.why} for one in history.done_with(desk, no)]
    return {**_file(about), "history": told, "units": done}


def _file(about: CaseFile) -> dict[str, object]:
    kinds = {kind.name: about.all_of(kind.fields.record) for kind in KINDS if kind.fields.table}
    return {
        "client": _plain(about.client),
        "case": _plain(about.case),
        "stages": _plain(about.stages),
        "records": {name: _plain(records) for name, records in kinds.items() if records},
    }


def _plain(value: object) -> object:
    """As JSON holds it; what is empty is left out, so that a later datum changes nothing."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items() if one not in (None, (), {}, [])}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


if __name__ == "__main__":
    main()
