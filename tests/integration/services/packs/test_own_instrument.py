"""The office's own form: given out, edited, checked, taken, taken back; old assessments keep theirs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.errors import UserError
from anbang_desktop.services import opening
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import kept_instruments
from anbang_desktop.services.office.kept_rules import Taken
from anbang_desktop.services.packs import own_instrument
from anbang_desktop.services.packs.taking import Decision
from anbang_desktop.services.records import assessment, undoing
from anbang_desktop.services.worklist import people
from tests.support.road import assess

TODAY = date(2026, 11, 30)
BY = Decision("张所长", TODAY, "安司发〔2026〕9号")
Edit = Callable[..., Path]


@pytest.fixture
def edit(desk: Desk, tmp_path: Path) -> Edit:
    """An exported copy with words changed, old to new; ``of`` is the form."""

    def edited(changes: dict[str, str], of: str = "", name: str = "表.toml") -> Path:
        file = tmp_path / name
        own_instrument.export(desk, file, of)
        text = file.read_bytes().decode("utf-8-sig")
        for old, new in changes.items():
            assert old in text, old
            text = text.replace(old, new, 1)
        file.write_bytes(text.encode("utf-8"))
        return file

    return edited


def test_a_copy_is_for_the_old_notepad_and_has_the_next_number(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "表.toml"
    copy = own_instrument.export(desk, file)
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") > 100
    assert (copy.id, copy.version) == ("instrument-general-own-1", "本所第 1 版")
    found = own_instrument.read(desk, file)
    assert found.faults == ()
    assert found.form is not None
    assert found.before == desk.instrument
    assert found.changes == ()
    assert found.form.blocks == desk.instrument.blocks
    with pytest.raises(UserError, match="没有评估表“某表”"):
        own_instrument.export(desk, file, "某表")


def test_what_was_edited_is_shown_item_by_item(desk: Desk, edit: Edit) -> None:
    file = edit({'["租住", 2]': '["租住", 3]', "highest = 100": "highest = 90"})
    found = own_instrument.read(desk, file)
    assert (found.changes[0].what, found.changes[0].before) == ("总分", "0–100 分")
    assert "租住 2" in found.changes[1].before
    assert "租住 3" in found.changes[1].after
    assert len(found.changes) == 2


def test_every_fault_is_told_and_nothing_is_taken(desk: Desk, edit: Edit) -> None:
    found = own_instrument.read(desk, edit({'["租住", 2]': '["租住", 9]', "limit = 40": "limit = 400"}))
    assert len(found.faults) == 2
    assert found.form is None
    with pytest.raises(UserError, match="共 2 处"):
        own_instrument.take(desk, found, TODAY, BY)
    another = edit(
        {
            'label = "情绪"': 'label = "睡眠"',
            '["平稳", 0]': '["好", 0]',
            "焦虑或者低落": "浅",
            "绝望或者易怒": "差",
        }
    )
    assert "另一个问题" in own_instrument.read(desk, another).faults[0]
    broken = edit({"[thresholds]": "[thresholds"})
    assert "不合 TOML 写法" in own_instrument.read(desk, broken).faults[0]
    assert own_instrument.history(desk) == ()


def test_a_file_that_is_no_text_is_refused(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "表.toml"
    file.write_bytes("名称".encode("gbk"))
    with pytest.raises(UserError, match="编码选 UTF-8"):
        own_instrument.read(desk, file)
    file.write_bytes(b"#" * 600_000)
    with pytest.raises(UserError, match="太大"):
        own_instrument.read(desk, file)


@pytest.mark.parametrize(
    ("of", "old", "new", "words"),
    [
        (
            "",
            "instrument-general-own-1",
            "instrument-general-v1",
            "已经有了，请把 id 改成 instrument-general-own-1",
        ),
        ("", "[thresholds]", "[use]\nurgent = true\n[thresholds]", "每一次评估都可以用的完整表"),
        ("", "instrument-general-own-1", "instrument-youth-own-1", "没有写用于哪几种评估，请加上 [use]"),
        ("instrument-short-v1", "instrument-short-own-1", "instrument-tiny-own-1", ""),
        ("instrument-short-v1", 'kinds = ["PERIODIC"]\r\n', "", ""),
    ],
)
def test_which_form_it_is_for_is_said(
    desk: Desk, edit: Edit, of: str, old: str, new: str, words: str
) -> None:
    found = own_instrument.read(desk, edit({old: new}, of))
    if words:
        assert words in found.faults[0]
    else:
        assert found.faults == ()


def test_a_form_of_another_sort_must_name_its_kinds(desk: Desk, edit: Edit) -> None:
    changes = {"instrument-short-own-1": "instrument-tiny-own-1", 'kinds = ["PERIODIC"]\r\n': ""}
    found = own_instrument.read(desk, edit(changes, "instrument-short-v1"))
    assert "没有写用于哪几种评估（kinds）" in found.faults[0]


def test_taken_it_is_in_use_from_its_day_and_old_assessments_keep_theirs(
    desk: Desk, registered: str, edit: Edit
) -> None:
    assess(desk, registered, "INITIAL")
    before = people.show(desk, registered).file.assessments[-1]
    told = assessment.explained(desk, before)
    since = date(2026, 12, 2)
    own_instrument.take(desk, own_instrument.read(desk, edit({'["租住", 2]': '["租住", 3]'})), since, BY)
    assert desk.instrument.id == "instrument-general-v1"
    later = replace(desk, clock=FixedClock(since))
    assert later.instrument.id == "instrument-general-own-1"
    assert later.instrument.item("B1").options[1].points == 3
    assert [one.id for one in later.short_forms] == ["instrument-short-v1"]
    assert assessment.explained(later, before) == told
    assess(later, registered, "EVENT")
    made = people.show(later, registered).file.assessments[-1]
    assert made.instrument_id == "instrument-general-own-1"
    assert assessment.instrument_of(later, made).item("B1").options[1].points == 3
    assert assessment.form_of(later, "instrument-general-v1").version == "v1", "what was begun is ended"
    (kept,) = own_instrument.history(desk)
    assert (kept.approver, kept.number, kept.effective_from) == ("张所长", "安司发〔2026〕9号", since)
    again = own_instrument.read(later, edit({'["租住", 2]': '["租住", 1]'}))
    assert again.form is not None
    assert (again.form.id, again.before) == ("instrument-general-own-2", later.instrument)


def test_a_later_version_holds_instead_and_a_form_beside_stands_first(desk: Desk, edit: Edit) -> None:
    for name in ("一.toml", "二.toml"):
        own_instrument.take(desk, own_instrument.read(desk, edit({}, name=name)), TODAY, BY)
    beside = edit({"instrument-short-own-1": "instrument-tiny-own-1"}, "instrument-short-v1")
    own_instrument.take(desk, found := own_instrument.read(desk, beside), TODAY, BY)
    assert found.changes[0].after == "新的评估表"
    own_instrument.take(desk, own_instrument.read(desk, edit({}, "instrument-short-v1")), TODAY, BY)
    assert [one.id for one in desk.instruments] == [
        "instrument-tiny-own-1",
        "instrument-short-own-1",
        "instrument-general-own-2",
    ]
    unit = undoing.last_acts(desk, 1)[0]
    assert (unit.label, unit.why) == ("换评估表", "张所长 2026-11-30 批准")
    undoing.undo(desk, unit.id)
    assert desk.short_forms[-1].id == "instrument-short-v1"
    assert desk.store.check().ok


def test_who_decided_it_and_from_when_is_asked(desk: Desk, edit: Edit) -> None:
    found = own_instrument.read(desk, edit({}))
    for since, decision, words in (
        (TODAY, Decision(" ", TODAY), "还没有填批准人"),
        (TODAY, Decision("张所长", date(2026, 12, 1)), "晚于今天"),
        (date(2026, 11, 29), BY, "早于今天"),
        (date(2030, 1, 1), BY, "离今天两年以上"),
    ):
        with pytest.raises(UserError, match=words):
            own_instrument.take(desk, found, since, decision)
    assert own_instrument.history(desk) == ()


def test_a_form_that_can_no_longer_be_read_is_told_and_left_out(desk: Desk) -> None:
    kept = Taken("instrument-general-own-1", "id = 1", TODAY, TODAY, "李", "张", TODAY)
    with desk.store.work(desk.clock) as work:
        work.set(f"{kept_instruments.INSTRUMENT}{kept.id}", kept.plain(), "换评估表")
    assert desk.instrument.id == "instrument-general-v1"
    assert assessment.form_of(desk, "instrument-general-v1") == desk.instrument
    assert opening.info(desk).warnings[-1].startswith("2026-11-30 起的评估表读不出来")
