"""The holidays of a year, read from a small TOML file or a sheet."""

from pathlib import Path

from anbang_desktop.domain.holidays import HolidayFault, Holidays, from_rows, parse_holidays
from anbang_desktop.domain.toml_table import TomlFault
from anbang_desktop.errors import UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import list_rows

REMEDY = "一行写一个节日：起、止、放假；调休上班的周末写：日期、上班。改好后再选一次。"


def read(desk: Desk, file: Path, progress: Progress | None = None) -> Holidays:
    """From .toml, .xlsx, .xls, .csv; UserError says what can't be read."""
    try:
        if file.suffix.lower() == ".toml":
            return parse_holidays(file.read_text("utf-8-sig"))
        return from_rows(list_rows.rows_of(file, progress), desk.today)
    except (TomlFault, HolidayFault) as fault:
        raise UserError(f"“{file.name}”：{fault}", REMEDY, field="file") from fault
    except UnicodeDecodeError:
        raise UserError(f"“{file.name}”不是 UTF-8 文字文件。", REMEDY, field="file") from None
