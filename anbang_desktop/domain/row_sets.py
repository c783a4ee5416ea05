"""Whom a county's roster lists: the row sets R01 to R16 of domain.md §5.2, over a period p = [a, b], and the
parts of them that counties ask for on a sheet of their own (R03.1 期满解除).

Each line can be read beside the text. A set of people names one of ``named_sets.SETS``; a set of records
names their kind and the days of which one must lie in the period.
"""

from dataclasses import dataclass
from enum import StrEnum


class RowKind(StrEnum):
    """What one row of a roster is about; a column of the dictionary says which kinds have it (``rows``)."""

    PERSON = "person"
    PASSAGE = "passage"  # somebody who came, or left
    VERIFICATION = "verification"
    CONTACT = "contact"
    ASSESSMENT = "assessment"
    MEASURE = "measure"
    WISH = "wish"
    REOFFENCE = "reoffence"
    CHILD = "child"
    INSIDE = "inside"  # somebody still in prison
    FIGURES = "figures"  # no rows: figures of the office


@dataclass(frozen=True, slots=True)
class RowSet:
    """``told`` says in words who stands on it. ``people``: a named set; ``record``: a kind, of which one of
    ``days`` lies in the period, or which began by its end and has no ``open_until`` by then.
    """

    id: str
    name: str
    lists: RowKind
    told: str
    people: str = ""
    record: str = ""
    days: tuple[str, ...] = ()
    open_until: str = ""


_P, _K = RowKind.PERSON, RowKind
ROW_SETS: dict[str, RowSet] = {
    one.id: one
    for one in (
        # BOOK(b)
        RowSet("R01", "在册人员花名册", _P, "期末在册的全部人员", people="BOOK_END"),
        # of BOOK(b) those without a signed agreement, those who refused one, to be placed, placed, not KEY(b)
        RowSet("R01.1", "未签协议", _P, "期末在册、没有签订协议的人员（含拒签）", people="UNSIGNED"),
        RowSet("R01.2", "拒签协议", _P, "期末在册、拒签协议的人员", people="REFUSED"),
        RowSet("R01.3", "未安置", _P, "期末应安置没有安置的人员", people="PLACE_OPEN"),
        RowSet("R01.4", "已安置", _P, "期末应安置已安置的人员", people="PLACED"),
        RowSet("R01.5", "一般对象", _P, "期末在册的一般帮教对象", people="NOT_URGENT"),
        # NEW ∪ TIN
        RowSet("R02", "本期新增", _K.PASSAGE, "本期新增和转入的人员", people="NEW"),
        # TIN
        RowSet("R02.1", "转入", _K.PASSAGE, "本期转入的人员", people="TIN"),
        # EXP ∪ TERM ∪ TOUT
        RowSet("R03", "本期解除/终止/转出", _K.PASSAGE, "本期期满解除、终止、转出的人员", people="LEFT"),
        # EXP; TERM; TOUT; of TERM those who died, those sentenced anew
        RowSet("R03.1", "期满解除", _K.PASSAGE, "本期期满解除的人员", people="EXP"),
        RowSet("R03.2", "终止", _K.PASSAGE, "本期终止的人员（死亡、重新犯罪收监等）", people="TERM"),
        RowSet("R03.3", "转出", _K.PASSAGE, "本期转出的人员", people="TOUT"),
        RowSet("R03.4", "死亡", _K.PASSAGE, "本期死亡的人员", people="DEATHS"),
        RowSet("R03.5", "重新犯罪收监", _K.PASSAGE, "本期因重新犯罪收监终止的人员", people="RETAKEN"),
        # KEY(b)
        RowSet("R04", "重点对象", _P, "期末在册的重点帮教对象", people="URGENT"),
        # verifications received or replied in p
        RowSet(
            "R05", "信息核查反馈", _K.VERIFICATION, "本期收到或者回复的信息核查",
            record="verification", days=("received_on", "replied_on"),
        ),
        # ESC_DUE
        RowSet("R06", "必接必送", _P, "本期释放的必接必送对象", people="ESC_DUE"),
        # contacts in p
        RowSet(
            "R07", "走访谈话台账", _K.CONTACT, "本期的走访谈话记录，一次一行",
            record="contact", days=("on",),
        ),
        # assessments in p
        RowSet(
            "R08", "评估台账", _K.ASSESSMENT, "本期的评估，一次一行",
            record="assessment", days=("meeting_on",),
        ),
        # measures in p
        RowSet(
            "R09", "帮扶落实台账", _K.MEASURE, "本期开始或者办结的帮扶措施",
            record="measure", days=("began_on", "ended_on"),
        ),
        # wishes received in p or open at b
        RowSet(
            "R10", "诉求台账", _K.WISH, "本期提出的和期末没有办结的诉求",
            record="wish", days=("raised_on",), open_until="answered_on",
        ),
        # (HO_DUE ∖ HO_DONE) ∪ MISSING(b)
        RowSet("R11", "未衔接/下落不明", _P, "应衔接没有衔接的、期末下落不明的人员", people="AWAY"),
        # HO_DUE ∖ HO_DONE; MISSING(b)
        RowSet("R11.1", "未衔接", _P, "应衔接没有衔接的人员", people="HO_OPEN"),
        RowSet("R11.2", "下落不明", _P, "期末在册、下落不明的人员", people="MISSING"),
        # SPLIT(b) ∪ dual listed
        RowSet("R12", "人户分离/双列管", _P, "期末在册的人户分离、双列管人员", people="SPLIT"),
        RowSet("R12.1", "人户分离", _P, "期末在册的人户分离人员", people="APART"),
        RowSet("R12.2", "双列管", _P, "期末在册的双列管人员", people="DUAL"),
        # REOFF
        RowSet("R13", "重新犯罪", _K.REOFFENCE, "本期重新犯罪的人员", people="REOFF"),
        # children under 18 of BOOK(b), one row a child
        RowSet("R14", "未成年子女", _K.CHILD, "期末在册人员的未成年子女，一个子女一行", people="BOOK_END"),
        # period_end in (b, b + 3 months]
        RowSet("R15", "期满预告", _P, "期末以后就要期满的在册人员", people="EXPIRING"),
        # figures of the office, no row set
        RowSet("R16", "机构人员经费", _K.FIGURES, "本所的机构、人员、经费，没有名单"),
        # the register of people in prison (§0.1): on no book and in no line
        RowSet("R17", "服刑人员", _K.INSIDE, "期末登记在本所的服刑人员", people="INSIDE"),
    )
}  # fmt: skip
