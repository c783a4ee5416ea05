"""Reads one row of a list: every cell by the kind of its field, then what the cells say about each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from anbang_desktop.domain import roster_values
from anbang_desktop.domain.day_text import read_day
from anbang_desktop.domain.id_number import IdReading, mask_id, read_id_number
from anbang_desktop.domain.person_name import read_name
from anbang_desktop.domain.phone import judge_phone
from anbang_desktop.domain.roster_words import RosterWords
from anbang_desktop.domain.sheet import EMPTY, Cell
from anbang_desktop.fields.client import CASE_FIELDS, CLIENT_FIELDS
from anbang_desktop.fields.field import Field
from anbang_desktop.fields.kinds import Choice, Day, LongText, Lookup, Phone, ReadContext, Text
from anbang_desktop.services.roster_import.plan import Level, Problem

FIELDS: Mapping[str, Field] = {one.name: one for one in (*CLIENT_FIELDS, *CASE_FIELDS)}
DECISIVE = frozenset({"name", "id_no", "birth_date", "term_start", "term_end", "release_date"})
MALE, FEMALE = "1", "2"
_KEPT_UNVERIFIED = {"check", "old"}
BIRTH_REASON = "名单所写与证件号不一致，导入时由经办人确认"


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
                "error" if name in DECISIVE else "note",
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
            self.say(row, name, "note", f"这一格是公式 {cell.text}，按公式原文保留，不计算")
        elif cell.result:
            self._read_value(row, name, Cell("text", cell.result))
            self.say(
                row,
                name,
                "ask",
                f"这一格是公式 {cell.text}，上次算出的是“{cell.result}”，请核对；勾选后按这个值登记",
            )
        else:
            self.say(row, name, "error", f"这一格是公式 {cell.text}，没有算出的值，请改成固定的内容")

    def _keep_formula(self, row: RowReading, name: str, formula: str) -> None:
        if name in FIELDS and isinstance(FIELDS[name].kind, Text | LongText | Lookup):
            row.values[name] = formula
        else:
            row.shown[name] = formula
            self._keep_in_remark(row, name, formula)

    def _read_value(self, row: RowReading, name: str, cell: Cell) -> None:
        special: dict[str, Callable[[RowReading, Cell], None]] = {
            "name": self._read_name,
            "id_no": self._read_id,
            "emergency_contact": self._keep_contact,
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
            self.say(row, "name", "error", str(reason))
            return
        row.values["name"] = reading.name
        row.shown["name"] = reading.name
        for change in reading.changed:
            self.say(row, "name", "note", f"姓名：{change}")

    def _read_id(self, row: RowReading, cell: Cell) -> None:
        row.identity = reading = read_id_number(
            cell.number if cell.kind == "number" else cell.text, self.read_context.today
        )
        row.shown["id_no"] = mask_id(reading.number) if reading.number else mask_id(cell.text.strip())
        for change in reading.changed:
            self.say(row, "id_no", "said", f"证件号：{change}")
        if reading.valid or reading.fault in _KEPT_UNVERIFIED:
            row.values["id_no"] = reading.number
        if reading.fault in _KEPT_UNVERIFIED:
            row.values["id_unverified"] = True
            self.say(row, "id_no", "ask", f"{reading.problem.rstrip('。')}；确认不了的，勾选后按“未核实”保留")
        elif reading.problem:
            self.say(row, "id_no", "error", reading.problem.rstrip("。"))

    def _keep_contact(self, row: RowReading, cell: Cell) -> None:
        row.values["emergency_contact"] = cell.text

    def _read_day(self, row: RowReading, name: str, cell: Cell) -> None:
        value = cell.day or (cell.number if cell.kind == "number" else cell.text)
        try:
            day = read_day(value, self.read_context.today)
        except ValueError as reason:
            level: Level = "error" if name in DECISIVE else "note"
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
            self.say(row, name, "said", f"{FIELDS[name].label}：{change}")
        if reading.problem:
            self.say(row, name, "note", f"{FIELDS[name].label}：{reading.problem.rstrip('。')}")

    def _read_by_kind(self, row: RowReading, name: str, cell: Cell) -> None:
        if name == "release_type":
            return  # understood later, together with the place of custody and the sentence
        known = FIELDS[name]
        try:
            value = known.kind.take(cell.text, self.read_context)
        except ValueError as reason:
            self._keep_in_remark(row, name, cell.text.strip())
            self.say(row, name, "note", f"{known.label}{str(reason).rstrip('。')}；原文记入备注")
            return
        row.values[name] = value
        if isinstance(known.kind, Choice):
            row.shown[name] = known.kind.show(value, self.read_context)

    def _keep_in_remark(self, row: RowReading, name: str, text: str) -> None:
        """What has no place of its own isn't lost; a remark read later is put before it."""
        label = FIELDS[name].label if name in FIELDS else self.headers.get(name, name)
        kept = f"名单原文：{label}“{text}”"
        row.values["unplaced"] = "；".join(filter(None, (row.values.get("unplaced"), kept)))  # type: ignore[arg-type]

    def _require(self, row: RowReading) -> None:
        said = {problem.field for problem in row.problems}
        if "name" not in row.values and "name" not in said:
            row.shown["name"] = ""
            self.say(row, "name", "error", "没有姓名，请补上")
        if row.identity.fault == "empty" and "id_no" not in said:
            self.say(
                row, "id_no", "ask", "没有证件号，查重只能靠姓名和出生日期；勾选后按“未核实”登记，以后再补"
            )
            row.values["id_unverified"] = True
        unplaced = row.values.pop("unplaced", None)
        if unplaced:
            row.values["remark"] = "；".join(
                filter(None, (str(row.values.get("remark") or ""), str(unplaced)))
            )

    def _split_contact(self, row: RowReading) -> None:
        combined = row.values.pop("emergency_contact", None)
        if not isinstance(combined, str):
            return
        name, relation = roster_values.split_contact(combined)
        for field_name, text in (("emergency_name", name), ("emergency_relation", relation)):
            if text and field_name not in row.values:
                row.shown[field_name] = text
                self._read_value(row, field_name, Cell("text", text))

    def _understand_term(self, row: RowReading) -> None:
        text = str(row.values.get("term") or "")
        penalty = roster_values.main_penalty(text, self.words)
        lengths: dict[str, object] = dict(roster_values.term_length(text))
        for name, value in ({"penalty_main": penalty, **lengths} if penalty else lengths).items():
            self._derive(row, name, value)

    def _derive(self, row: RowReading, name: str, value: object, shown: str = "") -> None:
        """A value the list doesn't give itself; what it does give stays."""
        if row.values.get(name) is None:
            row.values[name] = value
            row.derived.add(name)
            if shown:
                row.shown[name] = shown

    def _understand_release(self, row: RowReading) -> None:
        release, term = row.shown.get("release_type", ""), str(row.values.get("term") or "")
        release = "" if release.lower() in self.words.nothing else release
        table = self.read_context.codes["release_type"]
        exact = next((item.code for item in table if release in (item.code, item.name)), None)
        rule = roster_values.release_rule(
            release, str(row.values.get("custody_unit") or ""), term, self.words
        )
        code = exact or (rule.code if rule else table.code(release))
        if code is None:
            if release:
                self._keep_release(row, release)
            return
        if release:
            row.values["release_type"], row.shown["release_type"] = code, table.label(code)
        self._derive(row, "release_type", code, table.label(code))
        if rule and rule.say and exact is None:
            self.say(row, "release_type", "note", rule.say.format(release=release, label=table.label(code)))

    def _keep_release(self, row: RowReading, release: str) -> None:
        row.values["remark"] = "；".join(
            filter(None, (str(row.values.get("remark") or ""), f"名单原文：释放类别“{release}”"))
        )
        self.say(row, "release_type", "note", f"释放类别“{release}”看不懂，原文记入备注，请登记时选")

    def _compare_with_id(self, row: RowReading) -> None:
        reading = row.identity
        if reading.number and not (reading.valid or reading.fault in _KEPT_UNVERIFIED):
            return
        self._compare_birth(row, reading.birth_date)
        self._compare_sex(row, reading.sex)

    def _compare_birth(self, row: RowReading, birth: date | None) -> None:
        listed = row.values.get("birth_date")
        if birth is None or any(problem.field == "birth_date" for problem in row.problems):
            return
        if listed is None:
            self._derive(row, "birth_date", birth, birth.isoformat())
        elif listed != birth:
            row.values["birth_reason"] = BIRTH_REASON
            self.say(
                row,
                "birth_date",
                "ask",
                f"出生日期 {listed} 与证件号里的 {birth} 不一致，请核对原件；"
                "勾选后按名单的日期登记，并注明原因",
            )

    def _compare_sex(self, row: RowReading, sex: str) -> None:
        listed = row.values.get("sex")
        if not sex or listed == sex:
            return
        label = self.read_context.codes["sex"].label
        if listed is None:
            self._derive(row, "sex", sex, label(sex))
        elif listed in (MALE, FEMALE):
            self.say(
                row,
                "sex",
                "note",
                f"性别写“{label(str(listed))}”，证件号是“{label(sex)}”，先按名单登记，请核对",
            )

    def _compare_days(self, row: RowReading) -> None:
        start, end, release = (row.values.get(name) for name in ("term_start", "term_end", "release_date"))
        refused = {problem.field for problem in row.problems if problem.level == "error"}
        if release is None and isinstance(end, date) and "release_date" not in refused:
            self._derive(row, "release_date", end, end.isoformat())
            release = end
            self.say(row, "release_date", "said", f"没有释放日期，先填刑期止日 {end}")
        if isinstance(start, date) and isinstance(end, date) and start > end:
            self.say(row, "term_end", "ask", f"刑期止日 {end} 早于起日 {start}，请核对；勾选后按名单登记")
        elif isinstance(start, date) and isinstance(release, date) and release < start:
            self.say(
                row,
                "release_date",
                "ask",
                f"释放日期 {release} 早于刑期起日 {start}，请核对；勾选后按名单登记",
            )

    def _find_minor(self, row: RowReading) -> None:
        remark, unit = str(row.values.get("remark") or ""), str(row.values.get("custody_unit") or "")
        if any(word in remark for word in self.words.minor_remark) or any(
            word in unit for word in self.words.minor_unit
        ):
            self._derive(row, "minor_at_offence", value=True)
            self.say(row, "remark", "note", "犯罪时未满 18 周岁：涉及犯罪记录封存，请登记时确认")

    def _find_village(self, row: RowReading) -> None:
        if "village" in row.values:
            return
        for name in ("live_addr", "hukou_addr"):
            village = roster_values.village_in(str(row.values.get(name) or ""), self.words)
            if village:
                self._derive(row, "village", village, village)
                return


def cells_of(
    cells: tuple[Cell, ...], columns: Mapping[str, int], edits: Mapping[str, str]
) -> dict[str, Cell]:
    """The cells of a row by field, with what the clerk corrected in the preview."""
    plain = {name: cells[at] if at < len(cells) else EMPTY for name, at in columns.items()}
    return plain | {name: Cell("text", text) if text.strip() else EMPTY for name, text in edits.items()}
