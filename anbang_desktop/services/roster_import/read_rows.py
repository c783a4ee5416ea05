"""Reads one row of a list: every cell by the kind of its field, then what the cells say about each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from anbang_desktop.domain import roster_values
from anbang_desktop.domain.day_text import read_day
from anbang_desktop.domain.id_number import IdReading, mask_id, read_id_number
from anbang_desktop.domain.person_name import read_name
from anbang_desktop.domain.phone import judge_phone
from anbang_desktop.domain.roster_plan import Level
from anbang_desktop.domain.roster_words import RosterWords
from anbang_desktop.domain.sheet import EMPTY, Cell
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS, Case, Client
from anbang_desktop.fields.field import Field, name_of, names
from anbang_desktop.fields.kinds import Choice, Day, LongText, Lookup, Phone, ReadContext, Text

FIELDS: Mapping[str, Field] = {one.name: one for one in (*CLIENT_FIELDS, *CASE_FIELDS)}
_CLIENT, _CASE = names(Client), names(Case)
NAME, ID_NO, SEX, BIRTH_DATE = map(name_of, (_CLIENT.name, _CLIENT.id_no, _CLIENT.sex, _CLIENT.birth_date))
UNVERIFIED, BIRTH_REASON = map(name_of, (_CLIENT.id_unverified, _CLIENT.birth_reason))
RELEASE_TYPE, RELEASE_DATE, REMARK = map(name_of, (_CASE.release_type, _CASE.release_date, _CASE.remark))
_EMERGENCY_NAME, _EMERGENCY_RELATION = map(name_of, (_CLIENT.emergency_name, _CLIENT.emergency_relation))
_TERM, _TERM_START, _TERM_END = map(name_of, (_CASE.term, _CASE.term_start, _CASE.term_end))
_PENALTY, _CUSTODY, _MINOR = map(name_of, (_CASE.penalty_main, _CASE.custody_unit, _CASE.minor_at_offence))
VILLAGE = name_of(_CASE.village)
_ADDRESSES = tuple(map(name_of, (_CLIENT.live_addr, _CLIENT.hukou_addr)))
_CONTACT = "emergency_contact"  # a column of the lists that is no datum: name and relation in one cell
_UNPLACED = "unplaced"  # what has no place of its own, until the remark is complete
DECISIVE = frozenset({NAME, ID_NO, BIRTH_DATE, _TERM_START, _TERM_END, RELEASE_DATE})
MALE, FEMALE = "1", "2"
_KEPT_UNVERIFIED = {"check", "old"}
_REASON = "名单所写与证件号不一致，导入时由经办人确认"


@dataclass(frozen=True, slots=True)
class Problem:
    """Which cell, how grave, and a Chinese sentence: which, why, what to do. ``column`` is the heading in
    the file.
    """

    field: str
    column: str
    level: Level
    what: str


@dataclass(slots=True)
class RowReading:
    """What was read of a row so far; filled in place, then frozen into a planned row."""

    number: int
    values: dict[str, object] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    derived: set[str] = field(
        default_factory=set
    )  # filled by the program: never overwrites what the office knows
    identity: IdReading = field(default_factory=lambda: read_id_number(""))


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows against the office's code tables and today; ``headers`` are the file's headings by field."""

    words: RosterWords
    read_context: ReadContext
    headers: Mapping[str, str]

    def read(self, number: int, cells: Mapping[str, Cell]) -> RowReading:
        """``cells`` by field; row ``number`` of the file."""
        row = RowReading(number)
        for name, cell in cells.items():
            row.shown[name] = cell.text.strip()
            self._read_cell(row, name, cell)
        self._require(row)
        self._split_contact(row)
        self._understand_term(row)
        self._understand_release(row)
        self._compare_with_id(row)
        self._compare_days(row)
        self._find_minor(row)
        self._find_village(row)
        return row

    def say(self, row: RowReading, name: str, level: Level, what: str) -> None:
        """Note a problem of a field of this row."""
        label = FIELDS[name].label if name in FIELDS else name
        row.problems.append(Problem(name, self.headers.get(name, label), level, what))

    def _read_cell(self, row: RowReading, name: str, cell: Cell) -> None:
        if cell.blank or cell.text.strip().lower() in self.words.nothing:
            return
        if cell.kind == "error":
            self.say(
                row,
                name,
                Level.ERROR if name in DECISIVE else Level.NOTE,
                f"这一格是错误值 {cell.text}，没有可用的内容，请填上正确的值",
            )
        elif cell.kind == "formula":
            self._read_formula(row, name, cell)
        else:
            self._read_value(row, name, cell)

    def _read_formula(self, row: RowReading, name: str, cell: Cell) -> None:
        """A formula is shown as a formula; where a value is needed, what it last showed is offered to the
        clerk.
        """
        if name not in DECISIVE:
            self._keep_formula(row, name, cell.text)
            self.say(row, name, Level.NOTE, f"这一格是公式 {cell.text}，按公式原文保留，不计算")
        elif cell.result:
            self._read_value(row, name, Cell("text", cell.result))
            self.say(
                row,
                name,
                Level.ASK,
                f"这一格是公式 {cell.text}，上次算出的是“{cell.result}”，请核对；勾选后按这个值登记",
            )
        else:
            self.say(row, name, Level.ERROR, f"这一格是公式 {cell.text}，没有算出的值，请改成固定的内容")

    def _keep_formula(self, row: RowReading, name: str, formula: str) -> None:
        if name in FIELDS and isinstance(FIELDS[name].kind, Text | LongText | Lookup):
            row.values[name] = formula
        else:
            row.shown[name] = formula
            self._keep_in_remark(row, name, formula)

    def _read_value(self, row: RowReading, name: str, cell: Cell) -> None:
        special: dict[str, Callable[[RowReading, Cell], None]] = {
            NAME: self._read_name,
            ID_NO: self._read_id,
            _CONTACT: self._keep_contact,
        }
        kind = FIELDS[name].kind if name in FIELDS else None
        if name in special:
            special[name](row, cell)
        elif isinstance(kind, Day):
            self._read_day(row, name, cell)
        elif isinstance(kind, Phone):
            self._read_phone(row, name, cell)
        elif kind is not None:
            self._read_by_kind(row, name, cell)

    def _read_name(self, row: RowReading, cell: Cell) -> None:
        try:
            reading = read_name(cell.text)
        except ValueError as reason:
            self.say(row, NAME, Level.ERROR, str(reason))
            return
        row.values[NAME] = reading.name
        row.shown[NAME] = reading.name
        for change in reading.changed:
            self.say(row, NAME, Level.NOTE, f"姓名：{change}")

    def _read_id(self, row: RowReading, cell: Cell) -> None:
        row.identity = reading = read_id_number(
            cell.number if cell.kind == "number" else cell.text, self.read_context.today
        )
        row.shown[ID_NO] = mask_id(reading.number) if reading.number else mask_id(cell.text.strip())
        for change in reading.changed:
            self.say(row, ID_NO, Level.SAID, f"证件号：{change}")
        if reading.valid or reading.fault in _KEPT_UNVERIFIED:
            row.values[ID_NO] = reading.number
        if reading.fault in _KEPT_UNVERIFIED:
            row.values[UNVERIFIED] = True
            self.say(
                row, ID_NO, Level.ASK, f"{reading.problem.rstrip('。')}；确认不了的，勾选后按“未核实”保留"
            )
        elif reading.problem:
            self.say(row, ID_NO, Level.ERROR, reading.problem.rstrip("。"))

    def _keep_contact(self, row: RowReading, cell: Cell) -> None:
        row.values[_CONTACT] = cell.text

    def _read_day(self, row: RowReading, name: str, cell: Cell) -> None:
        value = cell.day or (cell.number if cell.kind == "number" else cell.text)
        try:
            day = read_day(value, self.read_context.today)
        except ValueError as reason:
            level: Level = Level.ERROR if name in DECISIVE else Level.NOTE
            self.say(
                row, name, level, f"{FIELDS[name].label}“{cell.text.strip()}”：{str(reason).rstrip('。')}"
            )
            return
        row.values[name] = day
        row.shown[name] = day.isoformat()

    def _read_phone(self, row: RowReading, name: str, cell: Cell) -> None:
        reading = judge_phone(cell.number if cell.kind == "number" else cell.text)
        row.values[name] = row.shown[name] = reading.number
        for change in reading.changed:
            self.say(row, name, Level.SAID, f"{FIELDS[name].label}：{change}")
        if reading.problem:
            self.say(row, name, Level.NOTE, f"{FIELDS[name].label}：{reading.problem.rstrip('。')}")

    def _read_by_kind(self, row: RowReading, name: str, cell: Cell) -> None:
        if name == RELEASE_TYPE:
            return  # understood later, together with the place of custody and the sentence
        known = FIELDS[name]
        try:
            value = known.kind.take(cell.text, self.read_context)
        except ValueError as reason:
            self._keep_in_remark(row, name, cell.text.strip())
            self.say(row, name, Level.NOTE, f"{known.label}{str(reason).rstrip('。')}；原文记入备注")
            return
        row.values[name] = value
        if isinstance(known.kind, Choice):
            row.shown[name] = known.kind.show(value, self.read_context)

    def _keep_in_remark(self, row: RowReading, name: str, text: str) -> None:
        """What has no place of its own isn't lost; a remark read later is put before it."""
        label = FIELDS[name].label if name in FIELDS else self.headers.get(name, name)
        kept = f"名单原文：{label}“{text}”"
        row.values[_UNPLACED] = "；".join(filter(None, (row.values.get(_UNPLACED), kept)))  # type: ignore[arg-type]

    def _require(self, row: RowReading) -> None:
        said = {problem.field for problem in row.problems}
        if NAME not in row.values and NAME not in said:
            row.shown[NAME] = ""
            self.say(row, NAME, Level.ERROR, "没有姓名，请补上")
        if row.identity.fault == "empty" and ID_NO not in said:
            self.say(
                row, ID_NO, Level.ASK, "没有证件号，查重只能靠姓名和出生日期；勾选后按“未核实”登记，以后再补"
            )
            row.values[UNVERIFIED] = True
        unplaced = row.values.pop(_UNPLACED, None)
        if unplaced:
            row.values[REMARK] = "；".join(filter(None, (str(row.values.get(REMARK) or ""), str(unplaced))))

    def _split_contact(self, row: RowReading) -> None:
        combined = row.values.pop(_CONTACT, None)
        if not isinstance(combined, str):
            return
        name, relation = roster_values.split_contact(combined)
        for field_name, text in ((_EMERGENCY_NAME, name), (_EMERGENCY_RELATION, relation)):
            if text and field_name not in row.values:
                row.shown[field_name] = text
                self._read_value(row, field_name, Cell("text", text))

    def _understand_term(self, row: RowReading) -> None:
        text = str(row.values.get(_TERM) or "")
        penalty = roster_values.main_penalty(text, self.words)
        lengths: dict[str, object] = dict(roster_values.term_length(text))
        for name, value in ({_PENALTY: penalty, **lengths} if penalty else lengths).items():
            self._derive(row, name, value)

    def _derive(self, row: RowReading, name: str, value: object, shown: str = "") -> None:
        """A value the list doesn't give itself; what it does give stays."""
        if row.values.get(name) is None:
            row.values[name] = value
            row.derived.add(name)
            if shown:
                row.shown[name] = shown

    def _understand_release(self, row: RowReading) -> None:
        release, term = row.shown.get(RELEASE_TYPE, ""), str(row.values.get(_TERM) or "")
        release = "" if release.lower() in self.words.nothing else release
        table = self.read_context.codes["release_type"]
        exact = next((item.code for item in table if release in (item.code, item.name)), None)
        rule = roster_values.release_rule(release, str(row.values.get(_CUSTODY) or ""), term, self.words)
        code = exact or (rule.code if rule else table.code(release))
        if code is None:
            if release:
                self._keep_release(row, release)
            return
        if release:
            row.values[RELEASE_TYPE], row.shown[RELEASE_TYPE] = code, table.label(code)
        self._derive(row, RELEASE_TYPE, code, table.label(code))
        if rule and rule.say and exact is None:
            self.say(row, RELEASE_TYPE, Level.NOTE, rule.say.format(release=release, label=table.label(code)))

    def _keep_release(self, row: RowReading, release: str) -> None:
        row.values[REMARK] = "；".join(
            filter(None, (str(row.values.get(REMARK) or ""), f"名单原文：释放类别“{release}”"))
        )
        self.say(row, RELEASE_TYPE, Level.NOTE, f"释放类别“{release}”看不懂，原文记入备注，请登记时选")

    def _compare_with_id(self, row: RowReading) -> None:
        reading = row.identity
        if reading.number and not (reading.valid or reading.fault in _KEPT_UNVERIFIED):
            return
        self._compare_birth(row, reading.birth_date)
        self._compare_sex(row, reading.sex)

    def _compare_birth(self, row: RowReading, birth: date | None) -> None:
        listed = row.values.get(BIRTH_DATE)
        if birth is None or any(problem.field == BIRTH_DATE for problem in row.problems):
            return
        if listed is None:
            self._derive(row, BIRTH_DATE, birth, birth.isoformat())
        elif listed != birth:
            row.values[BIRTH_REASON] = _REASON
            self.say(
                row,
                BIRTH_DATE,
                Level.ASK,
                f"出生日期 {listed} 与证件号里的 {birth} 不一致，请核对原件；"
                "勾选后按名单的日期登记，并注明原因",
            )

    def _compare_sex(self, row: RowReading, sex: str) -> None:
        listed = row.values.get(SEX)
        if not sex or listed == sex:
            return
        label = self.read_context.codes["sex"].label
        if listed is None:
            self._derive(row, SEX, sex, label(sex))
        elif listed in (MALE, FEMALE):
            self.say(
                row,
                SEX,
                Level.NOTE,
                f"性别写“{label(str(listed))}”，证件号是“{label(sex)}”，先按名单登记，请核对",
            )

    def _compare_days(self, row: RowReading) -> None:
        start, end, release = (row.values.get(name) for name in (_TERM_START, _TERM_END, RELEASE_DATE))
        refused = {problem.field for problem in row.problems if problem.level is Level.ERROR}
        if release is None and isinstance(end, date) and RELEASE_DATE not in refused:
            self._derive(row, RELEASE_DATE, end, end.isoformat())
            release = end
            self.say(row, RELEASE_DATE, Level.SAID, f"没有释放日期，先填刑期止日 {end}")
        if isinstance(start, date) and isinstance(end, date) and start > end:
            self.say(row, _TERM_END, Level.ASK, f"刑期止日 {end} 早于起日 {start}，请核对；勾选后按名单登记")
        elif isinstance(start, date) and isinstance(release, date) and release < start:
            self.say(
                row,
                RELEASE_DATE,
                Level.ASK,
                f"释放日期 {release} 早于刑期起日 {start}，请核对；勾选后按名单登记",
            )

    def _find_minor(self, row: RowReading) -> None:
        remark, unit = str(row.values.get(REMARK) or ""), str(row.values.get(_CUSTODY) or "")
        if any(word in remark for word in self.words.minor_remark) or any(
            word in unit for word in self.words.minor_unit
        ):
            self._derive(row, _MINOR, value=True)
            self.say(row, REMARK, Level.NOTE, "犯罪时未满 18 周岁：涉及犯罪记录封存，请登记时确认")

    def _find_village(self, row: RowReading) -> None:
        if VILLAGE in row.values:
            return
        for name in _ADDRESSES:
            village = roster_values.village_in(str(row.values.get(name) or ""), self.words)
            if village:
                self._derive(row, VILLAGE, village, village)
                return


def cells_of(
    cells: tuple[Cell, ...], columns: Mapping[str, int], edits: Mapping[str, str]
) -> dict[str, Cell]:
    """The cells of a row by field, with what the clerk corrected in the preview."""
    plain = {name: cells[at] if at < len(cells) else EMPTY for name, at in columns.items()}
    return plain | {name: Cell("text", text) if text.strip() else EMPTY for name, text in edits.items()}
