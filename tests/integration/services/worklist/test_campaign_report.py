"""重点时段走访汇总: its numbers add up, who was not seen stands there with the reason, one page, noted when
printed.
"""

import subprocess
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from anbang_desktop.errors import Refused
from anbang_desktop.services.cases import advance
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import papers
from anbang_desktop.services.records import history, write
from anbang_desktop.services.worklist import campaign_report, campaigns
from anbang_desktop.services.worklist.campaigns import Shown
from anbang_desktop.storage.tables_core import audit
from tests.support import makers


@pytest.fixture
def shown(empty_desk: Desk) -> Shown:
    """Five in two villages; one was seen, one has a reason."""
    numbers = []
    for at, one in enumerate(makers.people(5, seed=5)):
        values = {**one.values(), "village": "柳湾村" if at < 3 else "上河社区", "release_cert_no": "1"}
        numbers.append(advance.register_walk_in(empty_desk, {**values, "release_date": empty_desk.today}))
    today = empty_desk.today
    begun = campaigns.start(
        empty_desk,
        {"name": "春节排查", "ways": ["HOME_VISIT"], "starts": today, "ends": today + timedelta(days=50)},
    )
    visit = {"at": datetime.combine(today, time()), "contact_type": "HOME_VISIT", "workers": ["李文静"]}
    write.record(empty_desk, numbers[0], "contact", {**visit, "met": "SELF", "abnormal": False})
    person = next(one for one in campaigns.show(empty_desk, begun).lines if one.row.no == numbers[4])
    campaigns.note(empty_desk, person.person, "外出务工，春节不回")
    return campaigns.show(empty_desk, begun)


def test_the_report_says_what_was_done_on_one_page(empty_desk: Desk, shown: Shown) -> None:
    pdf = campaign_report.make(empty_desk, shown)
    run = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    read = " ".join(run.stdout.decode().split())
    assert papers.page_count(pdf) == 1
    for words in (
        "春节排查走访汇总",
        "应见 5 人，已见到 1 人，未见到 4 人",
        "2026年11月30日至2027年1月19日",
        "全部在册的人",
        "上河社区 2 0 2",
        "柳湾村 3 1 2",
        "还没有定类别 5 1 4",
        "外出务工，春节不回",
        "负责人",
    ):
        assert words in read, words
    for unwanted in ("监管", "管控", "考核"):
        assert unwanted not in read


def test_printing_is_noted_and_the_start_is_not_taken_back_then(empty_desk: Desk, shown: Shown) -> None:
    campaign_report.note_print(empty_desk, shown.campaign.id)
    with empty_desk.store.read() as connection:
        noted = connection.execute(select(audit.c.object).where(audit.c.action == "print")).scalars().all()
    assert noted == [f"campaigns/{shown.campaign.id}"]
    started = next(one for one in history.last_acts(empty_desk) if one.label == "开始春节排查")
    with pytest.raises(Refused, match="已经打印或者导出过"):
        history.undo(empty_desk, started.id)
