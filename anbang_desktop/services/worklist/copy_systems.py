"""照录: the systems that data are typed into. Two are shipped; the office orders their lines, hides some, and
adds systems of its own; all of that is a setting of the office: audited, with undo.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.domain.copying import CopyOrder, CopySystem, in_order, parse_system, spell_system
from anbang_desktop.domain.toml_table import TomlFault
from anbang_desktop.errors import UserError, why
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.worklist.copy_data import data
from anbang_desktop.storage.queries import settings as query
from anbang_desktop.storage.reading import Connection

SYSTEM, ORDER = "copying.system.", "copying.order."
SHIPPED = ("national", "grid")
LARGEST = 256 * 1024  # bytes of a file that the office adds


@cache
def shipped() -> tuple[CopySystem, ...]:
    """Those of ``resources/copying``."""
    texts = (paths.resources("copying", f"{name}.toml").read_text("utf-8") for name in SHIPPED)
    return tuple(parse_system(text, data()) for text in texts)


def systems(desk: Desk) -> tuple[CopySystem, ...]:
    """All of them, each in the order of the office: shipped ones first."""
    with desk.store.read() as connection:
        orders = {key.removeprefix(ORDER): _order(kept) for key, kept in _under(connection, ORDER)}
        own = [_own(kept) for _key, kept in _under(connection, SYSTEM)]
    found = (*shipped(), *(one for one in own if one is not None))
    return tuple(in_order(one, orders.get(one.id)) for one in found)


def system(desk: Desk, id_: str) -> CopySystem:
    """One of them by its id or name; UserError where there is none."""
    found = systems(desk)
    for one in found:
        if id_.strip() in (one.id, one.name):
            return one
    raise UserError(
        f"没有“{id_.strip()}”这个照录次序。",
        f"现有的：{'、'.join(f'{one.id}（{one.name}）' for one in found)}。",
        field="system",
    )


def is_own(system_: CopySystem) -> bool:
    """Whether the office added it."""
    return system_.id not in SHIPPED


def add(desk: Desk, file: Path) -> CopySystem:
    """Take a system from a file; one that the office added under the same id is replaced, its order with it.
    UserError names the line of the file that is wrong.
    """
    text = _text(file)
    try:
        made = parse_system(text, data())
    except TomlFault as fault:
        remedy = "请改正这一行再选一次；写法可以照手册“照录”一节的例子。"
        raise UserError(str(fault), remedy, field="file") from fault
    known = {one.id: one for one in systems(desk)}
    if made.id in SHIPPED:
        raise UserError(
            f"“{made.id}”是程序自带的“{known[made.id].name}”，不能用文件替换。",
            "要换次序，请用“排次序”；要另加一个系统，请把文件里的 id 改成别的。",
            field="file",
        )
    if any(one.name == made.name and one.id != made.id for one in known.values()):
        raise UserError(f"已有叫“{made.name}”的照录次序。", "请把文件里的 name 改得能分清。", field="file")
    with desk.store.work(desk.clock, f"加照录次序 {made.name}") as work:
        work.set(f"{SYSTEM}{made.id}", {"text": text}, f"加照录次序 {made.name}")
        if made.id in known:
            work.set(f"{ORDER}{made.id}", {}, f"加照录次序 {made.name}")
    return made


def _text(file: Path) -> str:
    try:
        raw = file.read_bytes()
        if len(raw) > LARGEST:
            raise UserError(f"文件“{file.name}”太大，不像照录次序。", "请选写好的 .toml 文件。", field="file")
        return raw.decode("utf-8-sig")
    except OSError as fault:
        raise UserError(
            f"读不了文件“{file.name}”（{why(fault)}）。", "请看文件是否还在。", field="file"
        ) from fault
    except UnicodeDecodeError as fault:
        remedy = "请用记事本打开，另存时编码选 UTF-8，再选一次。"
        raise UserError(f"文件“{file.name}”不是 UTF-8 编码的文字。", remedy, field="file") from fault


def save(desk: Desk, id_: str, out: Path) -> None:
    """The file of a system at ``out``, whole or not at all, to begin one of the office's own with: it holds
    nothing about anybody.
    """
    with write_beside(out, spell_system(system(desk, id_)).encode()):
        pass


def remove(desk: Desk, id_: str) -> None:
    """Keep a system of the office's own no longer; UserError for one that is shipped."""
    gone = system(desk, id_)
    if not is_own(gone):
        raise UserError(
            f"“{gone.name}”是程序自带的，不能去掉。", "不用的行可以在“排次序”里去掉勾。", field="system"
        )
    with desk.store.work(desk.clock, f"去掉照录次序 {gone.name}") as work:
        for key in (f"{SYSTEM}{gone.id}", f"{ORDER}{gone.id}"):
            work.set(key, {}, f"去掉照录次序 {gone.name}")


def arrange(desk: Desk, id_: str, order: Sequence[str], hidden: frozenset[str]) -> CopySystem:
    """Bring the lines of a system into this order (their keys) and hide some. UserError where a key is not
    one of its lines, or none would be left.
    """
    now = system(desk, id_)
    keys = {one.key for one in now.lines}
    if strange := [key for key in (*order, *sorted(hidden)) if key not in keys]:
        raise UserError(f"“{now.name}”里没有“{strange[0]}”这一行。", "请核对行的名称。", field="order")
    if hidden >= keys:
        raise UserError("每一行都去掉了勾，就没有可以照录的了。", "请至少留一行。", field="order")
    kept = {"order": list(dict.fromkeys(order)), "hidden": sorted(hidden)}
    with desk.store.work(desk.clock, f"排照录次序 {now.name}") as work:
        work.set(f"{ORDER}{now.id}", kept, f"排照录次序 {now.name}")
    return system(desk, now.id)


def as_delivered(desk: Desk, id_: str) -> CopySystem:
    """Forget the office's order of a system."""
    now = system(desk, id_)
    with desk.store.work(desk.clock, f"照录次序恢复默认 {now.name}") as work:
        work.set(f"{ORDER}{now.id}", {}, f"照录次序恢复默认 {now.name}")
    return system(desk, now.id)


def _under(connection: Connection, prefix: str) -> list[tuple[str, dict[str, object]]]:
    return [(key, kept) for key, kept in query.beginning_with(connection, prefix) if kept]


def _own(kept: dict[str, object]) -> CopySystem | None:
    """None for one that this version can't read any more: the others must still be there."""
    try:
        return parse_system(str(kept["text"]), data())
    except TomlFault:
        return None


def _order(kept: dict[str, object]) -> CopyOrder:
    order, hidden = kept["order"], kept["hidden"]
    return CopyOrder(
        tuple(map(str, order)) if isinstance(order, list) else (),
        frozenset(map(str, hidden)) if isinstance(hidden, list) else frozenset(),
    )
