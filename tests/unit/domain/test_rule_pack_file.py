"""What a rule pack may not say: each slip is refused with its key and line."""

import re
from pathlib import Path

import pytest

from anbang_desktop import paths
from anbang_desktop.domain.rule_pack_file import KnownNames, parse_rule_pack
from anbang_desktop.domain.states import State
from anbang_desktop.domain.toml_table import TomlFault
from anbang_desktop.domain.verbs import PersonSection, Verb
from anbang_desktop.services.office.rule_files import known_names, read_instrument, read_rules
from tests.support import packs


def test_every_shipped_pack_and_instrument_names_only_what_there_is(known: KnownNames) -> None:
    files = sorted(paths.resources("rules").glob("*.toml"))
    instruments = [file for file in files if file.name.startswith("instrument-")]
    assert len(read_rules(known.codes, files).packs) == len(files) - len(instruments)
    assert [read_instrument(known.codes, file).id for file in instruments] == [
        file.stem for file in instruments
    ]


def test_what_may_propose_a_trigger_is_what_the_registration_form_asks(known: KnownNames) -> None:
    assert known_names(known.codes).data == known.data
    assert known.data["three_none"] == frozenset({"true"})
    assert {"02", "any"} <= (known.data["special_case"] or frozenset())
    assert known.data["offences"] is None
    assert "any" not in (known.data["sex"] or frozenset())


def test_words_become_members(pack_text: str, known: KnownNames) -> None:
    paper = parse_rule_pack(pack_text, known).papers[2]
    assert paper.verb is Verb.VERIFY
    assert paper.section is PersonSection.VERIFICATION
    assert paper.since is State.S30_AWAIT_RELEASE


def test_a_sentence_follows_its_number(pack_text: str, known: KnownNames) -> None:
    before, after = (f'value = {days}, unit = "days", text = "登记后 {{n}} 日内签订' for days in (5, 8))
    other = parse_rule_pack(packs.with_examples(pack_text.replace(before, after), packs.EXAMPLE), known)
    assert other.text("agreement.after_register.days") == "登记后 8 日内签订协议或者记明拒签"


def test_a_level_of_the_county_brings_its_own_rules(pack_text: str, known: KnownNames) -> None:
    rule = '"contact.CLOSE.interval_days" = { value = 20, unit = "days", text = "每 {n} 日", basis = "县" }\n'
    level = """
[[levels]]
code = "CLOSE"
name = "较严"
label = "较严"
bands = [{ from = 70, words = "较严" }]
assessment = "assessment.interval.months"
contact = [{ rule = "contact.CLOSE.interval_days" }]
"""
    text = pack_text.replace("[rules]\n", f"[rules]\n{rule}").replace("[[levels]]", f"{level}[[levels]]", 1)
    assert parse_rule_pack(text, known).level("CLOSE").contact[0].rule == "contact.CLOSE.interval_days"


def test_a_pack_that_says_nothing_of_contact_states_goes_by_the_level(
    pack_text: str, known: KnownNames
) -> None:
    text = packs.with_examples(pack_text, packs.EXAMPLE)
    before, start, rest = text.partition("[contact_by_state]")
    states, _, after = rest.partition("\n[")
    rules = set(re.findall(r'"(contact\.[A-Z_]+\.interval_days)"', states))
    without = f"{before}[{after}"
    kept = [line for line in without.splitlines() if line.split(" = ")[0].strip('"') not in rules]
    assert start
    assert parse_rule_pack("\n".join(kept), known).contact_by_state == {}


PRISON = 'rules."period.prison_release.years"'
CONTACT_90 = '{ rule = "contact.GENERAL.interval_days" }]'


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        # names
        (
            'verb = "登记核查"',
            'verb = "签合同"',
            "papers[2].verb",
            "没有“签合同”这个动作，可用的有：退回县局、",
        ),
        (
            'section = "handover"',
            'section = "hand"',
            "papers[6].section",
            "没有“hand”这个栏目，可用的有：basic、",
        ),
        (
            'since = "S30"',
            'since = "S31"',
            "papers[2].since",
            "没有“S31”这个状态，可用的有：S05 服刑中、S10 待核查、",
        ),
        ('since = "S30"', 'since = "S35"', "papers[2].since", "“已退回”不在办理的顺序里"),
        ('key = "wish"', 'key = "wishes"', "papers[13].key", "没有“wishes”这个材料，可用的有：cover、"),
        ('key = "wish"', 'key = "event"', "papers[16].key", "“event”写了两次。"),
        ('need = "O"', 'need = "o"', "papers[4].need", "没有“o”这个要求，可用的有：M、m、O、if_any。"),
        (
            'level = "KEY"',
            'level = "HIGH"',
            "papers[6].level",
            "没有“HIGH”这个类别，可用的有：KEY、GENERAL。",
        ),
        ('"91" = "period', '"92" = "period', "period.by_release_type.92", "没有“92”这个释放类别"),
        ('"91" = "period', '# "91" = "period', "period.by_release_type", "缺少“91”这一项。"),
        (
            '"01" = "period.prison_release.years"',
            '"01" = "period.no"',
            "period.by_release_type.01",
            "没有“period.no”",
        ),
        (
            'end_rule = "same_day"',
            'end_rule = "whenever"',
            "period.end_rule",
            "可用的有：same_day、day_before。",
        ),
        (
            'accepted = ["01", "02"',
            'accepted = ["01", "2"',
            "verification.accepted[1]",
            "没有“2”这个核查结论",
        ),
        ('returned = ["03"', 'returned = ["01", "03"', "verification.returned", "不能既转为待释放又退回"),
        (
            '["OFFICE", "VILLAGE"]',
            '["OFFICE", "GEESE"]',
            "group.required_kinds[1]",
            "没有“GEESE”这个成员类型",
        ),
        ('leader_kind = "OFFICE"', 'leader_kind = "X"', "group.leader_kind", "没有“X”这个成员类型"),
        ('code = "DRUGS"', 'code = "DRUG"', "key_triggers[6].code", "没有“DRUG”这个重点触发项"),
        ('["recidivist:true"]', '["recidvist:true"]', "key_triggers[8].from[0]", "没有“recidvist”这一项"),
        (
            '["recidivist:true"]',
            '["recidivist:yes"]',
            "key_triggers[8].from[0]",
            "没有“yes”这个值，可用的有：true。",
        ),
        (
            '["special_case:02"]',
            '["special_case:20"]',
            "key_triggers[6].from[0]",
            "没有“20”这个值，可用的有：01、",
        ),
        ('["offences:故意杀人"', '["offences"', "key_triggers[7].from[0]", "请写成“offences:值”"),
        ('code = "WRONG"', 'code = "WRUNG"', "closure_reasons[4].code", "没有“WRUNG”这个解除或终止原因"),
        ('["OFFICE_HEAD"]', '["OFFICE"]', "approvals[0].steps[0]", "可用的有：OFFICE_HEAD、COUNTY。"),
        ('matter = "CLOSING"', 'matter = "CLOSE"', "approvals[0].matter", "没有“CLOSE”这个审批事项"),
        ('matter = "RETURN"', 'matter = "CLOSING"', "approvals[2].matter", "“CLOSING”写了两次。"),
        # rules
        ('"backup.remind.days"', '"backup.remind.day"', "rules", "缺少“backup.remind.days”这条规则。"),
        (
            "[rules]\n",
            '[rules]\n"x.days" = { value = 1, unit = "days", text = "x", basis = "x" }\n',
            'rules."x.days"',
            "没有哪里用到",
        ),
        (
            'unit = "workdays", text = "收到核查',
            'unit = "heads", text = "收到核查',
            'rules."verification.reply.workdays".unit',
            "没有“heads”这个单位",
        ),
        (
            'text = "查找至少 {n} 次"',
            'text = "查找至少 {m} 次"',
            'rules."missing.min_tries".text',
            "没有“{m}”这个占位，可用的有：{n}、{within}。",
        ),
        # levels
        (f", {CONTACT_90}", "]", "levels[1].contact", "最后一档不写"),
        (CONTACT_90, '{ rule = "contact.no" }]', "levels[1].contact[1].rule", "没有“contact.no”这个规则"),
        ("default = true", "default = false", "levels", "应有一个、也只能有一个类别写 default = true。"),
        (
            "urgent = true",
            "urgent = true\ndefault = true",
            "levels",
            "应有一个、也只能有一个类别写 default = true。",
        ),
        ('code = "GENERAL"', 'code = "KEY"', "levels[1].code", "“KEY”写了两次。"),
        ('name = "一般"', 'name = "一般"\non_trigger = true', "levels", "重点触发项只能指向一个类别"),
        ('name = "一般"', 'name = "一般"\nreplaces = ["KEY"]', "levels", "“KEY”指向了两个类别"),
        ("from = 30", "from = 55", "levels", "两个类别的分数段从同一个分数开始"),
        ('tone = "overdue"', 'tone = "red"', "levels[0].bands[0].tone", "没有“red”这个颜色"),
        ('HOSPITAL = "contact', 'CLINIC = "contact', "contact_by_state.CLINIC", "没有“CLINIC”这种联系状态。"),
        # numbers of papers and cases
        ("-{serial:04d}", "", "case_no.pattern", "编号里要有 {serial}"),
        ("{serial}号", "{number}号", "agreement_no.pattern", "编号里要有 {serial}"),
        # keys and kinds
        ("issuer =", "isuer =", "", "缺少“issuer”这一项。"),
        (
            "[group]\n",
            "[group]\nsize = 3\n",
            "group.size",
            "没有“size”这一项，可用的有：advice、family_if_any、",
        ),
        ('whom = "WOMAN"', 'whom = "MAN"', "group.advice[0].whom", "MAN"),
        ('sex = "2"', 'sex = "7"', "group.advice[0].sex", "7"),
        ('kinds = ["FAMILY"]', 'kinds = ["UNCLE"]', "group.advice[1].kinds[0]", "UNCLE"),
        ("[calendar]\n", "[calendar]\nfree = []\n", "calendar.free", "没有“free”这一项"),
        (
            "effective_from = 2025-02-01",
            "effective_from = 2025-02-01T08:00:00",
            "effective_from",
            "应是日期。",
        ),
        ("years = [2025, 2026]", "years = [2025, true]", "calendar.years[1]", "应是整数。"),
        ("[2025-01-01, 2025-01-01]", "[2025-01-01]", "calendar.holidays[0]", "应有两项。"),
        (
            'unit = "months", month_end = "last"',
            'unit = "months"',
            'rules."assessment.interval.months".unit',
            "要写 month_end",
        ),
        (
            'month_end = "last"',
            'month_end = "first"',
            'rules."period.prison_release.years".month_end',
            "没有“first”这个月末算法",
        ),
        ('release_type = "01"', "", "examples[0].name", "里要写一项，只能写一项"),
        (
            "result = 2026-11-18",
            "result = 2026-11-19",
            "examples[2].result",
            "按这些规则算出来是2026年11月18日",
        ),
        ('result = "GENERAL"', 'result = "KEY"', "examples[10].result", "算出来是“一般”"),
    ],
)
def test_a_slip_is_refused_with_its_key(
    pack_text: str, known: KnownNames, old: str, new: str, key: str, words: str
) -> None:
    assert old in pack_text
    with pytest.raises(TomlFault) as refused:
        parse_rule_pack(pack_text.replace(old, new, 1), known)
    assert refused.value.key == key
    assert words in str(refused.value)


def test_the_sentence_names_pack_line_and_key(pack_text: str, known: KnownNames) -> None:
    lines = pack_text.splitlines()
    place = lines.index('verb = "签协议"')
    lines[place] = 'verb = "签合同"'
    with pytest.raises(TomlFault) as refused:
        parse_rule_pack("\n".join(lines), known)
    assert str(refused.value).startswith(
        f"规则包 general-2026-01 第 {place + 1} 行 papers[8].verb：没有“签合同”这个动作，可用的有："
    )
    assert refused.value.line == place + 1


def test_a_list_of_levels_may_not_be_empty(pack_text: str, known: KnownNames, tmp_path: Path) -> None:
    start, end = pack_text.index("[[levels]]"), pack_text.index("[[approvals]]")
    text = pack_text[:start] + pack_text[end:]
    with pytest.raises(TomlFault, match="缺少“levels”这一项"):
        parse_rule_pack(text, known)
    with pytest.raises(TomlFault, match=r"第 1 行 levels：至少要有一项"):
        parse_rule_pack(f"levels = []\n{text}", known)
