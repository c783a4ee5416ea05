"""重新犯罪: only of a judgment in force; the months and the level are worked out."""

from datetime import date

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.fields.reoffence import REOFFENCE, ReOffence
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import write
from anbang_desktop.services.worklist import people


def record(desk: Desk, no: str, **values: object) -> None:
    write.record(desk, no, REOFFENCE.name, {"offences": "盗窃罪", **values})


def test_the_months_since_the_release_and_the_level_are_worked_out(desk: Desk, registered: str) -> None:
    about = people.show(desk, registered).file
    released = about.case.release_date
    assert released is not None
    record(desk, registered, judged_on=desk.today)
    made = people.show(desk, registered).file.of(ReOffence)[-1]
    assert made.months_since_release == (desk.today.year - released.year) * 12 + (
        desk.today.month - released.month
    ) - (desk.today.day < released.day)
    assert made.level_then == about.case.level


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"judged_on": date(2001, 1, 1)}, "早于释放日期"),
        ({"judged_on": date(2030, 1, 1)}, "晚于今天"),
        ({"detained_on": date(2026, 11, 30), "judged_on": date(2026, 11, 29)}, "晚于判决生效日期"),
    ],
)
def test_a_day_that_can_t_be_is_refused(
    desk: Desk, registered: str, values: dict[str, date], words: str
) -> None:
    with pytest.raises(UserError, match=words):
        record(desk, registered, **values)
    assert people.show(desk, registered).file.of(ReOffence) == ()
