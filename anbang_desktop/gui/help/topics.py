"""Where the manual speaks of each page, section, record, dialog and kind of entry: F1 opens it there.

``tests/gui/help/test_topics.py`` holds that nothing is left out and that every anchor exists.
"""

from collections.abc import Mapping

from anbang_desktop.domain.verbs import PersonSection
from anbang_desktop.fields import kinds
from anbang_desktop.fields.agreement import AGREEMENT
from anbang_desktop.fields.approval import APPROVAL
from anbang_desktop.fields.assessment import ASSESSMENT
from anbang_desktop.fields.assessment_round import ROUND
from anbang_desktop.fields.base_stay import BASE_STAY
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.closing import CLOSING
from anbang_desktop.fields.contact import CONTACT
from anbang_desktop.fields.dual_listing import DUAL_LISTING
from anbang_desktop.fields.escort_plan import ESCORT_PLAN
from anbang_desktop.fields.file_item import FILE_ITEM
from anbang_desktop.fields.group import GROUP
from anbang_desktop.fields.handover import HANDOVER
from anbang_desktop.fields.happening import HAPPENING
from anbang_desktop.fields.help_measure import MEASURE
from anbang_desktop.fields.help_plan import PLAN
from anbang_desktop.fields.incident import INCIDENT
from anbang_desktop.fields.inside_check import INSIDE_CHECK
from anbang_desktop.fields.letter import LETTER
from anbang_desktop.fields.need import NEED
from anbang_desktop.fields.outside_query import QUERY
from anbang_desktop.fields.placement import PLACEMENT
from anbang_desktop.fields.prison_meeting import PRISON_MEETING
from anbang_desktop.fields.put_off import PUT_OFF
from anbang_desktop.fields.relief import RELIEF
from anbang_desktop.fields.reoffence import REOFFENCE
from anbang_desktop.fields.search import SEARCH
from anbang_desktop.fields.verification import VERIFICATION
from anbang_desktop.fields.whereabouts import WHEREABOUTS
from anbang_desktop.fields.wish import WISH
from anbang_desktop.gui.shell.page import PageKey

PAGES: Mapping[PageKey, str] = {
    "today": "today",
    "people": "people",
    "verification": "verification",
    "importing": "importing",
    "person": "person",
    "register": "people.new",
    "agreements": "agreements",
    "assessments": "assessments",
    "visits": "visits",
    "archives": "archives",
    "returns": "archives.returns",
    "reports": "reports",
    "statistics": "statistics",
    "health": "health",
    "takeover": "takeover",
    "settings": "settings",
    "own_lists": "lists",
    "rules": "rules",
    "instruments": "rules.form",
    "templates": "templates",
    "campaigns": "campaigns",
    "wishes": "wishes",
    "releases": "releases",
    "inside": "inside",
    "daybook": "daybook",
    "letters": "daybook.letters",
}
SECTIONS: Mapping[PersonSection, str] = {
    PersonSection.BASIC: "person.change",
    PersonSection.REGISTRATION: "person.change",
    PersonSection.INSIDE: "inside.check",
    PersonSection.VERIFICATION: "verification.one",
    PersonSection.HANDOVER: "handover",
    PersonSection.AGREEMENT: "agreements",
    PersonSection.GROUP: "group",
    PersonSection.ASSESSMENT: "assessments",
    PersonSection.CONTACT: "person",
    PersonSection.PLACEMENT: "contacts.placement",
    PersonSection.NEEDS: "help",
    PersonSection.HELP: "help.measures",
    PersonSection.WISH: "wishes",
    PersonSection.ARCHIVE: "archives",
    PersonSection.CLOSING: "closing",
    PersonSection.STEP: "handover.step",
}
KINDS: Mapping[str, str] = {  # a record's dialog, new or to be corrected
    INSIDE_CHECK.name: "inside.check",
    PRISON_MEETING.name: "inside.meeting",
    VERIFICATION.name: "verification.one",
    ESCORT_PLAN.name: "releases.plan",
    HANDOVER.name: "handover.record",
    REGISTRATION.name: "person.change",
    GROUP.name: "group.form",
    ASSESSMENT.name: "assessments",
    ROUND.name: "assessments.sheets",
    CONTACT.name: "contacts.record",
    PLACEMENT.name: "contacts.placement",
    NEED.name: "help",
    PLAN.name: "help.plan",
    MEASURE.name: "help.measures",
    LETTER.name: "help.letters",
    RELIEF.name: "help.relief",
    BASE_STAY.name: "help.base",
    WISH.name: "wishes.record",
    INCIDENT.name: "wishes.incident",
    HAPPENING.name: "closing.happenings",
    REOFFENCE.name: "closing.happenings",
    AGREEMENT.name: "agreements",
    APPROVAL.name: "closing.approval",
    QUERY.name: "privacy.query",
    WHEREABOUTS.name: "closing.where",
    SEARCH.name: "closing.lost",
    DUAL_LISTING.name: "closing.dual",
    CLOSING.name: "closing.end",
    FILE_ITEM.name: "archives.add",
    PUT_OFF.name: "today.later",
}
ENTRIES: Mapping[type[kinds.Kind], str] = {  # how an entry of this kind is filled in
    kinds.IdNumber: "entry.id",
    kinds.Day: "entry.day",
    kinds.Moment: "entry.day",
    kinds.Month: "entry.day",
    kinds.Choice: "entry.choice",
    kinds.Choices: "entry.choice",
    kinds.Lookup: "entry.lists",
    kinds.Words: "entry.lists",
    kinds.YesNo: "entry.choice",
    kinds.Phone: "entry.phone",
    kinds.PersonName: "entry.name",
    kinds.Attachment: "entry.file",
}
DIALOGS: Mapping[str, str] = {  # by the name of its class; what is missing here speaks of the page under it
    "KeysHelp": "keys",
    "UnitsDialog": "correct.undo",
    "PackDialog": "visits.pack",
    "FaceWindow": "face",
    "LeaveFace": "face.leave",
    "PaperDialog": "print",
    "SummaryDialog": "statistics.summary",
    "RatesDialog": "statistics.rates",
    "PeriodDialog": "statistics.period",
    "NumbersDialog": "statistics.charts",
    "CampaignDialog": "campaigns.begin",
    "NoteDialog": "campaigns.note",
    "EntryDialog": "daybook.new",
    "CorrectEntryDialog": "daybook.change",
    "EntryView": "daybook.change",
    "PutOffDialog": "today.later",
    "StoryDialog": "person.story",
    "AnswerDialog": "wishes.answer",
    "ClueDialog": "wishes.clue",
    "WhoDialog": "wishes.record",
    "FileDialog": "archives.returns",
    "PlaceDialog": "archives.tray",
    "BatchDialog": "agreements.batch",
    "WishStepDialog": "wishes.steps",
    "RestoreDialog": "correct.history",
    "ViewDialog": "correct",
    "AsOfDialog": "correct.asof",
    "ReasonDialog": "correct.void",
    "SealedDialog": "privacy.sealed",
    "QueriesDialog": "privacy.query",
    "HistoryDialog": "correct.history",
    "CorrectDialog": "correct.correct",
    "NeedsDialog": "help",
    "NeedOwnerDialog": "help",
    "LetterDialog": "help.letters",
    "LetterTypesDialog": "help.other",
    "PoliceListDialog": "help.police",
    "PrisonDialog": "releases.prison",
    "InsideDialog": "inside.new",
    "LetterSendDialog": "help.letters",
    "LetterReplyDialog": "help.letters",
    "FinishDialog": "help.measures",
    "StepDialog": "closing.changes",
    "ChangesDialog": "closing.changes",
    "SeveralDialog": "verification.several",
    "ReplyDialog": "verification.several",
    "AssignDialog": "people.several",
    "PartiesDialog": "agreements.parties",
    "SignDialog": "agreements.sign",
    "RefuseDialog": "agreements.refuse",
    "AddPaperDialog": "archives.add",
    "MovesDialog": "archives.moves",
    "SheetDialog": "assessments.sheets",
    "Curtain": "assessments.sheets",
    "OverviewDialog": "assessments.later",
    "TwoAssessments": "assessments.later",
    "BackupAtClose": "backup.close",
    "ChangePassphrase": "settings.passphrase",
    "OfficeDialog": "settings.office",
    "NewRecoveryKey": "settings.key",
    "Licences": "settings",
    "EditCell": "importing.preview",
    "KnownChanges": "importing.known",
    "OpeningDialog": "importing.opening",
    "Behind": "reports.numbers",
    "DeliverDialog": "reports.sent",
    "DueDialog": "reports.due",
    "OwnDialog": "reports.blank",
    "LeavingDialog": "reports.leaving",
    "PurposeDialog": "health.report",
    "CompareDialog": "health.alike",
    "HandOverDialog": "takeover.give",
    "TakePackDialog": "rules.take",
    "TakeFormDialog": "rules.form",
    "ApproveDialog": "templates.approve",
    "PersonDialog": "templates.edit",
    "AgainDialog": "templates.again",
    "FilterDialog": "people.filter",
    "NameDialog": "people.kept",
    "SavedDialog": "people.kept",
    "ColumnsDialog": "people.columns",
    "OutDialog": "print.list",
    "CopyWindow": "person.copying",
    "OrderDialog": "person.order",
    "MachineDialog": "reports.data",
    "Why": "today.why",
}
