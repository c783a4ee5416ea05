"""F01 安置帮教对象登记表 (domain.md §4.1): what is kept of the person and what of the case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from anbang_desktop.fields.field import (
    AUTO,
    MUST,
    SOON,
    UNDATED,
    UNTIMED,
    Datum,
    Own,
    RecordKind,
    Stored,
    fields_of,
    sections_of,
)
from anbang_desktop.fields.kinds import (
    Attachment,
    Choice,
    Choices,
    Count,
    Day,
    IdNumber,
    LongText,
    Lookup,
    Moment,
    PersonName,
    Phone,
    Text,
    Words,
    YesNo,
)
from anbang_desktop.fields.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyMember:
    """One member of the family, or somebody close."""

    name: Annotated[str, Datum("姓名", PersonName(), MUST)]
    relation: Annotated[str | None, Datum("关系", Choice("relation"))] = None
    birth_year: Annotated[int | None, Datum("出生年", Count())] = None
    employer: Annotated[str | None, Datum("单位", Text())] = None
    phone: Annotated[str | None, Datum("电话", Phone())] = None
    together: Annotated[bool | None, Datum("同住", YesNo())] = None
    supports: Annotated[bool | None, Datum("是否支持", YesNo())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One minor child."""

    name: Annotated[str, Datum("姓名", PersonName(), MUST)]
    sex: Annotated[str | None, Datum("性别", Choice("sex"))] = None
    age: Annotated[int | None, Datum("年龄", Count())] = None
    guardian: Annotated[str | None, Datum("监护人", Text())] = None
    school: Annotated[str | None, Datum("就学", Text())] = None
    difficulty: Annotated[str | None, Datum("困难", Text())] = None
    help: Annotated[str | None, Datum("帮扶", Text())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OuterNumber:
    """Under which number another system (the county's, the province's, the grid's) knows the person."""

    system: Annotated[str, Datum("系统", Text(50), MUST)]
    number: Annotated[str, Datum("编号", Text(50), MUST)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Client(Stored):
    """The person, whichever case (F01, domain.md §4.1)."""

    name: Annotated[str, Datum("姓名", PersonName(), MUST, privacy=2, begins="身份")]
    id_no: Annotated[
        str | None,
        Datum("公民身份号码", IdNumber(), SOON, privacy=3, help="录入 18 位后自动填写性别和出生日期"),
    ] = None
    sex: Annotated[str | None, Datum("性别", Choice("sex"), MUST)] = None
    birth_date: Annotated[date | None, Datum("出生日期", Day(), MUST, privacy=2)] = None
    ethnicity: Annotated[str | None, Datum("民族", Choice("ethnicity"), SOON, privacy=2)] = None
    education: Annotated[str | None, Datum("文化程度", Choice("education"), SOON)] = None
    marital: Annotated[str | None, Datum("婚姻状况", Choice("marital"), SOON, privacy=2)] = None
    politics_now: Annotated[str | None, Datum("现政治面貌", Choice("politics"), SOON, privacy=2)] = None
    politics_before: Annotated[str | None, Datum("原政治面貌", Choice("politics"), SOON, privacy=2)] = None
    photo: Annotated[int | None, Datum("照片", Attachment(), privacy=3)] = None
    former_name: Annotated[str | None, Datum("曾用名", PersonName(), privacy=2)] = None
    alias: Annotated[str | None, Datum("别名", Text(50), privacy=2)] = None
    nickname: Annotated[str | None, Datum("绰号", Text(50), privacy=2)] = None
    id_type: Annotated[str | None, Datum("其他证件种类", Choice("id_type"), privacy=3)] = None
    id_other_no: Annotated[str | None, Datum("其他证件号码", Text(50), privacy=3)] = None
    birth_reason: Annotated[
        str | None, Datum("出生日期说明", Text(), privacy=2, help="出生日期与证件号不一致时，写明以什么为准")
    ] = None
    id_unverified: Annotated[bool | None, Datum("证件号未核实", YesNo(), AUTO)] = None
    outer_numbers: Annotated[
        tuple[OuterNumber, ...], Datum("其他系统的编号", Rows(OuterNumber, "outer_numbers"), privacy=2)
    ] = ()
    hukou_region: Annotated[
        str | None, Datum("户籍区划", Lookup("region"), SOON, privacy=2, begins="住址与联系")
    ] = None
    hukou_addr: Annotated[str | None, Datum("户籍地", Text(), SOON, privacy=2)] = None
    hukou_type: Annotated[str | None, Datum("户籍类别", Choice("hukou_type"))] = None
    hukou_police: Annotated[str | None, Datum("户籍派出所", Lookup("police"))] = None
    live_region: Annotated[str | None, Datum("居住区划", Lookup("region"), SOON, privacy=3)] = None
    live_addr: Annotated[str | None, Datum("现居住地", Text(), SOON, privacy=3)] = None
    split_residence: Annotated[bool | None, Datum("人户分离", YesNo(), AUTO, privacy=2)] = None
    housing_state: Annotated[str | None, Datum("居住状况", Choice("housing_state"), SOON, privacy=2)] = None
    phone: Annotated[str | None, Datum("本人电话", Phone(), SOON, privacy=3)] = None
    contact_other: Annotated[str | None, Datum("其他联系方式", Text(100), privacy=3)] = None
    emergency_name: Annotated[str | None, Datum("紧急联系人", PersonName(), SOON, privacy=3)] = None
    emergency_relation: Annotated[str | None, Datum("与本人关系", Choice("relation"), SOON, privacy=3)] = None
    emergency_phone: Annotated[str | None, Datum("联系人电话", Phone(), SOON, privacy=3)] = None
    health: Annotated[
        str | None, Datum("健康状况", Choice("health"), SOON, privacy=3, begins="健康与残疾")
    ] = None
    special_disease: Annotated[tuple[str, ...], Datum("患病情况", Choices("special_disease"), privacy=4)] = ()
    disability_kind: Annotated[str | None, Datum("残疾类别", Choice("disability"), privacy=3)] = None
    disability_grade: Annotated[str | None, Datum("残疾等级", Text(20), privacy=3)] = None
    disability_no: Annotated[str | None, Datum("残疾证号", Text(50), privacy=3)] = None
    skills: Annotated[tuple[str, ...], Datum("技能、等级证书", Words("skills"), begins="就业与生活")] = ()
    job_before: Annotated[str | None, Datum("捕前职业", Choice("occupation"), privacy=2)] = None
    employer_before: Annotated[str | None, Datum("原工作单位", Text(), privacy=2)] = None
    employment: Annotated[str | None, Datum("现就业状况", Choice("employment"), SOON, privacy=2)] = None
    employer: Annotated[str | None, Datum("现单位", Text(), SOON, privacy=2)] = None
    employer_phone: Annotated[
        str | None, Datum("单位电话", Phone(), SOON, privacy=2, help="联系单位须经本人同意")
    ] = None
    schooling: Annotated[
        str | None, Datum("就学情况", Choice("schooling"), privacy=2, help="未满 18 周岁必填")
    ] = None
    income_source: Annotated[str | None, Datum("主要收入来源", Choice("income_source"), SOON, privacy=2)] = (
        None
    )
    income_band: Annotated[str | None, Datum("月收入", Choice("income_band"), SOON, privacy=2)] = None
    family_economy: Annotated[
        str | None, Datum("家庭经济状况", Choice("family_economy"), SOON, privacy=2)
    ] = None
    three_none: Annotated[
        bool | None, Datum("三无人员", YesNo(), SOON, privacy=2, help="无家可归、无业可就、无亲可投")
    ] = None
    relief_status: Annotated[
        tuple[str, ...], Datum("低保、特困等救助", Choices("relief"), SOON, privacy=2)
    ] = ()
    insurance_pension: Annotated[str | None, Datum("养老保险", Choice("insurance"), SOON, privacy=2)] = None
    insurance_medical: Annotated[str | None, Datum("医疗保险", Choice("insurance"), SOON, privacy=2)] = None
    insurance_jobless: Annotated[str | None, Datum("失业保险", Choice("insurance"), SOON, privacy=2)] = None
    insurance_injury: Annotated[str | None, Datum("工伤保险", Choice("insurance"), SOON, privacy=2)] = None
    collective_member: Annotated[bool | None, Datum("集体经济组织成员", YesNo(), SOON, privacy=2)] = None
    farmland: Annotated[str | None, Datum("责任田（亩）", Text(20), SOON, privacy=2)] = None
    family: Annotated[
        tuple[FamilyMember, ...],
        Datum("家庭成员及主要社会关系", Rows(FamilyMember, "family_members"), privacy=3, begins="家庭"),
    ] = ()
    children: Annotated[tuple[Child, ...], Datum("未成年子女", Rows(Child, "children"), privacy=4)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChange:
    """One change of the term: commutation, parole, a longer term."""

    on: Annotated[date | None, Datum("日期", Day())] = None
    kind: Annotated[str, Datum("种类", Text(), MUST)]
    months: Annotated[int | None, Datum("月数", Count())] = None
    paper: Annotated[str | None, Datum("文号", Text())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """One supplementary penalty."""

    kind: Annotated[str, Datum("刑种", Choice("penalty_extra"), MUST)]
    detail: Annotated[str | None, Datum("期限或金额", Text())] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Stored):
    """One episode of help with its sentence and its release (F01, domain.md §4.1)."""

    offences: Annotated[
        tuple[str, ...], Datum("原判罪名", Words("offence_names"), SOON, privacy=3, begins="原判与服刑")
    ] = ()
    offence_class: Annotated[str | None, Datum("罪名类别", Choice("offence_class"), SOON, privacy=3)] = None
    court: Annotated[str | None, Datum("原判机关", Text(), privacy=3)] = None
    judgment_no: Annotated[str | None, Datum("判决文书号", Text(100), privacy=3)] = None
    judgment_date: Annotated[date | None, Datum("判决日期", Day(), privacy=3)] = None
    penalty_main: Annotated[str | None, Datum("原判刑种", Choice("penalty_main"), SOON, privacy=3)] = None
    term: Annotated[str | None, Datum("原判刑期", Text(100), SOON, privacy=3)] = None
    term_y: Annotated[int | None, Datum("刑期：年", Count("年"), privacy=3)] = None
    term_m: Annotated[int | None, Datum("刑期：月", Count("月"), privacy=3)] = None
    term_d: Annotated[int | None, Datum("刑期：日", Count("日"), privacy=3)] = None
    penalty_extra: Annotated[tuple[Penalty, ...], Datum("附加刑", Rows(Penalty), privacy=3)] = ()
    term_start: Annotated[date | None, Datum("刑期起日", Day(), SOON, privacy=3)] = None
    term_end: Annotated[date | None, Datum("刑期止日", Day(), SOON, privacy=3)] = None
    term_changes: Annotated[
        tuple[TermChange, ...], Datum("减刑、假释、加刑记录", Rows(TermChange), privacy=3)
    ] = ()
    custody_unit: Annotated[str | None, Datum("服刑场所", Lookup("custody"), SOON, privacy=3)] = None
    custody_behaviour: Annotated[str | None, Datum("服刑期间表现", Choice("behaviour"), privacy=3)] = None
    custody_risk: Annotated[str | None, Datum("监所评估结论", LongText(), privacy=3)] = None
    minor_at_offence: Annotated[
        bool | None,
        Datum("犯罪时未满 18 周岁", YesNo(), AUTO, privacy=4, help="须人工确认；涉及犯罪记录封存"),
    ] = None
    offence_first: Annotated[
        date | None,
        Datum("犯罪日期", Day(), privacy=3, help="几次犯罪的，写第一次；用来判断犯罪时是否未满 18 周岁"),
    ] = None
    offence_last: Annotated[
        date | None, Datum("最后犯罪日期", Day(), privacy=3, help="18 周岁前后都有犯罪的才填写")
    ] = None
    recidivist: Annotated[bool | None, Datum("是否累犯", YesNo(), SOON, privacy=3)] = None
    prior_count: Annotated[int | None, Datum("前科次数", Count("次"), SOON, privacy=3)] = None
    special_case: Annotated[tuple[str, ...], Datum("特殊类别", Choices("special_case"), privacy=4)] = ()
    release_type: Annotated[
        str | None,
        Datum(
            "释放（解除）类别",
            Choice("release_type"),
            MUST,
            privacy=3,
            help="决定帮教期限",
            begins="释放与衔接",
        ),
    ] = None
    release_date: Annotated[date | None, Datum("释放（解除）日期", Day(), MUST, privacy=3)] = None
    release_cert_no: Annotated[str | None, Datum("释放证明书编号", Text(100), SOON, privacy=3)] = None
    police_controlled: Annotated[bool | None, Datum("公安已落实管控措施", YesNo(), SOON, privacy=3)] = None
    handover_date: Annotated[date | None, Datum("衔接日期", Day(), SOON)] = None
    handover_route: Annotated[str | None, Datum("衔接途径", Choice("handover_route"), SOON)] = None
    handover_mode: Annotated[str | None, Datum("衔接情况", Choice("handover_mode"), SOON)] = None
    level: Annotated[str | None, Datum("帮教类别", Choice("level"), AUTO, privacy=2, begins="帮教")] = None
    period_start: Annotated[date | None, Datum("帮教开始", Day(), AUTO)] = None
    period_end: Annotated[date | None, Datum("帮教截止", Day(), AUTO)] = None
    responsible_worker: Annotated[str | None, Datum("帮教责任人", Lookup("worker"), SOON)] = None
    village: Annotated[str | None, Datum("所属村（居）", Lookup("village"), SOON)] = None
    grid: Annotated[str | None, Datum("网格", Lookup("grid"), SOON)] = None
    live_police: Annotated[str | None, Datum("居住地派出所", Lookup("police"), SOON)] = None
    beat_officer: Annotated[str | None, Datum("责任民警", Lookup("officer", 50), SOON)] = None
    beat_phone: Annotated[str | None, Datum("民警电话", Phone(), SOON)] = None
    privacy_notice_on: Annotated[date | None, Datum("个人信息告知日期", Day(), SOON)] = None
    privacy_notice_way: Annotated[str | None, Datum("告知方式", Choice("notice_way"), SOON)] = None
    initial_wishes: Annotated[str | None, Datum("本人诉求和意愿", LongText(), privacy=2)] = None
    remark: Annotated[str | None, Datum("备注", LongText(), privacy=3)] = None
    filled_by: Annotated[str | None, Datum("填表人", Text(50), AUTO)] = None
    reviewed_by: Annotated[str | None, Datum("审核人", Text(50), AUTO)] = None
    filled_on: Annotated[date | None, Datum("填表日期", Day(), AUTO)] = None
    client_id: Annotated[int, Own("人员", 1)] = 0
    no: Annotated[str, Own("档案编号", 1)] = ""
    source: Annotated[str, Own("来源", 1, Choice("case_source"))] = ""
    release_group: Annotated[str | None, Own("名单类别", 1, Choice("release_group"))] = None
    state: Annotated[str, Own("状态", 2)] = ""
    state_on: Annotated[date, Own("状态日期", 1, Day())] = UNDATED
    contact_state: Annotated[str | None, Own("联系状态", 2, Choice("contact_state"))] = None
    help_state: Annotated[str | None, Own("帮扶状态", 2, Choice("help_state"))] = None
    sealing: Annotated[str | None, Own("犯罪记录封存", 4, Choice("sealing"))] = None
    sealing_ground: Annotated[str | None, Own("封存依据", 4, Choice("sealing_ground"))] = None
    sealing_on: Annotated[date | None, Own("封存提出或决定日期", 4, Day())] = None
    file_opened_on: Annotated[date | None, Own("建档日期", 1, Day())] = None
    entered_at: Annotated[datetime, Own("登记时间", 1, Moment())] = UNTIMED
    entered_by: Annotated[str, Own("登记人", 1)] = ""


CLIENT_SECTIONS = sections_of(Client)
CASE_SECTIONS = sections_of(Case)
CLIENT_FIELDS = fields_of(Client)
CASE_FIELDS = fields_of(Case)
_SECTIONS = {section.title: section for section in (*CLIENT_SECTIONS, *CASE_SECTIONS)}
_ORDER = ("身份", "释放与衔接", "住址与联系", "原判与服刑", "就业与生活", "健康与残疾", "家庭", "帮教")
REGISTRATION = RecordKind("registration", "登记表", tuple(_SECTIONS[title] for title in _ORDER))
