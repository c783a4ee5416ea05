"""转介 and every other letter: it tells no more than its receiver may know, and what it must not say is named
while it is typed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.field import Field, Section, name_of, names
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.gui.entry.editor import Editor, EntryContext
from anbang_desktop.gui.entry.editor_choice import RadioEditor
from anbang_desktop.gui.entry.fields_form import Maker, Values
from anbang_desktop.gui.entry.record_dialog import Kept, RecordDialog, Save, Saved, Sheet
from anbang_desktop.gui.parts.compose import text
from anbang_desktop.gui.records.given import given_of
from anbang_desktop.gui.records.layouts import new_sheet, typed
from anbang_desktop.services.cases import letter_start
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import letter, write
from anbang_desktop.services.records.letter_book import FAMILY, REFERRAL, letter_book
from anbang_desktop.services.worklist.people import Person

ITS = names(Letter)
WISH = name_of(ITS.wish_id)
TYPE, RECEIVER = name_of(ITS.letter_type), name_of(ITS.receiver_kind)
CONSENT = (ITS.consent_on, ITS.consent_way)


class LetterDialog(RecordDialog):
    """What goes out; sending and the answer are told later."""

    def __init__(
        self,
        parent: QWidget | None,
        sheet: Sheet,
        context: EntryContext,
        save: Save,
        telling: Callable[[str, tuple[str, ...]], Sequence[str]],
        receiver: str,
    ) -> None:
        """``telling`` gives the words that this body must not read; ``receiver`` where the form doesn't ask
        for it.
        """
        self._telling, self._receiver = telling, receiver
        self._unsaid = text("", "error", wrap=True)
        super().__init__(parent, sheet, context, save)
        self.form.changed.connect(self._look)
        self._look()

    @classmethod
    def ask(  # type: ignore[override]
        cls,
        parent: QWidget | None,
        desk: Desk,
        one: Person,
        context: EntryContext,
        given: Values | None = None,
    ) -> Saved | None:
        """Until it was saved or left. ``given`` says the type, a referral without it."""
        said = {**given_of(desk, one, LETTER), **(given or {})}
        letter_type = str(said[TYPE])
        if letter_type != REFERRAL:
            said = {**said, **letter_start.begin(desk, one.file, letter_type), **(given or {})}
        links = {WISH: said.pop(WISH)} if said.get(WISH) else {}
        sheet = new_sheet(desk, one, LETTER, said)
        if letter_type != REFERRAL:
            label = desk.codes["letter_type"].label(letter_type)
            kept = Kept(desk, f"{LETTER.name}:{one.no}:{letter_type}")
            sheet = replace(
                sheet, title=f"{label}：{one.row.name}", about=about(desk, letter_type), kept=kept
            )
        fixed = fixed_of(letter_type)
        helps = said.get(name_of(ITS.help)) if letter_type != REFERRAL else None
        fixed |= {name_of(ITS.help): str(helps)} if helps else {}
        sheet = replace(
            sheet,
            sections=sections(letter_type),
            own=entries(desk, letter_type),
            asks=partial(_asks, letter_type, fixed.get(RECEIVER, "")),
        )

        def save(values: Mapping[str, object | None]) -> object:
            return write.record(desk, one.no, LETTER.name, {**values, **fixed}, links=links)

        telling = partial(letter.telling, desk, one.file)
        return cls(parent, sheet, context, save, telling, fixed.get(RECEIVER, "")).run()

    def below(self) -> Sequence[QWidget]:
        """What the letter must not say, in view while the form scrolls."""
        return (self._unsaid,)

    def _look(self) -> None:
        receiver = self._receiver or self.form.answer(ITS.receiver_kind)
        found: Sequence[str] = ()
        if isinstance(receiver, str):
            texts = (str(self.form.answer(ITS.matter) or ""), str(self.form.answer(ITS.papers) or ""))
            found = self._telling(receiver, texts)
        self._unsaid.setText(f"不要让对方知道：{'、'.join(found)}" if found else "")
        self._unsaid.setVisible(bool(found))


def fixed_of(letter_type: str) -> dict[str, str]:
    """What the type settles and nobody is asked for."""
    receivers = letter_book().types[letter_type].receivers
    only = {RECEIVER: receivers[0]} if len(receivers) == 1 else {}
    return {TYPE: letter_type, **only}


def sections(letter_type: str) -> list[Section]:
    """What of a letter is asked for before it goes out."""
    fixed, known = fixed_of(letter_type), letter_book().types[letter_type]
    consent = known.consent or any(letter_book().receivers[one].consent for one in known.receivers)
    left = {
        *fixed,
        *(() if letter_type == REFERRAL else (name_of(ITS.help),)),
        *(() if consent else map(name_of, CONSENT)),
    }
    (section,) = typed([LETTER.section(ITS.matter)])
    asked = (one for one in section.fields if one.name not in left)
    family = known.receivers == (FAMILY,)
    return [replace(section, fields=tuple(_named(one) if family else one for one in asked))]


def _named(field: Field) -> Field:
    """A family is no unit."""
    return replace(field, label="写给哪位家属") if field.name == name_of(ITS.receiver) else field


def entries(desk: Desk, letter_type: str) -> Mapping[Any, Maker]:
    """To whom such a letter may go, as a radio row."""
    kinds, known = desk.codes["receiver_kind"], letter_book().types[letter_type].receivers
    answers = [(code, kinds.label(code)) for code in known]

    def made(field: Field, context: EntryContext) -> Editor:
        return RadioEditor(field, context, answers)

    return {ITS.receiver_kind: made}


def about(desk: Desk, letter_type: str) -> str:
    """What such a letter tells, and whether an answer is waited for."""
    known = letter_book().types[letter_type]
    told = "、".join(REGISTRATION.field(name).label for name in known.tells)
    wait = f"{desk.pack.text(known.reply)}。" if known.reply else "发出就算办完，不等回执。"
    return f"函上只写本人的{told}，不写罪名。{wait}"


def _asks(letter_type: str, receiver: str, answer: Callable[[object], object | None]) -> Mapping[Any, bool]:
    chosen = receiver or str(answer(ITS.receiver_kind) or "")
    asked = chosen in letter_book().receivers and letter_book().needs_consent(letter_type, chosen)
    return dict.fromkeys(CONSENT, asked)
