"""The whole main job from the command line: list in, one person through, agreement, archive, sheets out;
and what it refuses.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol, cast

import pytest

from anbang_desktop import cli, paths
from tests.conftest import DATA
from tests.support import hostile

LIST = str(DATA / "预释放人员名单_2026年11月.xlsx")
SECOND = str(DATA / "拟释放人员衔接名册.xlsx")
PASSPHRASE = "四叶草 correct horse 2026"
Run = Callable[..., tuple[int, str, str]]


class Driven(Protocol):
    """Takes command lines."""

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        ...

    def record(self, no: str, kind: str, values: Mapping[str, object], on: str) -> None:
        """One record from a JSON file."""
        ...


class Office:
    """One office driven by command lines."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        self.words = folder / "passphrase.txt"
        self.words.write_text(PASSPHRASE + "\n", encoding="utf-8")
        self.place = folder / "office"

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        self._capsys.readouterr()
        code = cli.main(
            ["--office", str(self.place), "--user", "王所长", "--passphrase-file", str(self.words), *words]
        )
        said = self._capsys.readouterr()
        return code, said.out, said.err

    def json(self, *words: str) -> object:
        """What a command that must succeed prints with --json."""
        code, out, err = self.run(*words, "--json")
        assert code == 0, err
        return json.loads(out)

    def record(self, no: str, kind: str, values: Mapping[str, object], on: str) -> None:
        """One record from a JSON file."""
        file = self.folder / f"{kind}.json"
        file.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        code, _, err = self.run("record", no, kind, "--from", str(file), "--on", on)
        assert code == 0, err


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv(cli.TODAY_VARIABLE, "2026-11-30")
    made = Office(tmp_path, capsys)
    sheet = str(tmp_path / "恢复单.pdf")
    code, _, err = made.run(
        "office",
        "create",
        "--name",
        "东河镇司法所",
        "--code",
        "DH01",
        "--county",
        "某县司法局",
        "--recovery-sheet",
        sheet,
    )
    assert code == 0, err
    assert Path(sheet).read_bytes().startswith(b"%PDF")
    return made


def test_a_dry_run_counts_and_writes_nothing(office: Office) -> None:
    counted = office.json("import", LIST, "--dry-run", "--problems", str(office.folder / "问题.xlsx"))
    assert isinstance(counted, dict)
    assert {name: counted[name] for name in ("rows", "ready", "ask", "error")} == {
        "rows": 40,
        "ready": 33,
        "ask": 4,
        "error": 3,
    }
    assert "import_id" not in counted
    marked = {problem["row"] for problem in counted["problems"]}
    assert marked == {4, 6, 7, 8, 9, 10, 12, 13, 14, 15, 16}
    assert set(counted["problems"][0]) == {"row", "column", "what"}
    assert (office.folder / "问题.xlsx").exists()
    assert office.json("people", "list") == []


def test_a_list_by_others_is_matched_on_the_command_line(office: Office) -> None:
    police, sheets = str(DATA / "lists" / "a11_police.xlsx"), str(DATA / "lists" / "d03_two_sheets.xlsx")
    told = office.json(
        "import", police, "--dry-run", "--accept-map", "--map", "责任人电话=不导入", "--known", "罪名=跳过"
    )
    assert isinstance(told, dict)
    filled = {one["header"]: (one["field"], one["filled"]) for one in told["columns"]}
    assert filled["户籍地派出所"] == ("hukou_police", True)
    assert filled["责任人电话"] == (None, False)
    other = office.json("import", sheets, "--dry-run", "--sheet", "东河镇")
    assert isinstance(other, dict)
    assert (other["sheet"], other["sheets"], other["rows"]) == ("东河镇", ["西坡乡", "东河镇"], 3)
    code, _out, err = office.run("import", police, "--dry-run", "--map", "没有的列=姓名")
    assert (code != 0, "名单里没有列“没有的列”" in err) == (True, True)
    code, _out, err = office.run("import", police, "--dry-run", "--accept", "99,abc")
    assert (code != 0, "不是“需确认”的行" in err) == (True, True), "also where nothing is written"


def test_a_list_of_people_inside_goes_into_their_register(office: Office) -> None:
    file = office.folder / "西坡乡服刑人员名册.xlsx"
    row = ("傅霞", "149901198311210525", "示范监狱", "2031-03-08")
    file.write_bytes(hostile.workbook(("姓名", "身份证号", "服刑监所", "刑期止日"), row))
    looked = office.json("import", str(file), "--dry-run")
    assert isinstance(looked, dict)
    assert looked["inside"] == {"likely": True, "chosen": False}
    made = office.json("import", str(file), "--as", "inside")
    assert isinstance(made, dict)
    assert made["inside"] == {"likely": True, "chosen": True}
    (listed,) = cast("list[dict[str, object]]", office.json("people", "list"))
    assert listed["state"] == "服刑中"
    assert office.run("import", "undo", str(made["import_id"]))[0] == 0


def test_the_second_list_has_25_ready_and_an_import_can_be_taken_back(office: Office) -> None:
    made = office.json("import", SECOND)
    assert isinstance(made, dict)
    assert (made["rows"], made["ready"], made["ask"], made["error"]) == (25, 25, 0, 0)
    people = office.json("people", "list", "--state", "S10")
    assert isinstance(people, list)
    assert len(people) == 25
    assert set(people[0]) == {"no", "name", "id_no_masked", "state", "state_code", "release_date", "village"}
    shown = office.json("people", "show", people[0]["no"])
    assert isinstance(shown, dict)
    assert shown["release_date"] == shown["term_end"]
    assert (office.run("import", "undo", str(made["import_id"]))[0], office.json("people", "list")) == (0, [])


def test_a_roster_of_people_on_the_books_opens_them(office: Office) -> None:
    file = office.folder / "花名册.xlsx"
    heads = ("姓名", "身份证号", "释放日期", "帮教类别", "责任人", "是否签订协议", "帮教起止时间")
    one = ("傅霞", "149901198311210525", "2025-03-08", "重点", "李文静", "是", "2025-03-08 至 2030-03-08")
    file.write_bytes(hostile.workbook(heads, one))
    listed = office.json("import", str(file), "--dry-run")
    assert isinstance(listed, dict)
    assert (listed["opening"], listed["list"][0]["becomes"]) == ({"likely": True, "on": None}, None)
    opened = office.json("import", str(file), "--opening", "--on", "2026-11-30", "--dry-run")
    assert isinstance(opened, dict)
    assert opened["opening"]["becomes"] == {"S60_ACTIVE": 0, "S50_REGISTERED": 1}
    assert opened["list"][0]["becomes"] == "S50_REGISTERED"
    assert opened["list"][0]["lacks"] == ["安置帮教小组现有 0 人，应不少于 3 人，请补充成员。"]
    made = office.json("import", str(file), "--opening", "--on", "2026-11-30", "--reason", "换用本程序")
    assert isinstance(made, dict)
    people = office.json("people", "list", "--state", "S50")
    assert isinstance(people, list)
    assert [one["name"] for one in people] == ["傅霞"]
    assert "不能一起用" in office.run("import", str(file), "--opening", "--as", "inside")[2]
    assert "只用于建账" in office.run("import", str(file), "--on", "2026-11-30")[2]
    assert office.run("import", "undo", str(made["import_id"]))[0] == 0


def through(office: Driven, no: str) -> None:
    office.run("case", "advance", no, "S20", "--on", "2026-11-03")
    office.record(
        no,
        "verification",
        {"methods": ["VILLAGE"], "result": "01", "checker": "李文静", "replied_on": "2026-11-05"},
        "2026-11-05",
    )
    assert office.run("case", "advance", no, "S40", "--on", "2026-11-20")[0] == 0
    office.record(no, "handover", {"mode": "家属接回"}, "2026-11-20")
    office.record(
        no,
        "registration",
        {"phone": "13900000001", "village": "柳湾村", "responsible_worker": "李文静"},
        "2026-11-21",
    )
    members = [
        {"name": "李文静", "kind": "OFFICE", "role": "LEADER"},
        {"name": "王建国", "kind": "VILLAGE", "role": "MEMBER"},
        {"name": "吕建", "kind": "FAMILY", "role": "MEMBER"},
    ]
    office.record(no, "group", {"members": members}, "2026-11-23")
    agreed = dict.fromkeys(
        ("A1", "A2", "A3", "A5", "B1", "B2", "B3", "B4", "B5", "B6", "C1", "C2", "C3", "C4", "D1", "D2"), 0
    )
    assessment = {
        "kind": "INITIAL",
        "present": ["李文静", "王建国", "吕建"],
        "agreed": {**agreed, "A4": 4},
        "decided": "GENERAL",
    }
    office.record(no, "assessment", assessment, "2026-11-25")
    office.record(
        no,
        "contact",
        {"contact_type": "HOME_VISIT", "workers": ["李文静"], "abnormal": False, "content": "看望"},
        "2026-11-26",
    )
    office.record(no, "placement", {"placed": True, "way": "01"}, "2026-11-27")


def test_one_person_from_the_list_to_the_sheet(office: Office) -> None:
    office.json("import", LIST)
    found: dict[str, str]
    (found,) = office.json("people", "search", "王𬖸龘")  # type: ignore[misc]
    no, out = found["no"], office.folder / "out"
    through(office, no)
    code, _, err = office.run("case", "advance", no, "S60")
    assert code == 1
    assert "协议还没有签订" in err
    assert office.run("agreement", "draw", no, "--out", str(out), "--family", "没有这个人")[0] == 1
    drawn = office.json("agreement", "draw", no, "--out", str(out), "--family", "none")
    grounds = str(out / "依据.pdf")
    assert office.json("agreement", "basis", "--out", grounds) == {"file": grounds}
    assert isinstance(drawn, dict)
    text = subprocess.run(
        ["pdftotext", "-layout", drawn["files"][0], "-"], capture_output=True, check=True
    ).stdout.decode()
    assert "王𬖸龘" in text
    assert drawn["pages"] >= 2
    assert office.run("agreement", "sign", no, "--on", "2026-11-28")[0] == 0
    shown = office.json("people", "show", no)
    assert isinstance(shown, dict)
    assert (shown["state"], shown["state_code"], shown["level"]) == ("在册帮教", "S60", "GENERAL")
    bound = office.json("archive", "bind", no, "--out", str(out / "档案.pdf"))
    assert isinstance(bound, dict)
    assert bound["pages"] > drawn["pages"]
    _on_forms(office, no, out)
    for name in ("花名册", "统计表"):
        learned = office.json(
            "report", "learn", str(paths.resources("report", "blanks", f"{name}.xlsx")), "--name", name
        )
        assert isinstance(learned, dict)
        assert set(learned) == {"profile", "sheets"}
        assert set(learned["sheets"][0]) == {"name", "kind", "row_kind", "set", "columns", "unknown"}
        assert set(learned["sheets"][0]["columns"][0]) == {"header", "field", "certainty", "why"}
        made = office.json("report", "make", name, "--period", "2026-11", "--out", str(out))
        assert isinstance(made, dict)
        assert {"files", "people", "checks", "empty"} <= set(made)
        assert (made["people"], made["empty"]) == (1, [])
        assert all(check["ok"] for check in made["checks"])
    _on_our_own_sheets(office, out)
    assert office.run("office", "check")[0] == 0


def _on_forms(office: Office, no: str, out: Path) -> None:
    """Blanks are listed and saved; the person is handed what is stored."""
    listed = office.json("papers", "blank")
    assert isinstance(listed, list)
    assert {"kind": "contact", "title": "安置帮教走访谈话记录"} in listed
    blank = office.json("papers", "blank", "contact", "--copies", "3", "--out", str(out / "空白.pdf"))
    assert isinstance(blank, dict)
    assert blank["pages"] == 3
    assert "没有写存到哪里" in office.run("papers", "blank", "contact")[2]
    assert "没有“diary”这种空白表格" in office.run("papers", "blank", "diary", "--out", str(out / "x.pdf"))[2]
    for more in ((), ("--special", "--replace")):
        own = office.json("papers", "own", no, "--out", str(out / "个人资料.pdf"), *more)
        assert isinstance(own, dict)
        assert own["pages"] > 1


def _on_our_own_sheets(office: Driven, out: Path) -> None:
    """The blanks that ship are listed, learned and made; what stays open is told by the exit code."""
    code, listed, _ = office.run("report", "own", "--json")
    assert (code, [one["id"] for one in json.loads(listed)][::8]) == (0, ["R01", "R09", "R20"])
    for identifier in ("R07", "R14", "R16", "r20"):
        assert office.run("report", "own", identifier)[0] == 0
    assert "没有“R99”" in office.run("report", "own", "R99")[2]
    words = ("--period", "2026-11", "--out", str(out), "--json")
    visits = json.loads(office.run("report", "make", "走访谈话台账", *words)[1])
    children = json.loads(office.run("report", "make", "未成年子女", *words)[1])
    assert (visits["people"], children["people"]) == (1, 0), "who stands on it, not everybody on the books"
    assert json.loads(office.run("report", "make", "安置帮教情况统计表", *words)[1])["empty"] == []
    code, told, said = office.run("report", "make", "机构人员经费", *words)
    assert (code, "--allow-gaps" in said) == (1, True)
    made = json.loads(told)
    assert "经费支出（元）" in [one["header"] for one in made["empty"]]
    assert "经费支出（元）：" in Path(made["files"][1]).read_text("utf-8-sig")
    assert office.run("report", "make", "机构人员经费", *words, "--allow-gaps")[0] == 0


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        (
            [
                ("S70", "新住址和接收的司法所", ("--receiving-office", "邻县东关司法所")),
                ("S75", "对方的回执文号", ("--receipt-no", "邻司回〔2026〕3号")),
                ("S90", "档案材料不齐", ("--reason", "移交前未归还")),
            ],
            {"state": "已归档", "state_code": "S90"},
        ),
        (
            [
                (
                    "S86",
                    "没有证明材料",
                    ("--reason", "DEATH", "--proof", "死亡证明复印件", "--approved-by", "赵"),
                )
            ],
            {"state": "终止", "state_code": "S86"},
        ),
    ],
    ids=("moved away", "died"),
)
def test_a_step_is_told_what_it_asks_for(
    office: Office, steps: list[tuple[str, str, tuple[str, ...]]], state: dict[str, str]
) -> None:
    office.json("import", LIST)
    found = office.json("people", "search", "王𬖸龘")
    assert isinstance(found, list)
    no = found[0]["no"]
    through(office, no)
    for to, lack, said in steps:
        code, _, err = office.run("case", "advance", no, to)
        assert code == 1
        assert lack in err
        done = office.json("case", "advance", no, to, *said)
    assert done == {"no": no, **state}


def test_backup_and_restore(office: Office) -> None:
    office.json("import", SECOND)
    before = office.json("people", "list")
    file = office.folder / "安帮.abk"
    assert office.run("office", "backup", str(file))[0] == 0
    assert office.run("office", "backup", str(file))[0] == 1  # never over an earlier one
    code, _, err = office.run("office", "restore", str(file), str(office.folder / "new"))
    assert code == 0, err
    office.place = office.folder / "new"
    assert office.json("people", "list") == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("people", "show", "DH01-1999-0001"), "没有编号为“DH01-1999-0001”的档案"),
        (("case", "advance", "DH01-1999-0001", "S99"), "没有“S99”这个状态"),
        (("import", "没有的文件.xlsx"), "没有的文件.xlsx"),
        (("report", "make", "没学过", "--period", "2026-11", "--out", "x"), "没学过"),
        (("record", "DH01-1999-0001", "contact", "--from", "没有的.json"), "没有的.json"),
    ],
)
def test_refusals_are_chinese_sentences_on_standard_error(
    office: Office, words: tuple[str, ...], said: str
) -> None:
    code, out, err = office.run(*words)
    assert (code, out) == (1, "")
    assert said in err


def test_a_wrong_passphrase_and_no_office(office: Office) -> None:
    office.words.write_text("not the passphrase", encoding="utf-8")
    code, _, err = office.run("people", "list")
    assert code == 1
    assert "口令" in err
    office.place = office.folder / "nowhere"
    assert office.run("people", "list")[0] == 1


def test_wrong_usage_exits_2() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "anbang_desktop", "people", "frobnicate"], capture_output=True, check=False
    )
    assert run.returncode == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a screen")
def test_without_a_screen_the_window_says_so() -> None:
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    run = subprocess.run([sys.executable, "-m", "anbang_desktop"], capture_output=True, env=bare, check=False)
    assert run.returncode == 1
    assert "没有找到显示器" in run.stderr.decode("utf-8")


def test_people_in_prison_are_entered_and_listed(office: Office, tmp_path: Path) -> None:
    one = {"name": "孙小兵", "id_no": "149901198504120630", "village": "东街村", "release_date": "2027-02-01"}
    file = tmp_path / "one.json"
    file.write_text(json.dumps({**one, "children": [{"name": "小军", "age": 9}]}), encoding="utf-8")
    no = cast("dict[str, str]", office.json("inside", "add", "--from", str(file)))["no"]
    (row,) = cast("list[dict[str, object]]", office.json("inside", "list"))
    assert (row["no"], row["expected"], row["children"]) == (no, "expected", 1)
    assert "小军" not in json.dumps(office.json("inside", "children"), ensure_ascii=False)
    (child,) = cast("list[dict[str, object]]", office.json("inside", "children", "--reveal"))
    assert (child["no"], child["name"], child["age"]) == (no, "小军", 9)
    code, _, said = office.run("inside", "add", "--from", str(file))
    assert (code, f"已有未办结的档案 {no}" in said) == (1, True)


def test_the_office_keeps_its_own_lists_and_its_details(office: Office, tmp_path: Path) -> None:
    assert office.json("office", "lists", "add", "village", "柳湾村", "上河社区") == {
        "added": ["柳湾村", "上河社区"]
    }
    file = tmp_path / "民警.csv"
    file.write_text("姓名,派出所,电话\n周勇,城关派出所,0351-1234567\n孙文,城关派出所,12\n", encoding="utf-8")
    code, _out, err = office.run("office", "lists", "import", "officer", str(file))
    assert code == 0
    assert "孙文的电话“12”不对" in err
    listed = office.json("office", "lists", "list", "officer")
    assert isinstance(listed, list)
    assert [(one["name"], one["within"], one["phone"]) for one in listed] == [
        ("周勇", "城关派出所", "0351-1234567"),
        ("孙文", "城关派出所", ""),
    ]
    code, _, err = office.run("office", "details", "--code", "DH02", "--short-name", "东河所")
    assert code == 0
    assert "已经给出的编号" in err
    said = office.json("office", "details")
    assert isinstance(said, dict)
    assert (said["code"], said["short_name"]) == ("DH02", "东河所")


def test_the_daybook_and_the_letters_leave_without_a_window(office: Office, tmp_path: Path) -> None:
    file, out = tmp_path / "宣传.json", tmp_path / "台账.xlsx"
    file.write_text(json.dumps({"title": "赶集日发宣传单", "who": ["李文静"], "people": 60}), "utf-8")
    office.json("daybook", "add", "宣传", "--from", str(file))
    (line,) = cast("list[dict[str, str]]", office.json("daybook", "list", "--kind", "宣传"))
    assert (line["事项"], line["经办人"]) == ("赶集日发宣传单", "李文静")
    assert office.json("daybook", "export", str(out)) == {"files": [str(out)], "lines": 1}
    assert out.stat().st_size
    assert office.run("daybook", "export", str(out))[0] == 1, "a file is replaced only where that was said"
    assert office.run("daybook", "list", "--kind", "没有这类")[2] == ""
    assert office.json("letters", "list", "--only", "waiting") == []
    code, _out, err = office.run("letters", "export", str(tmp_path / "函件.xlsx"))
    assert (code, "没有可以导出的内容" in err) == (1, True)


def test_a_person_is_copied_out_and_everything_leaves_for_a_tool(office: Office, tmp_path: Path) -> None:
    office.json("import", LIST)
    no = office.json("people", "list")[0]["no"]  # type: ignore[index]
    assert [one["id"] for one in office.json("copying", "systems")] == ["national", "grid"]  # type: ignore[attr-defined]
    assert office.json("copying", "fields")["name"] == "姓名"  # type: ignore[index]
    shown: Any = office.json("copying", "show", no, "--system", "grid")
    covered = next(row for row in shown["values"] if row["field"] == "id_no")
    assert "--reveal" in covered["value"]
    whole: Any = office.json("copying", "show", no, "--system", "grid", "--reveal")
    assert next(row for row in whole["values"] if row["field"] == "id_no")["value"].isalnum()
    assert office.json("copying", "done", no, "--system", "grid")["changed"] == 0  # type: ignore[index]
    office.record(no, "registration", {"custody_unit": "晋中监狱"}, "2026-11-30")
    changed: Any = office.json("copying", "show", no, "--system", "grid")
    assert [row["label"] for row in changed["values"] if row["since"] == "changed"] == ["服刑场所"]
    assert "服刑场所\t晋中监狱\t变了" in office.run("copying", "show", no, "--system", "grid")[1]
    own = tmp_path / "own.toml"
    office.json("copying", "save", "--system", "grid", "--out", str(own))
    assert office.run("copying", "save", "--system", "grid", "--out", str(own))[0] == 1, "it is there"
    own.write_text(own.read_text("utf-8").replace('"grid"', '"own"').replace("综治网格", "本县网格"), "utf-8")
    assert office.json("copying", "add", str(own))["id"] == "own"  # type: ignore[index]
    assert office.json("copying", "remove", "--system", "own") == {"removed": "own"}
    out = tmp_path / "data"
    to_whom = ("--purpose", "合并", "--receiver", "县司法局")
    made: Any = office.json("report", "machine", "--out", str(out), *to_whom, "--to", "2026-11-30")
    assert Path(made["file"]).exists()
    assert made["people"] + made["sealed"] == 33
    assert office.run("report", "machine", "--out", str(out), "--purpose", "", "--receiver", "x")[0] == 1


def test_statistics_and_a_summary_leave_without_a_window(office: Office, tmp_path: Path) -> None:
    office.run("import", LIST)
    told = cast("dict[str, list[dict[str, object]]]", office.json("report", "stats", "--period", "2026-11"))
    handed = next(one for one in told["rates"] if one["line"] == "handover_rate")
    assert (handed["percent"], handed["part"]) == ("0.00", 0)
    assert next(one for one in told["rates"] if one["line"] == "help_rate")["percent"] is None
    assert told["steps"][-1] == {"period": "2026-11", "on_books": 0, "came": 0, "left": 0}
    code, out, _err = office.run("report", "stats", "--period", "2026", "--steps", "year")
    assert (code, "衔接率\t0.00%\t已衔接 0" in out) == (0, True)
    file = tmp_path / "小结.pdf"
    wanted = ("report", "summary", "--kind", "quarter", "--period", "2026Q4", "--out", str(file))
    made = cast("dict[str, object]", office.json(*wanted))
    assert made["files"] == [str(file)]
    assert "一、人员情况" in str(made["text"])
    assert file.read_bytes().startswith(b"%PDF")
    assert office.run(*wanted)[0] == 1, "a file is replaced only where that was said"
    code, _out, err = office.run("report", "summary", "--kind", "half", "--period", "2026", "--out", "x.pdf")
    assert (code, "半年小结不能写2026年" in err) == (1, True)


def test_the_data_are_examined_explained_and_reported(office: Office) -> None:
    office.run("import", LIST)
    found = office.json("people", "health", "--check", "owner")
    assert isinstance(found, list)
    assert {one["what"] for one in found} == {"没有帮教责任人"}
    no = str(found[0]["no"])
    code, _, err = office.run("people", "explain", no, "owner")
    assert (code, err) == (1, "“不是错误”要写明理由。请写一句为什么，检查时就不用再解释。\n")
    said = office.json("people", "explain", no, "owner", "--reason", "名单刚到")
    assert said == {"no": no, "check": "owner", "explained": True, "count": 1}
    (settled,) = cast("list[dict[str, object]]", office.json("people", "health", "--settled"))
    assert settled["explained"] == {"why": "名单刚到", "by": "王所长", "on": "2026-11-30"}
    file = office.folder / "台账检查.pdf"
    table = file.with_suffix(".xlsx")
    code, _, err = office.run("people", "health", "--out", str(table), "--purpose", "县司法局检查")
    assert (code, table.exists()) == (1, False)
    assert "写出来的是 .pdf 文件" in err
    code, _, err = office.run("people", "health", "--out", str(file))
    assert (code, file.exists()) == (1, False)
    assert err.startswith("台账检查要写明用途")
    office.json("people", "health", "--out", str(file), "--purpose", "县司法局检查")
    assert file.read_bytes().startswith(b"%PDF")
    office.json("people", "explain", no, "owner", "--withdraw")
    assert office.json("people", "health", "--settled") == []
    code, _, err = office.run("people", "explain", no, "id_sex", "--reason", "x")
    assert (code, "没有查出“性别和身份证号不一致”" in err) == (1, True)


def test_who_is_registered_twice_is_compared_and_merged(office: Office) -> None:
    office.run("import", LIST)
    first, second, third = (
        str(one["no"]) for one in cast("list[dict[str, object]]", office.json("people", "list"))[:3]
    )
    name = cast("dict[str, object]", office.json("people", "show", first))["name"]
    alike = {"name": name, "birth_date": "1970-01-01", "id_no": None}
    for no in (second, third):
        office.record(no, "registration", alike, "2026-11-30")
    pairs = cast("list[dict[str, object]]", office.json("people", "alike"))
    assert [{one["no"], one["other"]} for one in pairs] == [{third, second}]
    both = cast(
        "dict[str, list[dict[str, object]]]", office.json("people", "merge", first, second, "--preview")
    )
    assert "id_no" in {line["field"] for line in both["lines"]}
    code, _, err = office.run("people", "merge", first, second, "--take", "level")
    assert (code, "不是可以选择的项目" in err) == (1, True)
    made = office.json("people", "merge", first, second, "--take", "live_addr")
    assert made == {"no": first, "merged": second, "joined": True}
    assert cast("dict[str, object]", office.json("people", "show", second))["no"] == first
    code, _, err = office.run("people", "not-same", first, third)
    assert (code, "people alike" in err) == (1, True)


def test_people_are_handed_from_one_worker_to_another_and_back(office: Office) -> None:
    office.run("import", LIST)
    told = office.json("people", "reassign", "-", "赵敏", "--preview")
    assert isinstance(told, list)
    nobody = len(told)
    assert nobody == len(cast("list[object]", office.json("people", "health", "--check", "owner")))
    code, out, _ = office.run("people", "reassign", "-", "赵敏", "--no", str(told[0]["no"]))
    assert (code, out) == (0, "没有责任人 → 赵敏　1 人\n")
    sheet = office.json(
        "people", "takeover", "--worker", "赵敏", "--out", str(office.folder / "交接班单.pdf")
    )
    assert isinstance(sheet, dict)
    assert sheet["people"] == [told[0]["no"]]
    assert len([one for one in sheet["lines"] if one["part"] == "UNOWNED"]) == nobody - 1
    assert (office.folder / "交接班单.pdf").read_bytes().startswith(b"%PDF")
    code, _, err = office.run("people", "reassign", "没有这个人", "赵敏")
    assert (code, err) == (1, "“没有这个人”名下没有人。请用 people takeover 核对姓名。\n")
    (done, *_rest) = cast("list[dict[str, object]]", office.json("undo", "list"))
    assert done["what"] == f"交接责任人 1 人（{told[0]['name']}）"
    office.json("undo", str(done["id"]))
    assert len(cast("list[object]", office.json("people", "health", "--check", "owner"))) == nobody


def test_the_record_of_a_minor_is_withheld_until_it_is_decided(office: Office) -> None:
    office.json("import", LIST)
    told = cast("list[dict[str, str]]", office.json("people", "sealed", "--reason", "所长审核"))
    ((no, name, mark),) = [(one["no"], one["name"], one["sealing"]) for one in told]
    assert mark == "待定封存"
    assert name not in office.run("people", "list")[1]
    assert name not in office.run("people", "search", name)[1]
    code, out, err = office.run("people", "show", no)
    assert (code, out) == (1, "")
    assert "--sealed-reason" in err
    assert name not in err
    assert name in office.run("--sealed-reason", "所长审核", "people", "show", no)[1]
    decided = ("case", "seal", no, "--by", "王所长", "--reason", "裁定不封存", "--decide", "open", "--json")
    assert office.run(*decided)[0] == 1, "a decision too opens the file for a reason"
    code, out, err = office.run("--sealed-reason", "所长审核", *decided)
    assert code == 0, err
    assert json.loads(out) == {"no": no, "sealing": "不封存", "sealing_code": "OPEN"}
    assert name in office.run("people", "list")[1]
    assert name in office.run("people", "search", name)[1]


def test_the_manual_is_written_without_an_office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "手册.pdf"
    assert cli.main(["manual", "--out", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["pages"] > 20
    assert out.read_bytes().startswith(b"%PDF")
    assert cli.main(["manual", "--out", str(out)]) == 1
    assert "已经有一个同名文件" in capsys.readouterr().err
    assert cli.main(["manual", "--out", str(out), "--replace"]) == 0


def test_a_blank_is_refused_until_somebody_says_whom_it_lists(office: Office) -> None:
    blank = DATA / "learn_blanks" / "b04_网格刑释人员列表.xlsx"
    code, out, err = office.run("report", "learn", str(blank), "--name", "列表", "--json")
    assert code == 1
    assert "--set" in err
    assert "R04 重点对象" in err
    found = {one["header"]: one for one in json.loads(out)["sheets"][0]["columns"]}
    assert (found["案由"]["field"], found["案由"]["certainty"]) == ("offences", "known")
    assert (found["解教日期"]["field"], found["解教日期"]["certainty"]) == (None, "unknown")
    learn = ("report", "learn", str(blank), "--name", "列表", "--set", "R04", "--map", "所属网格=村（居）")
    learned = office.json(*learn, "--accept-map")
    assert isinstance(learned, dict)
    (sheet,) = learned["sheets"]
    assert (sheet["set"], sheet["row_kind"]) == ("R04", "person")
    assert {"header": "所属网格", "field": "village", "certainty": "known", "why": "手工选定"} in sheet[
        "columns"
    ]
