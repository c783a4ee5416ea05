"""文书范本: the office's own wordings of its papers, from draft to the word of a second person, in force from
a day on, taken out of use, and never lost: papers were issued by them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from anbang_desktop.domain.template_words import to_source, to_words
from anbang_desktop.errors import UserError
from anbang_desktop.fields.field import given, name_of, names, read
from anbang_desktop.fields.templates import OWN_TEXT_FIELDS, OwnText
from anbang_desktop.lazy import lazy_import
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import template_signing, templates
from anbang_desktop.services.documents.template_check import examine, title_of
from anbang_desktop.services.office.details import refuse_name
from anbang_desktop.services.records.entry import refuse_future
from anbang_desktop.storage.queries import templates as query
from anbang_desktop.storage.reading import Connection

if TYPE_CHECKING:
    from anbang_desktop.pdf import template
    from anbang_desktop.services.documents import template_sample
else:
    template = lazy_import("anbang_desktop.pdf.template")
    template_sample = lazy_import("anbang_desktop.services.documents.template_sample")

ITS = names(OwnText)
_LONGEST_NOTE = 500


class Standing(StrEnum):
    """Where a version stands on a day."""

    DRAFT = "草稿"
    WAITING = "待起用"
    IN_FORCE = "现行"
    PAST = "以前的"
    ENDED = "已停用"


@dataclass(frozen=True, slots=True)
class Version:
    """One version as it is listed; ``own`` is None for one that ships. ``used``: for how many people (None
    where papers aren't counted), ``again``: how many must sign again because of it.
    """

    paper: str
    name: str
    key: str
    called: str
    standing: Standing
    begins: date | None
    own: OwnText | None
    used: int | None
    again: int

    @property
    def approved(self) -> str:
        """Who approved it and when; how long it waits where nobody has."""
        if self.own is None:
            return "随程序提供"
        if self.own.approved_on is None:
            return "还没有批准"
        return " ".join(filter(None, (self.own.approver, self.own.approved_on.isoformat(), self.own.number)))

    @property
    def remark(self) -> str:
        """What was changed in it; who took it out of use and why."""
        one = self.own
        if one is None:
            return ""
        ended = f"{one.ended_on} {one.ended_by} 停用：{one.end_reason}" if one.ended_on else ""
        return "　".join(filter(None, (one.note, ended)))


def versions(desk: Desk) -> list[Version]:
    """Every version of every paper: of each paper the newest first."""
    with desk.store.read() as connection:
        used = query.used(connection)
        own = {paper: query.of_paper(connection, paper) for paper in templates.names()}
    again = template_signing.counted(desk)
    return [one for paper in templates.names() for one in _of_paper(desk, paper, own[paper], used, again)]


def _of_paper(
    desk: Desk, paper: str, own: list[OwnText], used: Mapping[str, int], again: Mapping[str, int]
) -> Iterator[Version]:
    name, counts = templates.names()[paper], paper == templates.AGREEMENT
    key = templates.in_force(desk, paper, desk.today).key
    for one in reversed(own):
        its = templates.key_of(one)
        many = used.get(its, 0) if counts else None
        standing = standing_of(one, desk.today, in_force=its == key)
        called = f"本所第 {one.version} 版"
        yield Version(paper, name, its, called, standing, one.effective_from, one, many, again.get(its, 0))
    for text in reversed(templates.all_shipped(paper)):
        begins = templates.begins(text)
        many = used.get(text.key, 0) if counts else None
        standing = Standing.IN_FORCE if text.key == key else Standing.PAST
        yield Version(paper, name, text.key, f"出厂第 {text.version} 版", standing, begins, None, many, 0)


def standing_of(one: OwnText, today: date, *, in_force: bool) -> Standing:
    """Where an office's version stands."""
    if one.ended_on is not None:
        return Standing.ENDED
    if one.approved_on is None or one.effective_from is None:
        return Standing.DRAFT
    if one.effective_from > today:
        return Standing.WAITING
    return Standing.IN_FORCE if in_force else Standing.PAST


def find(desk: Desk, paper: str, key: str) -> "template.Text":
    """The text of a version by its key; UserError where there is none."""
    with desk.store.read() as connection:
        own = query.of_paper(connection, paper)
    every = (*templates.all_shipped(paper), *(templates.as_text(one) for one in own))
    found = next((text for text in every if text.key == key), None)
    if found is None:
        raise UserError(f"没有“{key}”这一版范本。", "请核对版本。", field="key")
    return found


def show(desk: Desk, text_id: int) -> OwnText:
    """One of the office's versions."""
    with desk.store.read() as connection:
        return _one(connection, text_id)


def _one(connection: Connection, text_id: int) -> OwnText:
    found = query.one(connection, text_id)
    if found is None:
        raise UserError(f"没有 {text_id} 号范本。", "请在文书范本里重新选。", field="id")
    return found


# ---- what is written


def begin(desk: Desk, paper: str, base: str, words: str | None = None, note: str = "") -> int:
    """A new draft: of the words of another version (``base`` is its key), or of ``words`` that came from a
    file; its id.
    """
    source = to_source(words) if words is not None else find(desk, paper, base).source
    return _add(desk, _made(desk, paper, base, source, note), f"起草{templates.names()[paper]}范本")


def add(desk: Desk, paper: str, words: str, values: Mapping[str, object], note: str = "") -> int:
    """A version that was approved already, as one unit of work; its id. Refused as ``approve`` refuses."""
    base = templates.in_force(desk, paper, desk.today).key
    made = _approved(desk, _made(desk, paper, base, to_source(words), note), values)
    return _add(desk, made, f"换上{templates.names()[paper]}范本", f"{made.approver} {made.approved_on} 批准")


def _made(desk: Desk, paper: str, base: str, source: str, note: str) -> OwnText:
    _refuse_long(source)
    return OwnText(
        paper=paper,
        version=0,
        title=title_of(paper, source),
        source=source,
        base=base,
        note=_note(note),
        entered_at=desk.clock.now(),
        entered_by=desk.user,
    )


def _add(desk: Desk, made: OwnText, label: str, why: str = "") -> int:
    with desk.store.work(desk.clock, label) as work:
        work.why = why
        version = query.last_version(work.connection, made.paper) + 1
        return work.add(replace(made, version=version), f"{label}：第 {version} 版")


def save(desk: Desk, text_id: int, words: str, note: str | None = None) -> None:
    """The draft as it stands in the editor, faults and all: they are in the way of the approval only.
    ``note`` takes the place of the one before.
    """
    with desk.store.read() as connection:
        before = _one(connection, text_id)
    _refuse_approved(before)
    source = to_source(words)
    _refuse_long(source)
    said = before.note if note is None else _note(note)
    after = replace(before, source=source, title=title_of(before.paper, source), note=said)
    label = f"修改{templates.names()[before.paper]}范本草稿"
    with desk.store.work(desk.clock, label) as work:
        work.change(before, after, label)


def approve(desk: Desk, text_id: int, values: Mapping[str, object]) -> None:
    """The word of a second person: from its day on papers are made from this version. UserError where the
    text can't be used (``TemplateRefused`` names every fault), where it lost a mandatory clause and nobody
    says why, or where the approver is whoever wrote it.
    """
    with desk.store.read() as connection:
        before = _one(connection, text_id)
    _refuse_approved(before)
    after = _approved(desk, before, values)
    label = f"批准{templates.names()[before.paper]}范本"
    with desk.store.work(desk.clock, label) as work:
        work.why = f"{after.approver} {after.approved_on} 批准"
        work.change(before, after, f"{label}：第 {before.version} 版，{after.effective_from} 起用")


def _approved(desk: Desk, before: OwnText, values: Mapping[str, object]) -> OwnText:
    said = read(OWN_TEXT_FIELDS, values, desk.read_context, "范本的批准")
    after = replace(before, **given(OwnText, said))
    _refuse_decision(desk, after)
    found = examine(desk, before.paper, to_words(before.source), before.base)
    if found.faults:
        raise template.TemplateRefused(before.title, [fault.sentence for fault in found.faults])
    if found.lost and not (after.lacking or "").strip():
        what = f"少了必备的条款：{'；'.join(found.lost)}。"
        remedy = "请补上条款；换了说法的，或者确实不要的，请写明理由。"
        raise UserError(what, remedy, field=name_of(ITS.lacking))
    template_sample.make(desk, templates.as_text(before))
    return after


def _refuse_decision(desk: Desk, after: OwnText) -> None:
    approver, decided, begins = after.approver or "", after.approved_on, after.effective_from
    refuse_name(approver, "批准人", name_of(ITS.approver))
    if approver.strip() in (desk.user, after.entered_by):
        what = f"批准人和起草人都是{approver.strip()}。"
        remedy = "范本要由另一个人批准：所长，或者县司法局的负责人。"
        raise UserError(what, remedy, field=name_of(ITS.approver))
    if decided is None or begins is None:
        missing = ITS.approved_on if decided is None else ITS.effective_from
        label = next(one.label for one in OWN_TEXT_FIELDS if one.name == name_of(missing))
        raise UserError(f"还没有填{label}。", "请补上。", field=name_of(missing))
    refuse_future(desk, decided, name_of(ITS.approved_on))
    if begins < desk.today:
        what = f"起用日期 {begins.isoformat()} 早于今天。"
        remedy = "已经出具的文书不能换文本，请填今天或者以后的日期。"
        raise UserError(what, remedy, field=name_of(ITS.effective_from))


def end(desk: Desk, text_id: int, reason: str) -> None:
    """Take an approved version out of use from today on: papers are made from the one before again."""
    with desk.store.read() as connection:
        before = _one(connection, text_id)
    if before.approved_on is None or before.ended_on is not None:
        what = "这一版还是草稿。" if before.approved_on is None else "这一版已经停用。"
        raise UserError(what, "草稿可以直接删去；停用过的不用再停。", field="id")
    if not reason.strip():
        raise UserError("还没有填停用理由。", "请写明为什么不再用这一版。", field=name_of(ITS.end_reason))
    label = f"停用{templates.names()[before.paper]}范本"
    with desk.store.work(desk.clock, label) as work:
        work.why = _note(reason) or ""
        after = replace(before, ended_on=desk.today, ended_by=desk.user, end_reason=_note(reason))
        work.change(before, after, f"{label}：第 {before.version} 版")


def drop(desk: Desk, text_id: int) -> None:
    """A draft that nobody wants; an approved version stays."""
    with desk.store.read() as connection:
        before = _one(connection, text_id)
    _refuse_approved(before)
    label = f"删去{templates.names()[before.paper]}范本草稿"
    with desk.store.work(desk.clock, label) as work:
        work.delete(query.TABLE, text_id, label)


def _refuse_long(source: str) -> None:
    if len(source) > template.LONGEST:
        raise UserError(f"正文超过 {template.LONGEST} 字。", "请分成几份文书。", field=name_of(ITS.source))


def _refuse_approved(one: OwnText) -> None:
    if one.approved_on is not None:
        raise UserError(
            f"本所第 {one.version} 版已经批准，不能再改。", "要改的，请从这一版起草新的一版。", field="id"
        )


def _note(words: str) -> str | None:
    plain = " ".join(words.split())
    if len(plain) > _LONGEST_NOTE:
        raise UserError("说明太长。", f"请控制在 {_LONGEST_NOTE} 字以内。", field=name_of(ITS.note))
    return plain or None
