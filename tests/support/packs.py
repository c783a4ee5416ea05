"""Rule packs of invented counties, made from the shipped one: other numbers, other levels."""

from anbang_desktop import paths

SHIPPED = "general-2026-01.toml"
COLOURS = """
[[levels]]
code = "RED"
name = "红"
label = "红色对象"
urgent = true
on_trigger = true
tone = "overdue"
std = "01"
replaces = ["KEY"]
bands = [{ from = 60, words = "红", tone = "overdue" }]
assessment = "assessment.interval.KEY.months"
contact = [
    { within_days = 90, rule = "contact.KEY.first.interval_days" },
    { rule = "contact.KEY.interval_days" },
]

[[levels]]
code = "YELLOW"
name = "黄"
label = "黄色对象"
tone = "soon"
std = "02"
bands = [{ from = 25, words = "黄", tone = "soon" }]
assessment = "assessment.interval.months"
contact = [{ rule = "contact.first_year.interval_days" }]

[[levels]]
code = "GREEN"
name = "绿"
label = "绿色对象"
default = true
tone = "done"
std = "02"
replaces = ["GENERAL"]
bands = [{ from = 0, words = "绿", tone = "done" }]
assessment = "assessment.interval.months"
contact = [{ rule = "contact.GENERAL.interval_days" }]
"""
EXAMPLE = """
[[examples]]
name = "刑满释放人员的帮教期"
release_type = "01"
start = 2026-11-13
result = 2031-11-13
"""
HEAD = """id = "{id}"
name = "安平县规则"
issuer = "安平县司法局"
document_no = "安司发〔2026〕8号"
effective_from = {day}
"""


def shipped() -> str:
    """The text of the shipped pack."""
    return paths.resources("rules", SHIPPED).read_text("utf-8")


def county(day: str = "2026-12-01", name: str = "anping-2026-12", **values: int) -> str:
    """A county's pack from a day on; ``values`` are other numbers by rule (dots written as __)."""
    head, _, rest = shipped().partition('jurisdiction_code = "')
    lines = head[: head.index('id = "')] + HEAD.format(id=name, day=day)
    text = with_examples(f'{lines}jurisdiction_code = "{rest}', EXAMPLE)
    for key, value in values.items():
        text = with_value(text, key.replace("__", "."), value)
    return text


def with_examples(text: str, examples: str) -> str:
    """The same pack with other worked examples."""
    start = text.find("# Worked examples")
    start, end = text.index("[[examples]]") if start < 0 else start, text.index("# Public holidays")
    return f"{text[:start]}{examples}\n{text[end:]}"


def with_value(text: str, key: str, value: int) -> str:
    """The same pack with another number for a rule."""
    before, at, after = text.partition(f'"{key}" = {{ value = ')
    assert at, f"no rule {key}"
    return f"{before}{at}{value}{after[after.index(',') :]}"


def colours(day: str = "2026-12-01") -> str:
    """A county whose levels are red, yellow and green."""
    text = county(day, "anping-colours")
    start, end = text.index("[[levels]]"), text.index("[[approvals]]")
    return f"{text[:start]}{COLOURS}\n{text[end:]}".replace('level = "KEY"', 'level = "RED"')
