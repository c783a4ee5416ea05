"""What is not done yet when a case is about to end: wishes, letters and measures (art. 12, 14–26)."""

from collections.abc import Iterator

from anbang_desktop.domain.day_text import month_day
from anbang_desktop.domain.letters import OPEN_LETTER, letter_state
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import help_measure
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter_book import TRANSFER


def of(desk: Desk, about: CaseFile) -> tuple[str, ...]:
    """Each in a few words, in the order of the days; the letter of the transfer itself is no loose end."""
    return tuple(_of(desk, about))


def _of(desk: Desk, about: CaseFile) -> Iterator[str]:
    for wish in about.wishes:
        if wish.answered_on is None:
            label = desk.codes["wish_category"].label(wish.category)
            yield f"诉求“{label}”（{month_day(wish.on, desk.today)}提出）没有答复"
    for measure in about.of(HelpMeasure):
        if measure.state in help_measure.OPEN:
            yield f"帮扶“{measure.item}”没有结果"
    for letter in about.of(Letter):
        here = letter_state(letter, desk.today)
        if letter.letter_type != TRANSFER and here in OPEN_LETTER:
            label = desk.codes["letter_type"].label(letter.letter_type)
            yield f"给{letter.receiver}的{label}{'还没有发出' if here == 'written' else '没有回执'}"
