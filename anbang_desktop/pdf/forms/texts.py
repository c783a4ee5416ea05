"""The papers that are made from a text: where the text lies, which fields and blocks it may name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportlab.platypus.doctemplate import LayoutError

from anbang_desktop.errors import UserError
from anbang_desktop.pdf.forms import agreement, closing_notice, consent, letter, notice, refusal
from anbang_desktop.pdf.template import Slot


@dataclass(frozen=True, slots=True)
class TextPaper:
    """One paper; ``folder`` is the one of its shipped texts, ``fixed`` what a ``[[name]]`` line may be."""

    folder: str
    slots: tuple[Slot, ...]
    fixed: frozenset[str] = frozenset({"签名"})


_SLIP = frozenset({"另起一页", "空行", "回执签名"})
PAPERS: Mapping[str, TextPaper] = {
    "agreement": TextPaper("agreements", agreement.SLOTS, frozenset({"签名", "手写行"})),
    "notice": TextPaper("agreements", notice.SLOTS),
    "consent": TextPaper("agreements", consent.SLOTS, frozenset({"签名", "手写行"})),
    "refusal": TextPaper("agreements", refusal.SLOTS),
    "closing": TextPaper("agreements", closing_notice.SLOTS),
    "letter": TextPaper("letters", letter.SLOTS, _SLIP),
    "referral": TextPaper("letters", letter.SLOTS, _SLIP),
}


def lay_out(make: Callable[[], bytes]) -> bytes:
    """The paper that ``make`` makes; UserError where something in its text is larger than a page."""
    try:
        return make()
    except LayoutError as unfit:
        what = "正文里有一块比一页纸还高，排不下。"
        raise UserError(what, "多半是表格的一格里写得太多，请分成几行。", field="source") from unfit
