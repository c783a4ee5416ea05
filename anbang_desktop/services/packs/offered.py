"""A rule pack that a county hands out, read from its file: what it changes, whether its examples come out,
and what stands in its way.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from anbang_desktop.domain.pack_difference import Difference, differences
from anbang_desktop.domain.rule_pack import RuleBook, RulePack
from anbang_desktop.domain.rule_pack_file import parse_rule_pack
from anbang_desktop.domain.toml_table import TomlFault
from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office.rule_files import known_names
from anbang_desktop.storage.queries import people as query

_WHAT = "规则包是县司法局下发的 .toml 文件，请重新选。"
_LONGEST = 2_000_000  # bytes; a pack has some forty thousand
_LATEST = 366 * 2  # days ahead that a pack may begin; more is a slip of the year


@dataclass(frozen=True, slots=True)
class Offered:
    """A pack that could be taken: its text, from which day on, what differs from the rules of that day."""

    text: str
    pack: RulePack
    before: RulePack
    differences: tuple[Difference, ...]

    @property
    def effective_from(self) -> date:
        """The first day on which it would hold."""
        return self.pack.effective_from


def read(desk: Desk, file: Path, effective_from: date | None = None) -> Offered:
    """A pack from its file, to hold from a day (its own day). UserError names file, line and key of what is
    wrong, the worked example that comes out otherwise, and what stands in the way of taking it.
    """
    text = _text(file)
    try:
        pack = parse_rule_pack(text, known_names(desk.codes))
    except TomlFault as fault:
        remedy = f"请不要自己改“{file.name}”，把这句话告诉县司法局，请他们重发。"
        raise UserError(str(fault), remedy, field="file") from fault
    day = effective_from or pack.effective_from
    _refuse_day(desk, day)
    pack = replace(pack, effective_from=day)
    _refuse_known(desk, pack, file)
    _refuse_elsewhere(desk, pack, file)
    _refuse_lost_triggers(desk, pack)
    _refuse_lost_levels(desk, pack)
    before = desk.rules.on(day)
    codes = desk.rules.codes(desk.codes, before)
    return Offered(text, pack, before, differences(before, pack, codes))


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _LONGEST:
            raise UserError(
                f"“{file.name}”太大，不是规则包。", "规则包是县司法局下发的 .toml 文件。", field="file"
            )
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        words = f"“{file.name}”不是 UTF-8 文字文件。"
        raise UserError(words, _WHAT, field="file") from None


def _refuse_day(desk: Desk, day: date) -> None:
    first = desk.rules.packs[0].effective_from
    if day <= first:
        what = f"施行日期 {day.isoformat()} 不晚于现有规则的第一天（{first.isoformat()}）。"
        raise UserError(what, "请核对施行日期。", field="effective_from")
    if (day - desk.today).days > _LATEST:
        what = f"施行日期 {day.isoformat()} 离今天两年以上。"
        raise UserError(what, "请核对年份。", field="effective_from")


def _refuse_known(desk: Desk, pack: RulePack, file: Path) -> None:
    known = next((one for one in desk.rules.packs if one.id == pack.id), None)
    if known is not None:
        since = f"{known.name}，{known.effective_from.isoformat()} 起施行"
        what = f"“{file.name}”的编号 {pack.id} 已经有了（{since}）。"
        remedy = "不用再换；县司法局改过内容的，请他们换一个编号重发。"
        raise UserError(what, remedy, field="file")


def _refuse_elsewhere(desk: Desk, pack: RulePack, file: Path) -> None:
    """A pack of another place is not for this office: it holds where the pack in force does, or in a part of
    it, or in a place that holds it.
    """
    here, there = desk.pack.jurisdiction_code, pack.jurisdiction_code
    ours, theirs = here.rstrip("0"), there.rstrip("0")
    if not (ours.startswith(theirs) or theirs.startswith(ours)):
        what = f"“{file.name}”是给行政区划 {there} 的规则，本所现在用的是 {here} 的规则。"
        raise UserError(what, "请向本县（市、区）司法局要本县的规则包。", field="file")


def _refuse_lost_triggers(desk: Desk, pack: RulePack) -> None:
    """What is named nationally stays named, whatever a county adds."""
    known = {one.code for one in pack.key_triggers if one.core}
    lost = [one.label for one in desk.pack.key_triggers if one.core and one.code not in known]
    if lost:
        what = f"新规则里少了全国统一的重点触发项：{'、'.join(lost)}。"
        raise UserError(what, "请县司法局补上（core = true）后重发。", field="file")


def _refuse_lost_levels(desk: Desk, pack: RulePack) -> None:
    """Everybody's level must mean something under the new pack."""
    with desk.store.read() as connection:
        counted = query.levels_counted(connection)
    lost = [
        f"“{desk.codes.label('level', code)}”{many} 人"
        for code, many in counted
        if not pack.levels.find(code)
    ]
    if lost:
        what = f"新规则里没有说明现在的类别归到哪一类：{'、'.join(lost)}。"
        remedy = "请县司法局在类别下写明 replaces（原来的哪些类别归入这一类）后重发。"
        raise UserError(what, remedy, field="file")


def with_pack(desk: Desk, offered: Offered) -> Desk:
    """The desk as it would be with this pack; for looking only."""
    book = RuleBook([*desk.rules.packs, offered.pack])
    return replace(desk, shelf=desk.shelf.with_book(book))
