"""What a letter shows: of the person only what its receiver may know (``resources/letters``; art. 32). Brings
ReportLab.
"""

from collections.abc import Mapping
from datetime import date

from anbang_desktop.domain.articles import cite
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.field import RecordKind
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.wish import WISH
from anbang_desktop.pdf.forms import letter
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import neutral, templates
from anbang_desktop.services.documents.page_code import code_of
from anbang_desktop.services.office import details
from anbang_desktop.services.records import one_number, sealing
from anbang_desktop.services.records.case_file import CaseFile, values_of
from anbang_desktop.services.records.letter import refuse_telling, wish_of
from anbang_desktop.services.records.letter_book import letter_book

SHORT = {"release_date": "释放日期", "custody_unit": "监所"}  # as people say it
NEUTRAL = "联系函"  # to whom it must not say why the office helps


def letter_form(desk: Desk, about: CaseFile, record: Letter) -> bytes:
    """The letter with its return slip. UserError where it would tell what its receiver must not know: the
    words are looked at once more, the file may say more by now than when it was written.
    """
    refuse_telling(desk, about, record)
    book = letter_book()
    known, receiver = book.types[record.letter_type], book.receivers[record.receiver_kind]
    help_type = desk.codes["help_type"].item(record.help or "")
    article = help_type.article if help_type else ""
    title = NEUTRAL if receiver.outside else desk.codes["letter_type"].label(record.letter_type)
    several = _several(desk, about, record)
    more = f"等 {len(several)} 人" if several else ""
    return letter.make(
        letter.Letter(
            text=known.text,
            title=title,
            office=desk.office.name,
            phone=details.phone(desk),
            number=record.number or "",
            code_id=code_of(desk, f"letters/{record.id}", about.paper_version),
            receiver=record.receiver,
            name=f"{about.client.name}{more}",
            opening=known.opening,
            about=_told(desk, about, record),
            several=several,
            matter=record.matter,
            help=help_type.name if help_type else "",
            article=cite(int(article)) if article else "",
            papers="、".join(record.papers),
            consent=chinese(record.consent_on) if record.consent_on else "",
            answers=known.reply is not None,
            reply_due=chinese(record.reply_due) if record.reply_due else "",
            worker=record.signed_by or "",
            on=chinese(record.written_on),
            outside=receiver.outside,
        ),
        templates.in_force(desk, known.text.rpartition("-")[0], record.written_on),
    )


def _told(desk: Desk, about: CaseFile, record: Letter) -> list[tuple[str, str]]:
    """Caption and words of each datum but the name, which stands first by itself; then what the wish says."""
    tells = letter_book().told(record.letter_type, record.receiver_kind)
    if sealing.is_withheld(desk, about):
        tells = tuple(name for name in tells if name not in neutral.CLEARED)
    found = [_words(desk, REGISTRATION, name, about.values) for name in tells if name != "name"]
    wish = wish_of(about, record)
    if wish is None:
        return found
    values = values_of(wish)
    said = [_words(desk, WISH, name, values) for name in letter_book().types[record.letter_type].of_wish]
    return [*found, *(one for one in said if one[1])]


def _words(desk: Desk, kind: RecordKind, name: str, values: Mapping[str, object]) -> tuple[str, str]:
    field, value = kind.field(name), values.get(name)
    words = chinese(value) if isinstance(value, date) else field.kind.show(value, desk.read_context)
    return SHORT.get(name, field.label), words


def _several(desk: Desk, about: CaseFile, record: Letter) -> list[letter.Listed]:
    """Everybody on the list of a letter about several people; nobody where it is about one."""
    with desk.store.read() as connection:
        found = one_number.together(connection, about, record)
    if len(found) == 1:
        return []
    for file, one in found:
        refuse_telling(desk, file, one)
    tells = letter_book().told(record.letter_type, record.receiver_kind)
    people = [file.client for file, _one in found]
    return [
        letter.Listed(
            one.name,
            (one.id_no or "") if "id_no" in tells else "",
            (one.live_addr or "") if "live_addr" in tells else "",
        )
        for one in people
    ]
