"""F01 安置帮教对象登记表 (domain.md §4.1): what is kept of the person and what of the case."""

from anbang_desktop.fields.field import Field, Need, RecordKind, Section
from anbang_desktop.fields.kinds import (
    Attachment,
    Choice,
    Choices,
    Count,
    Day,
    IdNumber,
    LongText,
    Lookup,
    Part,
    PersonName,
    Phone,
    Rows,
    Text,
    Words,
    YesNo,
)

MUST, SOON, MAY, AUTO = Need.MUST, Need.SOON, Need.MAY, Need.AUTO

FAMILY = Rows(
    (
        Part("name", "姓名", PersonName(), must=True),
        Part("relation", "关系", Choice("relation")),
        Part("birth_year", "出生年", Count()),
        Part("employer", "单位", Text()),
        Part("phone", "电话", Phone()),
        Part("together", "同住", YesNo()),
        Part("supports", "是否支持", YesNo()),
    )
)
CHILDREN = Rows(
    (
        Part("name", "姓名", PersonName(), must=True),
        Part("sex", "性别", Choice("sex")),
        Part("age", "年龄", Count()),
        Part("guardian", "监护人", Text()),
        Part("school", "就学", Text()),
        Part("difficulty", "困难", Text()),
        Part("help", "帮扶", Text()),
    )
)
TERM_CHANGES = Rows(
    (
        Part("on", "日期", Day()),
        Part("kind", "种类", Text(), must=True),
        Part("months", "月数", Count()),
        Part("paper", "文号", Text()),
    )
)
PENALTIES = Rows(
    (Part("kind", "刑种", Choice("penalty_extra"), must=True), Part("detail", "期限或金额", Text()))
)

PERSON = Section(
    "身份",
    (
        Field("name", "姓名", PersonName(), MUST, 2),
        Field("id_no", "公民身份号码", IdNumber(), SOON, 3, "录入 18 位后自动填写性别和出生日期"),
        Field("sex", "性别", Choice("sex"), MUST, 1),
        Field("birth_date", "出生日期", Day(), MUST, 2),
        Field("ethnicity", "民族", Choice("ethnicity"), SOON, 2),
        Field("education", "文化程度", Choice("education"), SOON, 1),
        Field("marital", "婚姻状况", Choice("marital"), SOON, 2),
        Field("politics_now", "现政治面貌", Choice("politics"), SOON, 2),
        Field("politics_before", "原政治面貌", Choice("politics"), SOON, 2),
        Field("photo", "照片", Attachment(), MAY, 3),
        Field("former_name", "曾用名", PersonName(), MAY, 2),
        Field("alias", "别名", Text(50), MAY, 2),
        Field("nickname", "绰号", Text(50), MAY, 2),
        Field("id_type", "其他证件种类", Choice("id_type"), MAY, 3),
        Field("id_other_no", "其他证件号码", Text(50), MAY, 3),
        Field("birth_reason", "出生日期说明", Text(), MAY, 2, "出生日期与证件号不一致时，写明以什么为准"),
        Field("id_unverified", "证件号未核实", YesNo(), AUTO, 1),
    ),
)
ADDRESS = Section(
    "住址与联系",
    (
        Field("hukou_region", "户籍区划", Lookup("region"), SOON, 2),
        Field("hukou_addr", "户籍地", Text(200), SOON, 2),
        Field("hukou_type", "户籍类别", Choice("hukou_type"), MAY, 1),
        Field("hukou_police", "户籍派出所", Lookup("police"), MAY, 1),
        Field("live_region", "居住区划", Lookup("region"), SOON, 3),
        Field("live_addr", "现居住地", Text(200), SOON, 3),
        Field("split_residence", "人户分离", YesNo(), AUTO, 2),
        Field("housing_state", "居住状况", Choice("housing_state"), SOON, 2),
        Field("phone", "本人电话", Phone(), SOON, 3),
        Field("contact_other", "其他联系方式", Text(100), MAY, 3),
        Field("emergency_name", "紧急联系人", PersonName(), SOON, 3),
        Field("emergency_relation", "与本人关系", Choice("relation"), SOON, 3),
        Field("emergency_phone", "联系人电话", Phone(), SOON, 3),
    ),
)
HEALTH = Section(
    "健康与残疾",
    (
        Field("health", "健康状况", Choice("health"), SOON, 3),
        Field("special_disease", "患病情况", Choices("special_disease"), MAY, 4),
        Field("disability_kind", "残疾类别", Choice("disability"), MAY, 3),
        Field("disability_grade", "残疾等级", Text(20), MAY, 3),
        Field("disability_no", "残疾证号", Text(50), MAY, 3),
    ),
)
LIVELIHOOD = Section(
    "就业与生活",
    (
        Field("skills", "技能、等级证书", Words("skills"), MAY, 1),
        Field("job_before", "捕前职业", Choice("occupation"), MAY, 2),
        Field("employer_before", "原工作单位", Text(), MAY, 2),
        Field("employment", "现就业状况", Choice("employment"), SOON, 2),
        Field("employer", "现单位", Text(), SOON, 2),
        Field("employer_phone", "单位电话", Phone(), SOON, 2, "联系单位须经本人同意"),
        Field("schooling", "就学情况", Choice("schooling"), MAY, 2, "未满 18 周岁必填"),
        Field("income_source", "主要收入来源", Choice("income_source"), SOON, 2),
        Field("income_band", "月收入", Choice("income_band"), SOON, 2),
        Field("family_economy", "家庭经济状况", Choice("family_economy"), SOON, 2),
        Field("three_none", "三无人员", YesNo(), SOON, 2, "无家可归、无业可就、无亲可投"),
        Field("relief_status", "低保、特困等救助", Choices("relief"), SOON, 2),
        Field("insurance_pension", "养老保险", Choice("insurance"), SOON, 2),
        Field("insurance_medical", "医疗保险", Choice("insurance"), SOON, 2),
        Field("insurance_jobless", "失业保险", Choice("insurance"), SOON, 2),
        Field("insurance_injury", "工伤保险", Choice("insurance"), SOON, 2),
        Field("collective_member", "集体经济组织成员", YesNo(), SOON, 2),
        Field("farmland", "责任田（亩）", Text(20), SOON, 2),
    ),
)
RELATIVES = Section(
    "家庭",
    (
        Field("family", "家庭成员及主要社会关系", FAMILY, MAY, 3),
        Field("children", "未成年子女", CHILDREN, MAY, 4),
    ),
)
SENTENCE = Section(
    "原判与服刑",
    (
        Field("offences", "原判罪名", Words("offence_names"), SOON, 3),
        Field("offence_class", "罪名类别", Choice("offence_class"), SOON, 3),
        Field("court", "原判机关", Text(), MAY, 3),
        Field("judgment_no", "判决文书号", Text(100), MAY, 3),
        Field("judgment_date", "判决日期", Day(), MAY, 3),
        Field("penalty_main", "原判刑种", Choice("penalty_main"), SOON, 3),
        Field("term", "原判刑期", Text(100), SOON, 3),
        Field("term_y", "刑期：年", Count("年"), MAY, 3),
        Field("term_m", "刑期：月", Count("月"), MAY, 3),
        Field("term_d", "刑期：日", Count("日"), MAY, 3),
        Field("penalty_extra", "附加刑", PENALTIES, MAY, 3),
        Field("term_start", "刑期起日", Day(), SOON, 3),
        Field("term_end", "刑期止日", Day(), SOON, 3),
        Field("term_changes", "减刑、假释、加刑记录", TERM_CHANGES, MAY, 3),
        Field("custody_unit", "服刑场所", Lookup("custody"), SOON, 3),
        Field("custody_behaviour", "服刑期间表现", Choice("behaviour"), MAY, 3),
        Field("custody_risk", "监所评估结论", LongText(), MAY, 3),
        Field("minor_at_offence", "犯罪时未满 18 周岁", YesNo(), AUTO, 4, "须人工确认；涉及犯罪记录封存"),
        Field("recidivist", "是否累犯", YesNo(), SOON, 3),
        Field("prior_count", "前科次数", Count("次"), SOON, 3),
        Field("special_case", "特殊类别", Choices("special_case"), MAY, 4),
    ),
)
RELEASE = Section(
    "释放与衔接",
    (
        Field("release_type", "释放（解除）类别", Choice("release_type"), MUST, 3, "决定帮教期限"),
        Field("release_date", "释放（解除）日期", Day(), MUST, 3),
        Field("release_cert_no", "释放证明书编号", Text(100), SOON, 3),
        Field("police_controlled", "公安已落实管控措施", YesNo(), SOON, 3),
        Field("handover_date", "衔接日期", Day(), SOON, 1),
        Field("handover_route", "衔接途径", Choice("handover_route"), SOON, 1),
        Field("handover_mode", "衔接情况", Choice("handover_mode"), SOON, 1),
    ),
)
CARE = Section(
    "帮教",
    (
        Field("level", "帮教类别", Choice("level"), AUTO, 2),
        Field("period_start", "帮教开始", Day(), AUTO, 1),
        Field("period_end", "帮教截止", Day(), AUTO, 1),
        Field("responsible_worker", "帮教责任人", Lookup("worker"), SOON, 1),
        Field("village", "所属村（居）", Lookup("village"), SOON, 1),
        Field("grid", "网格", Lookup("grid"), SOON, 1),
        Field("live_police", "居住地派出所", Lookup("police"), SOON, 1),
        Field("beat_officer", "责任民警", Text(50), SOON, 1),
        Field("beat_phone", "民警电话", Phone(), SOON, 1),
        Field("privacy_notice_on", "个人信息告知日期", Day(), SOON, 1),
        Field("privacy_notice_way", "告知方式", Choice("notice_way"), SOON, 1),
        Field("initial_wishes", "本人诉求和意愿", LongText(), MAY, 2),
        Field("remark", "备注", LongText(), MAY, 3),
        Field("filled_by", "填表人", Text(50), AUTO, 1),
        Field("reviewed_by", "审核人", Text(50), AUTO, 1),
        Field("filled_on", "填表日期", Day(), AUTO, 1),
    ),
)

CLIENT_SECTIONS = (PERSON, ADDRESS, HEALTH, LIVELIHOOD, RELATIVES)
CASE_SECTIONS = (SENTENCE, RELEASE, CARE)
CLIENT_FIELDS = tuple(field for section in CLIENT_SECTIONS for field in section.fields)
CASE_FIELDS = tuple(field for section in CASE_SECTIONS for field in section.fields)
REGISTRATION = RecordKind(
    "registration", "登记表", (PERSON, RELEASE, ADDRESS, SENTENCE, LIVELIHOOD, HEALTH, RELATIVES, CARE)
)
