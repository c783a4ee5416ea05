"""Pictures of 诉求: the list with one of them, a discrimination, its dialogs, the sheet and the letter."""

from anbang_desktop.fields.letter import LETTER
from anbang_desktop.gui.entry.context import entry_context
from anbang_desktop.gui.pages.wishes.dialogs import AnswerDialog, WhoDialog
from anbang_desktop.gui.pages.wishes.page import WishesPage
from anbang_desktop.gui.records.wish_dialog import WishDialog
from anbang_desktop.services.documents import papers
from anbang_desktop.services.worklist import people, wishes
from tests.support.screens.stage import Picture, Shot, Stage

DPI = 100
WORDS = "派出所已经查到准迁证明，12月10日前办好，请带结婚证去一趟户籍窗口。"


def _page(stage: Stage, category: str = "H02") -> WishesPage:
    """The first open wish of a category."""
    ids = wishes.board(stage.desk).ids["open"]
    found = next(line for line in wishes.lines(stage.desk, ids) if line.wish.category == category)
    stage.shell().go("wishes", record=found.wish.id)
    shown = stage.shell().page()
    assert isinstance(shown, WishesPage)
    return shown


def _list(stage: Stage) -> Picture:
    shown = _page(stage)
    shown._back()
    return stage.grab()


def _one(stage: Stage) -> Picture:
    shown = _page(stage)
    shown._open_one()
    shown.one.restore({"answer": WORDS})
    made = stage.grab()
    shown.one.forget()
    return made


def _discrimination(stage: Stage) -> Picture:
    shown = _page(stage, "W05")
    shown._open_one()
    return stage.grab()


def _new(stage: Stage) -> Picture:
    no = stage.no("S60", "S50")
    shown = _page(stage)
    dialog: list[WishDialog] = []

    class Held(WishDialog):
        def run(self) -> None:
            dialog.append(self)

    Held.ask(shown, stage.desk, people.show(stage.desk, no), entry_context(stage.desk))
    return stage.over(dialog[0])


def _who(stage: Stage) -> Picture:
    dialog = WhoDialog(_page(stage), stage.desk)
    dialog.entry.setText("王")
    return stage.over(dialog)


def _answer(stage: Stage) -> Picture:
    shown = _page(stage)
    assert shown.one.line is not None
    return stage.over(AnswerDialog(shown, stage.desk, shown.one.line, WORDS))


def _paper(stage: Stage, kind: str) -> Picture:
    shown = _page(stage, "W05")
    assert shown.one.line is not None
    line = shown.one.line
    record = line.letter if kind == LETTER.name else line.wish
    assert record is not None
    pdf = papers.form(stage.desk, line.row.no, kind, record.id)
    return stage.paper([papers.render(pdf, at, DPI) for at in range(papers.page_count(pdf))])


WISHES = (
    Shot("11_wishes", _list),
    Shot("11_wish_one", _one),
    Shot("11_wish_discrimination", _discrimination),
    Shot("11_wish_new", _new),
    Shot("11_wish_who", _who),
    Shot("11_wish_answer", _answer),
    Shot("paper_wish", lambda stage: _paper(stage, "wish"), ("标准",)),
    Shot("paper_wish_letter", lambda stage: _paper(stage, LETTER.name), ("标准",)),
)
