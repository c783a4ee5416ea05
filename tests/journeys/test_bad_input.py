"""A clumsy or hostile clerk at the command line: one Chinese sentence and exit 1, never a traceback,
nothing half-written.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from anbang_desktop import cli
from anbang_desktop.services.worklist import people
from tests.conftest import DATA
from tests.journeys.test_command_line import Office

SECOND = str(DATA / "拟释放人员衔接名册.xlsx")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with one list imported."""
    folder = tmp_path_factory.mktemp("listed")
    words = folder / "passphrase.txt"
    words.write_text("四叶草 correct horse 2026\n", encoding="utf-8")
    common = ["--office", str(folder / "office"), "--user", "王所长", "--passphrase-file", str(words)]
    sheet = ("--recovery-sheet", str(folder / "恢复单.pdf"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cli.TODAY_VARIABLE, "2026-11-30")
        patch.setenv("ANBANG_KDF_SECONDS", "0")
        assert (
            cli.main(
                [
                    *common,
                    "office",
                    "create",
                    "--name",
                    "东河镇司法所",
                    "--code",
                    "DH01",
                    "--county",
                    "某县司法局",
                    *sheet,
                ]
            )
            == 0
        )
        assert cli.main([*common, "import", SECOND]) == 0
    return folder


@pytest.fixture
def office(
    listed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    monkeypatch.setenv(cli.TODAY_VARIABLE, "2026-11-30")
    yield Office(listed, capsys)
    (listed / "x.json").unlink(missing_ok=True)


def _refused(office: Office, *words: str) -> str:
    code, out, err = office.run(*words)
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    assert "。。" not in err
    assert len(err) < 1000
    return err


def _recorded(office: Office, kind: str, raw: bytes) -> str:
    file = office.folder / "x.json"
    file.write_bytes(raw)
    return _refused(office, "record", "DH01-2026-0001", kind, "--from", str(file))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "第 1 行不是正确的 JSON"),
        (b'{"placed": true, "placed": false}', "“placed”写了两次"),
        (b'{"placed": NaN}', "不是正确的 JSON"),
        (b'{"remark": [{"\\ud800": 1}]}', "有读不出来的字"),
        (b'{"placed": ' + b"9" * 5000 + b"}", "不是正确的 JSON"),
        (b'{"remark": ' + b"[" * 90_000, "不是正确的 JSON"),
        ('{"placed": true}'.encode("utf-16"), "不是 UTF-8 文本"),
        (b"[]", "应是一个对象"),
        (b'{"placed": true, "place": ["x"]}', "单位或地点：应是一项文字"),
        (b'{"placed": true, "place": false}', "单位或地点：应是一项文字"),
        (b'{"placed": "' + b"x" * 200_000 + b'"}', "是否已安置：“xxx"),
    ],
)
def test_a_file_that_cannot_be_taken_down(office: Office, raw: bytes, said: str) -> None:
    assert said in _recorded(office, "placement", raw)


@pytest.mark.parametrize("value", [10**30, "9" * 20, "9" * 5000])
def test_a_count_beyond_what_the_database_holds(office: Office, value: object) -> None:
    said = _recorded(office, "handover", json.dumps({"mode": "01", "headcount": value}).encode())
    assert "总人数：“999" in said or "总人数：“1000" in said


@pytest.mark.parametrize("value", [10**30, "Infinity", "NaN", "1e999999999", "9" * 5000, -5])
def test_a_sum_that_is_none(office: Office, value: object) -> None:
    assert "费用（元）：" in _recorded(office, "handover", json.dumps({"mode": "01", "cost": value}).encode())


@pytest.mark.parametrize("value", ["[" * 5000, "[1,", '[{"name": "王一"'])
def test_rows_as_broken_text(office: Office, value: str) -> None:
    assert "工作人员：写法不对" in _recorded(
        office, "handover", json.dumps({"mode": "01", "workers": value}).encode()
    )


def test_a_name_cannot_be_emptied(office: Office) -> None:
    assert "还没有填：姓名" in _recorded(office, "registration", b'{"name": ""}')


def test_words_that_are_not_utf_8(office: Office) -> None:
    assert "不是 UTF-8" in _refused(office, "people", "search", "\udcff")


def test_a_day_that_is_none_ends_in_one_stop(office: Office) -> None:
    assert "2025 年 2 月没有 29 日，请核对。" in _refused(
        office, "case", "advance", "DH01-2026-0001", "S20", "--on", "2025-02-29"
    )


@pytest.mark.parametrize("period", ["0001", "0001-01", "0001-01-01..9999-12-31"])
def test_a_period_before_all_offices(office: Office, period: str) -> None:
    assert "1 年不合理" in _refused(office, "report", "make", "花名册", "--period", period, "--out", "x")


@pytest.mark.parametrize(("text", "said"), [(b"", "第一行是空的"), (b"\xff\xfe\x00", "不是 UTF-8 文本")])
def test_a_passphrase_file_with_nothing_to_read(office: Office, text: bytes, said: str) -> None:
    office.words = office.folder / "odd.txt"
    office.words.write_bytes(text)
    assert said in _refused_from(office, "people", "list")


def _refused_from(office: Office, *words: str) -> str:
    code = cli.main(["--office", str(office.place), "--passphrase-file", str(office.words), *words])
    assert code == 1
    return office._capsys.readouterr().err


def test_a_passphrase_is_the_first_line(office: Office) -> None:
    odd = office.folder / "odd.txt"
    odd.write_bytes("\ufeff四叶草 correct horse 2026\r\nnote\r\n".encode())
    assert cli.main(["--office", str(office.place), "--passphrase-file", str(odd), "people", "list"]) == 0


def test_a_fault_of_the_program_names_its_place_and_no_value(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise LookupError("王秘密 149901198611294994")

    monkeypatch.setattr(people, "search", broken)
    said = _refused(office, "people", "search", "王")
    assert "程序出了一个错" in said
    assert "LookupError" in said
    assert "149901" not in said
    assert "王秘密" not in said


def test_the_end_of_a_pipe_is_no_error(office: Office) -> None:
    run = [
        sys.executable,
        "-m",
        "anbang_desktop",
        "--office",
        str(office.place),
        "--passphrase-file",
        str(office.words),
    ]
    process = subprocess.Popen(
        [*run, "people", "list", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read().decode()
    process.stderr.close()
    assert (process.wait(), said) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
def test_asked_to_end_it_undoes_the_step(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> object:
        os.kill(os.getpid(), signal.SIGTERM)
        raise AssertionError("still running")

    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(people, "search", stopped)
    assert "已中断" in _refused(office, "people", "search", "王")
    assert signal.getsignal(signal.SIGTERM) == before


def test_after_all_that_the_office_is_sound(office: Office) -> None:
    assert office.run("office", "check")[0] == 0


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--code", "../../x", "不能用作文件夹名"),
        ("--name", "字" * 70_000, "机构名称太长"),
        ("--recovery-sheet", ".", "恢复钥匙写不进文件"),
        ("--recovery-sheet", "没有这个文件夹/恢复单.pdf", "恢复钥匙写不进文件"),
    ],
)
def test_an_office_that_cannot_be_made_leaves_nothing(
    office: Office, option: str, value: str, said: str
) -> None:
    office.place = office.folder / "another"
    sheet = str(office.folder / "又一张.pdf")
    given = {
        "--name": "东河镇司法所",
        "--code": "DH01",
        "--county": "某县司法局",
        "--recovery-sheet": sheet,
        option: value,
    }
    assert said in _refused(office, "office", "create", *(word for pair in given.items() for word in pair))
    assert not office.place.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("archive", "bind", "DH01-2026-0001", "--out", "{file}"),
        ("papers", "blank", "contact", "--out", "{file}"),
        ("papers", "own", "DH01-2026-0001", "--out", "{file}"),
        ("import", SECOND, "--dry-run", "--problems", "{file}"),
        ("import", "return", "{import}", "{file}"),
    ],
)
def test_a_file_that_is_there_is_replaced_only_where_that_was_said(
    office: Office, words: tuple[str, ...]
) -> None:
    file = office.folder / "已有.xlsx"
    file.write_bytes(b"precious")
    again = office.json("import", SECOND)  # the same list writes nothing and says what it was
    assert isinstance(again, dict)
    number = str(again["import_id"])
    given = [word.replace("{file}", str(file)).replace("{import}", number) for word in words]
    said = _refused(office, *given)
    assert f"已经有一个同名文件：{file}，没有动它。请换一个文件名，例如“已有 (2).xlsx”" in said
    assert file.read_bytes() == b"precious"
    code, _, err = office.run(*given, "--replace")
    assert code == 0, err
    assert file.read_bytes()[:2] in (b"PK", b"%P")
    file.unlink()


def test_a_bound_file_of_the_same_name_in_a_folder_stays(office: Office) -> None:
    file = office.folder / "档案_DH01-2026-0001.pdf"
    file.write_bytes(b"precious")
    assert "档案_DH01-2026-0001 (2).pdf" in _refused(
        office, "archive", "bind", "DH01-2026-0001", "--out", str(office.folder)
    )
    file.unlink()


def test_the_recovery_sheet_of_another_office_stays(office: Office) -> None:
    office.place, sheet = office.folder / "another", office.folder / "恢复单.pdf"
    before = sheet.read_bytes()
    words = (
        "office",
        "create",
        "--name",
        "甲",
        "--code",
        "DH02",
        "--county",
        "某县",
        "--recovery-sheet",
        str(sheet),
    )
    assert "恢复单 (2).pdf" in _refused(office, *words)
    assert sheet.read_bytes() == before
    assert not office.place.exists()


def test_an_import_number_beyond_what_the_database_holds(office: Office) -> None:
    assert "不是编号" in _refused(office, "import", "undo", "9" * 20)
