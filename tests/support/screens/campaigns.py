"""Pictures of 重点时段: nothing yet, the dialog, half way, and the report."""

from datetime import timedelta

from anbang_desktop.gui.pages.campaigns.dialogs import CampaignDialog, NoteDialog
from anbang_desktop.gui.pages.campaigns.page import CampaignsPage
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import history
from anbang_desktop.services.worklist import campaign_report, campaigns
from tests.support.screens.stage import Picture, Shot, Stage

DPI = 100


def _begin(stage: Stage) -> int:
    """With what the invented month has: those who were seen in it."""
    today = stage.desk.today
    values = {
        "name": "春节排查",
        "ways": ["HOME_VISIT", "OFFICE_TALK"],
        "starts": today - timedelta(days=12),
        "ends": today + timedelta(days=9),
    }
    begun = campaigns.start(stage.desk, values)
    line = campaigns.show(stage.desk, begun).of("open")[1]
    campaigns.note(stage.desk, line.person, "外出务工，春节不回")
    return begun


def _end(stage: Stage) -> None:
    for _act in range(2):
        done = history.last_done(stage.desk, 0)
        assert done is not None
        history.undo(stage.desk, done.id)


def _page(stage: Stage, **target: int) -> CampaignsPage:
    stage.shell().go("campaigns", **target)  # type: ignore[arg-type]
    shown = stage.shell().page()
    assert isinstance(shown, CampaignsPage)
    return shown


def _nothing(stage: Stage) -> Picture:
    _page(stage)
    return stage.grab()


def _new(stage: Stage) -> Picture:
    return stage.over(CampaignDialog(_page(stage), stage.desk))


def _running(stage: Stage, *, today: bool = False) -> Picture:
    begun = _begin(stage)
    if today:
        stage.shell().go("today")
    else:
        _page(stage, record=begun)
    made = stage.grab()
    _end(stage)
    return made


def _why(stage: Stage) -> Picture:
    begun = _begin(stage)
    shown = _page(stage, record=begun)
    made = stage.over(NoteDialog(shown, campaigns.show(stage.desk, begun).of("open")[0]))
    _end(stage)
    return made


def _report(stage: Stage) -> Picture:
    begun = _begin(stage)
    pdf = campaign_report.make(stage.desk, campaigns.show(stage.desk, begun))
    _end(stage)
    return stage.paper([papers.render(pdf, at, DPI) for at in range(papers.page_count(pdf))])


CAMPAIGNS = (
    Shot("14_campaign_none", _nothing),
    Shot("14_campaign_new", _new),
    Shot("14_campaign", _running),
    Shot("14_campaign_today", lambda stage: _running(stage, today=True), ("标准",)),
    Shot("14_campaign_why", _why),
    Shot("paper_campaign", _report, ("标准",)),
)
