"""case and agreement: from state to state; draw, sign or refuse the agreement."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.cli import reading
from anbang_desktop.cli.desks import Commands, leaf, replaceable, target, with_desk
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.domain.states import AgreementState
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.cases import advance as steps
from anbang_desktop.services.cases import sealing
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements
from anbang_desktop.services.documents.agreements import Terms

if TYPE_CHECKING:
    from anbang_desktop.services.documents import clause_basis
else:
    clause_basis = lazy_import("anbang_desktop.services.documents.clause_basis")

DECISIONS = {"sealed": Sealing.SEALED, "open": Sealing.OPEN}


def add(commands: Commands) -> None:
    """The commands of this subject."""
    case = commands.add_parser("case", help="推进状态").add_subparsers(required=True, metavar="动作")
    advance = leaf(case, "advance", "进入下一状态", with_desk(_advance))
    advance.add_argument("no")
    advance.add_argument("state")
    advance.add_argument("--on", metavar="DATE")
    advance.add_argument("--reason", default="", help="理由")
    advance.add_argument("--approved-by", default="", help="审批人")
    advance.add_argument("--cause", default="", help="终止或转出的原因（代码）")
    advance.add_argument("--letter-no", default="", help="转出函文号（不写的由程序编）")
    advance.add_argument("--new-addr", default="", help="新住址（转出时）")
    advance.add_argument("--receiving-office", default="", help="新住址和接收的司法所（转出时）")
    advance.add_argument("--receipt-no", default="", help="对方回执的文号和日期（转出确认时）")
    advance.add_argument("--left-open", default="", help="没办完的诉求、函件、帮扶怎么办（结案时）")
    advance.add_argument("--proof", default="", help="证明材料（终止时）")
    advance.add_argument("--scan", metavar="FILE", help="证明材料的扫描件（终止时），放入卷宗")
    seal = leaf(case, "seal", "未成年人犯罪记录：决定封存还是不封存", with_desk(_seal))
    seal.add_argument("no")
    seal.add_argument("--decide", required=True, choices=sorted(DECISIONS), help="sealed 封存，open 不封存")
    seal.add_argument("--by", required=True, help="谁决定的（所长；十八周岁前后都有犯罪的，县司法局）")
    seal.add_argument("--reason", required=True, help="理由")
    seal.add_argument("--on", metavar="DATE", help="决定日期，默认今天")
    seal.add_argument("--number", default="", help="文号")
    _agreement(commands)


def _agreement(commands: Commands) -> None:
    group = commands.add_parser("agreement", help="协议：生成、签订、拒签").add_subparsers(
        required=True, metavar="动作"
    )
    draw = leaf(group, "draw", "生成协议书", with_desk(_draw))
    draw.add_argument("no")
    draw.add_argument("--out", required=True, metavar="DIR")
    draw.add_argument("--family", metavar="NAME", help="谁作为丁方参加（亲属姓名），没有的写 none")
    draw.add_argument("--guardian", metavar="NAME", help="监护人；未成年、不能完全辨认自己行为的人要写")
    basis = leaf(group, "basis", "协议条款依据对照表：每一条依据哪一条，供县局法律顾问看", with_desk(_basis))
    basis.add_argument("--out", required=True, metavar="FILE.pdf")
    replaceable(basis)
    sign = leaf(group, "sign", "登记签订", with_desk(_sign))
    sign.add_argument("no")
    sign.add_argument("--on", required=True, metavar="DATE")
    sign.add_argument("--scan", metavar="FILE")
    refuse = leaf(group, "refuse", "登记拒签", with_desk(_refuse))
    refuse.add_argument("no")
    for name in ("--on", "--reason", "--witness"):
        refuse.add_argument(name, required=True)
    refuse.add_argument("--unable", action="store_true", help="不是拒签，是无法签订")


def _advance(desk: Desk, arguments: argparse.Namespace) -> object:
    on = reading.day(arguments.on, desk.today)
    said = StepFacts(
        arguments.reason,
        arguments.receiving_office,
        arguments.receipt_no,
        arguments.proof,
        arguments.cause,
        arguments.letter_no,
        new_addr=arguments.new_addr,
        left_open=arguments.left_open,
    )
    scan = Path(arguments.scan) if arguments.scan else None
    state = steps.advance(
        desk, arguments.no, arguments.state, on, said, approved_by=arguments.approved_by, scan=scan
    )
    return {"no": arguments.no, "state": state.label, "state_code": state.short}


def _seal(desk: Desk, arguments: argparse.Namespace) -> object:
    decision, on = DECISIONS[arguments.decide], reading.day(arguments.on, desk.today)
    sealing.decide(desk, arguments.no, decision, arguments.by, arguments.reason, on, arguments.number)
    return {"no": arguments.no, "sealing": decision.label, "sealing_code": decision.value}


def _draw(desk: Desk, arguments: argparse.Namespace) -> object:
    terms = Terms(family=_who(arguments.family), guardian=_who(arguments.guardian))
    drawn = agreements.draw(desk, arguments.no, Path(arguments.out), terms)
    return {"files": drawn.files, "pages": drawn.pages}


def _basis(desk: Desk, arguments: argparse.Namespace) -> object:
    out = target(arguments, Path(arguments.out), ".pdf")
    return {"file": str(clause_basis.save(desk, out))}


def _who(said: str | None) -> str | None:
    """A name; nobody; None where nothing was said."""
    return "" if said == "none" else said


def _sign(desk: Desk, arguments: argparse.Namespace) -> object:
    scan = Path(arguments.scan) if arguments.scan else None
    agreements.sign(desk, arguments.no, reading.day(arguments.on, desk.today) or desk.today, scan)
    return {"no": arguments.no, "agreement_state": AgreementState.SIGNED}


def _refuse(desk: Desk, arguments: argparse.Namespace) -> object:
    on, unable = reading.day(arguments.on, desk.today) or desk.today, arguments.unable
    agreements.refuse(desk, arguments.no, on, arguments.reason, arguments.witness, unable=unable)
    return {
        "no": arguments.no,
        "agreement_state": AgreementState.UNABLE if unable else AgreementState.REFUSED,
    }
