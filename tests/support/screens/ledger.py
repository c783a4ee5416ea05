"""Pictures of 数据体检, 交接班, 规则, 评估表: the queue, what was explained, who goes to whom, the papers."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from anbang_desktop.gui.pages.health.dialogs import no_mistake
from anbang_desktop.gui.pages.health.page import HealthPage
from anbang_desktop.gui.pages.instruments.page import CHANGES as FORM_CHANGES
from anbang_desktop.gui.pages.instruments.page import COUNTS, FAULTS, TURNED, InstrumentsPage
from anbang_desktop.gui.pages.rules.page import CHANGES, MOVED, RulesPage
from anbang_desktop.gui.pages.takeover.hand_over import HandOverDialog
from anbang_desktop.gui.records.reason_dialog import ReasonDialog
from anbang_desktop.services.documents import papers
from anbang_desktop.services.health import examine, report
from anbang_desktop.services.packs import own_instrument
from anbang_desktop.services.takeover import printout, reassign, sheet
from tests.support import packs
from tests.support.screens.stage import Picture, Shot, Stage

DPI = 100


def _health(stage: Stage, check: str = "", quick: str = "open") -> HealthPage:
    stage.shell().go("health", kept=(check, quick))
    shown = stage.shell().page()
    assert isinstance(shown, HealthPage)
    return shown


def _queue(stage: Stage, check: str = "same_text") -> Picture:
    shown = _health(stage, check)
    QTest.keyClick(shown.list, Qt.Key.Key_Space)
    QTest.keyClick(shown.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    return stage.grab()


def _reason(stage: Stage) -> Picture:
    _health(stage, "owner")
    return stage.over(ReasonDialog(stage.shell(), no_mistake(2, "没有帮教责任人")))


def _worker(stage: Stage) -> str:
    return next(name for name, _many in reassign.workers(stage.desk) if name)


def _takeover(stage: Stage) -> Picture:
    since = sheet.usual_since(stage.desk).isoformat()
    return stage.page("takeover", kept=(_worker(stage), "all", since))


def _give(stage: Stage) -> Picture:
    _takeover(stage)
    dialog = HandOverDialog(stage.shell(), stage.desk, _worker(stage))
    dialog.ticks.clear()
    dialog.ticks.tick(dialog.model.ids()[:6])
    dialog.line.entry.setText("赵敏")  # type: ignore[attr-defined]
    dialog._give()
    return stage.over(dialog)


def _paper(stage: Stage, pdf: bytes) -> Picture:
    return stage.paper([papers.render(pdf, at, DPI) for at in range(papers.page_count(pdf))])


def _report(stage: Stage) -> Picture:
    health = examine.examine(stage.desk)
    return _paper(stage, report.draw(stage.desk, health, report.Purpose("县司法局年度检查")))


def _sheet(stage: Stage) -> Picture:
    made = sheet.read(stage.desk, _worker(stage), sheet.usual_since(stage.desk))
    return _paper(stage, printout.draw(stage.desk, made, watched=True))


def _rules(stage: Stage, part: str = "", text: str = "") -> Picture:
    """The rules in force, or a pack of an invented county's that is looked at."""
    if not text:
        return stage.page("rules")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "安平县规则包.toml"
        file.write_text(text, "utf-8")
        stage.page("rules", path=file)
    shown = stage.shell().page()
    assert isinstance(shown, RulesPage)
    shown._choose_part(part)
    picture = stage.grab()
    shown.leave()
    return picture


def _form(stage: Stage, part: str = "", changes: Mapping[str, str] | None = None) -> Picture:
    """The forms in use, or a copy that was edited: its faults, or what it changes."""
    if not changes:
        return stage.page("instruments")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "通用评估表.toml"
        own_instrument.export(stage.desk, file)
        text = file.read_bytes().decode("utf-8-sig")
        for old, new in changes.items():
            text = text.replace(old, new, 1)
        file.write_bytes(text.encode("utf-8"))
        stage.page("instruments", path=file)
    shown = stage.shell().page()
    assert isinstance(shown, InstrumentsPage)
    shown._choose_part(part)
    picture = stage.grab()
    shown.leave()
    return picture


_WRONG = {'["租住", 2]': '["租住", 9]', 'label = "家庭"': 'label = "民族"', "limit = -12": "limit = -13"}
_OTHER = {'["不满 12 个月", 4]': '["不满 12 个月", 29]', "limit = 24": "limit = 44"}


def _colours() -> str:
    return packs.with_value(packs.colours(), "contact.first_year.interval_days", 30)


LEDGER = (
    Shot("17_rules", _rules),
    Shot("17_rules_changes", lambda stage: _rules(stage, CHANGES, _colours())),
    Shot("17_rules_moved", lambda stage: _rules(stage, MOVED, _colours())),
    Shot("17_form", _form),
    Shot("17_form_faults", lambda stage: _form(stage, FAULTS, _WRONG)),
    Shot("17_form_changes", lambda stage: _form(stage, FORM_CHANGES, _OTHER)),
    Shot("17_form_turned", lambda stage: _form(stage, TURNED, _OTHER)),
    Shot("17_form_counts", lambda stage: _form(stage, COUNTS, _OTHER)),
    Shot("16_health", _queue),
    Shot("16_health_owner", lambda stage: (_health(stage, "owner"), stage.grab())[1]),
    Shot("16_health_settled", lambda stage: (_health(stage, "", "settled"), stage.grab())[1]),
    Shot("16_health_reason", _reason),
    Shot("16_takeover", _takeover),
    Shot("16_takeover_give", _give),
    Shot("paper_health", _report, ("标准",)),
    Shot("paper_takeover", _sheet, ("标准",)),
)
