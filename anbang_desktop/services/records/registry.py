"""Every kind of record and which consumers it has. Data only: each consumer keeps its functions in its own
table keyed by kind, and ``tests/architecture/test_registry.py`` walks every kind through every consumer.

A new kind: its class in ``fields``, a line in ``fields/records.py``, a line here. Table, entry form, dialog,
``record`` on the command line, time line, history, correcting, voiding, undo and a printed form come from
these; what is its own (a rule, a layout, a dialog) goes into the table of the consumer concerned.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from anbang_desktop.domain.rule_keys import RuleKey
from anbang_desktop.domain.rule_pack import PaperKey
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.fields.agreement import AGREEMENT, Agreement
from anbang_desktop.fields.approval import APPROVAL, Approval
from anbang_desktop.fields.assessment import ASSESSMENT, Assessment
from anbang_desktop.fields.assessment_round import ROUND, AssessmentRound
from anbang_desktop.fields.base_stay import BASE_STAY, BaseStay
from anbang_desktop.fields.client import REGISTRATION, Case
from anbang_desktop.fields.closing import CLOSING, Closing
from anbang_desktop.fields.contact import CONTACT, Contact
from anbang_desktop.fields.dual_listing import DUAL_LISTING, DualListing
from anbang_desktop.fields.escort_plan import ESCORT_PLAN, EscortPlan
from anbang_desktop.fields.field import Record, RecordKind, names
from anbang_desktop.fields.file_item import FILE_ITEM, FileItem
from anbang_desktop.fields.group import GROUP, HelpGroup
from anbang_desktop.fields.handover import HANDOVER, Handover
from anbang_desktop.fields.happening import HAPPENING, Happening
from anbang_desktop.fields.help_measure import MEASURE, HelpMeasure
from anbang_desktop.fields.help_plan import PLAN, HelpPlan
from anbang_desktop.fields.incident import INCIDENT, Incident
from anbang_desktop.fields.inside_check import INSIDE_CHECK, InsideCheck
from anbang_desktop.fields.letter import LETTER, Letter
from anbang_desktop.fields.need import NEED, Need
from anbang_desktop.fields.outside_query import QUERY, OutsideQuery
from anbang_desktop.fields.placement import PLACEMENT, Placement
from anbang_desktop.fields.prison_meeting import PRISON_MEETING, PrisonMeeting
from anbang_desktop.fields.put_off import PUT_OFF, PutOff
from anbang_desktop.fields.relief import RELIEF, ReliefApplication
from anbang_desktop.fields.reoffence import REOFFENCE, ReOffence
from anbang_desktop.fields.search import SEARCH, Search
from anbang_desktop.fields.verification import VERIFICATION, Verification
from anbang_desktop.fields.whereabouts import WHEREABOUTS, Whereabouts
from anbang_desktop.fields.wish import WISH, Wish

Sign = Literal[
    "visit",
    "phone",
    "agreement",
    "assess",
    "wish",
    "hand",
    "file",
    "verify",
    "check",
    "clock",
    "archive",
    "info",
]


@dataclass(frozen=True, slots=True)
class Deadline:
    """What must follow a record within a term of the rule pack: ``done`` is the attribute that is filled
    then; until its day it ``waits`` for somebody else.
    """

    what: str
    rule: RuleKey
    from_label: str  # what the term runs from, in words: 登记日期
    done: object
    verb: Verb | None = None  # on its button; the kind's own without it
    waits: Literal["", "county", "others"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of record. Attributes are named through their class (``names(Contact).at``), so mypy knows
    them.
    """

    fields: RecordKind
    verb: Verb  # what a clerk does: on the button, and the name of the unit that undo shows
    section: PersonSection  # of the person page
    day: object = None  # the attribute that holds the day it happened; None: only the day of the record
    paper: str = ""  # title of its printed form; none: not printed
    catalogue: PaperKey | None = None  # under which its paper is bound
    counted: bool = True  # whether it makes that paper of the file present, or only lies beside it
    apart: tuple[object, Mapping[str, PaperKey]] | None = None  # by what it says, some are bound elsewhere
    sign: Sign | None = "info"  # on the time line; None: not shown there
    says: object = None  # the attribute that the time line shows in words
    recorded: bool = True  # written by ``record``; the others have verbs of their own
    deadline: Deadline | None = None
    inside: bool = False  # also of somebody whom no list of the county has named yet (S05)
    report: tuple[object, ...] = ()  # attributes of the newest record that a county's roster may ask for

    @property
    def name(self) -> str:
        """As the command line and the forms name it."""
        return self.fields.name

    @property
    def label(self) -> str:
        """Its Chinese name."""
        return self.fields.label


KINDS: tuple[Kind, ...] = (
    Kind(
        fields=INSIDE_CHECK,
        verb=Verb.CHECK_INSIDE,
        section=PersonSection.INSIDE,
        day=names(InsideCheck).checked_on,
        paper="服刑人员及未成年子女核查表",
        catalogue=PaperKey.VERIFICATION,
        counted=False,
        sign="check",
        says=names(InsideCheck).family_accepts,
        inside=True,
    ),
    Kind(
        fields=PRISON_MEETING,
        verb=Verb.RECORD_MEETING,
        section=PersonSection.INSIDE,
        day=names(PrisonMeeting).applied_on,
        paper="会见申请登记表",
        catalogue=PaperKey.VERIFICATION,
        counted=False,
        sign="visit",
        says=names(PrisonMeeting).kind,
        deadline=Deadline(
            "问一问会见的结果",
            "inside.meeting.days",
            "申请日期",
            names(PrisonMeeting).result,
            Verb.FINISH_MEETING,
            waits="others",
        ),
        inside=True,
    ),
    Kind(
        fields=VERIFICATION,
        verb=Verb.VERIFY,
        section=PersonSection.VERIFICATION,
        day=names(Verification).checked_on,
        paper="安置帮教对象信息核查表",
        catalogue=PaperKey.VERIFICATION,
        sign="verify",
        says=names(Verification).result,
    ),
    Kind(
        fields=ESCORT_PLAN,
        verb=Verb.PLAN_ESCORT,
        section=PersonSection.HANDOVER,
        sign="hand",
        says=names(EscortPlan).meet_at,
    ),
    Kind(
        fields=HANDOVER,
        verb=Verb.HAND_OVER,
        section=PersonSection.HANDOVER,
        day=names(Handover).handover_date,
        paper="安置帮教对象衔接登记表",
        catalogue=PaperKey.HANDOVER,
        sign="verify",
        says=names(Handover).mode,
    ),
    Kind(
        fields=REGISTRATION,
        verb=Verb.FILL_REGISTRATION,
        section=PersonSection.REGISTRATION,
        day=names(Case).filled_on,
        sign=None,
        inside=True,
    ),
    Kind(
        fields=GROUP,
        verb=Verb.FORM_GROUP,
        section=PersonSection.GROUP,
        day=names(HelpGroup).formed_on,
        paper="安置帮教小组成员表",
        catalogue=PaperKey.GROUP,
    ),
    Kind(
        fields=ROUND,
        verb=Verb.OPEN_ROUND,
        section=PersonSection.ASSESSMENT,
        day=names(AssessmentRound).opened_on,
        sign=None,
        says=names(AssessmentRound).kind,
        recorded=False,
    ),
    Kind(
        fields=ASSESSMENT,
        verb=Verb.ASSESS,
        section=PersonSection.ASSESSMENT,
        day=names(Assessment).meeting_on,
        paper="安置帮教评估表",
        catalogue=PaperKey.ASSESSMENT,
        sign="assess",
        says=names(Assessment).decided,
    ),
    Kind(
        fields=CONTACT,
        verb=Verb.RECORD_CONTACT,
        section=PersonSection.CONTACT,
        day=names(Contact).at,
        paper="安置帮教走访谈话记录",
        catalogue=PaperKey.CONTACT,
        sign="visit",
        says=names(Contact).content,
    ),
    Kind(
        fields=PLACEMENT,
        verb=Verb.RECORD_PLACEMENT,
        section=PersonSection.PLACEMENT,
        paper="安置情况登记表",
        catalogue=PaperKey.MEASURE,
        counted=False,
        says=names(Placement).way,
    ),
    Kind(
        fields=NEED,
        verb=Verb.RECORD_NEED,
        section=PersonSection.NEEDS,
        day=names(Need).asked_on,
        sign="hand",
        says=names(Need).state,
        inside=True,
    ),
    Kind(
        fields=PLAN,
        verb=Verb.MAKE_PLAN,
        section=PersonSection.HELP,
        day=names(HelpPlan).made_on,
        paper="帮教方案（一人一策）",
        catalogue=PaperKey.HELP_PLAN,
        sign="hand",
        says=names(HelpPlan).aim,
        inside=True,
    ),
    Kind(
        fields=MEASURE,
        verb=Verb.RECORD_MEASURE,
        section=PersonSection.HELP,
        day=names(HelpMeasure).began_on,
        paper="帮扶措施落实表",
        catalogue=PaperKey.MEASURE,
        sign="hand",
        says=names(HelpMeasure).item,
        inside=True,
    ),
    Kind(
        fields=LETTER,
        verb=Verb.WRITE_LETTER,
        section=PersonSection.HELP,
        day=names(Letter).written_on,
        paper="函件",
        catalogue=PaperKey.MEASURE,
        apart=(
            names(Letter).letter_type,
            {
                **dict.fromkeys(("TRANSFER", "TRANSFER_IN", "DUAL", "SEARCH"), PaperKey.TRANSFER),
                "CLUE": PaperKey.WISH,
            },
        ),
        sign="file",
        says=names(Letter).matter,
        inside=True,
    ),
    Kind(
        fields=RELIEF,
        verb=Verb.APPLY_RELIEF,
        section=PersonSection.HELP,
        day=names(ReliefApplication).applied_on,
        paper="困难救助申请表",
        catalogue=PaperKey.MEASURE,
        sign="hand",
        says=names(ReliefApplication).kind,
        deadline=Deadline(
            "问一问救助申请的结果",
            "relief.ask.days",
            "申请日期",
            names(ReliefApplication).decided_on,
            waits="others",
        ),
        inside=True,
    ),
    Kind(
        fields=BASE_STAY,
        verb=Verb.RECORD_STAY,
        section=PersonSection.HELP,
        day=names(BaseStay).in_on,
        paper="过渡性安置登记表",
        catalogue=PaperKey.MEASURE,
        sign="hand",
        says=names(BaseStay).base,
        deadline=Deadline("过渡安置将满，商量下一步", "base.max_days", "入住日期", names(BaseStay).out_on),
    ),
    Kind(
        fields=WISH,
        verb=Verb.RECORD_WISH,
        section=PersonSection.WISH,
        day=names(Wish).raised_on,
        paper="诉求登记表",
        catalogue=PaperKey.WISH,
        sign="wish",
        says=names(Wish).content,
        deadline=Deadline(
            "答复诉求", "wish.reply.workdays", "提出日期", names(Wish).answered_on, Verb.ANSWER_WISH
        ),
        inside=True,
    ),
    Kind(
        fields=INCIDENT,
        verb=Verb.RECORD_INCIDENT,
        section=PersonSection.CONTACT,
        day=names(Incident).at,
        paper="现场情况记录",
        catalogue=PaperKey.EVENT,
        inside=True,
    ),
    Kind(
        fields=HAPPENING,
        verb=Verb.RECORD_HAPPENING,
        section=PersonSection.CONTACT,
        day=names(Happening).happened_on,
        paper="重要事项登记表",
        catalogue=PaperKey.EVENT,
        says=names(Happening).kind,
        inside=True,
    ),
    Kind(
        fields=REOFFENCE,
        verb=Verb.RECORD_REOFFENCE,
        section=PersonSection.CONTACT,
        day=names(ReOffence).judged_on,
        paper="重新犯罪登记表",
        catalogue=PaperKey.EVENT,
        says=names(ReOffence).court_paper,
    ),
    Kind(
        fields=AGREEMENT,
        verb=Verb.MAKE_AGREEMENT,
        section=PersonSection.AGREEMENT,
        paper="安置帮教协议书",
        catalogue=PaperKey.AGREEMENT,
        sign="agreement",
        says=names(Agreement).state,
        recorded=False,
    ),
    Kind(
        fields=APPROVAL,
        verb=Verb.RECORD_APPROVAL,
        section=PersonSection.ARCHIVE,
        day=names(Approval).decided_on,
        paper="审批意见",
        catalogue=PaperKey.CLOSING,
        counted=False,
        apart=(
            names(Approval).matter,
            {
                "LEVEL_KEY": PaperKey.ASSESSMENT,
                "RETURN": PaperKey.TRANSFER,
                "REOPENING": PaperKey.EVENT,
                "SEALING": PaperKey.EVENT,
            },
        ),
        says=names(Approval).opinion,
        inside=True,
    ),
    Kind(
        fields=WHEREABOUTS,
        verb=Verb.RECORD_WHEREABOUTS,
        section=PersonSection.CONTACT,
        day=names(Whereabouts).since,
        paper="联系状态登记",
        catalogue=PaperKey.EVENT,
        says=names(Whereabouts).state,
    ),
    Kind(
        fields=SEARCH,
        verb=Verb.RECORD_SEARCH,
        section=PersonSection.CONTACT,
        day=names(Search).tried_on,
        paper="查找记录",
        catalogue=PaperKey.TRANSFER,
        says=names(Search).result,
    ),
    Kind(
        fields=DUAL_LISTING,
        verb=Verb.RECORD_DUAL,
        section=PersonSection.CONTACT,
        day=names(DualListing).begun_on,
        paper="双列管审批表",
        catalogue=PaperKey.TRANSFER,
        says=names(DualListing).role,
    ),
    Kind(
        fields=CLOSING,
        verb=Verb.FILL_CLOSING,
        section=PersonSection.CLOSING,
        day=names(Closing).proposed_on,
        paper="期满解除审批表",
        catalogue=PaperKey.CLOSING,
        says=names(Closing).summary,
    ),
    Kind(
        fields=QUERY,
        verb=Verb.RECORD_QUERY,
        section=PersonSection.ARCHIVE,
        day=names(OutsideQuery).received_on,
        paper="外单位查询登记审批表",
        catalogue=PaperKey.EVENT,
        counted=False,
        sign="file",
        says=names(OutsideQuery).unit,
        inside=True,
    ),
    Kind(
        fields=PUT_OFF,
        verb=Verb.PUT_OFF,
        section=PersonSection.CONTACT,
        sign="clock",
        says=names(PutOff).what,
        recorded=False,
        inside=True,
    ),
    Kind(
        fields=FILE_ITEM,
        verb=Verb.ADD_SCAN,
        section=PersonSection.ARCHIVE,
        sign="archive",
        says=names(FileItem).title,
        recorded=False,
        inside=True,
    ),
)
_BY_NAME = {kind.name: kind for kind in KINDS}
_BY_RECORD = {kind.fields.record: kind for kind in KINDS if kind.fields.table}


def kind_of(name: str) -> Kind | None:
    """The kind of an identifier."""
    return _BY_NAME.get(name)


def kind_for(record: type[Record]) -> Kind:
    """The kind of a class of records; KeyError for a class that is none."""
    return _BY_RECORD[record]
