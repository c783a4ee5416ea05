"""The sections 协议, 安置 and 档案: what there is, its state, and a verb for each."""

from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.completeness import FileLine
from anbang_desktop.domain.states import UNSETTLED, AgreementState
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.gui.pages.person.context import PersonContext, Record, day_of, short_day
from anbang_desktop.gui.pages.person.lines import line, lines, nothing, tiles
from anbang_desktop.gui.parts.chip import Mark
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text
from anbang_desktop.gui.parts.marks import AGREED, on_paper
from anbang_desktop.gui.theme import roomy


def agreements(subject: PersonContext) -> QFrame:
    """Every version, newest first."""
    found = list(reversed(subject.records("agreement")))
    if not found:
        return nothing(
            "还没有协议。登记后拟好协议，打印、当面说明、签字；不愿签的记明拒签，不影响帮教。",
            Verb.MAKE_AGREEMENT,
            subject,
        )
    return lines([_version(subject, one, top=at == 0) for at, one in enumerate(found)])


def _version(subject: PersonContext, one: Record, *, top: bool) -> QWidget:
    state = str(one.get("state") or AgreementState.DRAFT)
    mark, word = AGREED.get(state, ("todo", state))
    dates = [("signed_on", "签订"), ("refused_on", "记明"), ("printed_on", "打印"), ("on", "拟稿")]
    when = next(
        (f"{short_day(day_of(one.get(name)), subject.today)}{said}" for name, said in dates if one.get(name)),
        "",
    )
    about = [
        str(one.get("agr_no") or ""),
        "有扫描件" if one.get("scan") else "",
        subject.words("agreement", one, "refusal_reason"),
    ]
    verb = Verb.SIGN if state in UNSETTLED else Verb.VIEW
    act = button(verb, "link", act=lambda: subject.window.go("agreements", no=subject.person.no, do=verb))
    return line(
        f"第 {one.get('version') or 1} 版", mark, word, when, "，".join(filter(None, about)), act, top=top
    )


def placements(subject: PersonContext) -> QFrame:
    """Settled where and since when, or why not."""
    found = list(reversed(subject.records("placement")))
    if not found:
        return nothing("还没有记录安置情况（就业、责任田、就学、供养等）。", Verb.RECORD_PLACEMENT, subject)
    shown: list[QWidget] = []
    for at, one in enumerate(found):
        placed = bool(one.get("placed"))
        way = subject.words("placement", one, "way" if placed else "none_reason")
        when = short_day(day_of(one.get("placed_from")) or day_of(one.get("on")), subject.today)
        verb: list[Item] = (
            [button("再登记", "link", act=lambda: subject.acts.do(Verb.RECORD_PLACEMENT))] if at == 0 else []
        )
        place = subject.words("placement", one, "place")
        shown.append(
            line(
                "安置",
                "done" if placed else "soon",
                "已安置" if placed else "未安置",
                f"{when}起",
                "，".join(filter(None, (way, place))),
                *verb,
                top=at == 0,
            )
        )
    return lines(shown)


def archive(subject: PersonContext) -> QFrame:
    """The catalogue of the file as tiles: 齐, 有未签, 缺 with the verb that closes the gap."""
    shown = [_tile(subject, one) for one in subject.acts.catalogue()]
    if not shown:
        return nothing("登记后开始建立档案。", None, subject)
    all_of_it = button("看全部目录", "link", act=lambda: subject.window.go("archives", no=subject.person.no))
    bind = button(
        Verb.BIND,
        "plain",
        "archive",
        act=lambda: subject.window.go("archives", no=subject.person.no, do=Verb.BIND),
    )
    return box(
        column(tiles(shown, 4 if roomy() else 2), row(None, all_of_it, bind, pad=(24, 0, 24, 16)), gap=0)
    )


def _tile(subject: PersonContext, line: FileLine) -> QWidget:
    if not line.present:
        act = partial(subject.acts.do, line.verb) if line.verb else None
        verb: list[Item] = [button(line.verb, "textlink", act=act)] if line.verb else []
        status = row(text("缺", "strong"), None, *verb, gap=6)
    elif line.on_paper:
        status = row(*on_paper(line.key), None, gap=6)
    else:
        status = row(Mark("done"), text("齐", "small"), None, gap=6)
    name = row(column(text(line.no, "hint"), None), (text(line.title, wrap=True), 1), gap=8)
    return box(column(name, None, status, gap=4, pad=(12, 8, 12, 8)), "quiet" if line.present else "gap")
