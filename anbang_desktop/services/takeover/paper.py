"""交接班单 on paper, to be signed by who leaves, who takes over and who watched. Brings ReportLab."""

from collections.abc import Sequence

from anbang_desktop.domain.day_text import chinese, iso
from anbang_desktop.pdf.forms import parts_list
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.pdf.forms.parts_list import Listing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.takeover.reassign import NOBODY, in_words
from anbang_desktop.services.takeover.sheet import Part, Sheet
from anbang_desktop.services.worklist.assign import Move

TITLE = "安置帮教工作交接班单"
_LINES = (("姓　名", 3), ("村　居", 4), ("什么事", 7), ("期　限", 3), ("为什么在此", 7))
_PEOPLE = (("档案编号", 6), ("姓　名", 3), ("村　居", 5), ("类　别", 5), ("状　态", 5))
_MOVES = (("档案编号", 6), ("姓　名", 3), ("村　居", 5), ("原责任人", 5), ("新责任人", 5))
_NOTES = {
    Part.OVERDUE: "不是逾期的人，是本所的事。",
    Part.GROUPS: "责任人交了，小组还要重新定。",
}


def draw(desk: Desk, sheet: Sheet, moves: Sequence[Move], *, watched: bool) -> bytes:
    """The sheet as PDF bytes. ``moves``: who changed hands with it; ``watched``: a third place to sign."""
    code = spelled(desk.store.fingerprint("paper", f"takeover/{sheet.worker}/{iso(sheet.day)}"))
    whose = f"{sheet.worker} 名下" if sheet.worker else "全所"
    facts = [
        ("交接范围", f"{whose} {len(sheet.people)} 人"),
        ("交接日期", f"{chinese(sheet.day)}（列出{chinese(sheet.since)}以来的事）"),
    ]
    if moves:
        facts.append(("责任人", "；".join(in_words(moves))))
    parts = [_part(sheet, part) for part in Part]
    if moves:
        rows = [(one.no, one.name, one.village, one.old or NOBODY, one.new) for one in moves]
        parts.append(Listing(f"换了责任人的　{len(rows)} 人", "", _MOVES, rows, frozenset({1, 3, 4})))
    elif sheet.worker:
        listed = [(one.no, one.name, one.village, one.level, one.state) for one in sheet.people]
        parts.append(Listing(f"名下的人　{len(listed)} 人", "", _PEOPLE, listed, frozenset({1})))
    signers = ["交班人", "接班人", *(["监交人"] if watched else [])]
    closing = f"以上 {len(sheet.people)} 人、{len(sheet.lines)} 件事，{chinese(sheet.day)}已当面交接清楚。"
    return parts_list.make(Head(TITLE, desk.office.name, "", code), facts, parts, closing, signers)


def _part(sheet: Sheet, part: Part) -> Listing:
    lines = sheet.of(part)
    rows = [(one.name, one.village, one.what, iso(one.until) if one.until else "", one.why) for one in lines]
    note = _NOTES.get(part, "") if rows else "没有"
    return Listing(f"{part}　{len(rows)} 件", note, _LINES, rows, frozenset({0}))
