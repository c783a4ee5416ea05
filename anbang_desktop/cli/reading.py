"""What is typed after a command: files, days, numbers, states."""

import json
from datetime import date
from pathlib import Path

from anbang_desktop.domain.day_text import read_day
from anbang_desktop.domain.states import state as state_of
from anbang_desktop.errors import UserError, why

LARGEST_NUMBER = 2**63 - 1  # of a row


def text(file: Path, what: str) -> str:
    """The text of a small file, told apart when it isn't there and when it isn't UTF-8."""
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise UserError(f"读不到{what}“{file}”（{why(error)}）。", "请核对路径。") from None
    except UnicodeDecodeError:
        raise UserError(f"{what}“{file}”不是 UTF-8 文本。", "请用记事本另存为 UTF-8 编码后再试。") from None


def values(file: str) -> dict[str, object]:
    """The object that a JSON file holds."""
    written = text(Path(file), "文件")
    try:
        read = json.loads(written, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as fault:
        raise UserError(f"文件“{file}”第 {fault.lineno} 行不是正确的 JSON。", "请改正后再试。") from None
    except (ValueError, RecursionError):
        raise UserError(
            f"文件“{file}”不是正确的 JSON：有不是数的数、长得不合理的数，或者套得太深。", "请改正后再试。"
        ) from None
    if not isinstance(read, dict):
        raise UserError(f"文件“{file}”里应是一个对象（花括号）。", "请改正后再试。")
    try:
        json.dumps(read, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half of a character, written as an escape: no file can hold it
        raise UserError(f"文件“{file}”里有读不出来的字（半个 \\u 字符）。", "请改正后再试。") from None
    return read


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


def day(words: str | None, today: date) -> date | None:
    """A day in any of the office's ways; None where none was written."""
    if words is None:
        return None
    try:
        return read_day(words, today)
    except ValueError as reason:
        raise UserError(f"日期“{words}”：{str(reason).rstrip('。')}。", field="on") from None


def number(words: str) -> int:
    """The number of a row."""
    if not words.isdecimal() or len(words) > len(str(LARGEST_NUMBER)) or int(words) > LARGEST_NUMBER:
        raise UserError(f"“{words}”不是编号。", "请写数字。")
    return int(words)


def state(words: str) -> str:
    """The code of a state, typed long or short."""
    try:
        return state_of(words).code
    except ValueError as unknown:
        raise UserError(str(unknown), field="state") from None
