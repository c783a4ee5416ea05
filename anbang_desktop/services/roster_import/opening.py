"""建账: what a roster of people already on the books says of the help so far, read row by row, and what each
row will become.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from anbang_desktop import paths
from anbang_desktop.domain.codes import CodeTableName
from anbang_desktop.domain.column_reading import Certainty
from anbang_desktop.domain.day_cell import CellDay, read_cell_day, read_cell_span
from anbang_desktop.domain.roster_opening import OpeningWords, day_in, members_in, parse_opening_words
from anbang_desktop.domain.roster_plan import Action, Level, Verdict
from anbang_desktop.domain.sheet import Cell
from anbang_desktop.domain.states import IN_FORCE, AgreementState, State
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import given, name_of, names
from anbang_desktop.fields.group import Member
from anbang_desktop.services.cases import on_books
from anbang_desktop.services.cases.on_books import HelpSoFar, Opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.roster_import.plan import PlannedRow
from anbang_desktop.services.roster_import.row_reading import NAME, Problem, RowReading

_SO_FAR, _CASE, _CLIENT = names(HelpSoFar), names(Case), names(Client)
_WORKER, _OFFICER = name_of(_CASE.responsible_worker), name_of(_CASE.beat_officer)
_RELATIVE = name_of(_CLIENT.emergency_name)
PERIOD, AGREEMENT, GROUP, STATE, PLACED = "period", "agreement", "group", "state", "placed"  # columns
_START, _END = name_of(_SO_FAR.period_start), name_of(_SO_FAR.period_end)
_AGREED_ON, _LEVEL, _WAY = map(name_of, (_SO_FAR.agreement_on, _SO_FAR.level, _SO_FAR.placement_way))
_ESCORT, _HANDED_ON, _HANDED_HOW = map(
    name_of, (_SO_FAR.must_escort, _SO_FAR.handover_date, _SO_FAR.handover_mode)
)
_REASON, _SCORE = name_of(_SO_FAR.none_reason), name_of(_SO_FAR.score)
_PLACED_FROM = name_of(_SO_FAR.placed_from)
_DAYS = (
    *map(name_of, (_SO_FAR.handover_date, _SO_FAR.last_contact, _SO_FAR.assessed_on, _SO_FAR.placed_from)),
    _AGREED_ON,
)
_CODES: Mapping[str, CodeTableName] = {
    _LEVEL: "level",
    name_of(_SO_FAR.handover_mode): "handover_mode",
    name_of(_SO_FAR.handover_route): "handover_route",
    _WAY: "placement_way",
    _REASON: "placement_none_reason",
}
FIELDS = frozenset({PERIOD, AGREEMENT, GROUP, STATE, PLACED, _ESCORT, _START, _END, _SCORE, *_DAYS, *_CODES})
OFFICE, POLICE, FAMILY = "OFFICE", "POLICE", "FAMILY"  # code table member_kind


@cache
def opening_words() -> OpeningWords:
    """What the cells of such a roster mean (``resources/import/opening.toml``)."""
    return parse_opening_words(paths.resources("import", "opening.toml").read_text(encoding="utf-8"))


def likely(guesses: Sequence[tuple[str | None, Certainty]]) -> bool:
    """Whether the columns speak of help already given: then it is asked whether the list is a roster of
    people on the books.
    """
    words = opening_words()
    known = {field for field, certainty in guesses if certainty is Certainty.KNOWN}
    return len(known & words.likely) >= words.likely_from


@dataclass(frozen=True, slots=True)
class OpeningReader:
    """Reads the columns of ``FIELDS``; ``headers`` are the file's headings by field."""

    desk: Desk
    opening: Opening

    def read(self, row: RowReading, cells: Mapping[str, Cell]) -> HelpSoFar:
        """What the row says of the help so far; what can't be read goes to the remark with a word to the
        clerk.
        """
        told: dict[str, Any] = {}
        for field, cell in cells.items():
            text = " ".join(cell.text.split())
            row.shown[field] = text
            if cell.kind in ("formula", "error"):
                self._keep(row, field, text, "是公式或错误值，没有可用的内容")
            elif text and text.lower() not in _NOTHING:
                self._read(row, told, field, cell, text)
        self._settle_escort(row, told)
        self._settle_placement(row, told)
        self._settle_period(row, told)
        _settle_agreement(told)
        return HelpSoFar(**told)

    def _read(self, row: RowReading, told: dict[str, Any], field: str, cell: Cell, text: str) -> None:
        own: Mapping[str, Callable[[RowReading, dict[str, Any], str], None]] = {
            PERIOD: self._read_period,
            AGREEMENT: self._read_agreement,
            GROUP: self._read_group,
            _SCORE: self._read_score,
            PLACED: self._read_placed,
            STATE: self._read_state,
            _ESCORT: self._read_escort,
        }
        if field in own:
            own[field](row, told, text)
        elif field in _CODES:
            self._read_code(row, told, field, text)
        else:
            self._read_day(row, told, field, cell)

    def _read_day(self, row: RowReading, told: dict[str, Any], field: str, cell: Cell) -> None:
        value = cell.number if cell.kind == "number" and cell.number is not None else cell.text
        try:
            reading = CellDay(cell.day) if cell.day else read_cell_day(value, self.desk.today)
        except ValueError as reason:
            self._keep(row, field, cell.text, f"：{str(reason).rstrip('。')}")
            return
        if reading.day is None:
            self._keep(row, field, cell.text, "只写到月")
        elif field in _DAYS and reading.day > self.opening.on:
            self._keep(row, field, cell.text, f"晚于建账日期 {self.opening.on}", Level.ASK)
        elif reading.doubt:
            self._keep(row, field, cell.text, reading.doubt, Level.ASK)
        else:
            told[field], row.shown[field] = reading.day, reading.day.isoformat()

    def _read_code(self, row: RowReading, told: dict[str, Any], field: str, text: str) -> None:
        words = opening_words()
        table = self.desk.codes[_CODES[field]]
        if field == _WAY and text in words.placed:
            told[PLACED] = words.placed[text]
            return
        code = table.code(words.level.get(text, text) if field == _LEVEL else text)
        if code is None:
            self._keep(row, field, text, "不在列表里")
            return
        told[field], row.shown[field] = code, table.label(code)

    def _read_period(self, row: RowReading, told: dict[str, Any], text: str) -> None:
        try:
            span = read_cell_span(text, self.desk.today)
        except ValueError as reason:
            self._keep(row, PERIOD, text, str(reason).rstrip("。"), Level.ASK)
            return
        if span is None:
            self._keep(row, PERIOD, text, "看不出是哪两天", Level.ASK)
            return
        told[_START], told[_END] = span

    def _read_agreement(self, row: RowReading, told: dict[str, Any], text: str) -> None:
        words, day = opening_words(), day_in(text)
        plain = text.replace(day, "").strip("()（） ，,") if day else text
        table = self.desk.codes["agreement_state"].code(plain)
        settled = words.agreement.get(plain) or (AgreementState(table) if table else None)
        if settled is None and not (day and not plain):
            self._keep(row, AGREEMENT, text, "看不懂")
            return
        told[AGREEMENT] = settled or AgreementState.SIGNED
        if day:
            self._read_day(row, told, _AGREED_ON, Cell("text", day))

    def _read_group(self, row: RowReading, told: dict[str, Any], text: str) -> None:
        named = members_in(text, opening_words())
        if not named:
            self._keep(row, GROUP, text, "没有写成员姓名")
            return
        kinds, roles = self.desk.codes["member_kind"], self.desk.codes["member_role"]
        told["members"] = tuple(
            Member(
                name=one.name,
                kind=kinds.code(one.beside) or self._kind_of(row, one.name),
                role=roles.code(one.beside) or "",
                post=one.beside if one.beside and not roles.code(one.beside) else None,
            )
            for one in named
        )

    def _kind_of(self, row: RowReading, name: str) -> str:
        """Who it is, where the row names the same person elsewhere."""
        same = ((_WORKER, OFFICE), (_OFFICER, POLICE), (_RELATIVE, FAMILY))
        own = OFFICE if name == self.desk.user else ""
        return next((kind for field, kind in same if row.values.get(field) == name), own)

    def _read_score(self, row: RowReading, told: dict[str, Any], text: str) -> None:
        if text.isdecimal():
            told[_SCORE] = int(text)
        else:
            self._keep(row, _SCORE, text, "不是数字")

    def _read_placed(self, row: RowReading, told: dict[str, Any], text: str) -> None:
        if text in opening_words().placed:
            told[PLACED] = opening_words().placed[text]
        else:
            self._keep(row, PLACED, text, "看不出是否安置")

    def _read_escort(self, row: RowReading, told: dict[str, Any], text: str) -> None:
        answer = opening_words().placed.get(text)
        if answer is None:
            self._keep(row, _ESCORT, text, "看不出是或否")
        told[_ESCORT] = answer

    def _settle_escort(self, row: RowReading, told: dict[str, Any]) -> None:
        """That somebody had to be fetched stands in the record of the hand-over, else its words are kept."""
        if told.get(_ESCORT) and not (told.get(_HANDED_ON) and told.get(_HANDED_HOW)):
            self._keep(row, _ESCORT, row.shown[_ESCORT], "，没有衔接日期和情况可登")

    def _read_state(self, row: RowReading, told: dict[str, Any], text: str) -> None:  # noqa: ARG002
        word = opening_words().off_books(text)
        if word:
            what = f"状态写的是“{text}”，不是在册的人，建账不收；确实在册的，请改这一格"
            row.say(STATE, Level.ERROR, what)

    def _settle_placement(self, row: RowReading, told: dict[str, Any]) -> None:
        if told.get(PLACED) is None and (told.get(_WAY) or told.get(_REASON)):
            told[PLACED] = bool(told.get(_WAY))
        if told.get(PLACED) is None and _PLACED_FROM in told:
            self._keep(row, _PLACED_FROM, row.shown[_PLACED_FROM], "没有写安置方式")
            del told[_PLACED_FROM]

    def _settle_period(self, row: RowReading, told: dict[str, Any]) -> None:
        start, end = told.get(_START), told.get(_END)
        field = PERIOD if PERIOD in row.shown else _END
        if start and end and end < start:
            row.say(field, Level.ERROR, f"帮教期止 {end} 早于起 {start}，请改正")
        elif end and end < self.opening.on:
            words = f"帮教期 {end} 已满，请核对是否还在册；勾选后照登，列为超期未解除"
            row.say(field, Level.ASK, words)

    def _keep(self, row: RowReading, field: str, text: str, why: str, level: Level = Level.NOTE) -> None:
        heading = row.headers.get(field, field)
        row.unplaced.append(f"名单原文：{heading}“{text.strip()}”")
        if why:
            asks = "；勾选后原文记入备注" if level is Level.ASK else "，原文记入备注"
            row.say(field, level, f"{heading}“{text.strip()}”{why}{asks}")


_NOTHING = frozenset({"/", "-", "—", "--", "——", "不详", "未知", "暂无"})


def _settle_agreement(told: dict[str, Any]) -> None:
    """A day alone says that it was signed; one that was only drawn, or is over, is not in force."""
    if _AGREED_ON in told and AGREEMENT not in told:
        told[AGREEMENT] = AgreementState.SIGNED
    if told.get(AGREEMENT) not in (None, *IN_FORCE):
        told[AGREEMENT] = AgreementState.NONE


def with_future(
    desk: Desk, row: PlannedRow, so_far: HelpSoFar, opening: Opening, headers: Mapping[str, str]
) -> PlannedRow:
    """The planned row with what it becomes: 在册帮教, or 已登记 with what is missing; somebody whom the
    office has stays as he is.
    """
    if row.verdict is Verdict.ERROR:
        return row
    if row.action is Action.LISTED:
        inside = Problem(NAME, "姓名", Level.ERROR, _INSIDE.format(no=row.case_no))
        return replace(row, verdict=Verdict.ERROR, problems=(inside,))
    if row.action not in (Action.CREATE, Action.CASE):
        note = Problem(NAME, "姓名", Level.NOTE, _HERE.format(no=row.case_no))
        return replace(row, problems=(*row.problems, note))
    client, listed = Client(**given(Client, row.values)), Case(**given(Case, row.values))
    case = on_books.case_on_books(desk, 0, "", listed, so_far, opening)
    problems = (*row.problems, *_other_period(desk, case, headers))
    lacking = on_books.lacks(desk, client, case, so_far, opening)
    asks = any(one.level is Level.ASK for one in problems)
    return replace(
        row,
        verdict=Verdict.ASK if asks else row.verdict,
        problems=problems,
        so_far=so_far,
        becomes=State.S50_REGISTERED if lacking else State.S60_ACTIVE,
        lacks=tuple(one.sentence for one in lacking),
    )


_INSIDE = "服刑人员登记里有此人（{no}），还没有出监，建账不收；已经释放的，请先在他的档案里确认释放"
_HERE = "本所已有此人的档案（{no}），建账不改他的状态和记录；上次误当名单导入的，请先撤销那次导入"


def _other_period(desk: Desk, case: Case, headers: Mapping[str, str]) -> tuple[Problem, ...]:
    """An end of help that the rules reckon otherwise is asked, and stands as the roster has it."""
    if on_books.period_set(desk, case) is None:
        return ()
    other = on_books.reckoned_end(desk, case)
    what = f"帮教期止 {case.period_end} 与按规则推算的 {other} 不同，请核对；勾选后按花名册登记"
    field = PERIOD if PERIOD in headers else _END
    return (Problem(field, headers.get(field, field), Level.ASK, what),)
