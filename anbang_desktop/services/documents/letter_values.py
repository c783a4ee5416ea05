"""What a letter shows: of the person only what its receiver may know (``resources/letters``; art. 32). Brings
ReportLab.
"""

from anbang_desktop.domain.articles import cite
from anbang_desktop.domain.day_text import chinese
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.letter import Letter
from anbang_desktop.pdf.forms import letter
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.office import details
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter import refuse_telling
from anbang_desktop.services.records.letter_book import letter_book

NEUTRAL = "联系函"  # to whom it must not say why the office helps


def letter_form(desk: Desk, about: CaseFile, record: Letter) -> bytes:
    """The letter with its return slip. UserError where it would tell what its receiver must not know: the
    words are looked at once more, the file may say more by now than when it was written.
    """
    refuse_telling(desk, about, record)
    book = letter_book()
    receiver = book.receivers[record.receiver_kind]
    help_type = desk.codes["help_type"].item(record.help or "")
    article = help_type.article if help_type else ""
    title = NEUTRAL if receiver.outside else desk.codes["letter_type"].label(record.letter_type)
    return letter.make(
        letter.Letter(
            text=book.types[record.letter_type].text,
            title=title,
            office=desk.office.name,
            phone=details.phone(desk),
            number=record.number or "",
            code_id=spelled(desk.store.fingerprint("paper", f"letters/{record.id}")),
            receiver=record.receiver,
            name=about.client.name,
            about=_told(desk, about, receiver.tells),
            matter=record.matter,
            help=help_type.name if help_type else "",
            article=cite(int(article)) if article else "",
            papers="、".join(record.papers),
            consent=chinese(record.consent_on) if record.consent_on else "",
            reply_due=chinese(record.reply_due) if record.reply_due else "",
            worker=record.signed_by or "",
            on=chinese(record.written_on),
            outside=receiver.outside,
        )
    )


def _told(desk: Desk, about: CaseFile, tells: tuple[str, ...]) -> list[tuple[str, str]]:
    """Caption and words of each datum but the name, which stands first by itself."""
    values = about.values
    fields = {field.name: field for field in REGISTRATION.fields}
    shown = (fields[name] for name in tells if name != "name")
    return [(one.label, one.kind.show(values.get(one.name), desk.read_context)) for one in shown]
