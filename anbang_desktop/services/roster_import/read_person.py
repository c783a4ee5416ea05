"""Who a row is about: the name and the number as a list writes them."""

from anbang_desktop.domain.id_document import read_id_document
from anbang_desktop.domain.id_number import IdReading, converted, mask_id, read_id_number
from anbang_desktop.domain.old_signs import private_signs, real_signs
from anbang_desktop.domain.person_name import question_name, read_name
from anbang_desktop.domain.roster_plan import Level
from anbang_desktop.domain.sheet import Cell
from anbang_desktop.fields.kinds import ReadContext
from anbang_desktop.services.roster_import.row_reading import (
    FORMER_NAME,
    ID_NO,
    ID_OTHER_NO,
    ID_TYPE,
    NAME,
    NO_NUMBER,
    UNVERIFIED,
    RowReading,
)

_LAST_SHOWN = 4


def read_name_cell(row: RowReading, cell: Cell) -> None:
    """The name, or what may be it: whatever isn't plainly one name is asked."""
    text = _with_real_signs(row, cell.text)
    doubt = question_name(text)
    offered = doubt.name if doubt else ""
    try:
        reading = read_name(offered or text)
    except ValueError as reason:
        row.say(NAME, Level.ERROR, str(reason).rstrip("。"))
        return
    row.values[NAME] = row.shown[NAME] = reading.name
    for change in reading.changed:
        row.say(NAME, Level.NOTE, f"姓名：{change}")
    if doubt is None:
        return
    written = " ".join(text.split())
    if offered:
        row.unplaced.append(f"名单原文：姓名“{written}”")
        _take_former(row, doubt.former)
        row.say(NAME, Level.ASK, f"{doubt.what}（“{written}”），勾选后按“{reading.name}”登记，原文记入备注")
    else:
        row.say(NAME, Level.ASK, f"{doubt.what}（“{written}”），请改成身份证上的姓名；勾选后先按原文登记")


def _with_real_signs(row: RowReading, text: str) -> str:
    """Signs of an old code page as the real ones, which a clerk has to confirm."""
    private = private_signs(text)
    real = real_signs(text) if private else None
    if real is None:
        return text
    row.say(NAME, Level.ASK, f"姓名里有旧字库的自造字，应是“{real.strip()}”；与身份证核对，勾选后这样登记")
    return real


def _take_former(row: RowReading, former: str) -> None:
    try:
        row.derive(FORMER_NAME, read_name(former).name, former)
    except ValueError:
        return  # the words stand in the remark anyway


def read_id_cell(row: RowReading, cell: Cell, context: ReadContext) -> None:
    """The ID number, or another paper's number, which is asked."""
    text, beside = _number_alone(cell.text)
    reading = read_id_number(cell.number if cell.kind == "number" else text, context.today)
    row.identity = reading
    row.shown[ID_NO] = mask_id(reading.number) if reading.number else mask_id(text.strip())
    for change in reading.changed:
        row.say(ID_NO, Level.SAID, f"证件号：{change}")
    if beside and reading.valid:
        row.keep(ID_NO, f"{mask_id(reading.number)} {beside}")
        row.say(ID_NO, Level.ASK, "这一格里除了证件号还写着别的内容，勾选后只取证件号，其余记入备注")
    _settle(row, reading, text)


def _number_alone(text: str) -> tuple[str, str]:
    """A cell of several lines of which just one is a number: that line, and the others."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    valid = [line for line in lines if read_id_number(line).valid] if len(lines) > 1 else []
    if len(valid) != 1:
        return text, ""
    return valid[0], " ".join(line for line in lines if line is not valid[0])


def _settle(row: RowReading, reading: IdReading, text: str) -> None:
    if reading.valid:
        row.values[ID_NO] = reading.number
    elif reading.fault == "check":
        _keep_unverified(
            row, reading.number, f"{reading.problem.rstrip('。')}；确认不了的，勾选后按“未核实”保留"
        )
    elif reading.fault == "old":
        number = converted(reading.number)
        row.shown[ID_NO] = mask_id(number)
        _keep_unverified(
            row,
            number,
            f"这是 15 位的旧号码，推出的 18 位号码末四位是 {number[-_LAST_SHOWN:]}，请与现用身份证核对；"
            "勾选后按推出的号码登记，注明“未核实”",
        )
    elif not _take_other_paper(row, reading, text) and reading.problem:
        row.say(ID_NO, Level.ERROR, reading.problem.rstrip("。"))


def _keep_unverified(row: RowReading, number: str, what: str) -> None:
    row.values[ID_NO], row.values[UNVERIFIED] = number, True
    row.say(ID_NO, Level.ASK, what)


def _take_other_paper(row: RowReading, reading: IdReading, text: str) -> bool:
    """A passport or permit is kept as another paper, once somebody agrees."""
    paper = read_id_document(text) if reading.fault in ("length", "characters") else None
    if paper is None:
        return False
    row.identity = NO_NUMBER
    row.values[ID_TYPE], row.values[ID_OTHER_NO], row.values[UNVERIFIED] = paper.code, paper.number, True
    row.say(
        ID_NO,
        Level.ASK,
        f"不是身份证号，像是{paper.name}的号码；勾选后记入“其他证件”，以后按姓名和出生日期查重",
    )
    return True
