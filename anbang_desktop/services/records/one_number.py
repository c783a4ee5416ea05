"""One letter about several people: each of them has it in the file, the number holds them together. So no
file names anybody else, and deadline, undo and correction are those of any letter.
"""

from anbang_desktop.fields.letter import Letter
from anbang_desktop.services.records import case_file, gate
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter_book import letter_book
from anbang_desktop.storage.queries import letters as query
from anbang_desktop.storage.reading import Connection


def together(connection: Connection, about: CaseFile, letter: Letter) -> list[tuple[CaseFile, Letter]]:
    """Everybody whom the letter is about, each with the letter in the own file; only this person's for a type
    that is never about several. A withheld record is on no list, also if it was when the letter was written.
    """
    alone = not (letter_book().types[letter.letter_type].several and letter.number)
    if alone or not gate.listed(connection, [about.case_id]):
        return [(about, letter)]
    found = []
    for case_id in gate.listed(connection, query.cases_under(connection, letter.number or "")):
        file = about if case_id == about.case_id else case_file.by_id(connection, case_id)
        found += [(file, one) for one in file.of(Letter) if one.number == letter.number]
    return found or [(about, letter)]
