"""Pictures of 文书范本: the list, a draft beside its page, one with faults, its approval, who must sign
again.
"""

from anbang_desktop.domain.template_words import to_words
from anbang_desktop.gui.pages.templates.dialogs import AgainDialog, ApproveDialog, PersonDialog
from anbang_desktop.gui.pages.templates.one import TextOne
from anbang_desktop.gui.pages.templates.page import TemplatesPage
from anbang_desktop.services.documents import template_texts, templates
from anbang_desktop.services.documents.template_signing import SignAgain
from anbang_desktop.storage.queries.templates import SignedBy
from tests.support.screens.stage import Picture, Shot, Stage


def _draft(stage: Stage) -> int:
    """The draft of the agreement, made by the first picture that needs one."""
    for one in template_texts.versions(stage.desk):
        if one.own is not None and one.own.approved_on is None:
            return one.own.id
    text = templates.in_force(stage.desk, "agreement", stage.desk.today)
    words = to_words(text.source).replace("时间、地点、方式事先与乙方商量", "时间、地点、方式先与乙方商量")
    return template_texts.begin(
        stage.desk, "agreement", text.key, words + "监护人：______\n", "加了监护人一栏"
    )


def _one(stage: Stage) -> TextOne:
    stage.shell().go("templates", record=_draft(stage))
    shown = stage.shell().page()
    assert isinstance(shown, TemplatesPage)
    assert shown.one is not None
    return shown.one


def _list(stage: Stage) -> Picture:
    _draft(stage)
    return stage.page("templates")


def _edit(stage: Stage) -> Picture:
    _one(stage)
    return stage.grab()


def _faults(stage: Stage) -> Picture:
    one = _one(stage)
    words = (
        one.words().replace("｛截止日期｝", "｛到期日｝").replace("自愿", "").replace("｛如果结束｝", "", 1)
    )
    one.edit.setPlainText(words)
    one.draw_sample()
    one._choose_part("错误")
    made = stage.grab()
    one.edit.setPlainText(one._saved)
    one.drafting.done()
    return made


def _approve(stage: Stage) -> Picture:
    one = _one(stage)
    own = template_texts.show(stage.desk, _draft(stage))
    made: list[Picture] = []

    class Shown(ApproveDialog):
        def run(self) -> None:
            made.append(stage.over(self))

    Shown.ask_for(stage.shell(), stage.desk, own, ["本人享有的权利，不受歧视：没有找到“歧视”"])
    one.drafting.done()
    return made[0]


def _person(stage: Stage) -> Picture:
    _one(stage)
    dialog = PersonDialog(stage.shell(), stage.desk)
    dialog.entry.setText("王")
    return stage.over(dialog)


def _again(stage: Stage) -> Picture:
    stage.page("templates")
    reason = "2026-03-01 签的是出厂第 1 版，2026-12-01 起用本所第 1 版"
    signed = [
        SignedBy(at, f"LW2026{at:04}", name, "柳湾村", "李文静", "柳协〔2026〕1 号", "agreement-1", None)
        for at, name in enumerate(("张建国", "李小红"), 1)
    ]
    return stage.over(
        AgainDialog(stage.shell(), [SignAgain(one, "agreement-own-1", reason) for one in signed])
    )


TEMPLATES = (
    Shot("15_templates", _list),
    Shot("15_templates_edit", _edit),
    Shot("15_templates_faults", _faults, ("标准", "特大")),
    Shot("15_templates_approve", _approve, ("标准", "特大")),
    Shot("15_templates_person", _person, ("标准",)),
    Shot("15_templates_again", _again, ("标准", "特大")),
)
