"""What a clerk can be offered to do, by the word on the button, and where on the person page it is done."""

from enum import StrEnum


class Verb(StrEnum):
    """One act. The value is the word on the button, which rule packs write as well; a button may say more."""

    # steps of the road that are asked; the others follow from what was recorded
    RETURN = "退回县局"
    CONFIRM_RELEASE = "确认释放"
    # records and papers of one person
    VERIFY = "登记核查"
    HAND_OVER = "登记衔接"
    FILL_REGISTRATION = "填登记表"
    FORM_GROUP = "定小组"
    ASSESS = "做评估"
    MAKE_AGREEMENT = "签协议"
    DRAW_AGREEMENT = "拟协议"
    PRINT_AGREEMENT = "打印协议"
    SIGN = "登记签字"
    NOTE_REFUSAL = "记录未签原因"
    RECORD_CONTACT = "登记走访"
    RECORD_PLACEMENT = "登记安置"
    RECORD_NEED = "记需求"
    ASK_NEEDS = "问需求"
    MAKE_PLAN = "定方案"
    RECORD_MEASURE = "登记帮扶"
    WRITE_LETTER = "转介"
    SEND_LETTER = "登记发出"
    RECORD_REPLY = "登记回执"
    FINISH_MEASURE = "登记结果"
    APPLY_RELIEF = "申请救助"
    RECORD_STAY = "登记过渡安置"
    ADD_SCAN = "补扫描件"
    RECORD_APPROVAL = "登记审批"
    CLOSE = "办解除"
    BIND = "合订成册"
    VIEW = "查看"
    # the office
    SEE_PEOPLE = "看人员"
    SEE_LIST = "看名单"
    CHECK_EACH = "逐人核查"
    BACK_UP = "去备份"


class PersonSection(StrEnum):
    """A place on the person page that a duty or a paper leads to; several may lie under one heading."""

    BASIC = "basic"
    REGISTRATION = "registration"
    VERIFICATION = "verification"
    HANDOVER = "handover"
    AGREEMENT = "agreement"
    GROUP = "group"
    ASSESSMENT = "assessment"
    CONTACT = "contact"
    PLACEMENT = "placement"
    NEEDS = "needs"
    HELP = "help"
    ARCHIVE = "archive"
    CLOSING = "closing"
    STEP = "step"
