"""How the form of each kind of record is laid out: the same for a new record and for its correction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from anbang_desktop.fields.agreement import AGREEMENT, Agreement
from anbang_desktop.fields.approval import Approval
from anbang_desktop.fields.base_stay import BaseStay
from anbang_desktop.fields.closing import Closing
from anbang_desktop.fields.contact import Contact
from anbang_desktop.fields.dual_listing import DualListing
from anbang_desktop.fields.escort_plan import EscortPlan
from anbang_desktop.fields.field import Need as Degree
from anbang_desktop.fields.field import Record, RecordKind, Section, name_of, names
from anbang_desktop.fields.file_item import FileItem
from anbang_desktop.fields.group import HelpGroup
from anbang_desktop.fields.handover import Handover
from anbang_desktop.fields.happening import Happening
from anbang_desktop.fields.help_measure import HelpMeasure
from anbang_desktop.fields.help_plan import PLAN, HelpPlan
from anbang_desktop.fields.incident import Incident
from anbang_desktop.fields.inside_check import InsideCheck
from anbang_desktop.fields.letter import Letter
from anbang_desktop.fields.need import Need
from anbang_desktop.fields.placement import Placement
from anbang_desktop.fields.prison_meeting import PrisonMeeting
from anbang_desktop.fields.relief import ReliefApplication
from anbang_desktop.fields.reoffence import REOFFENCE, ReOffence
from anbang_desktop.fields.search import SEARCH, Search
from anbang_desktop.fields.verification import VERIFICATION, Verification
from anbang_desktop.fields.whereabouts import Whereabouts
from anbang_desktop.fields.wish import Wish
from anbang_desktop.gui.entry.editor import EntryContext
from anbang_desktop.gui.entry.editor_choice import radio_row
from anbang_desktop.gui.entry.fields_form import Maker, Values
from anbang_desktop.gui.entry.record_dialog import Asks, Kept, Sheet
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.records import help_measure, prison_meeting, relief
from anbang_desktop.services.records.letter_book import letter_book
from anbang_desktop.services.records.registry import kind_of
from anbang_desktop.services.records.rules import RULES
from anbang_desktop.services.worklist.people import Person

About = Callable[[Desk, Person], str]
Answer = Callable[[object], object | None]
VISIT, CHECK, PLACE = names(Contact), names(Verification), names(Placement)
ASKED, MEETING = names(InsideCheck), names(PrisonMeeting)
MEASURE, LETTER, RELIEF = names(HelpMeasure), names(Letter), names(ReliefApplication)


def _no_words(_desk: Desk, _one: Person) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Layout:
    """``sections`` in another order or fewer than the kind has; ``about`` stands over a new record's form."""

    about: About = _no_words
    sections: Sequence[Section] = ()
    across: int = 2
    wide: int = 900
    roomy_answers: bool = False  # radio rows instead of drop-downs
    asks: Callable[[Desk, Answer], Mapping[Any, bool]] | None = None  # musts because of other answers
    own: Mapping[Any, Maker] = field(default_factory=dict)  # entries of another form than their kind has
    title: str = ""  # of a new record's dialog, where it isn't the verb
    verb: str = ""

    def asked(self, desk: Desk) -> Asks | None:
        """The musts of this form, for the dialog."""
        return partial(self.asks, desk) if self.asks is not None else None

    def context(self, context: EntryContext) -> EntryContext:
        """What the entries of this form need."""
        return replace(context, tight=False) if self.roomy_answers else context


def _handover_about(_desk: Desk, one: Person) -> str:
    released = one.row.release_date or "还没有填"
    return f"释放日期 {released}。必接必送的人要填接送人员、总人数和接送情况。"


def _escort_about(_desk: Desk, one: Person) -> str:
    released = one.row.release_date or "还没有填"
    return f"释放日期 {released}。改了再保存一次，以最近一次为准；电话写上，监所联系得到。接回以后登记衔接。"


def _group_about(desk: Desk, _one: Person) -> str:
    least = desk.pack.number("group.min_size")
    return (
        f"小组不少于 {least} 人，组长一名，由司法所工作人员担任；要有村（居）干部，有家属的请家属参加。"
        "退出的成员填“退出”日期和原因，不要去掉那一行。"
    )


def _contact_about(_desk: Desk, _one: Person) -> str:
    return "走访、谈话、电话都在这里登记；没有见到人的选“未遇”，不计入已走访。"


def _placement_about(_desk: Desk, _one: Person) -> str:
    return "已安置的选安置方式；没有安置的选原因。以前的记录保留。"


def _whereabouts_about(_desk: Desk, _one: Person) -> str:
    kept = "人不在家也还在册，期限照算；走访的间隔按去向变。"
    return f"{kept}拘留、逮捕选“在羁押”，不是终止。回来了，再登记一次“正常”。"


def _search_about(desk: Desk, one: Person) -> str:
    least, now = desk.pack.number("missing.min_tries"), one.file.whereabouts
    tried = sum(one_.on >= now.since for one_ in one.file.searches) if now else 0
    asked = "请派出所、外地司法所协查的，用“写函”。"
    return f"每找一次记一次，至少 {least} 次，已记 {tried} 次；{asked}失去联系不能当作终止。"


def _dual_about(_desk: Desk, _one: Person) -> str:
    return "住在外地、户籍在本地的，两个所一起帮；居住地的所主责。批准以后再来更正，补上批准日期。"


def _closing_about(_desk: Desk, one: Person) -> str:
    case, met = one.file.case, len(one.file.contacts)
    span = f"{case.period_start or '？'} 至 {case.period_end or '？'}"
    return f"帮教期 {span}，走访联系 {met} 次，评估 {len(one.file.assessments)} 次。各次数由程序填到表上。"


def _wish_about(desk: Desk, _one: Person) -> str:
    return f"照本人说的写。{desk.pack.text('wish.reply.workdays')}。"


def _incident_about(_desk: Desk, _one: Person) -> str:
    return "打人、威胁、辱骂、闹事这类情况记在这里，和诉求分开。只写看到的、听到的，不定性；危险的先报警。"


def _happening_about(_desk: Desk, _one: Person) -> str:
    return "生活里的大事：找到工作、结婚、生病、受表彰。要帮忙的，再登记帮扶。"


def _reoffence_about(_desk: Desk, _one: Person) -> str:
    return "只照生效的判决写；被羁押、被调查的登记去向，不算重新犯罪。释放后几个月由程序算出。"


def _verification_about(_desk: Desk, _one: Person) -> str:
    return "逐项问清，和名单不一致的写下实际情况。写了回执日期，才能转为待释放或退回。"


def _inside_about(desk: Desk, _one: Person) -> str:
    return f"{desk.pack.text('inside.check.months')}。问村（居）和家属，不惊动孩子；困难大的，再登记帮扶。"


def _meeting_about(_desk: Desk, _one: Person) -> str:
    return "家属要会见的，先核实亲属关系，再向监所申请。答复来了、见过了，再“登记会见结果”。"


def _inside_asks(_desk: Desk, answer: Answer) -> Mapping[Any, bool]:
    return {ASKED.children: answer(ASKED.has_children) is True}


def _meeting_asks(_desk: Desk, answer: Answer) -> Mapping[Any, bool]:
    return {MEETING.met_on: answer(MEETING.result) == prison_meeting.MET}


def _contact_asks(_desk: Desk, answer: Answer) -> Mapping[Any, bool]:
    return {VISIT.abnormal_detail: answer(VISIT.abnormal) is True}


def _placement_asks(_desk: Desk, answer: Answer) -> Mapping[Any, bool]:
    placed = answer(PLACE.placed)
    return {PLACE.way: placed is True, PLACE.none_reason: placed is False}


def _verification_asks(desk: Desk, answer: Answer) -> Mapping[Any, bool]:
    two = desk.pack.verification.second_checker
    return {CHECK.second_checker: answer(CHECK.result) in two}


def _need_about(_desk: Desk, _one: Person) -> str:
    return "以最近一次登记的为准，以前的留着。"


def _measure_about(_desk: Desk, _one: Person) -> str:
    return "为一项需求办一件事：谁办、找哪个部门、办到哪天。办好以后在这一行登记结果。"


def _letter_about(_desk: Desk, _one: Person) -> str:
    return (
        "写给部门、学校、用人单位等的函。程序只打印对方需要的个人信息；"
        "给学校、用人单位和社会组织的，要先征得本人同意，函上不写帮教身份。"
    )


def _plan_about(_desk: Desk, _one: Person) -> str:
    return "一人一策：从需求来，每项写清谁来办、办到哪天。改了就是新的一版，以前的留着。"


def _relief_about(_desk: Desk, _one: Person) -> str:
    return "司法所帮助申请、跟进结果，批不批由受理部门决定。"


def _stay_about(desk: Desk, _one: Person) -> str:
    return f"{desk.pack.text('base.max_days')}。"


def _measure_asks(_desk: Desk, answer: Answer) -> Mapping[Any, bool]:
    state = answer(MEASURE.state)
    return {MEASURE.result: state == help_measure.DONE, MEASURE.reason: state in help_measure.NOT_DONE}


def _letter_asks(_desk: Desk, answer: Answer) -> Mapping[Any, bool]:
    receiver = str(answer(LETTER.receiver_kind))
    asked = receiver in letter_book().receivers and letter_book().receivers[receiver].consent
    return {LETTER.consent_on: asked, LETTER.consent_way: asked}


def _relief_asks(_desk: Desk, answer: Answer) -> Mapping[Any, bool]:
    return {RELIEF.refusal_reason: answer(RELIEF.decision) == relief.REFUSED}


def typed(sections: Sequence[Section]) -> Sequence[Section]:
    """Without what only the program fills."""
    return [
        replace(one, fields=tuple(field for field in one.fields if field.need is not Degree.AUTO))
        for one in sections
    ]


def _asked_first() -> Sequence[Section]:
    """What is asked of a verification first stands first; where the list came from is filled already."""
    source, *rest = VERIFICATION.sections
    return (*rest, source)


LAYOUTS: Mapping[type[Record], Layout] = {
    InsideCheck: Layout(_inside_about, across=1, asks=_inside_asks),
    PrisonMeeting: Layout(
        _meeting_about, across=1, asks=_meeting_asks, own={MEETING.kind: radio_row, MEETING.result: radio_row}
    ),
    Verification: Layout(
        _verification_about, _asked_first(), asks=_verification_asks, own={CHECK.result: radio_row}
    ),
    EscortPlan: Layout(_escort_about, title="接送安排", verb="保存接送安排"),
    Handover: Layout(_handover_about, own={names(Handover).mode: radio_row}),
    HelpGroup: Layout(_group_about, across=1, title="帮教小组", verb="保存小组"),
    Contact: Layout(_contact_about, across=1, roomy_answers=True, asks=_contact_asks),
    Wish: Layout(_wish_about, across=2),
    Incident: Layout(_incident_about, across=1, wide=680),
    Happening: Layout(_happening_about, across=1, wide=680),
    ReOffence: Layout(_reoffence_about, typed(REOFFENCE.sections), across=1, wide=680),
    Placement: Layout(_placement_about, across=1, wide=640, asks=_placement_asks),
    Need: Layout(_need_about, across=1, wide=680, own={names(Need).state: radio_row}),
    HelpPlan: Layout(_plan_about, typed(PLAN.sections), across=1, title="帮教方案", verb="保存方案"),
    HelpMeasure: Layout(_measure_about, across=1, wide=760, asks=_measure_asks),
    Letter: Layout(_letter_about, across=1, wide=760, asks=_letter_asks, title="转介单", verb="保存函件"),
    ReliefApplication: Layout(_relief_about, across=1, wide=860, asks=_relief_asks),
    BaseStay: Layout(_stay_about, across=1, wide=760),
    Agreement: Layout(sections=(AGREEMENT.section(names(Agreement).signed_on),), across=1, wide=680),
    Approval: Layout(across=1, wide=640),
    Whereabouts: Layout(_whereabouts_about, own={names(Whereabouts).state: radio_row}),
    Search: Layout(_search_about, typed(SEARCH.sections), across=1, wide=680),
    DualListing: Layout(_dual_about),
    Closing: Layout(_closing_about, across=1, wide=760),
    FileItem: Layout(across=1, wide=640),
}


def layout_of(record: type[Record]) -> Layout:
    """The layout of a kind; the common one where it has none of its own."""
    return LAYOUTS.get(record, Layout())


def new_sheet(desk: Desk, one: Person, kind: RecordKind, given: Values) -> Sheet:
    """The form of a new record, with its draft."""
    layout, known = layout_of(kind.record), kind_of(kind.name)
    verb = layout.verb or (known.verb if known else f"登记{kind.label}")
    return Sheet(
        f"{layout.title or verb}：{one.row.name}",
        layout.about(desk, one),
        layout.sections or kind.sections,
        given,
        Kept(desk, f"{kind.name}:{one.no}"),
        verb,
        across=layout.across,
        wide=layout.wide,
        own=layout.own,
        asks=layout.asked(desk),
        kind=kind.name,
    )


def corrected_sections(kind: RecordKind) -> list[Section]:
    """What of a record a clerk can put right: not what the program fills, nor what makes it another paper."""
    fixed = {name_of(one) for one in (*RULES[kind.name].fixed, names(FileItem).paper)}
    made = []
    for section in layout_of(kind.record).sections or kind.sections:
        fields = tuple(one for one in section.fields if one.need is not Degree.AUTO and one.name not in fixed)
        if fields:
            made.append(Section(section.title, fields))
    return made
