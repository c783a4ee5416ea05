"""Pictures of 扫描件归位: what came back, the tray, the dialogs; 批量打印."""

import tempfile
from pathlib import Path

from anbang_desktop.gui.pages.returns.dialogs import FileDialog, PlaceDialog
from anbang_desktop.gui.pages.returns.page import ReturnsPage
from anbang_desktop.gui.records.batch_dialog import BatchDialog
from anbang_desktop.services.documents import batch, papers, returns, scan_reading
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter
from tests.support import scanner
from tests.support.scanner import Way
from tests.support.screens.stage import Picture, Shot, Stage

PEOPLE = 4


def _page(stage: Stage) -> ReturnsPage:
    """Some papers came back, one without its second page, and two pages under ink."""
    if not returns.count_waiting(stage.desk):
        with tempfile.TemporaryDirectory() as folder:
            _scan(stage, Path(folder))
            scan_reading.take_in(stage.desk, [Path(folder)])
    stage.shell().go("returns", quick="papers")
    shown = stage.shell().page()
    assert isinstance(shown, ReturnsPage)
    return shown


def _scan(stage: Stage, folder: Path) -> None:
    lines = batch.survey(stage.desk, list(people.list_ids(stage.desk, PeopleFilter())))
    for at, no in enumerate([one.no for one in lines][:PEOPLE]):
        pdf = papers.form(stage.desk, no, papers.REGISTRATION_FORM)
        papers.note_print(stage.desk, no, papers.REGISTRATION_FORM, pdf=pdf)
        pages = range(1 if at == 1 else papers.page_count(pdf))
        sheets = [scanner.scanned(pdf, page, Way(150, 180)) for page in pages]
        (folder / f"{at}.pdf").write_bytes(scanner.pdf_of(sheets))
        if at == 0:
            spoilt = [scanner.smeared(scanner.scanned(pdf, page, Way(150))) for page in pages]
            (folder / "盖了章.pdf").write_bytes(scanner.pdf_of(spoilt))


def _papers(stage: Stage) -> Picture:
    _page(stage)
    return stage.grab()


def _tray(stage: Stage) -> Picture:
    _page(stage)._choose("tray")
    return stage.grab()


def _file(stage: Stage) -> Picture:
    shown = _page(stage)
    return stage.over(FileDialog(shown, stage.desk, shown._whole()))


def _place(stage: Stage) -> Picture:
    shown = _page(stage)
    (lost, *_more) = returns.waiting(stage.desk).tray
    dialog = PlaceDialog(shown, stage.desk, shown._image(lost))
    dialog.search.entry.setText(shown._waiting.papers[0].name)
    return stage.over(dialog)


def _batch(stage: Stage) -> Picture:
    shown = _page(stage)
    lines = batch.survey(stage.desk, list(people.list_ids(stage.desk, PeopleFilter())))
    return stage.over(BatchDialog(shown, lines))


RETURNS = (
    Shot("6_returns", _papers),
    Shot("6_returns_tray", _tray),
    Shot("6_returns_file", _file),
    Shot("6_returns_place", _place),
    Shot("6_batch", _batch),
)
