"""按村批量: the agreements of many people drawn, looked at, printed and noted together, in the order of the
village list; who lacks something is told before anything is drawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.domain.states import UNSETTLED, AgreementState
from anbang_desktop.errors import UserError
from anbang_desktop.fields.own_lists import OwnList
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import agreements
from anbang_desktop.services.office.own_lists import lines
from anbang_desktop.services.outputs import write_beside
from anbang_desktop.services.records import case_file, gate
from anbang_desktop.services.records.case_file import CaseFile
from anbang_desktop.services.records.unit import begin

if TYPE_CHECKING:
    from anbang_desktop.pdf import joined
else:
    joined = lazy_import("anbang_desktop.pdf.joined")

PRINT = "打印协议书"


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One person of a batch: ``lacking`` is why no agreement can be drawn (empty: it can), ``blanks`` what
    will stand empty on it and is written by hand. ``settled``: signed or refused already, left out.
    """

    no: str
    name: str
    village: str
    state: AgreementState
    lacking: str
    blanks: tuple[str, ...]
    settled: bool

    @property
    def goes(self) -> bool:
        """Whether an agreement is drawn."""
        return not self.settled and not self.lacking


def survey(desk: Desk, case_ids: Sequence[int]) -> list[BatchLine]:
    """These people in the order of the village list, then of their numbers; withheld records are on no list,
    and are printed one by one.
    """
    order = {line.name: at for at, line in enumerate(lines(desk, OwnList.VILLAGE))}
    with desk.store.read() as connection:
        files = case_file.of_cases(connection, gate.listed(connection, case_ids))
    found = [_line(desk, about) for about in files]
    return sorted(found, key=lambda one: (order.get(one.village, len(order)), one.village, one.no))


def _line(desk: Desk, about: CaseFile) -> BatchLine:
    state = AgreementState(about.agreement_state)
    settled = state not in (AgreementState.NONE, *UNSETTLED)
    lacking = "" if settled else agreements.lacking(desk, about)
    blanks = [
        words
        for words, known in (
            ("本人电话", about.client.phone),
            ("村（居）帮教人", any(one.kind == "VILLAGE" for one in about.members)),
        )
        if not known
    ]
    return BatchLine(
        about.no, about.client.name, about.case.village or "", state, lacking, tuple(blanks), settled
    )


def draw(desk: Desk, numbers: Sequence[str], progress: Progress | None = None) -> dict[str, bytes]:
    """The agreement of each of these cases, by number, in their order. A printed one that is out stays as it
    lies on the table; another is drawn anew. Each is kept as a draft by itself: those that were
    drawn before a stop stay.
    """
    told = progress or Progress()
    drawn: dict[str, bytes] = {}
    for at, no in enumerate(numbers):
        told.step(at, len(numbers), "排版")
        with desk.store.read() as connection:
            about = case_file.by_no(connection, no)
        out = about.agreements and about.agreements[-1].state == AgreementState.PRINTED
        drawn[no] = agreements.issued(desk, no) if out else agreements.draw(desk, no).pdf
    return drawn


def together(drawn: Mapping[str, bytes]) -> bytes:
    """All of them in one file, one after the other."""
    return joined.join(drawn.values())


def mark_printed(desk: Desk, numbers: Sequence[str]) -> None:
    """The agreements of all these cases went to the printer: one unit of work."""
    with begin(desk, f"{PRINT} {len(numbers)} 人") as unit:
        unit.is_about([agreements.printed(unit, no) for no in numbers])


def save(desk: Desk, drawn: Mapping[str, bytes], target: Path) -> list[Path]:
    """Written as one file (``target`` ends in .pdf) or as a file each into the folder ``target``: whole or
    not at all; each is kept as it went out. UserError where a file is in the way.
    """
    if not drawn:
        raise UserError("没有可以生成协议的人。", "请先补齐所缺的内容。", field="no")
    if target.suffix.lower() == ".pdf":
        with write_beside(target, together(drawn)), begin(desk, f"导出协议书 {len(drawn)} 人") as unit:
            unit.is_about([agreements.exported(unit, no) for no in drawn])
        return [target]
    files = []
    for no, pdf in drawn.items():
        file = target / f"协议书_{no}.pdf"
        with write_beside(file, pdf), begin(desk, "导出协议书") as unit:
            agreements.exported(unit, no)
        files.append(file)
    return files
