"""人员信息核对函: one letter to the police about several people (art. 13; domain.md §0.1)."""

from collections.abc import Mapping, Sequence

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import letter, sealing, write
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.entry import as_day, new_record, read_entry
from anbang_desktop.services.records.letter_book import letter_book
from anbang_desktop.services.records.unit import begin

ITS = names(Letter)


def write_list(desk: Desk, numbers: Sequence[str], values: Mapping[str, object]) -> str:
    """One letter about these cases, as one unit of work; its number. UserError for nobody, for a type that is
    about one person only, and for what any letter refuses.
    """
    if not numbers:
        raise UserError("没有勾选人员。", "请先勾选要写进函里的人。", field="no")
    known = letter_book().types.get(str(values.get(name_of(ITS.letter_type))))
    if known is not None and not known.several:
        raise UserError("这种函一份只写一个人。", "请打开这个人的页面再写。", field=name_of(ITS.letter_type))
    with begin(desk, f"{Verb.WRITE_OTHER} {len(numbers)} 人") as unit:
        number, concerned = None, []
        for no in dict.fromkeys(numbers):
            about = unit.open(no)
            write.refuse_ended(about, LETTER.label)
            _refuse_withheld(desk, about)
            on = as_day(values.get(name_of(ITS.written_on)))
            entry = read_entry(desk, LETTER, ITS.written_on, values, on)
            made = new_record(desk, about, LETTER, entry)
            assert isinstance(made, Letter)  # noqa: S101 - of this kind
            numbered = letter.numbered(unit, letter.complete(desk, about, made), number)
            number = numbered.number
            unit.add(numbered, f"{LETTER.label} {about.no}")
            concerned.append(about.case_id)
        unit.is_about(concerned)
    return number or ""


def _refuse_withheld(desk: Desk, about: CaseFile) -> None:
    """A sealed record is on no list that leaves (刑事诉讼法第二百八十六条)."""
    if sealing.is_withheld(desk, about):
        what = f"{about.no} 是封存的档案，不列入写几个人的函。"
        raise UserError(what, "请去掉这一份，再写一次。", field="no")
