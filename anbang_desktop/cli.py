"""The command line: the services without a window, for scripts, the county's IT and tests.

Exit 0 done, 1 refused (Chinese reasons on stderr), 2 usage. ``--json`` prints machine-readable results.
"""

import argparse
import getpass
import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from pathlib import Path

from anbang_desktop import __version__, paths
from anbang_desktop.domain.clock import Clock, FixedClock, SystemClock
from anbang_desktop.domain.day_text import read_day
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.roster_plan import Verdict
from anbang_desktop.domain.states import AgreementState
from anbang_desktop.domain.states import state as state_of
from anbang_desktop.errors import Cancelled, UserError, fault_of, why
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening, outputs
from anbang_desktop.services.cases import advance as cases
from anbang_desktop.services.demo import run as demo
from anbang_desktop.services.demo import self_test
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, archive
from anbang_desktop.services.office import recovery_sheet
from anbang_desktop.services.records import write
from anbang_desktop.services.records.registry import RECORDED
from anbang_desktop.services.reports import county_sheets
from anbang_desktop.services.roster_import import roster
from anbang_desktop.services.roster_import.plan import ImportPlan
from anbang_desktop.services.worklist import people
from anbang_desktop.usage import Parser

Command = Callable[[argparse.Namespace], object]
LARGEST_NUMBER = 2**63 - 1  # of a row
TODAY_VARIABLE = "ANBANG_TODAY"  # an injected day, for scripts that replay a month


def main(words: Sequence[str]) -> int:
    """Run one command; the process exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = _parser().parse_args(list(words))
    if not hasattr(arguments, "run"):
        _parser().error("没有写命令，见 --help。")
    with _stoppable():
        return _run(arguments, words)


def _run(arguments: argparse.Namespace, words: Sequence[str]) -> int:
    """Run it; whatever goes wrong becomes a sentence, a fault of the program its kind and place (never a
    value).
    """
    try:
        _readable(words)
        result = arguments.run(arguments)
        if result is not None:
            _show(result, as_json=getattr(arguments, "json", False))
        sys.stdout.flush()
    except UserError as refused:
        return _refused(*getattr(refused, "reasons", (str(refused),)))
    except (KeyboardInterrupt, Cancelled):
        return _refused("已中断，没有做完的这一步没有保存。")
    except (
        BrokenPipeError
    ):  # whoever read our output went away (| head): the work is done, there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        return _refused(f"读写“{error.filename or '文件'}”时出错：{why(error)}。请核对位置和磁盘空间后再试。")
    except Exception as error:  # noqa: BLE001 - the last place that can turn it into words
        fault = fault_of(error)
        return _refused(
            f"程序出了一个错，这一步没有完成，已经保存的资料不受影响。请把下面的报告交给维护人员。\n{fault.report}"
        )
    return 0


def _refused(*reasons: str) -> int:
    for reason in reasons:
        print(reason, file=sys.stderr)
    return 1


def _readable(words: Sequence[str]) -> None:
    """Words that are not UTF-8 reach us with stand-ins that neither the database nor a paper can hold."""
    for word in words:
        try:
            word.encode()
        except UnicodeEncodeError:
            raise UserError("命令里有读不出来的字（不是 UTF-8）。", "请在 UTF-8 的终端里重新输入。") from None


@contextmanager
def _stoppable() -> Iterator[None]:
    """A request to end the process undoes the step at work like Ctrl+C does, instead of leaving half a
    file behind.
    """

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


# ---------------------------------------------------------------- printing
def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(one) for one in value]
    if isinstance(value, (date, datetime, Path)):
        return str(value) if isinstance(value, Path) else value.isoformat()
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _show(result: object, *, as_json: bool) -> None:
    plain = _plain(result)
    if as_json:
        print(json.dumps(plain, ensure_ascii=False, indent=2))
    elif isinstance(plain, list):
        for one in plain:
            print(
                "\t".join("" if cell is None else str(cell) for cell in one.values())
                if isinstance(one, dict)
                else one
            )
    elif isinstance(plain, dict):
        for name, value in plain.items():
            print(
                f"{name}:", json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
            )
    else:
        print(plain)


# ---------------------------------------------------------------- the office
def _clock() -> Clock:
    forced = os.environ.get(TODAY_VARIABLE, "")
    if not forced:
        return SystemClock()
    try:
        return FixedClock(date.fromisoformat(forced))
    except ValueError:
        raise UserError(f"{TODAY_VARIABLE}={forced} 不是日期。", "请写成 2026-11-30。") from None


def _passphrase(arguments: argparse.Namespace, prompt: str = "口令：") -> str:
    if arguments.passphrase_file is not None:
        line = _text(arguments.passphrase_file, "口令文件").partition("\n")[0].rstrip("\r")
        if not line:
            raise UserError(f"口令文件“{arguments.passphrase_file}”的第一行是空的。", "请把口令写在第一行。")
        return line
    if not sys.stdin.isatty():
        raise UserError("没有口令。", "请用 --passphrase-file 指定口令文件。")
    return getpass.getpass(prompt)


def _text(file: Path, what: str) -> str:
    """The text of a small file, told apart when it isn't there and when it isn't UTF-8."""
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise UserError(f"读不到{what}“{file}”（{why(error)}）。", "请核对路径。") from None
    except UnicodeDecodeError:
        raise UserError(f"{what}“{file}”不是 UTF-8 文本。", "请用记事本另存为 UTF-8 编码后再试。") from None


def _folder(arguments: argparse.Namespace) -> Path:
    if arguments.office is not None:
        return Path(arguments.office)
    found = paths.offices()
    if len(found) == 1:
        return found[0]
    raise UserError(
        "没有指明是哪个单位的数据。" if found else "这台电脑上还没有单位数据。",
        "请用 --office 指定数据文件夹，或先用 office create 建立。",
    )


@contextmanager
def _opened(arguments: argparse.Namespace) -> Iterator[Desk]:
    folder = _folder(arguments)
    card = opening.look(folder)
    user = arguments.user or (card.users[0] if len(card.users) == 1 else "")
    if not user:
        raise UserError("没有指明用户。", f"请用 --user 指定，可用的有：{'、'.join(card.users)}。")
    desk = opening.unlock(folder, user, _passphrase(arguments), _clock())
    try:
        yield desk
    finally:
        opening.close(desk)


def _with_desk(act: Callable[[Desk, argparse.Namespace], object]) -> Command:
    def run(arguments: argparse.Namespace) -> object:
        with _opened(arguments) as desk:
            return act(desk, arguments)

    return run


def _day(text: str | None, clock_today: date) -> date | None:
    if text is None:
        return None
    try:
        return read_day(text, clock_today)
    except ValueError as reason:
        raise UserError(f"日期“{text}”：{str(reason).rstrip('。')}。", field="on") from None


def _create(arguments: argparse.Namespace) -> object:
    folder = Path(arguments.office) if arguments.office is not None else paths.data_folder(arguments.code)
    user, sheet = arguments.user or "所长", Path(arguments.recovery_sheet)
    recovery_sheet.refuse_place(sheet)
    made = opening.create(
        folder,
        arguments.name,
        arguments.code,
        arguments.county,
        user,
        _passphrase(arguments, "新口令："),
        _clock(),
        Progress(),
    )
    try:
        recovery_sheet.write(made.desk, made.recovery_code, sheet)
    finally:
        opening.close(made.desk)
    print(
        "恢复钥匙已写到文件。请立即打印、装入信封密封，并删除这个文件：谁拿到它谁就能打开全部数据。",
        file=sys.stderr,
    )
    return {"office": str(folder), "user": user, "recovery_sheet": str(arguments.recovery_sheet)}


def _restore(arguments: argparse.Namespace) -> object:
    opening.restore(
        Path(arguments.file), Path(arguments.folder), arguments.user or "", _passphrase(arguments), _clock()
    )
    return {"restored": str(arguments.folder)}


def _office(commands: "argparse._SubParsersAction[Parser]") -> None:
    office = commands.add_parser("office", help="单位数据：建立、查看、检查、备份、恢复").add_subparsers(
        required=True, metavar="动作"
    )
    create = office.add_parser("create", help="建立单位数据")
    for name in ("--name", "--code", "--county", "--recovery-sheet"):
        create.add_argument(name, required=True)
    create.set_defaults(run=_create)
    _leaf(office, "info", "查看", _with_desk(lambda desk, _: opening.info(desk)))
    _leaf(office, "check", "检查", _with_desk(lambda desk, _: _checked(desk)))
    backup = _leaf(office, "backup", "备份", _with_desk(lambda desk, a: opening.backup(desk, Path(a.file))))
    backup.add_argument("file")
    restore = _leaf(office, "restore", "恢复到新文件夹", _restore)
    restore.add_argument("file")
    restore.add_argument("folder")


def _checked(desk: Desk) -> object:
    report = opening.check(desk)
    if not report.ok:
        raise UserError(
            "检查发现问题：" + "；".join(report.problems) + "。",
            "请停止录入，用最近的备份恢复，并联系技术人员。",
        )
    return report


def _leaf(
    commands: "argparse._SubParsersAction[Parser]", name: str, words: str, run: Command
) -> argparse.ArgumentParser:
    leaf = commands.add_parser(name, help=words)
    leaf.add_argument("--json", action="store_true", help="输出 JSON")
    leaf.set_defaults(run=run)
    return leaf


# ---------------------------------------------------------------- import
def _file(arguments: argparse.Namespace, file: Path) -> Path:
    """Where to write; a file that is there is replaced only where that was said."""
    if not arguments.replace:
        outputs.refuse_existing(file, "；确实要替换的，请加上 --replace")
    return file


def _replaceable(leaf: argparse.ArgumentParser) -> None:
    leaf.add_argument("--replace", action="store_true", help="替换同名文件")


def _import(desk: Desk, arguments: argparse.Namespace) -> object:
    problems = _file(arguments, Path(arguments.problems)) if arguments.problems else None
    plan = roster.plan(desk, Path(arguments.list), progress=Progress())
    if problems:
        roster.problems_file(plan, problems)
    result = plan.as_json()
    if not arguments.dry_run:
        accept = _accepted(arguments.accept, plan)
        result["import_id"] = roster.commit(desk, plan, accept, Progress()).import_id
    return result


def _accepted(words: str, plan: ImportPlan) -> frozenset[int]:
    asked = frozenset(row.number for row in plan.with_verdict(Verdict.ASK))
    if words == "all":
        return asked
    wanted = {part.strip() for part in words.split(",") if part.strip()}
    if not all(part.isdecimal() and int(part) in asked for part in wanted):
        raise UserError(
            f"--accept {words} 里有不是“需确认”的行。", "请写行号，用逗号隔开，例如 6,12，或写 all。"
        )
    return frozenset(int(part) for part in wanted)


def _add_import(commands: "argparse._SubParsersAction[Parser]") -> None:
    entry = commands.add_parser("import", help="导入县局名单，或撤销一次导入（import undo ID）")
    entry.add_argument("list", metavar="LIST|undo|return", help="名单文件；或 undo ID；或 return ID OUT.xlsx")
    entry.add_argument("more", nargs="*", default=[], help=argparse.SUPPRESS)
    entry.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
    entry.add_argument("--problems", metavar="OUT.xlsx", help="把有问题的行另存")
    _replaceable(entry)
    entry.add_argument(
        "--accept", default="", metavar="ROWS", help="同时导入这些“需确认”的行，例如 6,12 或 all"
    )
    entry.add_argument("--json", action="store_true", help="输出 JSON")
    entry.set_defaults(run=_with_desk(_import_or_undo))


def _import_or_undo(desk: Desk, arguments: argparse.Namespace) -> object:
    if arguments.list == "undo" and len(arguments.more) == 1:
        return {
            "undone": roster.undo(desk, _number(arguments.more[0])),
            "import_id": _number(arguments.more[0]),
        }
    if arguments.list == "return" and len(arguments.more) == 2:
        roster.return_list(desk, _number(arguments.more[0]), _file(arguments, Path(arguments.more[1])))
        return {"files": [arguments.more[1]]}
    if arguments.more:
        print("用法：import LIST，import undo ID，或者 import return ID OUT.xlsx", file=sys.stderr)
        raise SystemExit(2)
    return _import(desk, arguments)


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 19 or int(text) > LARGEST_NUMBER:
        raise UserError(f"“{text}”不是编号。", "请写数字。")
    return int(text)


# ---------------------------------------------------------------- people, records, cases
def _row(row: people.PersonRow) -> dict[str, object]:
    shown = {
        name: getattr(row, name)
        for name in ("no", "name", "id_no_masked", "state", "state_code", "release_date", "village")
    }
    return {**shown, "state_code": state_of(row.state_code).short}


def _state(text: str) -> str:
    try:
        return state_of(text).code
    except ValueError as unknown:
        raise UserError(str(unknown), field="state") from None


def _list(desk: Desk, arguments: argparse.Namespace) -> object:
    states = frozenset({_state(arguments.state)}) if arguments.state else frozenset()
    ids = people.list_ids(desk, people.PeopleFilter(states=states))
    return [_row(row) for row in people.rows(desk, ids)]


def _person(desk: Desk, arguments: argparse.Namespace) -> object:
    person = people.show(desk, arguments.no)
    return {
        "no": person.no,
        **people.plain_values(person),
        "state": person.state,
        "state_code": state_of(person.state_code).short,
        "records": people.plain_records(person),
    }


def _people(commands: "argparse._SubParsersAction[Parser]") -> None:
    group = commands.add_parser("people", help="人员：列表、查找、查看").add_subparsers(
        required=True, metavar="动作"
    )
    _leaf(group, "list", "列表", _with_desk(_list)).add_argument("--state", help="状态，例如 S10")
    search = _leaf(
        group,
        "search",
        "查找",
        _with_desk(lambda desk, a: [_row(hit.row) for hit in people.search(desk, a.text)]),
    )
    search.add_argument("text")
    _leaf(group, "show", "查看一人", _with_desk(_person)).add_argument("no")


def _values(file: str) -> dict[str, object]:
    text = _text(Path(file), "文件")
    try:
        values = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        raise UserError(f"文件“{file}”第 {fault.lineno} 行不是正确的 JSON。", "请改正后再试。") from None
    except (ValueError, RecursionError):
        raise UserError(
            f"文件“{file}”不是正确的 JSON：有不是数的数、长得不合理的数，或者套得太深。", "请改正后再试。"
        ) from None
    if not isinstance(values, dict):
        raise UserError(f"文件“{file}”里应是一个对象（花括号）。", "请改正后再试。")
    return values


def _once(members: list[tuple[str, object]]) -> dict[str, object]:
    """A name given twice would silently lose its first value."""
    found: dict[str, object] = {}
    for name, value in members:
        if name in found:
            raise UserError(f"“{name}”写了两次。", "请只留一次。", field=name)
        found[name] = value
    return found


def _no_number(word: str) -> object:
    raise ValueError(word)


def _record(desk: Desk, arguments: argparse.Namespace) -> object:
    on = _day(arguments.on, desk.today)
    record_id = write.record(desk, arguments.no, arguments.kind, _values(arguments.source), on)
    return {"no": arguments.no, "kind": arguments.kind, "record": record_id}


def _advance(desk: Desk, arguments: argparse.Namespace) -> object:
    on = _day(arguments.on, desk.today)
    said = StepFacts(arguments.reason, arguments.receiving_office, arguments.receipt_no, arguments.proof)
    state = cases.advance(desk, arguments.no, arguments.state, on, said, approved_by=arguments.approved_by)
    return {"no": arguments.no, "state": state.label, "state_code": state.short}


# ---------------------------------------------------------------- papers and sheets
def _draw(desk: Desk, arguments: argparse.Namespace) -> object:
    drawn = agreements.draw(desk, arguments.no, Path(arguments.out))
    return {"files": drawn.files, "pages": drawn.pages}


def _sign(desk: Desk, arguments: argparse.Namespace) -> object:
    scan = Path(arguments.scan) if arguments.scan else None
    agreements.sign(desk, arguments.no, _day(arguments.on, desk.today) or desk.today, scan)
    return {"no": arguments.no, "agreement_state": AgreementState.SIGNED}


def _refuse(desk: Desk, arguments: argparse.Namespace) -> object:
    on, unable = _day(arguments.on, desk.today) or desk.today, arguments.unable
    agreements.refuse(desk, arguments.no, on, arguments.reason, arguments.witness, unable=unable)
    return {
        "no": arguments.no,
        "agreement_state": AgreementState.UNABLE if unable else AgreementState.REFUSED,
    }


def _agreement(commands: "argparse._SubParsersAction[Parser]") -> None:
    group = commands.add_parser("agreement", help="协议：生成、签订、拒签").add_subparsers(
        required=True, metavar="动作"
    )
    draw = _leaf(group, "draw", "生成协议书", _with_desk(_draw))
    draw.add_argument("no")
    draw.add_argument("--out", required=True, metavar="DIR")
    sign = _leaf(group, "sign", "登记签订", _with_desk(_sign))
    sign.add_argument("no")
    sign.add_argument("--on", required=True, metavar="DATE")
    sign.add_argument("--scan", metavar="FILE")
    refuse = _leaf(group, "refuse", "登记拒签", _with_desk(_refuse))
    refuse.add_argument("no")
    for name in ("--on", "--reason", "--witness"):
        refuse.add_argument(name, required=True)
    refuse.add_argument("--unable", action="store_true", help="不是拒签，是无法签订")


def _bind(desk: Desk, arguments: argparse.Namespace) -> object:
    out = _file(arguments, archive.file_for(Path(arguments.out), arguments.no.strip()))
    bound = archive.bind(desk, arguments.no, out)
    return {"files": bound.files, "pages": bound.pages}


def _learn(desk: Desk, arguments: argparse.Namespace) -> object:
    return county_sheets.learn(desk, Path(arguments.blank), arguments.name)


def _make(desk: Desk, arguments: argparse.Namespace) -> object:
    return county_sheets.make(desk, arguments.name, arguments.period, Path(arguments.out), Progress())


def _papers(commands: "argparse._SubParsersAction[Parser]") -> None:
    files = commands.add_parser("archive", help="档案：合订成册").add_subparsers(
        required=True, metavar="动作"
    )
    bind = _leaf(files, "bind", "合订成一份 PDF", _with_desk(_bind))
    bind.add_argument("no")
    bind.add_argument("--out", required=True, metavar="FILE.pdf")
    _replaceable(bind)
    report = commands.add_parser("report", help="报表：学习空表、填报").add_subparsers(
        required=True, metavar="动作"
    )
    learn = _leaf(report, "learn", "学习县局空表", _with_desk(_learn))
    learn.add_argument("blank")
    learn.add_argument("--name", required=True)
    make = _leaf(report, "make", "填报", _with_desk(_make))
    make.add_argument("name")
    make.add_argument(
        "--period", required=True, help="2026-11、2026Q4、2026H1、2026 或 2026-11-01..2026-11-30"
    )
    make.add_argument("--out", required=True, metavar="DIR")


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="anbang-desktop", description="安帮桌面：司法所做安置帮教工作的程序。不带命令时打开窗口。"
    )
    parser.add_argument("--version", action="version", version=__version__, help="显示版本")
    parser.add_argument("--office", type=Path, metavar="DIR", help="数据文件夹")
    parser.add_argument("--user", metavar="NAME", help="用户")
    parser.add_argument("--passphrase-file", type=Path, metavar="F", help="口令文件（第一行是口令）")
    commands = parser.add_subparsers(metavar="命令")
    _office(commands)
    _add_import(commands)
    _people(commands)
    record = _leaf(commands, "record", "登记一份记录", _with_desk(_record))
    record.add_argument("no")
    record.add_argument("kind", choices=RECORDED)
    record.add_argument("--from", dest="source", required=True, metavar="FILE.json")
    record.add_argument("--on", metavar="DATE")
    case = commands.add_parser("case", help="推进状态").add_subparsers(required=True, metavar="动作")
    advance = _leaf(case, "advance", "进入下一状态", _with_desk(_advance))
    advance.add_argument("no")
    advance.add_argument("state")
    advance.add_argument("--on", metavar="DATE")
    advance.add_argument("--reason", default="", help="理由")
    advance.add_argument("--approved-by", default="", help="审批人")
    advance.add_argument("--receiving-office", default="", help="新住址和接收的司法所（转出时）")
    advance.add_argument("--receipt-no", default="", help="对方回执的文号和日期（转出确认时）")
    advance.add_argument("--proof", default="", help="证明材料（终止时）")
    _agreement(commands)
    _papers(commands)
    made = _leaf(commands, "demo", "用样例名单演示整个月的工作", lambda a: demo.run(Path(a.out)))
    made.add_argument("--out", required=True, metavar="DIR")
    _leaf(commands, "self-test", "自检", lambda _: self_test.run())
    return parser
