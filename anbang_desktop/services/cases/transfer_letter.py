"""A transfer is a letter (F17, domain.md §4.14): the step writes it, the answer ends it, withdrawing ends it
too; who comes from another office gets its receipt written. The stage keeps what the letter does not say.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from anbang_desktop.domain.guards import TRANSFER_IN as SOURCE
from anbang_desktop.domain.guards import StepFacts
from anbang_desktop.domain.states import State
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.services.cases import case_card, letter_start
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import letter
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter import transfer_under_way
from anbang_desktop.services.records.letter_book import TRANSFER, TRANSFER_IN, letter_book
from anbang_desktop.services.records.unit import Unit


def on_step(unit: Unit, about: CaseFile, goal: State, on: date, said: StepFacts) -> StepFacts:
    """The letter of a step into ``goal``; what is left for its stage to say."""
    act = _ACTS.get((about.state, goal)) if goal is not State.S70_TRANSFER_PENDING else _send
    return act(unit, about, on, said) if act is not None else said


def _send(unit: Unit, about: CaseFile, on: date, said: StepFacts) -> StepFacts:
    desk = unit.desk
    cause = desk.codes["transfer_reason"].label(said.cause) if said.cause else said.reason
    where = f"{f'因{cause}' if cause else ''}迁往{said.new_addr or said.receiving_office}。"
    made = _new(desk, about, TRANSFER, on, said.receiving_office)
    held = case_card.completeness(desk, about).lines
    made = replace(
        made,
        matter=f"{where}{made.matter}",
        papers=tuple(line.title for line in held if line.present and not line.made),
        number=said.letter_no or None,
        sent_on=on,
    )
    _add(unit, about, made)
    return replace(said, letter_no="")


def write_receipt(unit: Unit, about: CaseFile, on: date, said: StepFacts) -> None:
    """Who came from another office: the receipt for it is written, to be sent."""
    if about.case.source == SOURCE and said.sending_office:
        made = _new(unit.desk, about, TRANSFER_IN, on, said.sending_office)
        number = f"（{said.letter_no}）" if said.letter_no else ""
        _add(unit, about, replace(made, matter=f"你单位转出函{number}：{made.matter}"))


def _answer(unit: Unit, about: CaseFile, on: date, said: StepFacts) -> StepFacts:
    sent = transfer_under_way(about)
    if sent is None or not said.receipt_no:
        return said
    _change(unit, about, sent, replied_on=on, reply_no=said.receipt_no, accepted=True)
    return replace(said, receipt_no="")


def _withdraw(unit: Unit, about: CaseFile, on: date, said: StepFacts) -> StepFacts:
    sent = transfer_under_way(about)
    if sent is not None and sent.replied_on is None:
        _change(unit, about, sent, replied_on=on, accepted=False, reply_text=f"撤回转出：{said.reason}")
    return said


_Act = Callable[[Unit, CaseFile, date, StepFacts], StepFacts]
_ACTS: dict[tuple[str, State], _Act] = {
    (State.S70_TRANSFER_PENDING, State.S75_TRANSFERRED): _answer,
    (State.S70_TRANSFER_PENDING, State.S60_ACTIVE): _withdraw,
    (State.S70_TRANSFER_PENDING, State.S50_REGISTERED): _withdraw,
}


def _new(desk: Desk, about: CaseFile, letter_type: str, on: date, receiver: str) -> Letter:
    known = letter_book().types[letter_type]
    return Letter(
        case_id=about.case_id,
        on=on,
        entered_at=desk.clock.now(),
        entered_by=desk.user,
        letter_type=letter_type,
        receiver_kind=letter_start.office_kind(receiver),
        receiver=receiver,
        matter=known.matter,
        written_on=on,
    )


def _add(unit: Unit, about: CaseFile, made: Letter) -> None:
    checked = letter.complete(unit.desk, unit.now(about), made)
    unit.add(letter.keep_number(unit, checked), f"{LETTER.label} {about.no}")


def _change(
    unit: Unit,
    about: CaseFile,
    before: Letter,
    *,
    replied_on: date,
    accepted: bool,
    reply_no: str | None = None,
    reply_text: str | None = None,
) -> None:
    answered = replace(
        before,
        replied_on=max(replied_on, before.sent_on or replied_on),
        accepted=accepted,
        reply_no=reply_no or before.reply_no,
        reply_text=reply_text or before.reply_text,
    )
    after = letter.complete(unit.desk, about, answered)
    unit.change(before, after, f"{LETTER.label} {about.no}")
