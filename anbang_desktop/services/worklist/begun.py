"""What this user has typed and not saved yet: what it is, of whom, and since when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from anbang_desktop.domain.verbs import Verb
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.letter import LETTER
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import drafts
from anbang_desktop.services.records.registry import kind_of
from anbang_desktop.storage.queries import drafts as query
from anbang_desktop.storage.queries import people

EMPTY_DAYS = 7  # a draft in which nothing stands goes after so many days; a filled one never
CORRECT, STEP = "correct", "step"
OTHERS = {
    REGISTRATION.name: REGISTRATION.label,
    "register": "新登记",
    "visits": "走访补录",
    "several": "几人一起登记核查",
    "replies": "几人一起写回执",
    "sheet": "评分单",
    "signing": Verb.SIGN.value,
    "refusal": Verb.NOTE_REFUSAL.value,
    "paper": Verb.ADD_SCAN.value,
    "needs": Verb.ASK_NEEDS.value,
    "send": Verb.SEND_LETTER.value,
    "reply": Verb.RECORD_REPLY.value,
    "finish": Verb.FINISH_MEASURE.value,
    "assign": "指定责任人",
    "answer": Verb.ANSWER_WISH.value,
    "wishstep": "诉求记一步",
    "wishclue": "就业歧视线索",
    "learn": "添加县局表",
    "deliver": "登记送达",
    "office": "单位资料",
    "own_lists": "本所名单",
    "purpose": "台账检查",
    "policelist": "人员信息核对函",
    "daybook": "工作台账",
    "rules": "换规则包",
    "template": "文书范本",
    "template_approval": "批准文书范本",
    "summary": "小结和工作计划",
}


@dataclass(frozen=True, slots=True)
class Begun:
    """A form that waits: its name among the drafts, what it is, the person's name (none for the office's)."""

    form: str
    what: str
    name: str
    saved_at: datetime


def listed(desk: Desk) -> list[Begun]:
    """Every form of this user that waits, the newest first; not what is about somebody who is gone."""
    with desk.store.read() as connection:
        found = [one for one in query.listed(connection, desk.user) if not _blank(one.values)]
        numbers = {no for one in found if (no := number_of(one.form))}
        names = people.names_of(connection, sorted(numbers))
    return [
        Begun(one.form, what, names.get(no, ""), one.saved_at)
        for one in found
        if (what := _what(one.form)) and (not (no := number_of(one.form)) or no in names)
    ]


def tidy(desk: Desk) -> None:
    """Forget what has been empty for a week."""
    long_ago = desk.clock.now() - timedelta(days=EMPTY_DAYS)
    with desk.store.read() as connection:
        found = query.listed(connection, desk.user)
    for one in found:
        if one.saved_at < long_ago and _blank(one.values):
            drafts.drop(desk, one.form)


def number_of(form: str) -> str:
    """The number of the case that a form is about: it is named ``what:number`` or ``what:number:more``."""
    return (*form.split(":"), "")[1]


def _what(form: str) -> str:
    """登记走访, 更正走访, 登记表; nothing for what is no form."""
    what, *more = form.split(":")
    if what == CORRECT:
        kind = kind_of(more[1]) if len(more) > 1 else None
        return f"更正{kind.label}" if kind else ""
    if what == STEP:
        return more[1] if len(more) > 1 else ""
    if what == LETTER.name and len(more) > 1:
        return Verb.WRITE_OTHER
    kind = kind_of(what)
    return OTHERS.get(what) or (kind.verb.value if kind else "")


def _blank(value: object) -> bool:
    """Nothing stands there, however deep."""
    if isinstance(value, dict):
        return all(map(_blank, value.values()))
    return all(map(_blank, value)) if isinstance(value, list) else value in (None, "")
