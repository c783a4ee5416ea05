"""What was recorded is corrected, voided, taken back and restored, and tells its history: each kind, by the
command line, on a fresh encrypted office.
"""

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from anbang_desktop import cli
from anbang_desktop.services.records.registry import KINDS
from tests.journeys.test_command_line import LIST, PASSPHRASE, through

RIGHT: dict[str, tuple[dict[str, object], str, object, object]] = {
    # kind: what is put right, the field that tells of it, its value before and after
    "verification": ({"checker": "孙文"}, "checker", "李文静", "孙文"),
    "escort_plan": ({"vehicle": "晋A00001"}, "vehicle", "公务用车", "晋A00001"),
    "handover": ({"vehicle": "晋A00000"}, "vehicle", None, "晋A00000"),
    "registration": ({"phone": "13900000002"}, "phone", "13900000001", "13900000002"),
    "group": ({"remark": "村里推荐"}, "remark", None, "村里推荐"),
    "assessment": ({"decided": "KEY", "reason": "议定"}, "decided", "GENERAL", "KEY"),
    "contact": ({"content": "送去棉被"}, "content", "看望", "送去棉被"),
    "placement": ({"way": "02"}, "way", "01", "02"),
    "need": ({"state": "急需"}, "state", "SOME", "URGENT"),
    "plan": ({"aim": "有稳定的活"}, "aim", None, "有稳定的活"),
    "measure": ({"department": "人社局"}, "department", None, "人社局"),
    "letter": ({"receiver": "县人社局"}, "receiver", "县民政局", "县人社局"),
    "relief": ({"submitted_to": "民政办"}, "submitted_to", None, "民政办"),
    "base_stay": ({"base": "乙基地"}, "base", "甲基地", "乙基地"),
    "agreement": ({"extra": "一起办理户口登记。"}, "extra", None, "一起办理户口登记。"),
    "approval": ({"number": "〔2026〕7 号"}, "number", None, "〔2026〕7 号"),
    "wish": ({"wanted": "年前办好"}, "wanted", None, "年前办好"),
    "incident": ({"follow_up": "所长当面谈过"}, "follow_up", None, "所长当面谈过"),
    "inside_check": ({"next_step": "帮孩子办助学金"}, "next_step", None, "帮孩子办助学金"),
    "prison_meeting": ({"place": "本所会见室"}, "place", None, "本所会见室"),
    "query": ({"letter_no": "安检函〔2026〕9 号"}, "letter_no", None, "安检函〔2026〕9 号"),
    "happening": ({"told_by": "村委会"}, "told_by", None, "村委会"),
    "reoffence": ({"lesson": "早一点帮他找活"}, "lesson", None, "早一点帮他找活"),
    "whereabouts": ({"place": "太原市"}, "place", None, "太原市"),
    "search": ({"asked": "村委会"}, "asked", None, "村委会"),
    "dual_listing": ({"reason": "照顾老人"}, "reason", "在外地务工", "照顾老人"),
    "closing": ({"summary": "有稳定的活"}, "summary", "表现平稳", "有稳定的活"),
    "file_item": ({"shelf": "乙柜"}, "shelf", "甲柜", "乙柜"),
}

DAY = "2026-11-29"
LIFE: dict[str, dict[str, object]] = {
    "inside_check": {"checked_on": DAY, "methods": ["VILLAGE"], "has_children": False, "checker": "李文静"},
    "prison_meeting": {
        "kind": "REMOTE",
        "applied_on": DAY,
        "visitors": [{"name": "孙兰"}],
        "kinship_checked": True,
    },
    "whereabouts": {"state": "外出务工", "since": DAY},
    "escort_plan": {"must_escort": True, "vehicle": "公务用车"},
    "search": {"tried_on": DAY, "way": "打电话", "result": "没有接通", "found": False},
    "dual_listing": {
        "role": "SOLE",
        "begun_on": DAY,
        "reason": "在外地务工",
        "exchange_days": 30,
        "lead_office": "东河镇司法所",
        "assist_office": "西坡司法所",
    },
    "happening": {"kind": "就业、换工作", "happened_on": DAY, "what": "到县城饭店上班"},
    "query": {
        "unit": "县人民检察院",
        "unit_kind": "人民检察院",
        "received_on": DAY,
        "purpose": "办理案件",
        "asked": ["罪名"],
    },
    "reoffence": {"judged_on": DAY, "offences": "盗窃罪", "penalty": "拘役三个月"},
    "closing": {
        "proposed_on": DAY,
        "summary": "表现平稳",
        "re_offence": False,
        "group_opinion": "同意",
        "office_opinion": "同意",
    },
}
HELP: dict[str, dict[str, object]] = {
    "need": {"help": "就业", "state": "有"},
    "plan": {
        "items": [
            {"need": "H06", "measure": "培训", "owner": "李文静", "until": "2027-01-01", "state": "在办"}
        ]
    },
    "measure": {"help": "H06", "item": "培训", "owner": "李文静", "state": "办理中"},
    "letter": {
        "letter_type": "转介单",
        "receiver_kind": "政府部门",
        "receiver": "县民政局",
        "matter": "请核对。",
    },
    "relief": {"kind": "临时救助", "reason": "疾病"},
    "base_stay": {"base": "甲基地", "base_kind": "政府投入", "reason": "没有住处"},
}


class Clerk:
    """One person's file, driven by command lines."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.no = folder, ""
        words = folder / "passphrase.txt"
        words.write_text(PASSPHRASE + "\n", encoding="utf-8")
        self._common = [
            "--office", str(folder / "office"), "--user", "王所长", "--passphrase-file", str(words),
        ]  # fmt: skip

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = cli.main([*self._common, *words])
        return code, out.getvalue(), err.getvalue()

    def json(self, *words: str) -> Any:
        """What a command that must succeed prints with --json."""
        code, out, err = self.run(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    def record(self, no: str, kind: str, values: Mapping[str, object], on: str) -> None:
        """As ``through`` asks for it."""
        code, _, err = self.run("record", no, kind, "--from", self.file(values), "--on", on)
        assert code == 0, err

    def file(self, values: Mapping[str, object]) -> str:
        """A JSON file of these values."""
        made = self.folder / "values.json"
        made.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        return str(made)

    def id(self, kind: str) -> str:
        """The number of the newest record of a kind."""
        return str(self.json("record", self.no, kind, "--list")[-1]["id"])

    def show(self, kind: str, id_: str, *more: str) -> Any:
        """One record."""
        return self.json("record", "show", self.no, kind, id_, *more)

    def undo_last(self) -> str:
        """The name of what was taken back."""
        unit = self.json("undo", "list", self.no)[0]["id"]
        return str(self.json("undo", str(unit), "--reason", "点错了")["what"])

    def newest(self) -> int:
        """The last unit about the person."""
        return int(self.json("undo", "list", self.no)[0]["id"])

    def take_back_since(self, unit: int) -> None:
        """The office is another test's too: what was done since is taken back, the last first."""
        for one in self.json("undo", "list", self.no):
            if one["id"] > unit:
                self.json("undo", str(one["id"]))


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clerk]:
    """Somebody of the county's list with a record of every kind."""
    made = Clerk(tmp_path_factory.mktemp("history"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cli.TODAY_VARIABLE, "2026-11-30")
        patch.setenv("ANBANG_KDF_SECONDS", "0")
        office = ("--name", "东河镇司法所", "--code", "DH01", "--county", "某县司法局")
        made.run("office", "create", *office, "--recovery-sheet", str(made.folder / "恢复单.pdf"))
        made.json("import", LIST)
        made.no = made.json("people", "search", "王𬖸龘")[0]["no"]
        through(made, made.no)
        made.json("agreement", "draw", made.no, "--out", str(made.folder / "out"))
        approval = {"matter": "CLOSING", "approver": "所长", "granted": True}
        made.record(made.no, "approval", approval, "2026-11-29")
        wish = {"way": "PHONE", "category": "H06", "content": "想学电焊", "urgency": "NORMAL"}
        made.record(made.no, "wish", {**wish, "handler": "李文静"}, "2026-11-29")
        seen = {"place": "司法所", "persons": ["李文静"], "what": "拍了桌子，十分钟后离开。"}
        made.record(made.no, "incident", seen, "2026-11-29")
        for kind, values in {**LIFE, **HELP}.items():
            made.record(made.no, kind, values, "2026-11-29")
        made.json("archive", "add", made.no, "release_certificate", "--shelf", "甲柜")
        yield made


def test_every_kind_is_here() -> None:
    by_hand = {"put_off", "round"}  # in 今天要办 only; test_round
    assert set(RIGHT) == {kind.name for kind in KINDS} - by_hand


@pytest.mark.parametrize("kind", RIGHT)
def test_a_record_is_corrected_taken_back_restored_and_voided_and_tells_its_history(
    clerk: Clerk, kind: str
) -> None:
    values, field, before, after = RIGHT[kind]
    id_ = clerk.id(kind)
    clerk.json("record", "correct", clerk.no, kind, id_, "--from", clerk.file(values), "--reason", "写错了")
    found = clerk.json("people", "history", clerk.no, "--field", field)
    told = next(one for one in found if one["kind"] == kind)
    assert {name: told[name] for name in ("by", "kind", "field", "old", "new", "reason")} == {
        "by": "王所长",
        "kind": kind,
        "field": field,
        "old": before,
        "new": after,
        "reason": "写错了",
    }
    assert told["at"].startswith("2026-11-30T")
    assert kind == "registration" or str(told["id"]) == id_
    undone = clerk.json("undo", str(told["unit"]), "--reason", "点错了")
    assert undone["what"].startswith("更正")
    if kind == "contact":
        assert clerk.show(kind, id_)[field] == before
    assert clerk.json("undo", str(undone["unit"]))["what"].startswith("撤销“更正")
    clerk.json("record", "restore", clerk.no, kind, id_, "--field", field, "--unit", str(told["unit"]))
    if kind != "registration":
        clerk.json("record", "void", clerk.no, kind, id_, "--reason", "记错了人")
        listed = clerk.json("record", clerk.no, kind, "--list")[-1]
        assert (str(listed["id"]), listed["voided"], listed["void_reason"]) == (id_, True, "记错了人")
        assert clerk.undo_last().startswith("作废")
    shown = clerk.show(kind, id_)
    assert (shown[field], shown["voided"]) == (before, False)


def test_what_is_voided_counts_no_more_and_is_still_seen(clerk: Clerk) -> None:
    id_, counted = clerk.id("contact"), clerk.json("people", "show", clerk.no)["records"]["contact"]
    void = ("record", "void", clerk.no, "contact", id_, "--reason")
    code, _, err = clerk.run(*void, " ")
    assert (code, "作废要写明理由" in err) == (1, True)
    clerk.json(*void, "记错了人")
    assert clerk.show("contact", id_)["voided"] is True
    assert len(clerk.json("people", "show", clerk.no)["records"]["contact"]) == len(counted) - 1
    code, _, err = clerk.run("record", "correct", clerk.no, "contact", id_, "--reason", "x")
    assert (code, "已经作废" in err) == (1, True)
    clerk.undo_last()
    assert clerk.json("people", "show", clerk.no)["records"]["contact"] == counted


def test_a_registration_is_corrected_but_never_voided(clerk: Clerk) -> None:
    code, _, err = clerk.run(
        "record", "void", clerk.no, "registration", clerk.id("registration"), "--reason", "x"
    )
    assert (code, "登记表不能作废" in err) == (1, True)


def test_a_person_is_shown_as_of_a_day(clerk: Clerk) -> None:
    assert clerk.json("people", "show", clerk.no, "--on", "2026-11-30") == clerk.json(
        "people", "show", clerk.no
    )
    code, _, err = clerk.run("people", "show", clerk.no, "--on", "2026-11-01")
    assert (code, "那天还没有" in err) == (1, True)


def test_special_values_are_covered_until_they_are_revealed_and_that_is_noted(clerk: Clerk) -> None:
    for codes in (["01"], []):
        clerk.record(clerk.no, "registration", {"special_disease": codes}, "2026-11-30")
    covered = clerk.json("people", "history", clerk.no, "--field", "special_disease")
    assert [(one["old"], one["new"]) for one in covered] == [
        ("（特殊信息，未显示；需要时加 --reveal）", None),
        (None, "（特殊信息，未显示；需要时加 --reveal）"),
    ]
    before = clerk.json("office", "info")["audit_seq"]
    shown = clerk.json("people", "history", clerk.no, "--field", "special_disease", "--reveal")
    assert [(one["old"], one["new"]) for one in shown] == [(["01"], None), (None, ["01"])]
    seen = clerk.json("office", "info")["audit_seq"] - before
    assert seen == 3, "the two logins and the reveal"
    clerk.record(clerk.no, "registration", {"special_disease": ["01"]}, "2026-11-30")
    for words in (("people", "show", clerk.no), ("people", "show", clerk.no, "--on", "2026-11-30")):
        assert clerk.json(*words)["special_disease"] == "（特殊信息，未显示；需要时加 --reveal）"
        assert clerk.json(*words, "--reveal")["special_disease"] == ["01"]
    id_ = clerk.id("registration")
    assert clerk.show("registration", id_)["special_disease"] == "（特殊信息，未显示；需要时加 --reveal）"
    assert clerk.show("registration", id_, "--reveal")["special_disease"] == ["01"]


def test_people_read_the_same_in_lines(clerk: Clerk) -> None:
    values, id_ = clerk.file({"effect": "较好"}), clerk.id("contact")
    clerk.json("record", "correct", clerk.no, "contact", id_, "--from", values, "--reason", "漏写")
    code, out, _ = clerk.run("people", "history", clerk.no, "--field", "effect")
    assert (code, "更正走访谈话记录\t效果：（空） → 较好（漏写）" in out) == (0, True)
    clerk.undo_last()
    code, out, _ = clerk.run("undo", "list", clerk.no)
    assert (code, "\t更正走访谈话记录（" in out, "\t已撤销" in out) == (0, True, True)
    code, out, _ = clerk.run("record", clerk.no, "contact", "--list")
    assert (code, f"{id_}\t2026-11-26\t王所长\t看望" in out) == (0, True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("record", "show", "{no}", "contact", "7"), 1, "没有 7 号走访谈话记录"),
        (("record", "show", "{no}", "registration", "7"), 1, "没有 7 号登记表"),
        (("record", "correct", "{no}", "registration", "7"), 1, "没有 7 号登记表"),
        (("record", "show", "{no}", "contact", "x"), 1, "“x”不是编号"),
        (("record", "show", "{no}", "contact", "9" * 30), 1, "不是编号"),
        (("record", "correct", "{no}", "contact", "{id}"), 1, "没有要更正的内容"),
        (("record", "restore", "{no}", "contact", "{id}", "--field", "met"), 1, "没有可以恢复的原值"),
        (("undo", "7"), 1, "没有 7 号操作"),
        (("undo", "list", "DH01-1999-0001"), 1, "没有编号为“DH01-1999-0001”的档案"),
    ],
)
def test_what_is_wrong_is_told(clerk: Clerk, words: tuple[str, ...], code: int, said: str) -> None:
    given = [word.replace("{no}", clerk.no).replace("{id}", clerk.id("contact")) for word in words]
    done, _, err = clerk.run(*given)
    assert done == code
    assert said in err


@pytest.mark.parametrize(
    "words",
    [
        ("record",),
        ("record", "X", "contact"),
        ("record", "X", "no-such-kind", "--list"),
        ("record", "X", "contact", "--list", "--from", "x"),
        ("record", "void", "X", "contact", "1"),
        ("record", "show"),
        ("undo",),
    ],
)
def test_wrong_usage_exits_2_in_chinese(clerk: Clerk, words: tuple[str, ...]) -> None:
    err = io.StringIO()
    with pytest.raises(SystemExit) as ended, redirect_stderr(err):
        cli.main([*clerk._common, *words])
    assert ended.value.code == 2
    assert "用法：" in err.getvalue()


def test_the_office_is_sound_after_all_that(clerk: Clerk) -> None:
    assert clerk.run("office", "check")[0] == 0


COVERED = "（特殊信息，未显示；需要时加 --reveal）"


def test_no_command_tells_what_is_special_unless_it_is_asked_to(clerk: Clerk) -> None:
    """Neither the triggers nor what is made from them: the points, the answers, the sentences."""
    id_, case_id, before = clerk.id("assessment"), clerk.id("registration"), clerk.newest()
    correct = ("record", "correct", clerk.no, "assessment", id_, "--reason", "议定", "--from")
    values = {"triggers": ["MENTAL"], "decided": "KEY", "reason": "议定", "needs": {"H01": "URGENT"}}
    clerk.json(*correct, clerk.file(values))
    special = ("triggers", "agreed", "points", "why", "needs")
    for told in (
        clerk.show("assessment", id_),
        clerk.json("people", "show", clerk.no)["records"]["assessment"][-1],
        clerk.json("people", "show", clerk.no, "--on", "2026-11-30")["records"]["assessment"][-1],
    ):
        assert {told[name] for name in special} == {COVERED}
        assert (told["decided"], told["kind"]) == ("KEY", "INITIAL")
    for one in clerk.json("people", "history", clerk.no):
        if one["field"] in special:
            assert {one["old"], one["new"]} <= {COVERED, None}
    assert clerk.show("assessment", id_, "--reveal")["needs"] == {"H01": "URGENT"}
    registration = ("record", "correct", clerk.no, "registration", case_id, "--reason", "抄错", "--from")
    for sealed in (True, False):
        # eight years: a record that is not sealed, so that it can be read without a reason
        clerk.json(*registration, clerk.file({"minor_at_offence": sealed, "term_y": 8}))
    restore = ("record", "restore", clerk.no, "registration", case_id, "--field", "minor_at_offence")
    assert clerk.json(*restore)["restored"] == COVERED
    clerk.json(*registration, clerk.file({"minor_at_offence": False}))
    assert clerk.json(*restore, "--reveal")["restored"] is True
    clerk.take_back_since(before)


def test_a_history_is_read_in_words(clerk: Clerk) -> None:
    """Labels instead of identifiers, sentences instead of lists of the program; one line for each change."""
    id_, visit, before = clerk.id("assessment"), clerk.id("contact"), clerk.newest()
    agreed = {**clerk.show("assessment", id_, "--reveal")["agreed"], "A1": 3}
    correct = ("record", "correct", clerk.no, "assessment", id_, "--reason", "一行\n两行\t三行", "--from")
    clerk.json(*correct, clerk.file({"needs": {"H01": "SOME"}, "agreed": agreed, "remark": "甲\n乙"}))
    clerk.json("record", "void", clerk.no, "contact", visit, "--reason", "记错了人")
    code, told, _ = clerk.run("people", "history", clerk.no, "--reveal")
    assert code == 0
    lines = [line for line in told.splitlines() if "（一行 两行 三行）" in line or "（记错了人）" in line]
    said = {line.split("\t")[3].partition("：")[0] for line in lines}
    assert {"需求", "议定值", "各项得分", "备注", "作废", "作废人", "作废理由"} <= said
    assert not {"[", "{", "'", "None"} & set("".join(lines))
    assert all(line.count("\t") == 3 for line in lines)
    clerk.take_back_since(before)


def test_what_cannot_be_meant_is_refused_in_words(clerk: Clerk) -> None:
    id_, case_id = clerk.id("contact"), clerk.id("registration")
    correct = ("record", "correct", clerk.no, "registration", case_id, "--reason", "改", "--from")
    for words, said in (
        (("people", "history", clerk.no, "--field", "nosuch"), "没有名为“nosuch”的项目。改过的有："),
        (("people", "show", clerk.no, "--on", "2026-12-01"), "还没有到（今天是 2026-11-30）"),
        (("record", "restore", clerk.no, "contact", id_, "--field", "nosuch"), "没有名为“nosuch”的项目"),
        (("record", "restore", clerk.no, "contact", id_, "--field", "until"), "“结束时间”没有可以恢复的原值"),
        ((*correct, clerk.file({"nickname": "老王"}), "--on", "2026-11-02"), "日期写在“填表日期”里"),
    ):
        code, _, err = clerk.run(*words)
        assert (code, said in err) == (1, True), err


def test_what_is_gone_with_its_case_is_found_among_the_last_acts_of_the_office(clerk: Clerk) -> None:
    unit = clerk.json("undo", "list")[0]
    assert unit["id"] == clerk.json("undo", "list", clerk.no)[0]["id"]
    assert len(clerk.json("undo", "list")) > 10
