"""Pictures of 工作台账: the list, what it costs, a form, one line, the list to sign; something put off;
打印经过.
"""

from datetime import timedelta

from anbang_desktop.gui.pages.daybook.dialogs import EntryDialog, EntryView
from anbang_desktop.gui.pages.daybook.page import DaybookPage
from anbang_desktop.gui.pages.person.page import PersonPage
from anbang_desktop.gui.pages.person.story_dialog import StoryDialog
from anbang_desktop.gui.pages.today.put_off_dialog import PutOffDialog
from anbang_desktop.services.daybook import entries, receipt
from anbang_desktop.services.daybook.entries import Wanted
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import history
from anbang_desktop.services.worklist import due, people, putting_off, story_paper
from anbang_desktop.services.worklist.due_item import DueItem
from anbang_desktop.services.worklist.story import story
from anbang_desktop.services.worklist.story_paper import StoryChoice
from tests.support.screens.stage import Picture, Shot, Stage

DPI = 100
GIFT = "慰问"


def _page(stage: Stage) -> DaybookPage:
    stage.shell().go("daybook")
    shown = stage.shell().page()
    assert isinstance(shown, DaybookPage)
    shown._narrow(Wanted(), 0)
    return shown


def _list(stage: Stage) -> Picture:
    _page(stage)
    return stage.grab()


def _new(stage: Stage) -> Picture:
    people_ = ({"name": "张某", "village": "柳湾村", "amount": "150"},)
    return stage.over(EntryDialog(_page(stage), stage.desk, GIFT, people_))


def _gift(stage: Stage) -> int:
    return entries.find(stage.desk, Wanted(kind=GIFT)).ids[0]


def _one(stage: Stage) -> Picture:
    return stage.over(EntryView(_page(stage), stage.desk, entries.show(stage.desk, _gift(stage))))


def _receipt(stage: Stage) -> Picture:
    pdf = receipt.make(stage.desk, _gift(stage))
    return stage.paper([papers.render(pdf, at, DPI) for at in range(papers.page_count(pdf))])


def _letters(stage: Stage) -> Picture:
    return stage.page("letters")


def _directory(stage: Stage) -> Picture:
    return stage.page("own_lists", name="employer")


def _line(stage: Stage) -> DueItem:
    return next(item for item in due.work(stage.desk) if item.duty)


def _put_off(stage: Stage) -> Picture:
    stage.shell().go("today")
    page = stage.shell().page()
    return stage.over(PutOffDialog(page, stage.desk, _line(stage)))


def _waits(stage: Stage) -> Picture:
    desk = stage.desk
    putting_off.put_off(desk, _line(stage), desk.today + timedelta(days=9), "本人外出，回来再办")
    made = stage.page("today", quick="all")
    done = history.last_done(desk, 0)
    assert done is not None
    history.undo(desk, done.id)
    return made


def _story(stage: Stage) -> Picture:
    stage.shell().go("person", no=stage.no("S60", "S50"))
    page = stage.shell().page()
    assert isinstance(page, PersonPage)
    one = people.show(stage.desk, stage.no("S60", "S50"))
    return stage.over(StoryDialog(page, stage.desk, one.row.name, story(stage.desk, one.file), ("visit",)))


def _story_paper(stage: Stage) -> Picture:
    pdf = story_paper.make(stage.desk, stage.no("S60", "S50"), StoryChoice(purpose="报县司法局审批"))
    return stage.paper([papers.render(pdf, at, DPI) for at in range(papers.page_count(pdf))])


DAYBOOK = (
    Shot("17_daybook", _list),
    Shot("17_daybook_new", _new),
    Shot("17_daybook_one", _one),
    Shot("17_directory", _directory),
    Shot("17_letters", _letters),
    Shot("17_put_off", _put_off),
    Shot("17_waits", _waits),
    Shot("17_story", _story),
    Shot("paper_receipt", _receipt, ("标准",)),
    Shot("paper_story", _story_paper, ("标准",)),
)
