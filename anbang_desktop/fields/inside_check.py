"""服刑期核查: what village and family say of somebody still in prison, and how the minor children live
(domain.md §0.1, §3.1 stage 1, A.14 DependentMinor).
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from anbang_desktop.fields.client import Child
from anbang_desktop.fields.field import MUST, SOON, Datum, Record, declare
from anbang_desktop.fields.kinds import Choice, Choices, Day, LongText, Lookup, YesNo
from anbang_desktop.fields.rows import Rows
from anbang_desktop.fields.verification import Informant


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideCheck(Record):
    """One check of somebody still inside: once after the entry, then every year."""

    checked_on: Annotated[date, Datum("核查日期", Day(), MUST, begins="核查")]
    methods: Annotated[tuple[str, ...], Datum("核查途径", Choices("verification_method"), MUST)]
    informants: Annotated[tuple[Informant, ...], Datum("受访人", Rows(Informant), SOON, privacy=3)] = ()
    family_accepts: Annotated[
        str | None, Datum("家属是否愿意接纳", Choice("family_accepts"), SOON, privacy=2)
    ] = None
    housing_plan: Annotated[str | None, Datum("释放后住处", Choice("housing_state"), SOON, privacy=2)] = None
    family_note: Annotated[str | None, Datum("家庭情况和困难", LongText(), SOON, privacy=3)] = None
    has_children: Annotated[bool, Datum("有未成年子女", YesNo(), MUST, privacy=2, begins="未成年子女")]
    children: Annotated[
        tuple[Child, ...],
        Datum(
            "未成年子女",
            Rows(Child),
            privacy=4,
            help="逐个写监护人、就学、困难和帮扶；保存后本人的子女名单照这里更新",
        ),
    ] = ()
    checker: Annotated[str, Datum("核查人", Lookup("worker", 50), MUST, begins="结果")]
    next_step: Annotated[str | None, Datum("下一步", LongText(), privacy=2)] = None


INSIDE_CHECK = declare("inside_check", "服刑期核查", InsideCheck, "inside_checks")
