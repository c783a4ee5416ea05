"""The sections 协议, 安置 and 档案: what there is, its state, and a verb for each."""

from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.domain.completeness import FileLine
from anbang_desktop.domain.states import UNSETTLED, AgreementState
from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.field import names
from anbang_desktop.fields.placement import Placement
from anbang_desktop.gui.pages.person.context import PersonContext
from anbang_desktop.gui.pages.person.lines import line, lines, nothing, open_link, tiles
from anbang_desktop.gui.parts.chip import Mark
from anbang_desktop.gui.parts.compose import Item, box, button, column, row, text
from anbang_desktop.gui.parts.marks import AGREED, on_paper
from anbang_desktop.gui.theme import roomy

AGREE, PLACE = names(Agreement), names(Placement)


def agreements(subject: PersonContext) -> QFrame:
    """Every version, newest first."""
    found = list(reversed(subject.records(Agreement)))
    if not found:
        return nothing(
            "还没有协议。登记后拟好协议，打印、当面说明、签字；不愿签的记明拒签，不影响帮教。",
            Verb.MAKE_AGREEMENT,
            subject,
        )
    return lines([_version(subject, one, top=at == 0) for at, one in enumerate(found)])


def _version(subject: PersonContext, one: Agreement, *, top: bool) -> QWidget:
    state = one.state or AgreementState.DRAFT
    mark, word = AGREED.get(state, ("todo", state))
    days = (
        (one.signed_on, "签订"),
        (one.refused_on, "记明"),
        (one.printed_on, "打印"),
        (one.on, "拟稿"),
    )
    when = next((f"{subject.day(day)}{said}" for day, said in days if day), "")
    about = [
        one.agr_no,
        "有扫描件" if one.scan else "",
        subject.words(one, AGREE.refusal_reason),
        "已更正，纸质件上还是原来的内容" if subject.was_corrected(one) else "",
    ]
    verb = Verb.SIGN if state in UNSETTLED else Verb.VIEW
    word_on_it = verb if verb is Verb.SIGN else "看协议"
    act = button(
        word_on_it, "link", act=lambda: subject.window.go("agreements", no=subject.person.no, do=verb)
    )
    said = "，".join(filter(None, about))
    return line(f"第 {one.version} 版", mark, word, when, said, act, open_link(subject, one), top=top)


def placements(subject: PersonContext) -> QFrame:
    """Settled where and since when, or why not."""
    found = list(reversed(subject.records(Placement)))
    if not found:
        return nothing("还没有记录安置情况（就业、责任田、就学、供养等）。", Verb.RECORD_PLACEMENT, subject)
    shown: list[QWidget] = []
    for at, one in enumerate(found):
        way = subject.words(one, PLACE.way if one.placed else PLACE.none_reason)
        again: list[Item] = (
            [button("再登记", "link", act=lambda: subject.acts.do(Verb.RECORD_PLACEMENT))] if at == 0 else []
        )
        shown.append(
            line(
                "安置",
                "done" if one.placed else "soon",
                "已安置" if one.placed else "未安置",
                f"{subject.day(one.placed_from or one.on)}起",
                "，".join(filter(None, (way, subject.words(one, PLACE.place)))),
                open_link(subject, one),
                *again,
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
