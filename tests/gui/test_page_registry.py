"""What the shell asks of the services."""

from anbang_desktop.gui.page_registry import find
from anbang_desktop.gui.shell.shell import Shell
from anbang_desktop.services.worklist import people
from anbang_desktop.services.worklist.people import PeopleFilter


def test_search_hits_carry_what_is_shown(shell: Shell) -> None:
    row = people.first_page(shell.desk, PeopleFilter(), limit=1)[0]
    found = find(shell.desk, row.name, 5)
    assert found[0].no == row.no
    assert found[0].why == "姓名"
