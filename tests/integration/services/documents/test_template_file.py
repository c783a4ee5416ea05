"""services/documents/template_file.py: a county's own wording from a file, and a version given out."""

from pathlib import Path

import pytest

from anbang_desktop.domain.template_words import to_source
from anbang_desktop.errors import UserError
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import template_check, template_file, template_texts, templates
from tests.support.documents import docx, paragraph, table
from tests.support.own_texts import drafted


def test_a_county_s_document_becomes_a_wording(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "县局协议.docx"
    body = paragraph("安置帮教协议书", "center") + paragraph("第一章", "center") + paragraph("")
    body += table(("甲方", "____"), ("乙方", "____|")) + paragraph("甲方：______", numbered=True)
    body += paragraph("# {{ config }} ｛姓名｝") + paragraph("年　月　日", "right")
    file.write_bytes(docx(body))
    found = template_file.read("agreement", file)
    assert found.words.split("\n") == [
        "# 安置帮教协议书",
        "## 第一章",
        "| 甲方 | ____ |",
        "| 乙方 | ____｜ |",
        "甲方：______",
        "＃ 〔〔 config 〕〕 〔姓名〕",
        "-> 年　月　日",
        "",
    ]
    assert "自动编号的有 1 段" in found.left_out[0]
    assert template_check.find_faults("agreement", to_source(found.words)) == []
    examined = template_check.examine(desk, "agreement", found.words)
    assert [one.field for one in examined.blanks] == ["", "", "司法所"]
    assert len(examined.lost) > 5


def test_a_version_goes_out_and_comes_in_as_it_was(desk: Desk, tmp_path: Path) -> None:
    drafted(desk, "notice")
    file = tmp_path / "告知书.txt"
    template_file.export(desk, "notice", "notice-own-1", file)
    assert (
        to_source(template_file.read("notice", file).words)
        == template_texts.find(desk, "notice", "notice-own-1").source
    )
    assert template_file.check("notice", file) == []
    with pytest.raises(UserError, match="是个人信息处理告知书的范本，不是安置帮教协议书的"):
        template_file.read("agreement", file)


@pytest.mark.parametrize("front", ["+++\nid = \n+++\n", "+++\nid = 3\n+++\n# 题", "+++\n# 题"])
def test_a_front_part_that_says_nothing_is_told(tmp_path: Path, front: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(front, "utf-8")
    with pytest.raises(UserError, match="开头的说明"):
        template_file.read("notice", file)


def test_faults_of_a_file_are_told(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    text = templates.in_force(desk, "notice", desk.today)
    broken = text.source.replace("{{ 姓名 }}", "{{ 名字 }}")
    file.write_text(f'+++\nid = "notice"\nversion = "1"\ntitle = "x"\n+++\n{broken}', "utf-8")
    assert template_file.check("notice", file) == ["第 3 行：没有名为“名字”的字段"]
