"""协议条款依据对照表: each clause of the agreement with the articles it stands on and why, to be printed for
the county's lawyer. Brings ReportLab.
"""

from pathlib import Path

from anbang_desktop.domain.articles import spell_basis
from anbang_desktop.domain.clauses import clauses_of
from anbang_desktop.pdf import finish
from anbang_desktop.pdf.forms import agreement, parts_list
from anbang_desktop.pdf.forms.form import Head
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreement_facts
from anbang_desktop.services.outputs import write_beside

TITLE = "协议条款依据对照表"
_COLUMNS = (("条款", 3), ("内容（〔〕是填写的项目，［］是有条件的话）", 10), ("依据", 6), ("说明", 5))


def paper(desk: Desk) -> bytes:
    """The table as PDF/A bytes."""
    text, grounds = agreement.text(), agreement_facts.grounds().by_clause
    name, since = agreement_facts.regulation()
    rows = [
        (one.at, one.words, spell_basis(grounds[one.at].basis), grounds[one.at].why)
        for one in clauses_of(text.source)
    ]
    facts = [("范　本", f"{text.title}，第 {text.version} 版"), ("依　据", f"{name}，自{since}起施行")]
    listing = parts_list.Listing("条款和依据", "", _COLUMNS, rows)
    head = Head(TITLE, desk.office.name, f"第 {text.version} 版")
    return finish.archival(parts_list.make(head, facts, [listing], "条款有修改的，请重新对照。", ("审核人",)))


def save(desk: Desk, file: Path) -> Path:
    """The same as a file: whole or not at all."""
    with write_beside(file, paper(desk)):
        return file
