"""The columns and lines that a sheet may ask for, as the data files declare them."""

from anbang_desktop import paths
from anbang_desktop.domain.report_words import ReportLine, parse_fields, parse_lines


def test_the_columns_that_a_sheet_may_ask_for_are_read_in_file_order() -> None:
    fields = parse_fields(paths.resources("columns.toml").read_text("utf-8"))
    assert fields[0].style == "serial"
    assert "emergency_name" not in {one.id for one in fields}, "a list may hold it, no sheet asks for it"
    assert {one.id for one in fields if one.need} >= {"name", "id_no", "release_date"}


def test_a_line_is_frozen_with_what_narrows_it() -> None:
    lines = {one.id: one for one in parse_lines(paths.resources("report", "numbers.toml").read_text("utf-8"))}
    assert lines["new_prison"].source == ("PRISON",)
    assert lines["end_women"].where == {"sex": ("2",)}
    assert lines["new"].adds


def test_a_share_is_a_rate() -> None:
    assert ReportLine("share", "率", (), of="part", per="whole").rate
    assert not ReportLine("part", "数", (), set="NEW").rate
