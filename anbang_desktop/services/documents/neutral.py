"""Papers of a withheld record of a minor: what leaves the office or is signed by others says nothing of the
offence (刑事诉讼法第二百八十六条; domain.md §10.3). Nobody else's papers change.

Two copies. 对外件, which every paper is unless somebody asks for the other: without offence, term, prison,
age then, in neutral words. 存档件, for the office's own file: whole, with the red mark on each page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from anbang_desktop import paths
from anbang_desktop.domain.articles import chinese_number
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.domain.id_number import age_on
from anbang_desktop.domain.neutral_words import NeutralWords, parse_neutral_words
from anbang_desktop.domain.sealing import Sealing
from anbang_desktop.errors import UserError
from anbang_desktop.fields.approval import SEALING, Approval
from anbang_desktop.fields.assessment import Assessment
from anbang_desktop.fields.client import REGISTRATION, Case
from anbang_desktop.fields.field import Record, given, name_of, names
from anbang_desktop.fields.outside_query import OutsideQuery
from anbang_desktop.lazy import lazy_import
from anbang_desktop.pdf import wording
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import sealing
from anbang_desktop.services.records.assessment import instrument_of
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter_book import letter_book
from anbang_desktop.services.records.registry import kind_for

if TYPE_CHECKING:
    from anbang_desktop.pdf import preview, stamp
else:
    preview = lazy_import("anbang_desktop.pdf.preview")
    stamp = lazy_import("anbang_desktop.pdf.stamp")

INNER = "存档件"
_TELLING = 3  # characters of a name or number that somebody could know again: a “1” stands in every text
APART = "另存"  # the remark of what lies in the inner copy only
THING = "有关材料"  # what it is called on a catalogue
_ITS = names(Case)
_AFTER = (_ITS.release_type, _ITS.release_date, _ITS.release_cert_no, _ITS.police_controlled)
CLEARED = frozenset(
    (
        *(field.name for field in REGISTRATION.section(_ITS.offences).fields),
        *map(name_of, (*_AFTER, _ITS.handover_route)),
    )
)
_STATIC = "static"  # the block of an instrument that tells of the past


@cache
def _shipped() -> NeutralWords:
    return parse_neutral_words(paths.resources("agreements", "neutral.toml").read_text("utf-8"))


def words_for(desk: Desk, about: CaseFile) -> NeutralWords:
    """In which words the papers of this case are set, and what they never say."""
    return _shipped().also((*letter_book().never, *_own(about, desk.today)))


def _own(about: CaseFile, today: date) -> Iterator[str]:
    """What only this file says: offence, court, term, prison, the days and the age of then."""
    case, born = about.case, about.client.birth_date
    for offence in case.offences:
        yield from (offence, offence.removesuffix("罪"))
    named = (case.court, case.judgment_no, case.custody_unit, case.release_cert_no)
    yield from (word for word in named if word and len(word) >= _TELLING)
    if case.term:
        yield from (case.term, case.term.removeprefix("有期徒刑").removeprefix("拘役"))
    then = [
        day for day in (case.offence_first, case.offence_last, case.judgment_date, case.term_start) if day
    ]
    for day in then:
        if day != case.period_start:
            yield from (chinese(day), day.isoformat())
    now = {age_on(born, one) for one in (case.period_start, today) if born and one}
    for age in {age_on(born, day) for day in then if born} - now:
        yield from (f"{age}岁", f"{age}周岁", f"{chinese_number(age)}岁", f"{chinese_number(age)}周岁")


def of(desk: Desk, about: CaseFile) -> CaseFile:
    """The file as papers may know it: of a withheld case without offence, term, prison, age at the offence
    and what lets one infer them; any other as it is.
    """
    if not sealing.is_withheld(desk, about):
        return about
    case = replace(about.case, **given(Case, dict.fromkeys(CLEARED)))
    if case.sealing is None:
        case = replace(case, sealing=Sealing.PROPOSED.value)  # what it followed from is gone
    words = words_for(desk, about)
    scored = tuple(_unscored(desk, words, one) for one in about.all_of(Assessment))
    records = {**about.records, Assessment: scored} if scored else about.records
    return replace(about, case=case, records=records)


def _unscored(desk: Desk, words: NeutralWords, record: Assessment) -> Assessment:
    """An assessment without the past: neither its items nor a sum that they could be reckoned from."""
    past = {
        item.code
        for block in instrument_of(desk, record).blocks
        for item in block.items
        if block.kind == _STATIC or item.restricted or words.tells(item.label)
    }
    return replace(
        record,
        points=tuple(one for one in record.points if one.code not in past),
        agreed={code: one for code, one in record.agreed.items() if code not in past},
        spread_note={code: one for code, one in record.spread_note.items() if code not in past},
        sheets=(),
        triggers=(),
        score=None,
        suggested=None,
        why=(),
    )


def record_of(told: CaseFile, record: Record) -> Record:
    """The same record in the file as papers may know it."""
    return next((one for one in told.all_of(type(record)) if one.id == record.id), record)


@contextmanager
def worded(desk: Desk, about: CaseFile, *, inner: bool = False) -> Iterator[CaseFile]:
    """The file as papers may know it; what is laid out inside is set in the words for it."""
    if inner or not sealing.is_withheld(desk, about):
        yield about
        return
    with wording.neutral(words_for(desk, about)):
        yield of(desk, about)


def printed(desk: Desk, about: CaseFile, make: Callable[[CaseFile], bytes], *, inner: bool = False) -> bytes:
    """The paper that ``make`` draws of the file: 对外件, or 存档件 with its red mark. Of a case that is not
    withheld there is one copy only.
    """
    with worded(desk, about, inner=inner) as told:
        pdf = make(told)
    if inner and sealing.is_withheld(desk, about):
        return stamp.marked(pdf, mark(about))
    return pdf


def mark(about: CaseFile, *, inner: bool = True) -> str:
    """What the red mark says: 犯罪记录封存, or that it is still to be decided; and which copy it is."""
    words = (sealing.state_of(about) or Sealing.PROPOSED).label
    return f"{words}　{INNER}" if inner else words


def title(desk: Desk, about: CaseFile, words: str) -> str:
    """A title as it leaves: 安置帮教协议书 of a withheld case is 关爱帮扶协议."""
    return words_for(desk, about).told(words) if sealing.is_withheld(desk, about) else words


def called(desk: Desk, about: CaseFile, name: str) -> str:
    """What a paper is called where others read it: on a catalogue, in the printer's queue."""
    return thing(words_for(desk, about), name) if sealing.is_withheld(desk, about) else name


def is_inner(desk: Desk, about: CaseFile, record: Record) -> bool:
    """Whether a record of a withheld case is itself about the offence or about the sealing: of it there is no
    对外件.
    """
    if not sealing.is_withheld(desk, about):
        return False
    if isinstance(record, OutsideQuery) or (isinstance(record, Approval) and record.matter == SEALING):
        return True
    return words_for(desk, about).tells(kind_for(type(record)).paper)


def refuse_inner(desk: Desk, about: CaseFile, record: Record) -> None:
    """UserError where somebody wants the 对外件 of such a record."""
    if is_inner(desk, about, record):
        raise UserError(
            f"{kind_for(type(record)).label}写的就是封存的内容，没有对外件。",
            f"本所存档用的，请打印{INNER}（命令行加 --inner）；不要交给别人。",
            field="kind",
        )


def may_leave(words: NeutralWords, pdf: bytes) -> bool:
    """Whether a paper that was made earlier says nothing of it: by its text; what has none (a scan) may
    not.
    """
    text = preview.text(pdf)
    return bool(text.strip()) and not words.says(text)


def thing(words: NeutralWords, words_of_it: str) -> str:
    """How a paper stands on a catalogue that leaves."""
    return THING if words.tells(words_of_it) else words.told(words_of_it)


def refuse_older(desk: Desk, about: CaseFile, pdf: bytes) -> None:
    """UserError where a paper that was drawn before the record was withheld would leave as it is."""
    if sealing.is_withheld(desk, about) and not may_leave(words_for(desk, about), pdf):
        raise UserError(
            "这份文书是封存以前生成的，上面有不能给别人看的内容。",
            "请重新生成一份再用；原来的一份留在卷宗里（存档件）。",
            field="no",
        )
