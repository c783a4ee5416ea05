"""What an office does for each article of the Regulation with this program, and by which test that is
held; or whose work the article is. 帮助 shows it under the article (办法条文).
"""

from dataclasses import dataclass
from enum import StrEnum

from anbang_desktop.domain.verbs import Verb

_TESTS = "tests/integration/services/test_articles.py::"


class Whose(StrEnum):
    """Who carries out an article; the value stands before its words in 帮助."""

    OFFICE = "本软件"
    SHARED = "本软件做司法所的部分"
    OTHERS = "不在本软件里"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that is done: on which page (``shell/page.PageKey``), by which service below ``services`` or
    record kind, and the test that fails without it. ``verb`` is the word on the button, if one does it.
    """

    page: str
    done_by: str
    test: str
    verb: Verb | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """One article: whose it is, what the program does for it in plain words, how, and where the manual
    tells it.
    """

    article: int
    whose: Whose
    words: str
    acts: tuple[Act, ...] = ()
    manual: str = ""


def _act(page: str, done_by: str, test: str, verb: Verb | None = None) -> Act:
    return Act(page, done_by, _TESTS + test, verb)


_OFFERED = _act(
    "person", "aid.policies.of", "test_the_offers_of_each_article_are_found_for_whom_they_are_meant"
)
_DONE = _act("person", "measure", "test_a_measure_is_carried_out_and_its_result_kept", Verb.RECORD_MEASURE)
_REFERRED = _act("person", "letter", "test_a_department_is_asked_and_its_answer_kept", Verb.WRITE_LETTER)
_COUNTED = _act("reports", "reports.count.count", "test_the_numbers_for_the_county_are_counted")
_DAYBOOK = _act("daybook", "daybook.entries.add", "test_what_the_office_does_stands_in_the_daybook")
_DIRECTORY = _act(
    "own_lists", "office.own_lists.add_lines", "test_who_can_help_stands_in_the_directory_and_is_offered"
)
WORKS: tuple[Work, ...] = (
    Work(
        1,
        Whose.OFFICE,
        "整个程序按这部办法编写：每个期限旁边都能看到出自哪一条。",
        (_act("today", "cases.duties.of", "test_what_is_due_says_its_article"),),
        "today.why",
    ),
    Work(
        2,
        Whose.OFFICE,
        "按释放（解除）的类别和日期算出帮教期，期满前提醒，期满后按期解除。",
        (
            _act(
                "person",
                "registration",
                "test_the_period_of_help_follows_from_type_and_day",
                Verb.FILL_REGISTRATION,
            ),
            _act("person", "cases.advance.advance", "test_help_ends_with_its_period", Verb.EXPIRE),
        ),
        "closing.end",
    ),
    Work(
        3,
        Whose.OFFICE,
        "对象是享有各项权利的公民：不签协议照样帮扶，写给外单位的函不说过去的事。",
        (
            _act(
                "agreements",
                "documents.agreements.refuse",
                "test_who_does_not_sign_is_helped_as_well",
                Verb.NOTE_REFUSAL,
            ),
            _act("person", "letter", "test_no_letter_tells_what_was", Verb.WRITE_LETTER),
        ),
        "agreements.refuse",
    ),
    Work(
        4,
        Whose.SHARED,
        "规划和经费由县级以上政府安排；乡镇、街道负责的日常工作在这里办，数字从报送页出。",
        (_COUNTED,),
        "reports",
    ),
    Work(
        5,
        Whose.SHARED,
        "本所的宣传一次一行记在工作台账里，走访时讲过哪些政策记在走访记录里；媒体宣传由各级政府和媒体开展。",
        (
            _DAYBOOK,
            _act(
                "visits", "contact", "test_what_was_told_of_policies_stands_in_the_visit", Verb.RECORD_CONTACT
            ),
        ),
        "contacts.record",
    ),
    Work(
        6,
        Whose.SHARED,
        "表彰、奖励由有关机关按规定作出，本所得到的记在工作台账里；本软件不给单位和个人打分排名。",
        (_DAYBOOK,),
        "daybook",
    ),
    Work(
        7,
        Whose.SHARED,
        "各部门按职责办：转介给哪个部门、请在哪天前回复、怎么答复的，都有记录；部门、群团的联系人在通讯录里。",
        (
            _DIRECTORY,
            _REFERRED,
            _act(
                "person",
                "aid.going_on.answer",
                "test_a_department_is_asked_and_its_answer_kept",
                Verb.RECORD_REPLY,
            ),
            _act("letters", "worklist.letters.board", "test_letters_stand_in_a_register_with_their_answers"),
        ),
        "help.letters",
    ),
    Work(
        8,
        Whose.SHARED,
        "期限、间隔、门槛都在规则文件里，实施细则发布后由县局换成本地的；以前的事仍按当时的规则。",
        (
            _act(
                "today",
                "office.rule_files.read_rules",
                "test_every_number_stands_in_the_rules_and_past_days_keep_theirs",
            ),
        ),
        "today.why",
    ),
    Work(
        9,
        Whose.SHARED,
        "县局发来的名单直接导入，核查结果写回原表退回。",
        (
            _act(
                "importing",
                "roster_import.roster.commit",
                "test_the_list_of_the_county_comes_in_and_goes_back",
            ),
            _act(
                "importing",
                "roster_import.roster.return_list",
                "test_the_list_of_the_county_comes_in_and_goes_back",
            ),
        ),
        "importing",
    ),
    Work(
        10,
        Whose.SHARED,
        "释放前排好谁去接、家属和村里知不知道；和监所、公安交接的人、材料和情况，记在衔接登记表上。",
        (
            _act("releases", "escort_plan", "test_who_fetches_whom_is_planned", Verb.PLAN_ESCORT),
            _act("releases", "worklist.releases.of_month", "test_who_fetches_whom_is_planned"),
            _act("person", "handover", "test_who_was_handed_over_with_which_papers_is_kept", Verb.HAND_OVER),
        ),
        "handover.record",
    ),
    Work(
        11,
        Whose.SHARED,
        "督促指导是县局的职责；台账检查和统计表随时可以给它看，查出的问题改了没有记在工作台账里。",
        (
            _act("health", "health.examine.examine", "test_the_office_looks_over_its_own_files"),
            _DAYBOOK,
            _COUNTED,
        ),
        "health.report",
    ),
    Work(
        12,
        Whose.OFFICE,
        "登记、核查、签协议、建档案、定小组、做评估、听诉求，一人一页，下一步写在最上面。",
        (
            _act(
                "person",
                "registration",
                "test_the_period_of_help_follows_from_type_and_day",
                Verb.FILL_REGISTRATION,
            ),
            _act(
                "verification",
                "verification",
                "test_who_was_checked_and_answered_waits_for_release",
                Verb.VERIFY,
            ),
            _act("agreements", "documents.agreements.sign", "test_an_agreement_is_signed", Verb.SIGN),
            _act("archives", "documents.archive.contents", "test_one_person_has_one_file"),
            _act(
                "person",
                "group",
                "test_group_assessment_and_agreement_bring_somebody_onto_the_books",
                Verb.FORM_GROUP,
            ),
            _act(
                "assessments",
                "assessment",
                "test_group_assessment_and_agreement_bring_somebody_onto_the_books",
                Verb.ASSESS,
            ),
            _act("wishes", "wish", "test_a_wish_is_heard_and_answered", Verb.RECORD_WISH),
            _act(
                "visits", "contact", "test_what_was_told_of_policies_stands_in_the_visit", Verb.RECORD_CONTACT
            ),
        ),
        "start.road",
    ),
    Work(
        13,
        Whose.SHARED,
        "请派出所核查、协查的，记下问了谁、怎么答复、哪天回的。",
        (
            _act(
                "verification",
                "verification",
                "test_who_was_checked_and_answered_waits_for_release",
                Verb.VERIFY,
            ),
            _act("person", "search", "test_the_police_are_asked_to_look_for_somebody", Verb.RECORD_SEARCH),
        ),
        "closing.lost",
    ),
    Work(
        14,
        Whose.SHARED,
        "未满义务教育年龄的自动提醒就学，可以直接转介给教育部门。",
        (_act("person", "aid.board.of", "test_a_child_of_school_age_is_to_go_to_school"), _OFFERED, _DONE),
        "help",
    ),
    Work(
        15,
        Whose.SHARED,
        "没有落户、地没有落实的列入需求，和村（居）、派出所办到有结果。",
        (_OFFERED, _DONE),
        "help.policies",
    ),
    Work(
        16,
        Whose.SHARED,
        "要法律服务的，转介给法律援助中心，结果记下来。",
        (_OFFERED, _REFERRED, _DONE),
        "help.letters",
    ),
    Work(
        17,
        Whose.SHARED,
        "帮助申请救助，记下报给谁、批了没有、没有批的接着怎么办；批不批由民政部门定。",
        (
            _OFFERED,
            _act(
                "person",
                "relief",
                "test_an_application_for_relief_is_followed_to_its_decision",
                Verb.APPLY_RELIEF,
            ),
        ),
        "help.relief",
    ),
    Work(18, Whose.SHARED, "养老、失业保险断了的列入需求，办到有结果。", (_OFFERED, _DONE), "help.policies"),
    Work(
        19,
        Whose.SHARED,
        "就业、培训的需求列出来办；怎样安置、从哪天起，单独登记。",
        (
            _OFFERED,
            _DONE,
            _act("person", "placement", "test_how_somebody_is_settled_is_kept", Verb.RECORD_PLACEMENT),
        ),
        "contacts.placement",
    ),
    Work(
        20,
        Whose.SHARED,
        "就业歧视是单独的一类诉求，本人同意后连同证据移送人社部门。",
        (
            _OFFERED,
            _act(
                "wishes",
                "records.wish_acts.note_clue",
                "test_discrimination_is_passed_on_with_consent",
                Verb.RECORD_WISH,
            ),
        ),
        "wishes.clue",
    ),
    Work(
        21, Whose.SHARED, "没有住处、房子危险的列入需求，转介给住建部门。", (_OFFERED, _DONE), "help.policies"
    ),
    Work(
        22,
        Whose.SHARED,
        "病情只给办事的人看；检查治疗的政策列出来，办到有结果。",
        (_OFFERED, _DONE),
        "help.policies",
    ),
    Work(
        23, Whose.SHARED, "要自己经营的，登记、税收的优惠列出来陪着办。", (_OFFERED, _DONE), "help.policies"
    ),
    Work(24, Whose.SHARED, "医保断了、没有参加的列入需求，陪着续上。", (_OFFERED, _DONE), "help.policies"),
    Work(
        25, Whose.SHARED, "妇女、残疾人的帮扶各有一类，转介给妇联、残联。", (_OFFERED, _DONE), "help.policies"
    ),
    Work(
        26,
        Whose.SHARED,
        "用工单位和岗位在通讯录里，哪个单位给了岗位，登记在安置里；补贴和优惠由县级以上政府落实。",
        (
            _DIRECTORY,
            _OFFERED,
            _DONE,
            _act("person", "placement", "test_how_somebody_is_settled_is_kept", Verb.RECORD_PLACEMENT),
        ),
        "contacts.placement",
    ),
    Work(
        27,
        Whose.SHARED,
        "经费由县级以上政府列支；本所花的钱和慰问记在工作台账里，签收单列到人；慈善、基金给本人的救助登记到人、到金额。",
        (
            _DAYBOOK,
            _act("daybook", "daybook.receipt.make", "test_gifts_are_signed_for"),
            _act(
                "person",
                "relief",
                "test_an_application_for_relief_is_followed_to_its_decision",
                Verb.APPLY_RELIEF,
            ),
            _DONE,
        ),
        "help.relief",
    ),
    Work(28, Whose.OTHERS, "购买服务由财政部门会同有关部门办理。"),
    Work(
        29,
        Whose.SHARED,
        "基地由县级以上政府建；谁去住、住到哪天、离开后去哪里，登记在本人名下，快满时提醒。",
        (
            _act(
                "person",
                "base_stay",
                "test_a_stay_in_the_base_is_kept_and_comes_up_before_its_end",
                Verb.RECORD_STAY,
            ),
        ),
        "help.base",
    ),
    Work(
        30,
        Whose.SHARED,
        "一人一策，一页写清目标、谁来办、办到哪天；志愿者和社会组织可以进小组，补贴和服务时间记在工作台账里。",
        (
            _DAYBOOK,
            _act("person", "plan", "test_a_plan_on_one_page_says_who_does_what_until_when", Verb.MAKE_PLAN),
            _act(
                "person",
                "group",
                "test_group_assessment_and_agreement_bring_somebody_onto_the_books",
                Verb.FORM_GROUP,
            ),
        ),
        "help.plan",
    ),
    Work(
        31,
        Whose.SHARED,
        "纳入哪种责任制由上级定；数字从报送页出，每个数点开就是人。",
        (_COUNTED,),
        "reports.numbers",
    ),
    Work(
        32,
        Whose.OFFICE,
        "数据加密，号码默认遮住；完整号码出门要写用途，谁看过、谁带走过都有记录；来访的人只看得到自己的。",
        (
            _act("people", "documents.listing.export", "test_whole_numbers_leave_for_a_purpose_only"),
            _act("person", "worklist.face_to_face.show", "test_a_visitor_sees_nothing_of_the_offence"),
        ),
        "privacy",
    ),
    Work(
        33,
        Whose.OFFICE,
        "诉求逐件登记、按期答复，办不成的也要说明理由；现场有人打闹的，只记看到听到的。",
        (
            _act("wishes", "records.wish_acts.answer", "test_a_wish_is_heard_and_answered", Verb.ANSWER_WISH),
            _act("person", "incident", "test_what_happened_at_the_counter_is_noted", Verb.RECORD_INCIDENT),
        ),
        "wishes",
    ),
    Work(34, Whose.OTHERS, "其他法律、法规、规章已有规定的，从其规定。"),
    Work(
        35,
        Whose.SHARED,
        "查处由人社部门作出；线索移送出去以后，等回复、记结果。",
        (_act("wishes", "records.wish_acts.note_clue", "test_discrimination_is_passed_on_with_consent"),),
        "wishes.clue",
    ),
    Work(
        36,
        Whose.SHARED,
        "处罚由公安机关依法决定；本软件只记当时的情形和报警回执号。",
        (_act("person", "incident", "test_what_happened_at_the_counter_is_noted", Verb.RECORD_INCIDENT),),
        "wishes.incident",
    ),
    Work(
        37,
        Whose.SHARED,
        "处分由有权机关作出；每次登记、更正、作废都留下谁、何时、改前改后，改不掉。",
        (_act("person", "records.history.changes", "test_every_change_keeps_who_when_and_what_was"),),
        "correct.history",
    ),
    Work(
        38,
        Whose.OFFICE,
        "规则从施行那天起算；以前释放的人按第一份规则。",
        (
            _act(
                "today",
                "office.rule_files.read_rules",
                "test_every_number_stands_in_the_rules_and_past_days_keep_theirs",
            ),
        ),
        "today.why",
    ),
)
