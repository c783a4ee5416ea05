"""台账检查 on paper: how much each check found, which files, and what was explained. Brings ReportLab.

No value of a person stands on it: the check says what is wrong, the number of the file says where.
"""

from collections import Counter
from collections.abc import Sequence

from anbang_desktop.domain.day_text import chinese, iso
from anbang_desktop.domain.person_name import mask_name
from anbang_desktop.pdf.forms import parts_list
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.pdf.forms.parts_list import Listing
from anbang_desktop.services.daybook import inspected
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.health.checks import CHECKS, Check, basis
from anbang_desktop.services.health.examine import Health
from anbang_desktop.services.health.finding import Finding

TITLE = "安置帮教台账检查情况"
_COUNTS = (("检查的项目", 9), ("查出", 2), ("已说明", 3), ("待处理", 3), ("依　据", 7))
_WORK = (("类　别", 4), ("今年做了", 8), ("还缺什么", 7), ("依　据", 5))
_OPEN = (("档案编号", 7), ("姓　名", 4), ("村　居", 6), ("责任人", 4), ("处理情况", 3))
_SETTLED = (("档案编号", 6), ("姓　名", 3), ("项　目", 5), ("理　由", 7), ("说明人", 3))


def draw(desk: Desk, health: Health, purpose: str, *, whole: bool) -> bytes:
    """The report as PDF bytes; ``whole``: names in full."""
    code = spelled(desk.store.fingerprint("paper", f"health/{health.seq}/{iso(health.day)}"))
    facts = [
        ("检查日期", chinese(health.day)),
        ("用　　途", purpose),
        ("检查范围", f"档案 {health.files} 份，{len(CHECKS)} 项检查"),
        (
            "结　　果",
            f"查出 {len(health.findings)} 处，已说明 {len(health.settled)} 处，待处理 {len(health.open)} 处",
        ),
    ]
    parts = [_counts(desk, health), _office(desk)]
    parts += [one for check in CHECKS if (one := _open(health, check, whole=whole)).rows]
    parts.append(_settled(health, whole=whole))
    closing = (
        f"以上{chinese(health.day)}查出 {len(health.findings)} 处，已说明 {len(health.settled)} 处，属实。"
    )
    return parts_list.make(
        Head(TITLE, desk.office.name, "", code), facts, parts, closing, ["检查人", "负责人"]
    )


def _counts(desk: Desk, health: Health) -> Listing:
    found, settled = (
        Counter(one.check for one in health.findings),
        Counter(one.check for one in health.settled),
    )
    rows = [
        (
            check.what,
            str(found[check.id]),
            str(settled[check.id]),
            str(found[check.id] - settled[check.id]),
            basis(desk.pack, check),
        )
        for check in CHECKS
    ]
    return Listing("各项检查", "不是逾期的人，是本所的事。", _COUNTS, rows)


def _office(desk: Desk) -> Listing:
    """What the office itself did this year, as 工作台账 has it, and what it lacks (art. 5, 6, 11, 27, 30)."""
    rows = [(one.kind, one.told, one.lacking, one.article) for one in inspected.this_year(desk)]
    return Listing("本所今年的工作", "按工作台账统计。", _WORK, rows)


def _open(health: Health, check: Check, *, whole: bool) -> Listing:
    rows = [
        (one.no, _name(one, whole=whole), one.village, one.worker, "")
        for one in health.open
        if one.check is check.id
    ]
    return Listing(
        f"{check.what}　{len(rows)} 处", f"{check.why}。办法：{check.mend}。", _OPEN, rows, _named(1)
    )


def _settled(health: Health, *, whole: bool) -> Listing:
    rows: Sequence[Sequence[str]] = [
        (one.no, _name(one, whole=whole), _what(one), said.why, f"{said.by}\n{said.on}")
        for one in health.settled
        if (said := health.explained[one.key])
    ]
    return Listing(f"已经说明的　{len(rows)} 处", "" if rows else "没有", _SETTLED, rows, _named(1))


def _what(one: Finding) -> str:
    return next(check.what for check in CHECKS if check.id is one.check)


def _name(one: Finding, *, whole: bool) -> str:
    return one.name if whole else mask_name(one.name)


def _named(place: int) -> frozenset[int]:
    return frozenset({place})
