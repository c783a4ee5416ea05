"""Which pictures ``screens`` paints: one line each; owners of pages add theirs."""

from collections.abc import Callable

from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLineEdit

from anbang_desktop.domain.states import ON_BOOKS
from anbang_desktop.errors import UserError, fault_of
from anbang_desktop.gui import questions
from anbang_desktop.gui.errors import TroubleBox
from anbang_desktop.gui.help.reader import Reader
from anbang_desktop.gui.login.first_run import FirstRun
from anbang_desktop.gui.login.recover import Forgotten
from anbang_desktop.gui.login.recovery_key import KeyAskedBack, KeyShown
from anbang_desktop.gui.login.unlock import Unlock
from anbang_desktop.gui.pages.people.filter import FilterDialog
from anbang_desktop.gui.pages.settings.backup_flow import BackupAtClose
from anbang_desktop.gui.pages.settings.dialogs import ChangePassphrase, Licences, recovery_pages
from anbang_desktop.gui.pages.today.page import TodayPage
from anbang_desktop.gui.parts.progress_box import ProgressBox
from anbang_desktop.gui.parts.why import Why, facts_of
from anbang_desktop.gui.shell.keys_help import KeysHelp
from anbang_desktop.gui.theme import dress, size_in_force
from anbang_desktop.services.office import drafts
from anbang_desktop.services.worklist import due, people
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support.screens.aid import AID
from tests.support.screens.campaigns import CAMPAIGNS
from tests.support.screens.casework import CASEWORK
from tests.support.screens.copying import COPYING
from tests.support.screens.daybook import DAYBOOK
from tests.support.screens.ledger import LEDGER
from tests.support.screens.lists import LISTS
from tests.support.screens.own_lists import OWN_LISTS
from tests.support.screens.papers import PAPERS
from tests.support.screens.releases import RELEASES
from tests.support.screens.reports import REPORTS
from tests.support.screens.returns import RETURNS
from tests.support.screens.sealed import SEALED
from tests.support.screens.several import SEVERAL
from tests.support.screens.stage import Picture, Shot, Stage
from tests.support.screens.statistics import STATISTICS
from tests.support.screens.templates import TEMPLATES
from tests.support.screens.visits import VISITS
from tests.support.screens.wishes import WISHES

CODE = "0000-1111-2222-3333-4444-5555-6666-7777-8888"


def _unlock(stage: Stage) -> Picture:
    stage.program.desk = None
    stage.program.show_unlock()
    shown = stage.program.frame.content()
    assert isinstance(shown, Unlock)
    shown.entry.setText("口令口令口令")
    shown.entry.setFocus()
    return stage.grab()


def _wrong(stage: Stage) -> Picture:
    stage.program.desk = None
    stage.program.show_unlock("没有人操作，已自动锁定")
    shown = stage.program.frame.content()
    assert isinstance(shown, Unlock)
    shown.row.complain("姓名或口令不对，没有打开。请检查大小写、中英文输入法和空格后再试。")
    return stage.grab()


def _first_run(step: int) -> Callable[[Stage], Picture]:
    def make(stage: Stage) -> Picture:
        stage.program.desk = None
        words = {"name": "柳湾镇司法所", "code": "liuwan", "county": "澄岭县", "user": "王所长"}
        stage.program.show_first_run({"fields": words, "step": min(step, 1)})
        shown = stage.program.frame.content()
        assert isinstance(shown, FirstRun)
        if step == 2:
            shown._add(KeyShown(CODE, list, lambda: None))
        if step == 3:
            shown._add(KeyAskedBack(CODE, lambda: None, lambda: None, ask=(2, 5)))
        return stage.grab()

    return make


def _forgotten(stage: Stage) -> Picture:
    stage.program.desk = None
    stage.program.show_forgotten(stage.offices[0], stage.offices[0].card.users[0])
    shown = stage.program.frame.content()
    assert isinstance(shown, Forgotten)
    return stage.grab()


def _search(stage: Stage) -> Picture:
    shell = stage.shell()
    shell.go("today")
    shell.top.search.setText("w")
    shell.search.look_up()
    made = stage.grab()
    shell.search.leave()
    shell.top.search.clear()
    return made


def _why(stage: Stage) -> Picture:
    stage.page("today")
    why = next(item.why for item in due.work(stage.desk) if item.why)
    title = f"为什么是 {why.result.month}月{why.result.day}日"
    popover = Why(title, facts_of(why), stage.shell())
    ground = stage.grab()
    popover.adjustSize()
    shot = popover.grab()
    popover.deleteLater()
    return _laid(ground, shot)


def _waiting(stage: Stage) -> Picture:
    """Two forms wait."""
    one = people.first_page(stage.desk, PeopleFilter(quick="on_books"), "no", 1)[0]
    forms = (f"contact:{one.no}", "register")
    for form in forms:
        drafts.keep(stage.desk, form, {"content": "谈了就业"})
    stage.page("today")
    page = stage.shell().page()
    assert isinstance(page, TodayPage)
    page._waiting.toggle()
    made = stage.grab()
    for form in forms:
        drafts.drop(stage.desk, form)
    return made


def _laid(ground: QPixmap, shot: QPixmap) -> QPixmap:
    painter = QPainter(ground)
    painter.drawPixmap(ground.width() // 3, ground.height() // 3, shot)
    painter.end()
    return ground


def _practice(stage: Stage) -> Picture:
    """The window in practice; only its dress and its line are of it here."""
    program, size = stage.program, size_in_force()
    stage.shell()
    dress(program._app, size, practice=True)
    program.show_shell()
    made = stage.page("today")
    dress(program._app, size, practice=False)
    program.show_shell()
    return made


def _toast(stage: Stage) -> Picture:
    shell = stage.shell()
    shell.go("today")
    shell.toast("已登记走访：赵国强", lambda: None)
    made = stage.grab()
    shell._toast.go() if shell._toast else None
    return made


def _progress(stage: Stage) -> Picture:
    box = ProgressBox(stage.shell(), "正在导入", "人")
    box.show_step(88, 132, "写入")
    return stage.over(box)


def _fault(stage: Stage) -> Picture:
    try:
        _nothing: dict[str, str] = {}
        _nothing["x"]
    except KeyError as error:
        fault = fault_of(error)
    words = [
        "程序出了一个错，刚才这一步没有完成；已经保存的资料不受影响。",
        "可以再试一次；还是这样，请复制报告交给县局或维护人员。",
    ]
    return stage.over(TroubleBox(stage.shell(), "程序出错了", words, fault.report))


def _sentence(stage: Stage) -> Picture:
    error = UserError("这个文件有密码，打不开。", "请在 WPS 或 Excel 里去掉密码，另存后再导入。")
    return stage.over(TroubleBox(stage.shell(), "没有办成", [error.what, error.remedy]))


def _danger(stage: Stage) -> Picture:
    words = "47 人会撤回，85 人恢复为导入前的内容；之后补录的走访不受影响。"
    return stage.over(
        questions.Sure(
            stage.shell(), "要撤销本次导入吗？", words, ("保留导入", False), ("撤销 132 人的导入", True)
        )
    )


def _help(*anchors: str, words: str = "") -> Callable[[Stage], Picture]:
    def make(stage: Stage) -> Picture:
        stage.page("today")
        reader = Reader(stage.shell(), stage.program.jobs, stage.program.trouble, anchors)
        reader.show()
        reader.entry.setText(words)
        return stage.over(reader)

    return make


def _nobody(stage: Stage) -> Picture:
    made = stage.page("people", filter=PeopleFilter(text="没有这个人", quick="key"))
    stage.shell().go("people", filter=PeopleFilter())
    return made


def _change(stage: Stage) -> Picture:
    stage.page("settings")
    dialog = ChangePassphrase(stage.shell(), stage.desk, stage.shell())
    dialog.new.again_row.complain("两次输入的口令不一样，请再输一次。")
    for entry in dialog.findChildren(QLineEdit):
        entry.setText("口令口令口令")
    return stage.over(dialog)


OWN = (
    Shot("1_unlock", _unlock),
    Shot("1_unlock_wrong", _wrong),
    Shot("1_first_run_office", _first_run(0)),
    Shot("1_first_run_user", _first_run(1)),
    Shot("1_first_run_key", _first_run(2)),
    Shot("1_first_run_asked", _first_run(3)),
    Shot("1_forgotten", _forgotten),
    Shot("2_today", lambda stage: stage.page("today")),
    Shot("2_today_why", _why),
    Shot("2_today_waiting", _waiting),
    Shot("2_search", _search),
    Shot("2_toast", _toast),
    Shot("2_practice", _practice),
    Shot("3_people", lambda stage: stage.page("people", filter=PeopleFilter())),
    Shot("3_people_key", lambda stage: stage.page("people", filter=PeopleFilter(quick="key"))),
    Shot("3_people_nobody", _nobody),
    Shot(
        "3_people_filter",
        lambda stage: stage.over(FilterDialog.over(stage.shell(), stage.desk, PeopleFilter(states=ON_BOOKS))),
    ),
    Shot("9_settings", lambda stage: stage.page("settings")),
    Shot("9_change_passphrase", _change),
    Shot("9_licences", lambda stage: stage.over(Licences(stage.shell())), ("标准",)),
    Shot("9_help", _help("entry.day", "contacts.record", "person")),
    Shot("9_help_found", _help("today", words="走访")),
    Shot("9_help_law", _help("law.a12")),
    Shot("9_keys", lambda stage: stage.over(KeysHelp(stage.shell()))),
    Shot("9_backup_at_close", lambda stage: stage.over(BackupAtClose(stage.shell(), 12))),
    Shot("9_progress", _progress),
    Shot("9_danger", _danger),
    Shot("9_sentence", _sentence),
    Shot("9_fault", _fault),
    Shot("paper_recovery", lambda stage: stage.paper(recovery_pages(stage.desk, CODE)), ("标准",)),
)

SHOTS: tuple[Shot, ...] = (
    *OWN,
    *CASEWORK,
    *COPYING,
    *AID,
    *VISITS,
    *CAMPAIGNS,
    *RELEASES,
    *SEALED,
    *WISHES,
    *TEMPLATES,
    *DAYBOOK,
    *OWN_LISTS,
    *LISTS,
    *SEVERAL,
    *LEDGER,
    *REPORTS,
    *STATISTICS,
    *PAPERS,
    *RETURNS,
)
