"""A paper made from a wording that is only looked at: of an invented person, or of a person of the office. It
goes the very road of the paper itself. Brings ReportLab.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from anbang_desktop.domain.states import AgreementState
from anbang_desktop.fields.agreement import Agreement
from anbang_desktop.fields.client import Case, Client
from anbang_desktop.fields.closing import Closing
from anbang_desktop.fields.letter import Letter
from anbang_desktop.pdf.forms import texts
from anbang_desktop.pdf.template import Text
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreement_facts, letter_values, neutral, paper_values, templates
from anbang_desktop.services.documents.page_code import spelled
from anbang_desktop.services.records import case_file
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.letter_book import HOUSEHOLD, REFERRAL

if TYPE_CHECKING:
    from datetime import date

_CODE = spelled(bytes(8))  # no paper has it
_YEARS = timedelta(days=5 * 365)
_NUMBER = "（示例）"


def make(desk: Desk, text: Text, no: str = "") -> bytes:
    """The paper of a text as PDF bytes, of the case of that number or of an invented person. Nothing is
    written. UserError where it can't be made: a character that no font has, a block higher than a page, a
    case that lacks what the paper needs.
    """
    looked = templates.looking_at(desk, text.id, text)
    if no:
        with desk.store.read() as connection:
            about = case_file.by_no(connection, no)
    else:
        about = _invented(desk)
    with neutral.worded(desk, about) as told:
        return texts.lay_out(lambda: _PAPERS[text.id](looked, told))


def _invented(desk: Desk) -> CaseFile:
    person = Client(
        name="张示例",
        id_no="140100199001010000",
        sex="M",
        phone="13800000000",
        hukou_addr="示例路 1 号",
        live_addr="示例路 1 号",
        emergency_name="张某",
        emergency_phone="13900000000",
    )
    case = Case(
        no=_NUMBER,
        village="示例村",
        responsible_worker=desk.user,
        release_date=desk.today,
        period_start=desk.today,
        period_end=desk.today + _YEARS,
    )
    return CaseFile(person, case, (), {})


def _agreement(desk: Desk, about: CaseFile) -> Agreement:
    start = about.case.period_start or desk.today
    newest = about.agreements[-1] if about.agreements else None
    return Agreement(
        case_id=about.case_id,
        on=desk.today,
        agr_no=newest.agr_no if newest else _NUMBER,
        document_id=_CODE,
        from_on=start,
        to_on=about.case.period_end or start + _YEARS,
        parties=newest.parties if newest else agreement_facts.parties(desk, about, _family(desk, about)),
        offers=tuple(one.code for one in desk.codes["help_type"].items[:3]),
        state=AgreementState.REFUSED,
        refused_on=desk.today,
        refusal_reason="NO_NEED",
        explained_by=desk.user,
    )


def _family(desk: Desk, about: CaseFile) -> str:
    """The first relative whom the clerk could name, so that the fourth party's clauses are seen."""
    return next((one.name or "" for one in agreement_facts.relatives(desk, about)), agreement_facts.NOBODY)


def _agreement_paper(desk: Desk, about: CaseFile) -> bytes:
    return paper_values.agreement_paper(desk, about, _agreement(desk, about), draft=True)


def _refusal(desk: Desk, about: CaseFile) -> bytes:
    return paper_values.refusal_paper(desk, about, _agreement(desk, about))


def _closing(desk: Desk, about: CaseFile) -> bytes:
    record = Closing(
        case_id=about.case_id,
        on=desk.today,
        proposed_on=desk.today,
        summary="",
        re_offence=False,
        group_opinion="",
        office_opinion="",
    )
    return paper_values.closing_notice(desk, about, record)


def _letter(desk: Desk, about: CaseFile) -> bytes:
    return _letter_of(desk, about, HOUSEHOLD, "POLICE", "示例派出所", None)


def _referral(desk: Desk, about: CaseFile) -> bytes:
    help_type = next((one.code for one in desk.codes["help_type"].items if one.article), None)
    return _letter_of(desk, about, REFERRAL, "DEPARTMENT", "示例局", help_type)


def _letter_of(
    desk: Desk, about: CaseFile, kind: str, receiver_kind: str, receiver: str, help_type: str | None
) -> bytes:
    day: date = desk.today
    record = Letter(
        case_id=about.case_id,
        on=day,
        letter_type=kind,
        help=help_type,
        receiver_kind=receiver_kind,
        receiver=receiver,
        matter="请协助办理，需要补什么材料请一次告知。",
        papers=("身份证复印件",),
        consent_on=day,
        written_on=day,
        signed_by=desk.user,
        number=_NUMBER,
        reply_due=day + timedelta(days=15),
    )
    return letter_values.letter_form(desk, about, record)


_PAPERS: Mapping[str, Callable[[Desk, CaseFile], bytes]] = {
    "agreement": _agreement_paper,
    "notice": paper_values.notice_form,
    "consent": paper_values.consent_form,
    "refusal": _refusal,
    "closing": _closing,
    "letter": _letter,
    "referral": _referral,
}
