"""services/documents/batch.py: the agreements of a village drawn, printed and noted together."""

from pathlib import Path

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.pdf import preview
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements, batch, issued
from anbang_desktop.services.office import own_lists
from anbang_desktop.services.records import history
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter


def ids(desk: Desk) -> list[int]:
    return list(people.list_ids(desk, PeopleFilter()))


def three(desk: Desk) -> list[str]:
    """Three people of whom an agreement can be drawn."""
    return [one.no for one in batch.survey(desk, ids(desk)) if one.goes][:3]


def state(desk: Desk, no: str) -> str:
    return people.show(desk, no).file.agreement_state


def test_everybody_is_told_of_before_anything_is_drawn_in_the_order_of_the_villages(
    desk: Desk, registered: str
) -> None:
    listed = batch.survey(desk, ids(desk))
    villages = list(dict.fromkeys(one.village for one in listed))
    last = villages[-1]
    own_lists.add(desk, OwnList.VILLAGE, [last])
    assert batch.survey(desk, ids(desk))[0].village == last
    agreements.refuse(desk, registered, desk.today, "PRIVACY", "赵兰")
    (one,) = [line for line in batch.survey(desk, ids(desk)) if line.no == registered]
    assert (one.settled, one.goes, one.lacking) == (True, False, "")
    blocked = [line for line in batch.survey(desk, ids(desk)) if line.lacking]
    assert all("。" in line.lacking for line in blocked)
    assert any("村（居）帮教人" in line.blanks for line in listed)
    assert all(state(desk, line.no) == "NONE" for line in listed if line.no != registered), "nothing drawn"


def test_a_batch_is_drawn_and_marked_as_printed_in_one_unit(desk: Desk) -> None:
    numbers = three(desk)
    drawn = batch.draw(desk, numbers)
    assert list(drawn) == numbers
    assert preview.page_count(batch.together(drawn)) == sum(map(preview.page_count, drawn.values()))
    since = desk.store.head().seq
    batch.mark_printed(desk, numbers)
    assert [state(desk, no) for no in numbers] == ["PRINTED"] * 3
    done = history.last_done(desk, since)
    assert done is not None
    assert done.label == "打印协议书 3 人"
    with desk.store.read() as connection:
        kept = [issued.of_case(connection, people.show(desk, no).file.case_id)[-1] for no in numbers]
    assert len({one.code for one in kept}) == 3
    assert batch.draw(desk, numbers) == drawn, "what is out stays as it lies on the table"


def test_a_batch_is_saved_as_one_file_or_as_one_each(desk: Desk, tmp_path: Path) -> None:
    numbers = three(desk)
    drawn = batch.draw(desk, numbers)
    (whole,) = batch.save(desk, drawn, tmp_path / "一村.pdf")
    assert preview.page_count(whole.read_bytes()) == sum(map(preview.page_count, drawn.values()))
    each = batch.save(desk, drawn, tmp_path / "各人")
    assert [file.read_bytes() for file in each] == list(drawn.values())
    with pytest.raises(UserError, match="没有可以生成协议的人"):
        batch.save(desk, {}, tmp_path / "空.pdf")
