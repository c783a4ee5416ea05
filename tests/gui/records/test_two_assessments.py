"""Two assessments side by side on the person page."""

from PySide6.QtWidgets import QPushButton

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.parts.chart import ChartView
from anbang_desktop.gui.records.two_assessments import TwoAssessments
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.records import write
from tests.support.clerk import answering
from tests.support.widgets import words


def test_what_changed_stands_first(shell: Shell, page: PersonPage, no: str) -> None:
    desk = shell.desk
    first = {item.code: item.options[0].label for item in desk.instrument.items}
    again = {"kind": "EVENT", "present": ["李文静"], "decided": "GENERAL", "agreed": {**first, "B1": "租住"}}
    write.record(desk, no, ASSESSMENT.name, again)
    shell.go("person", no=no, section=PersonSection.GROUP)
    here = shell.page()
    assert isinstance(here, PersonPage)
    charts = [one for one in here.findChildren(ChartView) if one.accessibleName().startswith("历次评估")]
    assert charts
    assert charts[0].words().endswith("一般，2 分")
    seen: list[str] = []

    def read(dialog: TwoAssessments) -> None:
        seen.append(words(dialog))
        dialog.reject()

    with answering((TwoAssessments, read)):
        next(one for one in here.findChildren(QPushButton) if one.text() == "和上次对比").click()
    assert "有 2 项变了" in seen[0]
    assert seen[0].index("▸ B1　住房") < seen[0].index("评估表")
