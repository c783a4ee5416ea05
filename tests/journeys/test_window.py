"""The window's self-test and the painters of pictures, on the demo office."""

from pathlib import Path

import pytest

from anbang_desktop import app
from anbang_desktop.gui import window_test
from anbang_desktop.gui.page_registry import PLACES
from tests.gui.test_sizes import PASSED_OVER
from tests.journeys.conftest import Made
from tests.support.screens import __main__ as screens
from tests.support.screens.shots import SHOTS

pytestmark = pytest.mark.usefixtures("qtbot")


def test_a_sound_program_has_a_picture_of_every_page_in_both_sizes(demo: Made, tmp_path: Path) -> None:
    composition = window_test.Composition(app.doors, app.load_inside)
    assert window_test.walk(demo.office, demo.passphrase, tmp_path, composition) == []
    seen = {file.stem for file in tmp_path.iterdir()}
    assert {place.key for place in PLACES} | {f"{key}-of-one" for key in window_test.OF_ONE} < seen
    assert {f"{place.key}_150" for place in PLACES} < seen


@pytest.mark.slow
def test_every_paper_and_every_part_of_a_person_is_painted(demo: Made, tmp_path: Path) -> None:
    """The other pages and dialogs come up where ``test_sizes`` looks whether they fit."""
    failed = screens.paint_all(demo.office, demo.passphrase, tmp_path, only=PASSED_OVER, sizes=("标准",))
    assert failed == []
    seen = {file.stem for file in tmp_path.iterdir()}
    assert {shot.name for shot in SHOTS if shot.name.startswith("4_person")} < seen
