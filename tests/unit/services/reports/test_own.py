"""The blanks that ship: what the script draws is committed, and each is understood as what it is."""

import importlib.util
from pathlib import Path

import pytest

from anbang_desktop.domain.row_sets import ROW_SETS, RowKind
from anbang_desktop.excel.template import Layout
from anbang_desktop.excel.template_learn import learn
from anbang_desktop.services.reports import columns, own, workbook
from anbang_desktop.services.reports.own import OwnBlank
from tests.support.blanks import NUMBERS, ROSTER, meanings, shipped

ROOT = Path(__file__).resolve().parents[4]
OWN = own.own_blanks()
NOT_DRAWN = {"job_registered", "job_training", "job_placed", "job_guidance", "job_startup"}


def _layout(one: OwnBlank) -> Layout:
    return learn(one.file.read_bytes(), meanings())


def test_the_script_writes_the_committed_files(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("own_blanks", ROOT / "build" / "own_blanks.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    maker.write(tmp_path)
    written = sorted(file.name for file in tmp_path.iterdir())
    assert written == sorted(one.file.name for one in OWN)
    for name in written:
        kept = (ROOT / "resources" / "report" / "blanks" / name).read_bytes()
        assert (tmp_path / name).read_bytes() == kept, "run build/own_blanks.py"


def test_every_set_of_the_text_has_one_under_its_name() -> None:
    assert [one.id for one in OWN] == [*(f"R{number:02}" for number in range(1, 17)), "R20"]
    assert all(one.name == ROW_SETS[one.id].name for one in OWN[:-1])


@pytest.mark.parametrize("one", OWN, ids=[one.id for one in OWN])
def test_each_is_understood_whole(one: OwnBlank) -> None:
    (sheet,) = _layout(one).sheets
    assert sheet.unknown == ()
    assert len(sheet.known) == len(sheet.columns)
    assert sheet.footer
    if one.id in ("R16", "R20"):
        lines = {line.id: line for line in workbook.lines()}
        assert all(told.header in (*lines[told.field].words, lines[told.field].name) for told in sheet.known)
        return
    assert (sheet.row_set, sheet.prepared) == (one.id, 12)
    lists = ROW_SETS[one.id].lists
    names = {known.id: (known.name, *known.words) for known in workbook.fields()}
    for told in sheet.known:
        header = told.header.removeprefix("帮教对象") if lists is RowKind.CHILD else told.header
        assert header in names[told.field]
        assert told.field == "serial" or columns.column(told.field, lists) is not None, told.header


def test_the_number_sheet_draws_every_line_once() -> None:
    (sheet,) = _layout(OWN[-1]).sheets
    drawn = [line.field for line in sheet.known]
    assert len(drawn) == len(set(drawn))
    office = {line.field for line in _layout(OWN[-2]).sheets[0].known}
    assert {line.id for line in workbook.lines()} - {*drawn, *office} == NOT_DRAWN


def test_the_two_common_blanks_are_known_too() -> None:
    kept = [learn(shipped(name), meanings()).sheets[0].row_set for name in (ROSTER, NUMBERS)]
    assert kept == ["R01", "R20"]
