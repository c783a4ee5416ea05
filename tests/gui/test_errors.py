"""trouble: one sentence for what the clerk can mend, one folded box for a fault, no personal data in the
report.
"""

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from anbang_desktop.errors import Cancelled, Refused, UserError, fault_of
from anbang_desktop.gui.errors import Trouble, install


def broken(name: str) -> BaseException:
    try:
        int(f"{name} 149901199001011234")
    except ValueError as error:
        return error
    raise AssertionError(name)


@pytest.fixture
def trouble(painted: QApplication) -> Iterator[Trouble]:
    made = Trouble()
    yield made
    if (box := made.box()) is not None:
        box.done(0)


def words(trouble: Trouble) -> str:
    box = trouble.box()
    assert box is not None
    return "\n".join(label.text() for label in box.findChildren(QLabel))


def test_a_user_error_is_shown_as_its_sentences(trouble: Trouble) -> None:
    trouble.show(UserError("文件有密码。", "去掉密码再导入。"))
    assert "文件有密码。" in words(trouble)
    assert "去掉密码再导入。" in words(trouble)


def test_every_reason_of_a_refusal_is_shown(trouble: Trouble) -> None:
    trouble.show(Refused(["还没有核查结果", "还没有登记"]))
    assert "还没有核查结果" in words(trouble)
    assert "还没有登记" in words(trouble)


def test_the_same_fault_seven_times_is_one_box(trouble: Trouble) -> None:
    error = broken("某某")
    for _time in range(7):
        trouble.show(error)
    assert trouble.times(error) == 7
    assert "已出现 7 次" in words(trouble)


def test_the_report_names_no_value(trouble: Trouble) -> None:
    error = broken("欧阳某某")
    report = fault_of(error).report
    assert "欧阳" not in report
    assert "1499" not in report
    assert "ValueError" in report
    trouble.show(error)
    assert "欧阳" not in words(trouble)


def test_a_stopped_job_is_no_trouble(trouble: Trouble) -> None:
    trouble.show(Cancelled())
    assert trouble.box() is None


def test_what_rises_out_of_a_slot_comes_here(
    trouble: Trouble, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
    install(trouble)
    error = UserError("打印机没有纸。")
    sys.excepthook(UserError, error, None)
    qtbot.waitUntil(lambda: trouble.box() is not None)
    assert "打印机没有纸。" in words(trouble)
