"""What the demo office itself did, and its directory (``resources/demo/office.toml``)."""

import tomllib
from datetime import timedelta

from anbang_desktop import paths
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.services.daybook import entries
from anbang_desktop.services.demo.clerk import Said
from anbang_desktop.services.demo.month import Month, village_of
from anbang_desktop.services.office import own_lists
from anbang_desktop.services.office.own_lists import Line

_WHEN = ("kind", "ago", "until_ago", "gifts", "goods", "each")  # of the file, not of a line


def keep(month: Month) -> str:
    """The directory and the lines of 工作台账, each on its own day; what came of it in words."""
    told = tomllib.loads(paths.resources("demo", "office.toml").read_text("utf-8"))
    for kind, names in told["lists"].items():
        own_lists.add_lines(month.on(month.today), OwnList(kind), [Line(**one) for one in names])
    for one in told["entries"]:
        _entry(month, one)
    return f"工作台账 {len(told['entries'])} 条，通讯录 {sum(map(len, told['lists'].values()))} 个"


def _entry(month: Month, one: Said) -> None:
    desk = month.on(month.today - timedelta(days=one["ago"]))
    values = {name: value for name, value in one.items() if name not in _WHEN}
    if "until_ago" in one:
        values["until"] = month.today - timedelta(days=one["until_ago"])
    if "gifts" in one:
        people = (month.about(row).client for row in month.set_up()[: one["gifts"]])
        gift = {"amount": one["each"], "goods": one["goods"]}
        values["reached"] = [{"name": each.name, "village": village_of(each), **gift} for each in people]
    entries.add(desk, one["kind"], values)
