"""daybook/listed.py: the daybook without a window."""

from anbang_desktop.services.daybook import entries, listed
from anbang_desktop.services.daybook.entries import Wanted
from anbang_desktop.services.desk import Desk


def test_what_the_page_lists_is_listed_without_it(empty_desk: Desk) -> None:
    entries.add(empty_desk, "宣传", {"title": "赶集日发宣传单", "who": ["李文静"], "people": 60})
    seen = listed.seen(empty_desk, Wanted(kind="宣传"))
    told = dict(zip(seen.heads, seen.lines[0].cells, strict=True))
    assert (told["日期"], told["事项"], told["人数"]) == (empty_desk.today, "赶集日发宣传单", 60)
    assert seen.narrowed == "宣传"
    assert listed.seen(empty_desk, Wanted(kind="会议")).lines == ()
