"""Every kind of record and which consumers it has. Data only: each consumer keeps its functions in its own
table keyed by kind, and ``tests/architecture/test_registry.py`` walks every kind through every consumer.

A new kind: its class in ``fields``, a line in ``fields/records.py``, a line here. Table, entry form, dialog,
``record`` on the command line, time line, history, correcting, voiding, undo and a printed form come from these;
what is its own (a rule, a layout, a dialog) goes into the table of the consumer concerned.
"""

from dataclasses import dataclass
from typing import Literal

from anbang_desktop.fields.agreement import AGREEMENT, Agreement
from anbang_desktop.fields.approval import APPROVAL, Approval
from anbang_desktop.fields.assessment import ASSESSMENT, Assessment
from anbang_desktop.fields.client import REGISTRATION, Case
from anbang_desktop.fields.contact import CONTACT, Contact
from anbang_desktop.fields.field import RecordKind, names
from anbang_desktop.fields.file_item import FILE_ITEM
from anbang_desktop.fields.group import GROUP, HelpGroup
from anbang_desktop.fields.handover import HANDOVER, Handover
from anbang_desktop.fields.placement import PLACEMENT, Placement
from anbang_desktop.fields.verification import VERIFICATION, Verification

Sign = Literal["visit", "phone", "agreement", "assess", "verify"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """What must follow a record within a term of the rule pack: ``done`` is the attribute that is filled then."""

    what: str
    rule: RuleKey
    done: object
    verb: Verb
    since: object = None  # the attribute whose day the term runs from; None: the day of the record


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. Attributes are named through their class (``Contact.at``), so mypy knows them."""

    fields: RecordKind
    verb: Verb  # what a clerk does: on the button, and the name of the unit that undo shows
    day: object | None  # the attribute that holds the day it happened; None: only the day of the record
    section: PersonSection
    paper: str = ""  # title of its printed form; none: not printed
    catalogue: str = ""  # key of the catalogue under which its paper is bound
    sign: Sign | None = "verify"  # on the time line; None: not shown there
    says: object | None = None  # the attribute that the time line shows in words
    recorded: bool = True  # written by ``record``; the others have verbs of their own
    deadline: Deadline | None = None
    report: tuple[object, ...] = ()  # attributes of the newest record that a county's roster can ask for

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
        VERIFICATION,
        Verb.VERIFY,
        names(Verification).checked_on,
        "verification",
        "安置帮教对象信息核查表",
        "verification",
        says=names(Verification).result,
    ),
    Kind(
        HANDOVER,
        Verb.HAND_OVER,
        names(Handover).handover_date,
        "verification",
        "安置帮教对象衔接登记表",
        "handover",
        says=names(Handover).mode,
    ),
    Kind(REGISTRATION, Verb.FILL_REGISTRATION, names(Case).filled_on, "registration", sign=None),
    Kind(GROUP, Verb.FORM_GROUP, names(HelpGroup).formed_on, "group", "安置帮教小组成员表", "group"),
    Kind(
        ASSESSMENT,
        Verb.ASSESS,
        names(Assessment).meeting_on,
        "group",
        "安置帮教评估表",
        "assessment",
        "assess",
        names(Assessment).decided,
    ),
    Kind(
        CONTACT,
        Verb.RECORD_CONTACT,
        names(Contact).at,
        "contact",
        "安置帮教走访谈话记录",
        "contact",
        "visit",
        names(Contact).content,
    ),
    Kind(PLACEMENT, Verb.RECORD_PLACEMENT, None, "placement", "安置情况登记表", "measure", says=names(Placement).way),
    Kind(
        AGREEMENT,
        Verb.MAKE_AGREEMENT,
        None,
        "agreement",
        "安置帮教协议书",
        "agreement",
        "agreement",
        names(Agreement).state,
        recorded=False,
    ),
    Kind(
        APPROVAL,
        Verb.RECORD_APPROVAL,
        names(Approval).decided_on,
        "archive",
        "审批意见",
        "",
        says=names(Approval).opinion,
    ),
    Kind(FILE_ITEM, Verb.ADD_SCAN, None, "archive", sign=None, recorded=False),
)
_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(name: str) -> Kind | None:
    """The kind of an identifier."""
    return _BY_NAME.get(name)
