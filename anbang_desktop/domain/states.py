"""The states a case, its agreement and the contact with the person can be in (domain brief §3.3); the ways
between the states of a case stand in ``steps``.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Literal, Self

from anbang_desktop.domain.verbs import Verb

Mark = Literal["overdue", "soon", "doing", "done", "todo", "paused"]


class Ask(StrEnum):
    """What a step asks of the clerk besides its day; names of ``guards.StepFacts`` and the release date."""

    RELEASE_DATE = "release_date"
    REASON = "reason"
    RECEIVING_OFFICE = "receiving_office"
    RECEIPT_NO = "receipt_no"
    PROOF = "proof"
    CAUSE = "cause"
    LETTER_NO = "letter_no"
    SENDING_OFFICE = "sending_office"
    NEW_ADDR = "new_addr"
    LEFT_OPEN = "left_open"


class Standing(Enum):
    """Whether a case counts as 在册, and what its file still takes."""

    COMING = "not on the books yet: records and papers"
    ON_BOOKS = "on the books: records and papers"
    ENDED = "over, the file is open until it is bound: missing papers, no records"
    SHUT = "over, the file is closed: nothing"


@dataclass(frozen=True, slots=True)
class Way:
    """The step into a state: the verb on its button (None: no button leads there), what its day is called
    where the verb alone would not do, and what it asks for.
    """

    verb: Verb | None = None
    day: str = ""
    asks: tuple[Ask, ...] = ()


_BY_ENTRY = Way()  # written into the office's own register
_BY_RECORD = Way()  # what was recorded, not a button (``steps.follows``)


class State(StrEnum):
    """The state of a case: the one table of them. The value is what the database and the rule packs hold."""

    label: str
    mark: Mark
    standing: Standing
    meaning: str
    way: Way

    S05_INSIDE = (
        "S05_INSIDE",
        "服刑中",
        "paused",
        Standing.COMING,
        "本所自己登记的服刑人员，名单还没有来",
        _BY_ENTRY,
    )
    S10_NOTICE = (
        "S10_NOTICE",
        "待核查",
        "todo",
        Standing.COMING,
        "收到名单，还没有核查",
        Way(Verb.TAKE_NOTICE, "收到日期"),
    )
    S20_VERIFYING = "S20_VERIFYING", "核查中", "doing", Standing.COMING, "正在核查", _BY_RECORD
    S30_AWAIT_RELEASE = (
        "S30_AWAIT_RELEASE",
        "待释放",
        "paused",
        Standing.COMING,
        "已核查，还在监所",
        _BY_RECORD,
    )
    S35_RETURNED = (
        "S35_RETURNED",
        "已退回",
        "paused",
        Standing.SHUT,
        "不属本所，已退回县司法局",
        Way(Verb.RETURN, "退回日期", (Ask.REASON,)),
    )
    S40_AWAIT_HANDOVER = (
        "S40_AWAIT_HANDOVER",
        "待衔接",
        "soon",
        Standing.COMING,
        "已释放，还没有见到人",
        Way(Verb.CONFIRM_RELEASE, asks=(Ask.RELEASE_DATE,)),
    )
    S50_REGISTERED = (
        "S50_REGISTERED",
        "已登记",
        "doing",
        Standing.ON_BOOKS,
        "已报到登记，协议、小组、评估等还不齐",
        _BY_RECORD,
    )
    S60_ACTIVE = (
        "S60_ACTIVE",
        "在册帮教",
        "doing",
        Standing.ON_BOOKS,
        "登记、小组、档案、初次评估已齐",
        _BY_RECORD,
    )
    S70_TRANSFER_PENDING = (
        "S70_TRANSFER_PENDING",
        "转出办理中",
        "doing",
        Standing.ON_BOOKS,
        "对方确认前仍在本所",
        Way(
            Verb.TRANSFER_OUT,
            "发函日期",
            (Ask.RECEIVING_OFFICE, Ask.NEW_ADDR, Ask.CAUSE, Ask.LETTER_NO, Ask.REASON),
        ),
    )
    S75_TRANSFERRED = (
        "S75_TRANSFERRED",
        "已转出",
        "done",
        Standing.ENDED,
        "对方已确认",
        Way(Verb.CONFIRM_TRANSFER, "回执日期", (Ask.RECEIPT_NO,)),
    )
    S80_CLOSING = (
        "S80_CLOSING",
        "解除审批中",
        "doing",
        Standing.ON_BOOKS,
        "期满，正在办理解除",
        Way(Verb.BEGIN_CLOSING, "开始日期"),
    )
    S85_EXPIRED = (
        "S85_EXPIRED",
        "期满解除",
        "done",
        Standing.ENDED,
        "期满，已解除",
        Way(Verb.EXPIRE, "解除日期"),
    )
    S86_TERMINATED = (
        "S86_TERMINATED",
        "终止",
        "done",
        Standing.ENDED,
        "死亡、重新犯罪收监等",
        Way(Verb.TERMINATE, "终止日期", (Ask.CAUSE, Ask.PROOF, Ask.REASON)),
    )
    S90_ARCHIVED = (
        "S90_ARCHIVED",
        "已归档",
        "done",
        Standing.SHUT,
        "已装订归档，只读",
        Way(Verb.ARCHIVE, "归档日期", (Ask.REASON,)),
    )

    def __new__(cls, code: str, label: str, mark: Mark, standing: Standing, meaning: str, way: Way) -> Self:
        """One row of the table."""
        made = str.__new__(cls, code)
        made._value_ = code
        made.label, made.mark, made.standing, made.meaning, made.way = label, mark, standing, meaning, way
        return made

    @property
    def code(self) -> str:
        """The plain text of the database."""
        return self.value

    @property
    def short(self) -> str:
        """S10 of S10_NOTICE: the code on the command line."""
        return self.value.partition("_")[0]

    @property
    def on_books(self) -> bool:
        """Counted as 在册."""
        return self.standing is Standing.ON_BOOKS

    @property
    def ended(self) -> bool:
        """Help is over or never was ours: the next notice of the same person opens a new case."""
        return self.standing in (Standing.ENDED, Standing.SHUT)

    @property
    def accepts_records(self) -> bool:
        """Whether something new may be recorded of the case."""
        return not self.ended

    @property
    def accepts_papers(self) -> bool:
        """Whether a missing paper may be put into the file."""
        return self.standing is not Standing.SHUT


STATES: tuple[State, ...] = tuple(State)
ON_BOOKS = frozenset(one for one in STATES if one.on_books)
ENDED = frozenset(one for one in STATES if one.ended)
TO_VERIFY = (State.S10_NOTICE, State.S20_VERIFYING)  # what the list says is still to be checked
STEP_VERBS = {one: one.way.verb for one in STATES if one.way.verb is not None}
_BY_CODE: dict[str, State] = {one.value: one for one in STATES} | {one.short: one for one in STATES}
_MAIN_ROAD = (
    State.S05_INSIDE,
    State.S10_NOTICE,
    State.S20_VERIFYING,
    State.S30_AWAIT_RELEASE,
    State.S40_AWAIT_HANDOVER,
    State.S50_REGISTERED,
    State.S60_ACTIVE,
    State.S70_TRANSFER_PENDING,
    State.S75_TRANSFERRED,  # elsewhere: what closing asks for is asked there
    State.S80_CLOSING,
    State.S85_EXPIRED,
    State.S86_TERMINATED,
    State.S90_ARCHIVED,
)


def state(code: str) -> State:
    """The state of a long or short code; ValueError (Chinese) for an unknown one."""
    found = _BY_CODE.get(code.strip().upper())
    if found is None:
        raise ValueError(
            f"没有“{code}”这个状态，可用的有：{'、'.join(one.short + ' ' + one.label for one in STATES)}。"
        )
    return found


def reached(code: str, goal: State) -> bool:
    """Whether a case in state ``code`` has come as far as ``goal`` on the main road; a returned case has
    reached nothing after S20.
    """
    here = state(code)
    if here is State.S35_RETURNED:
        return goal in (State.S05_INSIDE, State.S10_NOTICE, State.S20_VERIFYING)
    return _MAIN_ROAD.index(here) >= _MAIN_ROAD.index(goal)


class AgreementState(StrEnum):
    """The state of one version of an agreement (code table ``agreement_state``); NONE: no version yet."""

    NONE = "NONE"
    DRAFT = "DRAFT"
    PRINTED = "PRINTED"
    SIGNED = "SIGNED"
    REFUSED = "REFUSED"
    UNABLE = "UNABLE"
    ENDED = "ENDED"
    REPLACED = "REPLACED"


UNSETTLED = frozenset({AgreementState.DRAFT, AgreementState.PRINTED})  # may still be changed
NOT_SIGNED = frozenset({AgreementState.REFUSED, AgreementState.UNABLE})  # noted with its reason
WAS_SIGNED = frozenset({AgreementState.SIGNED, AgreementState.REPLACED, AgreementState.ENDED})
IN_FORCE = NOT_SIGNED | {AgreementState.SIGNED}  # the question is settled


class ContactState(StrEnum):
    """How the person can be reached (code table ``contact_state``); no state of the case: a missing person
    stays on the books.
    """

    NORMAL = "NORMAL"
    AWAY_WORKING = "AWAY_WORKING"
    SPLIT_RESIDENCE = "SPLIT_RESIDENCE"
    UNREACHED = "UNREACHED"
    MISSING = "MISSING"
    IN_CUSTODY = "IN_CUSTODY"
    HOSPITAL = "HOSPITAL"
    ABROAD = "ABROAD"
