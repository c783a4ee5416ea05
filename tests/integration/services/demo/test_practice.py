"""练习: the invented office is made whole or not at all, and what leaves it says what it is."""

from pathlib import Path

import pytest

from anbang_desktop.domain.clock import FixedClock
from anbang_desktop.errors import Cancelled, UserError
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening
from anbang_desktop.services.demo import practice
from anbang_desktop.services.demo import run as demo
from anbang_desktop.services.office import details
from anbang_desktop.services.reports import making
from anbang_desktop.services.worklist import people

CLOCK = FixedClock(practice.office().today)


@pytest.mark.slow
def test_it_is_made_once_gone_on_with_and_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "_practice"
    told: list[tuple[int, int]] = []
    assert not practice.exists(folder)
    desk = practice.open_practice(
        folder, CLOCK, Progress(lambda done, total, _what: told.append((done, total)))
    )
    assert told[0] == (1, demo.STEPS)
    assert all(done < total for done, total in told)
    assert people.total(desk) > 30
    made = making.make(desk, "花名册", "2026-11", tmp_path / "out")
    assert Path(made.files[0]).name.startswith("练习司法所_花名册")
    details.set_phone(desk, "0350-8000000")
    opening.close(desk)
    assert practice.exists(folder)
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("_")] == ["_practice"]

    desk = practice.open_practice(folder, CLOCK, Progress())
    assert details.phone(desk) == "0350-8000000", "what was tried is there"
    opening.close(desk)

    stopped = Progress()
    stopped.cancel()
    with pytest.raises(Cancelled):
        practice.open_practice(folder, CLOCK, stopped, anew=True)
    desk = practice.open_practice(folder, CLOCK, Progress())
    assert details.phone(desk) == "0350-8000000", "a stop leaves what was there"
    opening.close(desk)


def test_what_is_no_practice_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "_practice"
    folder.mkdir()
    (folder / "别的东西.txt").write_text("不能丢", "utf-8")

    def made(out: Path, *_given: object) -> None:
        out.mkdir()

    monkeypatch.setattr(demo, "run", made)
    with pytest.raises(UserError, match="有别的文件"):
        practice.open_practice(folder, CLOCK, Progress())
    assert (folder / "别的东西.txt").read_text("utf-8") == "不能丢"
    assert [one.name for one in tmp_path.iterdir()] == ["_practice"]


def test_a_real_office_is_not_named_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="练习"):
        opening.create(tmp_path / "x", "练习司法所", "X1", "某县", "王所长", practice.PASSPHRASE, CLOCK)
    assert not (tmp_path / "x").exists()
