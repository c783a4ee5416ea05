"""worklist/copy_systems.py: two systems are shipped, the office orders their lines and adds its own."""

from pathlib import Path

import pytest

from anbang_desktop.domain.copying import CopyLine
from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import history
from anbang_desktop.services.worklist import copy_systems
from anbang_desktop.services.worklist.copy_data import sources
from anbang_desktop.storage.queries import settings

OWN = """
id = "county"
name = "县局平台"
[[sections]]
title = "人员"
lines = [{ label = "姓名", field = "name" }, { label = "释放", field = "release_date", days = "20260305" }]
"""


def file(tmp_path: Path, text: str = OWN, name: str = "county.toml") -> Path:
    made = tmp_path / name
    made.write_text(text, "utf-8")
    return made


def lines(desk: Desk, id_: str) -> list[str]:
    return [one.key for one in copy_systems.system(desk, id_).shown]


def fields(shown: tuple[CopyLine, ...]) -> list[str]:
    return [one.field for one in shown]


def test_two_are_shipped_and_read(desk: Desk) -> None:
    national, grid = copy_systems.systems(desk)
    assert (national.id, grid.id) == ("national", "grid")
    assert not any(copy_systems.is_own(one) for one in (national, grid))
    assert {"name", "id_no", "offences", "level", "placement.way"} <= set(fields(national.shown))
    assert len(grid.shown) == 2 + 14, "who it is, and the fourteen items of GB/T 31000"
    assert copy_systems.system(desk, national.name).id == "national", "found by its name too"


def test_the_codes_of_the_shipped_ones_cover_our_tables(desk: Desk) -> None:
    for system in copy_systems.systems(desk):
        for table, theirs in system.codes.items():
            for item in desk.codes[table].items:  # type: ignore[index]
                code = item.std if theirs.by == "std" else item.other["ministry"]
                assert code in theirs.names, (system.id, table, item.code)
    assert sources()["placement.way"].table == "placement_way"


def test_lines_are_moved_and_hidden_with_an_undo(desk: Desk) -> None:
    before = lines(desk, "grid")
    moved = [before[1], before[0], *before[2:]]
    made = copy_systems.arrange(desk, "grid", moved, frozenset({before[5]}))
    assert [one.key for one in made.shown] == [one for one in moved if one != before[5]]
    assert lines(desk, "grid") == [one.key for one in made.shown]
    assert lines(desk, "national"), "the other one is as it was"
    last = history.last_done(desk, 0)
    assert last is not None
    history.undo(desk, last.id)
    assert lines(desk, "grid") == before


def test_the_order_can_be_forgotten(desk: Desk) -> None:
    before = lines(desk, "grid")
    copy_systems.arrange(desk, "grid", list(reversed(before)), frozenset())
    assert lines(desk, "grid") == list(reversed(before))
    copy_systems.as_delivered(desk, "grid")
    assert lines(desk, "grid") == before


def test_an_order_that_says_nothing_sensible_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="没有“人员/别的”这一行"):
        copy_systems.arrange(desk, "grid", ["人员/别的"], frozenset())
    with pytest.raises(UserError, match="请至少留一行"):
        copy_systems.arrange(desk, "grid", [], frozenset(lines(desk, "grid")))


def test_the_office_adds_a_system_replaces_and_removes_it(desk: Desk, tmp_path: Path) -> None:
    made = copy_systems.add(desk, file(tmp_path))
    assert copy_systems.is_own(made)
    assert lines(desk, "county") == ["人员/姓名", "人员/释放"]
    copy_systems.arrange(desk, "county", ["人员/释放", "人员/姓名"], frozenset())
    copy_systems.add(desk, file(tmp_path, OWN.replace("释放", "释放日")))
    assert lines(desk, "county") == ["人员/姓名", "人员/释放日"], "the old order went with the old file"
    copy_systems.remove(desk, "county")
    with pytest.raises(UserError, match="没有“county”这个照录次序"):
        copy_systems.system(desk, "county")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN.replace('field = "name"', 'field = "nmae"'), "第 6 行.*没有“nmae”这一项"),
        (OWN.replace('id = "county"', 'id = "grid"'), "程序自带"),
        (OWN.replace("县局平台", "综治网格（GB/T 31000）"), "已有叫"),
    ],
)
def test_a_file_that_is_wrong_is_refused_and_nothing_is_kept(
    desk: Desk, tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        copy_systems.add(desk, file(tmp_path, text))
    assert len(copy_systems.systems(desk)) == 2


def test_a_file_that_is_no_text_too_large_or_gone_is_refused(desk: Desk, tmp_path: Path) -> None:
    gbk = tmp_path / "gbk.toml"
    gbk.write_bytes('name = "县局"'.encode("gb18030"))
    with pytest.raises(UserError, match="不是 UTF-8"):
        copy_systems.add(desk, gbk)
    with pytest.raises(UserError, match="太大"):
        copy_systems.add(desk, file(tmp_path, "#" * (copy_systems.LARGEST + 1)))
    with pytest.raises(UserError, match="读不了文件"):
        copy_systems.add(desk, tmp_path / "gone.toml")


def test_what_is_shipped_stays(desk: Desk) -> None:
    with pytest.raises(UserError, match="不能去掉"):
        copy_systems.remove(desk, "grid")


def test_a_kept_one_that_this_version_can_not_read_takes_no_other_with_it(desk: Desk) -> None:
    with desk.store.work(desk.clock, "x") as work:
        work.set(f"{copy_systems.SYSTEM}old", {"text": "id = 3"}, "x")
        work.set(f"{copy_systems.ORDER}grid", {"order": 3, "hidden": 4}, "x")
    assert [one.id for one in copy_systems.systems(desk)] == ["national", "grid"]
    with desk.store.read() as connection:
        assert settings.beginning_with(connection, copy_systems.SYSTEM)


def test_a_shipped_one_is_saved_as_a_file_to_begin_ones_own_with(desk: Desk, tmp_path: Path) -> None:
    before = lines(desk, "national")
    copy_systems.arrange(desk, "national", list(reversed(before)), frozenset({before[0]}))
    out = tmp_path / "例子.toml"
    copy_systems.save(desk, "national", out)
    mine = out.read_text("utf-8").replace('"national"', '"mine"').replace("全国安置帮教", "本县安置帮教")
    made = copy_systems.add(desk, file(tmp_path, mine, "mine.toml"))
    assert {one.key for one in made.shown} == set(before[1:])
    assert made.codes == copy_systems.system(desk, "national").codes
