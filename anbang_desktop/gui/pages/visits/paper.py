"""The people of 走访补录 on paper and in a workbook: what was entered, else what last time said."""

from collections.abc import Sequence

from anbang_desktop.gui.pages.visits.model import NOWHERE, VisitRows
from anbang_desktop.gui.parts.records_model import Column
from anbang_desktop.services.worklist.visits import ANSWERS, CONTENT, HEADS, NOBODY, VisitLine


def paper_columns(model: VisitRows) -> Sequence[Column[VisitLine]]:
    """In the order of the sheet."""

    def answer(name: str, head: str) -> Column[VisitLine]:
        def word(line: VisitLine) -> str:
            answers = model.visit(line).answers
            if (code := answers.get(name)) is not None:
                return model.label(name, code)
            before = model.label(name, line.before(name))
            return f"{before}（上次）" if before and answers.get(ANSWERS[0]) != NOBODY else ""

        return Column[VisitLine](head, word, word)

    def words(line: VisitLine) -> str:
        return model.visit(line).words

    return (
        Column[VisitLine]("村居", lambda line: line.row.village or NOWHERE, lambda line: line.row.village),
        Column[VisitLine]("姓名", lambda line: line.row.name, lambda line: line.row.name),
        Column[VisitLine]("上次走访", _last, lambda line: line.last.on if line.last else None),
        *(answer(name, head) for name, head in zip(ANSWERS, HEADS, strict=True)),
        Column[VisitLine](CONTENT, words, words),
    )


def _last(line: VisitLine) -> str:
    return line.last.on.isoformat() if line.last else "还没有"
