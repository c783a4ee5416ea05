"""F01 安置帮教对象登记表 (domain.md §4.1; art. 12): the whole form on two A4 pages.

The person reads and signs it: what the police do is recorded (``police_controlled``) but not printed here.
"""

from anbang_desktop.pdf.forms.form import (
    COLUMNS,
    Head,
    Lines,
    Values,
    datum,
    items,
    long_item,
    pages,
    section,
    signed,
    table_rows,
)
from anbang_desktop.pdf.grid import Cell, Row, label
from anbang_desktop.pdf.seal import Place

_FAMILY = (
    ("姓名", "name", 4),
    ("关系", "relation", 3),
    ("出生年", "birth_year", 2),
    ("工作单位或者住址", "employer", 6),
    ("电话", "phone", 4),
    ("同住", "together", 2),
    ("是否支持", "supports", 3),
)
_CHILDREN = (
    ("姓名", "name", 4),
    ("性别", "sex", 2),
    ("年龄", "age", 2),
    ("监护人", "guardian", 4),
    ("就学", "school", 4),
    ("困难", "difficulty", 4),
    ("帮扶", "help", 4),
)


def make(head: Head, values: Values, family: Lines, children: Lines) -> bytes:
    """The form as PDF bytes; ``values`` by the identifiers of domain.md §4.1, as they are printed."""
    return pages(head, [_front(values), _back(values, family, children)])


def _front(values: Values) -> list[Row]:
    return [*_person(values), *_address(values), *_sentence(values), *_release(values)]


def _person(values: Values) -> list[Row]:
    """Who it is, with the place of the photograph at the right."""
    photo = Cell("照　片", 4, rows=5)
    first = items(values, ("姓　名", "name", 3, 4), ("曾用名", "former_name", 3, 4), ("性　别", "sex", 3, 3))
    other = {
        **values,
        "other_id": _joined(values, "id_type", "id_other_no"),
        "disability": _joined(values, "disability_kind", "disability_grade"),
    }
    politics = {**values, "politics": _joined(values, "politics_before", "politics_now", between="／")}
    return [
        section("一、基本情况"),
        Row((*first.cells, photo)),
        items(
            values,
            ("出生日期", "birth_date", 3, 4),
            ("民　族", "ethnicity", 3, 4),
            ("文化程度", "education", 3, 3),
        ),
        items(values, ("公民身份\n号　　码", "id_no", 3, 8), ("别名绰号", "alias", 3, 6)),
        items(
            politics,
            ("婚姻状况", "marital", 3, 4),
            ("政治面貌\n（原／现）", "politics", 3, 4),
            ("健康状况", "health", 3, 3),
        ),
        items(other, ("其他证件", "other_id", 3, 8), ("残疾情况", "disability", 3, 6)),
    ]


def _address(values: Values) -> list[Row]:
    beat = {**values, "beat": _joined(values, "beat_officer", "beat_phone")}
    return [
        items(values, ("户籍地", "hukou_addr", 3, 13), ("户籍类别", "hukou_type")),
        items(values, ("现居住地", "live_addr", 3, 13), ("居住状况", "housing_state")),
        items(
            values,
            ("本人电话", "phone"),
            ("其他联系\n方　　式", "contact_other"),
            ("人户分离", "split_residence"),
        ),
        items(
            values,
            ("紧急\n联系人", "emergency_name"),
            ("与本人\n关　系", "emergency_relation"),
            ("联系人\n电　话", "emergency_phone"),
        ),
        items(
            beat, ("户籍地\n派出所", "hukou_police"), ("居住地\n派出所", "live_police"), ("责任民警", "beat")
        ),
        items(values, ("所属村居", "village"), ("网　格", "grid"), ("帮教\n责任人", "responsible_worker")),
    ]


def _sentence(values: Values) -> list[Row]:
    return [
        section("二、原判和服刑情况"),
        items(values, ("原判罪名", "offences", 3, 13), ("罪名类别", "offence_class")),
        items(
            values,
            ("原判机关", "court"),
            ("判决文书\n编　　号", "judgment_no"),
            ("判决日期", "judgment_date"),
        ),
        items(values, ("原判刑种", "penalty_main"), ("原判刑期", "term"), ("附加刑", "penalty_extra")),
        items(values, ("刑期起日", "term_start"), ("刑期止日", "term_end"), ("服刑场所", "custody_unit")),
        items(
            values,
            ("是否累犯", "recidivist"),
            ("前科次数", "prior_count"),
            ("犯罪时未\n满18周岁", "minor_at_offence"),
        ),
        items(values, ("服刑期间\n表　　现", "custody_behaviour"), ("特殊类别", "special_case", 3, 13)),
        *long_item("减刑假释\n加刑记录", values.get("term_changes", ""), least=30),
        *long_item("监所评估\n结　　论", values.get("custody_risk", ""), least=34, grow=1),
    ]


def _release(values: Values) -> list[Row]:
    return [
        section("三、释放（解除）和衔接情况"),
        items(
            values,
            ("释放或\n解除类别", "release_type"),
            ("释放或\n解除日期", "release_date"),
            ("证明书\n编　号", "release_cert_no"),
        ),
        items(
            values,
            ("衔接日期", "handover_date"),
            ("衔接途径", "handover_route"),
            ("衔接情况", "handover_mode"),
        ),
    ]


def _back(values: Values, family: Lines, children: Lines) -> list[Row]:
    return [
        *_livelihood(values),
        section("五、家庭成员及主要社会关系"),
        *table_rows(_FAMILY, family, 5),
        section("六、未成年子女情况"),
        *table_rows(_CHILDREN, children, 3),
        *_care(values),
        *_signed(values),
    ]


def _livelihood(values: Values) -> list[Row]:
    field = f"{values['farmland']} 亩" if values.get("farmland") else ""
    land = {
        **values,
        "land": _joined({**values, "farmland": field}, "collective_member", "farmland", between="／"),
    }
    return [
        section("四、就业和生活情况"),
        items(values, ("技能证书", "skills", 3, 13), ("就学情况", "schooling")),
        items(values, ("捕前职业", "job_before"), ("原工作\n单　位", "employer_before", 3, 13)),
        items(
            values, ("现就业\n状　况", "employment"), ("现单位", "employer"), ("单位电话", "employer_phone")
        ),
        items(
            values,
            ("主要收入\n来　　源", "income_source"),
            ("月收入", "income_band"),
            ("家庭经济\n状　　况", "family_economy"),
        ),
        items(
            land, ("三无人员", "three_none"), ("社会救助", "relief_status"), ("集体成员\n／责任田", "land")
        ),
        items(
            values,
            ("养老保险", "insurance_pension", 3, 3),
            ("医疗保险", "insurance_medical", 3, 3),
            ("失业保险", "insurance_jobless", 3, 3),
            ("工伤保险", "insurance_injury", 3, 3),
        ),
    ]


def _care(values: Values) -> list[Row]:
    return [
        section("七、帮教情况"),
        items(values, ("帮教类别", "level"), ("帮教起始", "period_start"), ("帮教截止", "period_end")),
        items(
            values,
            ("个人信息\n告知日期", "privacy_notice_on", 3, 9),
            ("告知方式", "privacy_notice_way", 3, 9),
        ),
        *long_item("本人诉求\n和 意 愿", values.get("initial_wishes", ""), least=54, grow=2),
        *long_item("备　注", values.get("remark", ""), least=36, grow=1),
    ]


def _signed(values: Values) -> list[Row]:
    statement = "本人提供的情况已核对无误；监所、公安等单位提供的不由本人确认。"
    return [
        Row((label("本人\n确认", 3), signed(COLUMNS - 3, Place("本人签名："), text=statement)), least=52),
        Row(
            (
                label("填表人", 3),
                datum(values, "filled_by", "填表人", 5),
                label("审核人", 3),
                datum(values, "reviewed_by", "审核人", 5),
                label("填表日期", 3),
                datum(values, "filled_on", "填表日期", 5),
            ),
            least=26,
        ),
    ]


def _joined(values: Values, *identifiers: str, between: str = "　") -> str:
    """Several values in one box; empty ones leave no mark."""
    return between.join(values[one] for one in identifiers if values.get(one))
