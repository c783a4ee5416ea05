"""Reads one row of a list: every cell by the kind of its field, then what the cells say about each other."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from anbang_desktop.domain import roster_values
from anbang_desktop.domain.phone import judge_phone
from anbang_desktop.domain.roster_body import BodyRow
from anbang_desktop.domain.roster_plan import Level
from anbang_desktop.domain.roster_words import RosterWords
from anbang_desktop.domain.sheet import EMPTY, Cell
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.field import name_of, names
from anbang_desktop.fields.kinds import Choice, Day, LongText, Lookup, Phone, ReadContext, Text
from anbang_desktop.services.roster_import.read_days import (
    AGAINST_NUMBER,
    read_day_cell,
    read_span_cell,
    settle_days,
)
from anbang_desktop.services.roster_import.read_person import read_id_cell, read_name_cell
from anbang_desktop.services.roster_import.row_reading import (
    BIRTH_DATE,
    BIRTH_REASON,
    CUSTODY,
    DECISIVE,
    FIELDS,
    ID_NO,
    NAME,
    OUTER_NO,
    OUTER_NUMBERS,
    OWN,
    RELEASE_TYPE,
    REMARK,
    SEX,
    TERM,
    TERM_SPAN,
    UNVERIFIED,
    VILLAGE,
    RowReading,
    label_of,
)

_CLIENT, _CASE = names(Client), names(Case)
_EMERGENCY_NAME, _EMERGENCY_RELATION = map(name_of, (_CLIENT.emergency_name, _CLIENT.emergency_relation))
_PENALTY, _MINOR = map(name_of, (_CASE.penalty_main, _CASE.minor_at_offence))
_ADDRESSES = tuple(map(name_of, (_CLIENT.live_addr, _CLIENT.hukou_addr)))
_CONTACT = "emergency_contact"  # a column of the lists that is no datum: name and relation in one cell
_NUMBER_WORDS = re.compile(r"(?:编号|编码|号码|号)$")
MALE, FEMALE = "1", "2"
OTHER_RELATION = "99"
_READ_ANEW = frozenset({*OWN, TERM_SPAN})  # what one cell says here rests on the rest of its row
_LONGEST_MEMORY, _MOST_MEMORY = 60, 20_000  # letters of a cell that is remembered, and how many are
_LONGEST_CELL = 500  # whoever writes more than this into anything but a remark didn't mean that column


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows against the office's code tables and today; ``headers`` are the file's headings by field."""

    words: RosterWords
    read_context: ReadContext
    headers: Mapping[str, str]
    apart: frozenset[str] = frozenset()  # fields that somebody else reads (``opening``)
    inside: bool = False  # people in prison: when they come out may be unknown
    memory: dict[tuple[str, str, str], RowReading] = field(default_factory=dict, repr=False, compare=False)

    def read(
        self, number: int, cells: Mapping[str, Cell], more: Iterable[tuple[str, str]] = ()
    ) -> RowReading:
        """``cells`` by field; row ``number`` of the file; ``more`` are words of fields for the remark."""
        row = RowReading(number, self.headers)
        for name, text in more:
            row.keep(name, text)
        for name, cell in cells.items():
            if name in self.apart:
                continue
            if cell.kind == "empty":
                row.shown[name] = ""
                continue
            self._read_cell(row, name, cell)
        self._require(row)
        self._split_contact(row, cells.get(_CONTACT))
        self._understand_term(row)
        self._understand_release(row)
        self._compare_with_id(row)
        settle_days(row, Level.NOTE if self.inside else Level.ASK)
        self._find_minor(row)
        self._find_village(row)
        row.write_remark()
        return row

    def read_row(self, body: BodyRow, columns: Mapping[str, int], edits: Mapping[str, str]) -> RowReading:
        """A row of the sheet with what the clerk corrected in the preview (text by field)."""
        fields = {at: name for name, at in columns.items()}
        more = [(fields[column], text) for _, column, text in body.more]
        row = self.read(body.at + 1, cells_of(body.cells, columns, edits), more)
        for column in body.ditto:
            row.say(fields[column], Level.SAID, f"{label_of(fields[column])}写“同上”，照上一行取值")
        for number in dict.fromkeys(number for number, _, _ in body.more):
            row.say(NAME, Level.NOTE, f"第 {number + 1} 行的姓名并在这一行，那一行的内容记入备注")
        if body.hidden:
            row.say(NAME, Level.ASK, "这一行在表里是隐藏的，请核对是否还算数；勾选后照常导入")
        if body.struck:
            row.say(NAME, Level.ASK, "这一行在表里是划掉的，请核对是否还算数；勾选后照常导入")
        return row

    def _read_cell(self, row: RowReading, name: str, cell: Cell) -> None:
        """A cell read into the row; what stands there again and again (男, 汉族, one day) is read once."""
        if name in _READ_ANEW or len(cell.text) > _LONGEST_MEMORY or cell.kind == "formula":
            self._read_anew(row, name, cell)
            return
        key = (name, cell.kind, cell.text)
        known = self.memory.get(key)
        if known is None and len(self.memory) == _MOST_MEMORY:
            self._read_anew(row, name, cell)
            return
        if known is None:
            known = self.memory[key] = RowReading(0, self.headers)
            self._read_anew(known, name, cell)
        row.take(known)

    def _read_anew(self, row: RowReading, name: str, cell: Cell) -> None:
        row.shown[name] = text = cell.text.strip()
        if not text or text.lower() in self.words.nothing:
            return
        if cell.kind == "error":
            row.say(
                name,
                Level.ERROR if name in DECISIVE else Level.NOTE,
                f"这一格是错误值 {cell.text}，没有可用的内容，请填上正确的值",
            )
        elif cell.kind == "formula":
            self._read_formula(row, name, cell)
        elif len(cell.text) > _LONGEST_CELL and name != REMARK:
            row.shown[name] = f"{row.shown[name][:_LONGEST_CELL]}…"
            row.keep(name, cell.text)
            row.say(
                name,
                Level.ASK,
                f"{label_of(name)}有 {len(cell.text)} 个字，不像是这一列的内容；勾选后记入备注",
            )
        else:
            self._read_value(row, name, cell)

    def _read_formula(self, row: RowReading, name: str, cell: Cell) -> None:
        """A formula is shown as a formula; where a value is needed, what it last showed is offered to the
        clerk.
        """
        if name not in DECISIVE:
            self._keep_formula(row, name, cell.text)
            row.say(name, Level.NOTE, f"这一格是公式 {cell.text}，按公式原文保留，不计算")
        elif cell.result:
            self._read_value(row, name, Cell("text", cell.result))
            row.say(
                name,
                Level.ASK,
                f"这一格是公式 {cell.text}，上次算出的是“{cell.result}”，请核对；勾选后按这个值登记",
            )
        else:
            row.say(name, Level.ERROR, f"这一格是公式 {cell.text}，没有算出的值，请改成固定的内容")

    def _keep_formula(self, row: RowReading, name: str, formula: str) -> None:
        if name in FIELDS and isinstance(FIELDS[name].kind, Text | LongText | Lookup):
            self._read_by_kind(row, name, Cell("text", formula))
        else:
            row.shown[name] = formula
            row.keep(name, formula)

    def _read_value(self, row: RowReading, name: str, cell: Cell) -> None:
        today = self.read_context.today
        kind = FIELDS[name].kind if name in FIELDS else None
        if name == NAME:
            read_name_cell(row, cell)
        elif name == ID_NO:
            read_id_cell(row, cell, self.read_context)
        elif name == TERM_SPAN:
            read_span_cell(row, cell, today)
        elif name == OUTER_NO:
            self._read_outer_number(row, cell)
        elif isinstance(kind, Day):
            read_day_cell(row, name, cell, today)
        elif isinstance(kind, Phone):
            self._read_phone(row, name, cell)
        elif kind is not None and name != RELEASE_TYPE:  # understood later, with custody and sentence
            self._read_by_kind(row, name, cell)

    def _read_outer_number(self, row: RowReading, cell: Cell) -> None:
        """The number under which the system that the heading names knows the person."""
        heading = self.headers.get(OUTER_NO, label_of(OUTER_NO)).rpartition("／")[2]
        system = _NUMBER_WORDS.sub("", heading) or heading
        kind = FIELDS[OUTER_NUMBERS].kind
        try:
            numbers = [one for part in cell.text.split("、") if (one := part.strip())]
            value = kind.take([{"system": system, "number": one} for one in numbers], self.read_context)
        except ValueError as reason:
            row.keep(OUTER_NO, cell.text)
            row.say(OUTER_NO, Level.NOTE, f"{heading}{str(reason).rstrip('。')}；原文记入备注")
            return
        row.values[OUTER_NUMBERS] = value

    def _read_phone(self, row: RowReading, name: str, cell: Cell) -> None:
        reading = judge_phone(cell.number if cell.kind == "number" else cell.text)
        row.values[name] = row.shown[name] = reading.number
        for change in reading.changed:
            row.say(name, Level.SAID, f"{FIELDS[name].label}：{change}")
        if reading.problem:
            row.say(name, Level.NOTE, f"{FIELDS[name].label}：{reading.problem.rstrip('。')}")

    def _read_by_kind(self, row: RowReading, name: str, cell: Cell) -> None:
        known = FIELDS[name]
        try:
            value = known.kind.take(cell.text, self.read_context)
        except ValueError as reason:
            row.keep(name, cell.text)
            if name == _EMERGENCY_RELATION:
                self._take_other_relation(row, cell.text.strip())
            else:
                row.say(name, Level.NOTE, f"{known.label}{str(reason).rstrip('。')}；原文记入备注")
            return
        row.values[name] = value
        if isinstance(known.kind, Choice):
            row.shown[name] = known.kind.show(value, self.read_context)

    def _take_other_relation(self, row: RowReading, written: str) -> None:
        """There are more words for relatives and friends than any table holds."""
        table = self.read_context.codes["relation"]
        row.values[_EMERGENCY_RELATION] = OTHER_RELATION
        row.shown[_EMERGENCY_RELATION] = f"{table.label(OTHER_RELATION)}（{written}）"
        label = label_of(_EMERGENCY_RELATION)
        row.say(_EMERGENCY_RELATION, Level.NOTE, f"{label}“{written}”不在列表里，记为“其他”，原文记入备注")

    def _require(self, row: RowReading) -> None:
        if NAME not in row.values and not row.refused(NAME):
            row.shown.setdefault(NAME, "")
            row.say(NAME, Level.ERROR, "没有姓名，请补上")
        if row.identity.fault == "empty" and not row.said_of(ID_NO):
            row.say(ID_NO, Level.ASK, "没有证件号，查重只能靠姓名和出生日期；勾选后按“未核实”登记，以后再补")
            row.values[UNVERIFIED] = True

    def _split_contact(self, row: RowReading, cell: Cell | None) -> None:
        if cell is None or cell.blank:
            return
        name, relation = roster_values.split_contact(cell.text)
        for field_name, text in ((_EMERGENCY_NAME, name), (_EMERGENCY_RELATION, relation)):
            if text and field_name not in row.values:
                self._read_cell(row, field_name, Cell("text", text))

    def _understand_term(self, row: RowReading) -> None:
        text = str(row.values.get(TERM) or "")
        penalty = roster_values.main_penalty(text, self.words)
        lengths: dict[str, object] = dict(roster_values.term_length(text))
        for name, value in ({_PENALTY: penalty, **lengths} if penalty else lengths).items():
            row.derive(name, value)

    def _understand_release(self, row: RowReading) -> None:
        release, term = row.shown.get(RELEASE_TYPE, ""), str(row.values.get(TERM) or "")
        release = "" if release.lower() in self.words.nothing else release
        table = self.read_context.codes["release_type"]
        exact = next((item.code for item in table if release in (item.code, item.name)), None)
        rule = roster_values.release_rule(release, str(row.values.get(CUSTODY) or ""), term, self.words)
        code = exact or (rule.code if rule else "") or table.code(release)
        if not code:
            self._leave_release_open(row, release, rule.say.format(release=release) if rule else "")
            return
        if release:
            row.values[RELEASE_TYPE], row.shown[RELEASE_TYPE] = code, table.label(code)
        row.derive(RELEASE_TYPE, code, table.label(code))
        if rule and rule.say and rule.code == code != exact:
            row.say(RELEASE_TYPE, Level.NOTE, rule.say.format(release=release, label=table.label(code)))

    def _leave_release_open(self, row: RowReading, release: str, why: str) -> None:
        """Which kind it is is chosen at registration; the words of the list are kept."""
        if release:
            row.unplaced.append(f"名单原文：释放类别“{release}”")
        if release or why:
            what = why or f"释放类别“{release}”看不懂，原文记入备注，请登记时选"
            row.say(RELEASE_TYPE, Level.NOTE, what)

    def _compare_with_id(self, row: RowReading) -> None:
        if ID_NO in row.values:
            self._compare_birth(row, row.identity.birth_date)
            self._compare_sex(row, row.identity.sex)

    def _compare_birth(self, row: RowReading, birth: date | None) -> None:
        listed = row.values.get(BIRTH_DATE)
        if birth is None or BIRTH_DATE in row.months or row.said_of(BIRTH_DATE):
            return
        if listed is None:
            row.derive(BIRTH_DATE, birth, birth.isoformat())
        elif listed != birth:
            row.values[BIRTH_REASON] = AGAINST_NUMBER
            row.say(
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
            row.derive(SEX, sex, label(sex))
        elif listed in (MALE, FEMALE):
            row.say(
                SEX,
                Level.NOTE,
                f"性别写“{label(str(listed))}”，证件号是“{label(sex)}”，先按名单登记，请核对",
            )

    def _find_minor(self, row: RowReading) -> None:
        remark, unit = str(row.values.get(REMARK) or ""), str(row.values.get(CUSTODY) or "")
        if any(word in remark for word in self.words.minor_remark) or any(
            word in unit for word in self.words.minor_unit
        ):
            row.derive(_MINOR, value=True)
            row.say(REMARK, Level.NOTE, "犯罪时未满 18 周岁：涉及犯罪记录封存，请登记时确认")

    def _find_village(self, row: RowReading) -> None:
        if VILLAGE in row.values:
            return
        for name in _ADDRESSES:
            village = roster_values.village_in(str(row.values.get(name) or ""), self.words)
            if village:
                row.derive(VILLAGE, village, village)
                return


def cells_of(
    cells: tuple[Cell, ...], columns: Mapping[str, int], edits: Mapping[str, str]
) -> dict[str, Cell]:
    """The cells of a row by field, with what the clerk corrected in the preview."""
    width = len(cells)
    found = {name: cells[at] if at < width else EMPTY for name, at in columns.items()}
    for name, text in edits.items():
        found[name] = Cell("text", text) if text.strip() else EMPTY
    return found
