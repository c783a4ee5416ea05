"""The checks of 数据体检 by name: what each looks for, why it matters, where the rule comes from, how it is
mended. Data only; the functions stand in ``of_person``, ``of_records`` and ``shared``.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum

from anbang_desktop.domain.articles import spell_basis
from anbang_desktop.domain.rule_keys import RuleKey
from anbang_desktop.domain.rule_pack import RulePack
from anbang_desktop.domain.states import Standing, State

OFFICE = "本所规定"


class Severity(StrEnum):
    """How much a finding says; the value is the word on its chip."""

    WRONG = "对不上"
    MISSING = "没填全"
    LOOK = "看一眼"


class Scope(Enum):
    """Which cases a check looks at. What was returned or archived is closed: it can't be mended."""

    KEPT = "every case whose file is open"
    OPEN = "those that have not ended"
    BOOKS = "those on the books"


class CheckId(StrEnum):
    """The names of the checks, in the order in which they are shown."""

    ID_NUMBER = "id_number"
    ID_AREA = "id_area"
    ID_BIRTH = "id_birth"
    ID_SEX = "id_sex"
    BORN_LATE = "born_late"
    TERM = "term"
    RELEASE = "release"
    RECIDIVIST = "recidivist"
    PERIOD = "period"
    VISIT_DAY = "visit_day"
    HANDOVER_DAY = "handover_day"
    SAME_PERSON = "same_person"
    SAME_PHONE = "same_phone"
    SAME_TEXT = "same_text"
    NO_ID = "no_id"
    ADDRESS = "address"
    VILLAGE = "village"
    OWNER = "owner"
    PHONE = "phone"
    GUARDIAN = "guardian"
    GROUP = "group"
    AGREEMENT_LATE = "agreement_late"
    WISH_LATE = "wish_late"
    LATE_ENTRY = "late_entry"


@dataclass(frozen=True, slots=True)
class Check:
    """One check. ``basis`` as rule packs write it; ``rule`` is the number of the pack that it goes by, whose
    sentence and basis are told as well.
    """

    id: CheckId
    what: str
    why: str
    mend: str
    severity: Severity
    scope: Scope = Scope.KEPT
    basis: str = OFFICE
    rule: RuleKey | None = None


_ONE_FILE = "A12.2.2"
_HELP = "A12.2.3"
CHECKS: tuple[Check, ...] = (
    Check(
        CheckId.ID_NUMBER,
        "身份证号不对",
        "校验位、位数或者里面的日期不对，报到县里对不上人",
        "按身份证原件改号码；原件就是这样的，写明理由",
        Severity.WRONG,
        basis="GB 11643",
    ),
    Check(
        CheckId.ID_AREA,
        "身份证号的地区码没有发过",
        "前六位不是任何一个省、市、县的代码，多半是抄错了",
        "按身份证原件改号码",
        Severity.WRONG,
        basis="GB/T 2260",
    ),
    Check(
        CheckId.ID_BIRTH,
        "出生日期和身份证号不一致",
        "年龄、未成年和老年的判断都从出生日期来",
        "改正其中一个；以档案为准的，填“出生日期说明”",
        Severity.WRONG,
        basis="GB 11643",
    ),
    Check(
        CheckId.ID_SEX,
        "性别和身份证号不一致",
        "男女的统计和退休年龄都从性别来",
        "按身份证原件改性别或者号码",
        Severity.WRONG,
        basis="GB 11643",
    ),
    Check(
        CheckId.BORN_LATE,
        "出生日期晚得不合理",
        "刑期开始的那一天还没有到负刑事责任的年龄",
        "核对出生日期和刑期起日",
        Severity.WRONG,
        rule="health.youngest.age",
    ),
    Check(
        CheckId.TERM,
        "刑期和起止日期对不上",
        "刑期止日关系到释放日期和帮教期",
        "按判决书核对刑期和起止日期；有减刑、加刑的，记一条",
        Severity.WRONG,
        rule="health.term.days",
    ),
    Check(
        CheckId.RELEASE,
        "释放日期和刑期、判决对不上",
        "帮教期从释放日期起算，错一天，期满也错一天",
        "按释放证明书核对释放日期",
        Severity.WRONG,
        rule="health.term.days",
    ),
    Check(
        CheckId.RECIDIVIST,
        "犯罪时未满 18 周岁，又登记为累犯",
        "刑法第六十五条：不满十八周岁的人犯罪不算累犯；第六十六条的特别累犯没有这项例外",
        "看判决书：没有认定的，改为“否”；认定了的，把判决书的原话写进登记表的备注（写明“累犯”）",
        Severity.LOOK,
        basis="刑法第六十五条、第六十六条",
    ),
    Check(
        CheckId.PERIOD,
        "帮教截止和规则算出来的不一样",
        "期满解除的日子要和规定一致",
        "核对释放日期和类别，重新保存这一节，程序会再算一次",
        Severity.WRONG,
        basis="A2 A8",
    ),
    Check(
        CheckId.VISIT_DAY,
        "走访的日期在释放以前或者解除以后",
        "多半是日期或者人记错了",
        "更正走访的日期，记错人的作废；释放前走访家属的，写明理由",
        Severity.LOOK,
        basis=_HELP,
    ),
    Check(
        CheckId.HANDOVER_DAY,
        "衔接的日期在释放以前",
        "人还在监所，不能衔接",
        "更正衔接日期或者释放日期",
        Severity.WRONG,
        basis=_ONE_FILE,
    ),
    Check(
        CheckId.SAME_PERSON,
        "疑似重复：像是同一个人登记了两次",
        "一个人算成了两个人，在册的数就不对，记录也分在两处",
        "比一比：是同一个人的，合并成一份；不是的，点“不是同一人”，以后不再提示",
        Severity.WRONG,
        basis=_ONE_FILE,
    ),
    Check(
        CheckId.SAME_PHONE,
        "好几个人是同一个电话",
        "电话找不到本人，约好的走访就会落空",
        "逐人问清本人电话；确实共用的，写明理由",
        Severity.LOOK,
        rule="health.same_phone.people",
    ),
    Check(
        CheckId.SAME_TEXT,
        "几次走访的内容一字不差",
        "看不出这一次和上一次有什么不同，帮教就没有依据",
        "按当时的情况更正内容",
        Severity.LOOK,
        rule="health.same_text.characters",
    ),
    Check(
        CheckId.NO_ID,
        "没有证件号",
        "没有证件号，报表和救助都办不了",
        "补填身份证号；没有的，填其他证件",
        Severity.MISSING,
        Scope.OPEN,
        basis=_ONE_FILE,
    ),
    Check(
        CheckId.ADDRESS,
        "没有现居住地",
        "不知道住在哪里，走访和救助无从谈起",
        "补填现居住地",
        Severity.MISSING,
        Scope.BOOKS,
        basis=_ONE_FILE,
    ),
    Check(
        CheckId.VILLAGE,
        "没有所属村（居）",
        "排村走访、按村统计时会漏掉",
        "补填所属村（居）",
        Severity.MISSING,
        Scope.OPEN,
        basis="A12.3",
    ),
    Check(
        CheckId.OWNER,
        "没有帮教责任人",
        "没有人记着，就会落下",
        "补填帮教责任人，或者在“交接班”里一次定好",
        Severity.MISSING,
        Scope.OPEN,
        basis=_HELP,
    ),
    Check(
        CheckId.PHONE,
        "没有任何电话",
        "本人和紧急联系人都没有电话，联系不上",
        "补填本人电话或者联系人电话",
        Severity.MISSING,
        Scope.BOOKS,
        basis=_ONE_FILE,
    ),
    Check(
        CheckId.GUARDIAN,
        "监护人没有写",
        "未成年的要有监护人，帮扶才落得下去",
        "在家庭一节补填监护人",
        Severity.MISSING,
        Scope.BOOKS,
        rule="minor.age",
    ),
    Check(
        CheckId.GROUP,
        "帮教小组缺该有的人",
        "小组要有村（居）干部和民警；女性要有女性成员，未成年人要有监护人和学校的人，才照应得到",
        "补齐小组成员，补不齐的写缺人的原因",
        Severity.MISSING,
        Scope.BOOKS,
        basis=_HELP,
    ),
    Check(
        CheckId.AGREEMENT_LATE,
        "协议签得晚了",
        "检查时会问为什么晚，早写明白",
        "日期写错的更正；确实晚签的，写明理由",
        Severity.LOOK,
        rule="agreement.after_register.days",
    ),
    Check(
        CheckId.WISH_LATE,
        "诉求答复得晚了，或者办结了还没有答复",
        "协议里答应过期限，说到要做到",
        "日期写错的更正；没有答复的补上；确实晚了的，写明理由",
        Severity.LOOK,
        rule="wish.reply.workdays",
    ),
    Check(
        CheckId.LATE_ENTRY,
        "办了以后很久才录入",
        "补录的要说得清，检查时才不会当成后补的假记录",
        "日期写错的更正；补录的，写明理由",
        Severity.LOOK,
        rule="health.late_entry.days",
    ),
)
_BY_ID = {check.id: check for check in CHECKS}


def check_of(name: CheckId) -> Check:
    """The check of a name."""
    return _BY_ID[name]


def basis(pack: RulePack, check: Check) -> str:
    """Where a check comes from, in words: its own basis, or the rule of the pack that it goes by."""
    if check.rule is None:
        return spell_basis(check.basis)
    return f"{spell_basis(pack.rule(check.rule).basis)}：{pack.text(check.rule)}"


def covers(scope: Scope, state: State) -> bool:
    """Whether a check of that scope looks at a case in that state."""
    if state.standing is Standing.SHUT:
        return False
    match scope:
        case Scope.KEPT:
            return True
        case Scope.OPEN:
            return not state.ended
        case Scope.BOOKS:
            return state.on_books
