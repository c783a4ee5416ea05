"""One invented person's papers, for the tests of every form."""

from collections.abc import Callable
from dataclasses import replace

from anbang_desktop.pdf.forms import (
    agreement,
    aloud,
    archive,
    assessment,
    base_stay,
    campaign,
    closing,
    closing_notice,
    common,
    consent,
    contact,
    dual_listing,
    group,
    handover,
    help_measure,
    help_plan,
    letter,
    minutes,
    notice,
    own_data,
    parts_list,
    placement,
    pledge,
    recovery,
    refusal,
    registration,
    relief,
    score_sheet,
    task_slip,
    verification,
    visit_sheet,
    wish,
)
from anbang_desktop.pdf.forms.agreement import Agreement, HelpLine, Law, Party
from anbang_desktop.pdf.forms.form import Head

OFFICE, NAME, RELATIVE, ID_NO = "青山司法所", "王𬖸龘", "买买提·艾合买提", "149901198001011234"
HEAD = Head("表格", OFFICE, "QS01-2026-0012", "7K3M9QXR", subject=NAME)
VALUES = {
    "name": NAME,
    "id_no": ID_NO,
    "sex": "男",
    "live_addr": "东河镇南村向阳路15号",
    "emergency_name": RELATIVE,
}
MEMBERS = [
    {"role": "组长", "name": "李文静", "kind": "司法所工作人员"},
    {"role": "成员", "name": RELATIVE, "kind": "家属或亲友"},
]
TASKS = [{"measure": "陪同报名电焊培训", "partner": "李文静", "until": "2026年12月20日"}]
AGREEMENT = Agreement(
    number="QS01帮协〔2026〕1号",
    code_id="7K3M9QXR",
    office=Party(OFFICE, "联系人　李文静", "0350-1234567"),
    worker="李文静",
    client=Party(NAME, ID_NO, "13800001234"),
    village=Party("南村村民委员会", "经办人　赵兰（治保主任）", "13900001234"),
    relative=Party(RELATIVE, "父亲", "13700001234"),
    start="2026年11月20日",
    end="2031年11月20日",
    visits="登记后第一年约每60天，以后约每90天",
    reply_workdays="10",
    law=Law("《山西省安置帮教工作办法》", "2025年2月1日"),
    offers=(
        HelpLine("就业服务", "电焊培训", "青山县人力资源和社会保障局", "2026年12月20日", "0350-2345678"),
        HelpLine("社会保险", "养老、工伤、失业金"),
    ),
    bureau="青山县司法局",
    bureau_phone="0350-7654321",
    draft=False,
)
AGREEMENTS = {
    "four_parties": AGREEMENT,
    "three_parties": replace(AGREEMENT, relative=None),
    "minor": replace(AGREEMENT, relative=None, guardian=Party(RELATIVE, "父亲", "13700001234")),
    "rights_taken": replace(AGREEMENT, rights_taken=True),
    "sealed": replace(AGREEMENT, neutral=True, title=agreement.NEUTRAL_TITLE, rights_taken=True),
    "empty": replace(
        AGREEMENT,
        office=Party(OFFICE),
        worker="",
        client=Party(NAME),
        guardian=Party(),
        village=Party(),
        relative=Party(),
        offers=(),
        bureau="",
        bureau_phone="",
    ),
}
NOTICE = notice.Notice(
    OFFICE,
    "QS01-2026-0012",
    "7K3M9QXR",
    NAME,
    AGREEMENT.law.name,
    "李文静",
    "0350-1234567",
    "东河镇人民路1号",
    "青山县司法局",
    "0350-7654321",
    "2026年11月20日",
    "2031年11月20日",
)
BLOCK = assessment.Block(
    "A　既往情况", "3", (assessment.Item("A1　此前受过刑事处罚", "1 次", "3", "各人看法不同，已讨论"),)
)

FORMS: dict[str, Callable[[], bytes]] = {
    "campaign": lambda: campaign.make(
        campaign.Report(
            HEAD,
            {"days": "2026年2月1日至2月20日", "whom": "全部在册的人", "told": "应见 2 人，已见到 1 人"},
            [{"name": "南村", "total": "2", "seen": "1", "open": "1"}],
            [{"name": "重点", "total": "2", "seen": "1", "open": "1"}],
            [{"name": NAME, "village": "南村", "level": "重点", "note": "外出务工"}],
        )
    ),
    "agreement": lambda: agreement.make(AGREEMENT),
    "refusal": lambda: refusal.make(
        refusal.Refusal(
            OFFICE, "QS01帮协〔2026〕1号", "7K3M9QXR", NAME, ID_NO, "2026年11月25日", "李文静", "担心隐私"
        )
    ),
    "wish": lambda: wish.make(HEAD, VALUES, [{"on": "2026-11-19", "act": "受理"}], clue=True),
    "notice": lambda: notice.make(NOTICE),
    "consent": lambda: consent.make(
        consent.Consent(OFFICE, "QS01-2026-0012", "7K3M9QXR", "南村砖厂", "李文静", "0350-1234567")
    ),
    "aloud": lambda: aloud.make(HEAD, NAME, [("有事找谁", ["请告诉青山司法所：0350-1234567。"])]),
    "registration": lambda: registration.make(HEAD, VALUES, [{"name": RELATIVE, "relation": "父亲"}], []),
    "verification": lambda: verification.make(HEAD, VALUES, [{"item": "姓名", "result": "一致"}], []),
    "reply": lambda: verification.reply(HEAD, VALUES, []),
    "handover": lambda: handover.make(HEAD, VALUES, [{"side": "亲属", "name": RELATIVE}]),
    "group": lambda: group.make(HEAD, VALUES, MEMBERS),
    "assessment": lambda: assessment.make(
        HEAD, VALUES, [BLOCK], ["总分 3 分。"], [("就业", "迫切")], ["李文静", RELATIVE]
    ),
    "score_sheet": lambda: score_sheet.make(
        HEAD, NAME, [("B　生活处境", [score_sheet.Question("住房", ("稳定", "租住"))])], "说不清"
    ),
    "round_sheets": lambda: score_sheet.make_each(
        [(HEAD, "李文静"), (HEAD, RELATIVE)],
        NAME,
        [("B　生活处境", [score_sheet.Question("住房", ("稳定", "租住"))])],
        "说不清",
    ),
    "group_changed": lambda: group.make(
        HEAD,
        {**VALUES, "gap_reason": "本人没有亲属。"},
        MEMBERS,
        [{"on": "2026年11月29日", "name": "王建国", "what": "退出", "why": "调离"}],
    ),
    "task_slips": lambda: task_slip.make_each(
        [
            (HEAD, task_slip.Slip(RELATIVE, "成员", "父亲", "按时提醒去培训。", TASKS)),
            (HEAD, task_slip.Slip("赵兰", "成员", "南村治保主任", "", [])),
        ],
        NAME,
        task_slip.Contact(OFFICE, "李文静", "0350-1234567", "东河镇人民路1号"),
    ),
    "pledge": lambda: pledge.make(HEAD, {**VALUES, "formed_on": "2026年11月30日"}, MEMBERS),
    "minutes": lambda: minutes.make(
        HEAD,
        {**VALUES, "chair": "李文静", "sheets": "4 份", "word": "基本一致", "suggested": "建议列为：一般。"},
        [minutes.Line("B2　就业与生计", "稳定 2 人，零工 1 人，说不清 1 人", "零工", "问过本人，在打零工")],
        ["李文静", "王建国", RELATIVE, "周勇"],
    ),
    "contact": lambda: contact.make(HEAD, {**VALUES, "content": "到家中看望。"}),
    "plan": lambda: help_plan.make(
        HEAD,
        {**VALUES, "aim": "有稳定的活干。", "made_on": "2026-11-30"},
        [
            {
                "need": "就业服务",
                "measure": "电焊培训",
                "owner": "李文静",
                "partner": RELATIVE,
                "state": "在办",
            }
        ],
    ),
    "letter": lambda: letter.make(
        letter.Letter(
            text="referral-1.txt",
            title="转介单",
            office=OFFICE,
            phone="0350-1234567",
            number="QS01函〔2026〕1号",
            code_id="7K3M9QXR",
            receiver="县人社局",
            name=NAME,
            about=[("公民身份号码", ID_NO)],
            matter="请安排培训。",
            help="就业服务",
            article="第十九条",
            worker=RELATIVE,
            on="2026年11月30日",
        )
    ),
    "letter_list": lambda: letter.make(
        letter.Letter(
            text="letter-1.txt",
            title="人员信息核对函",
            office=OFFICE,
            phone="0350-1234567",
            number="QS01函〔2026〕2号",
            code_id="7K3M9QXR",
            receiver="东河派出所",
            name=f"{NAME}等 2 人",
            opening="现将下列人员的有关情况送你所核对。",
            about=[],
            several=[letter.Listed(NAME, ID_NO, "东河镇南村向阳路15号"), letter.Listed(RELATIVE)],
            matter="请核对。",
            reply_due="2026年12月14日",
            on="2026年11月30日",
        )
    ),
    "placement": lambda: placement.make(HEAD, VALUES),
    "parts_list": lambda: parts_list.make(
        HEAD,
        [("用　途", "县司法局检查")],
        [
            parts_list.Listing(
                "没有责任人的　60 件",
                "不是逾期的人，是本所的事。",
                (("姓　名", 6), ("为什么在此", 18)),
                [(NAME, f"{RELATIVE}的事 {at}") for at in range(60)],
                frozenset({0}),
            ),
            parts_list.Listing("办过的　0 件", "没有", (("姓　名", 24),), []),
        ],
        "以上 60 件事已当面交接清楚。",
        ("交班人", "接班人"),
    ),
    "cover": lambda: archive.cover(
        archive.Cover(
            OFFICE,
            "QS01-2026-0012",
            NAME,
            "2026-11-20 至 2031-11-20",
            "20261121",
            keeping="30年",
            pages="12 页",
            pieces="3 件",
            title=f"{NAME}安置帮教卷宗",
            span="20261116—20261130",
            fonds="0112",
            series="3",
        )
    ),
    "catalogue": lambda: archive.catalogue(
        OFFICE,
        "QS01-2026-0012",
        [archive.Entry(f"{NAME}的材料", OFFICE, "20261121", "1-2", "扫描件", "QS01帮协〔2026〕1号")],
    ),
    "closing_note": lambda: archive.closing_note(
        OFFICE,
        "QS01-2026-0012",
        archive.Note(["本卷共 3 件，12 页。", f"缺少：{NAME}的帮教方案。"], "李文静", "20261130"),
    ),
    "closing": lambda: closing.make(
        HEAD, {**VALUES, "summary": "期间按时走访。", "office_opinion": "同意期满解除。"}
    ),
    "relief": lambda: relief.make(
        HEAD,
        {**VALUES, "kind": "临时救助", "village_opinion": "情况属实。"},
        [{"name": RELATIVE, "relation": "父亲"}],
    ),
    "base_stay": lambda: base_stay.make(HEAD, {**VALUES, "base": "某县过渡性安置帮教基地"}),
    "dual_listing": lambda: dual_listing.make(HEAD, {**VALUES, "reason": "在外县租房务工。"}),
    "help_measure": lambda: help_measure.make(HEAD, {**VALUES, "item": "电焊培训", "article": "第十九条"}),
    "own_data": lambda: own_data.make(
        HEAD,
        "应本人要求打印。",
        [("身份", [("姓名", NAME), ("内容", "说过的话。" * 40)])],
        ["别人的资料：家庭成员。"],
    ),
    "closing_notice": lambda: closing_notice.make(
        HEAD,
        {
            "司法所": OFFICE,
            "责任人": RELATIVE,
            "司法所电话": "0350-1234567",
            "司法所地址": "",
            "姓名": NAME,
            "开始": "2026年11月20日",
            "截止": "2031年11月20日",
            "解除": "2031年11月21日",
        },
    ),
    "common": lambda: common.make(
        HEAD,
        NAME,
        [("两个所", [("列管方式", "本所主责"), ("理由", "在外县租房务工，户籍地仍有承包地。")])],
        "李文静　2026年11月30日",
    ),
    "visit_sheet": lambda: visit_sheet.make(
        [
            visit_sheet.Sheet(
                HEAD, {**VALUES, "last": "2026年11月5日 入户走访"}, [("工　作", ("稳定", "无业"))]
            )
        ],
        "走访记录单",
    ),
    "labels": lambda: archive.labels(
        OFFICE, [archive.Spine("0112", "2026", "QS01-2026-0012", f"{NAME}安置帮教卷宗", "30年")]
    ),
    "recovery": lambda: recovery.make(
        recovery.RecoverySheet(OFFICE, "a1b2c3d4e5f6", "2026-11-30", "K7QD-92MX-0FJV-3TWB-8ZRC")
    ),
}
