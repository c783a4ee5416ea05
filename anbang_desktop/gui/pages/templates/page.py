"""文书范本: every version of every paper's wording, and one of them edited beside its page."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Unpack

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop.gui import questions
from anbang_desktop.gui.keys import Where, bind
from anbang_desktop.gui.lists.acts import ListActs, RowVerb
from anbang_desktop.gui.lists.list_or_one import ListOrOne
from anbang_desktop.gui.lists.listed import of_model
from anbang_desktop.gui.pages.templates.columns import LEAVE, STANDING, VERB, WIDTHS, columns
from anbang_desktop.gui.pages.templates.dialogs import AgainDialog
from anbang_desktop.gui.pages.templates.one import TextOne
from anbang_desktop.gui.parts.cells import Cell, ChipCell, LinkCell, QuietCell, StrongCell
from anbang_desktop.gui.parts.empty import empty
from anbang_desktop.gui.parts.filters import Filters
from anbang_desktop.gui.parts.records_model import RecordsModel
from anbang_desktop.gui.parts.table import table
from anbang_desktop.gui.shell.page import Place, Target, Window
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.documents import template_file, template_signing, template_texts
from anbang_desktop.services.documents.template_file import Imported
from anbang_desktop.services.documents.template_texts import Standing, Version

WORDINGS = "Word 文档、文字文件 (*.docx *.txt)"
QUICK = (("", "全部"), ("now", "现行"), ("own", "本所的"), ("draft", "草稿"), ("again", "要重签"))


class TemplatesPage(ListOrOne[Version, TextOne]):
    """``open()`` lists; ``open(name=key)`` shows a version, ``open(record=id)`` one of the office's."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the list; a version is built when it is opened."""
        super().__init__(desk, window)
        self._quick = ""
        self._versions: Sequence[Version] = ()
        self._left_out: tuple[str, ...] = ()
        self.model = RecordsModel(columns(), self._fetch, window.busy, self)
        cells: dict[int, Cell] = {
            0: StrongCell(),
            STANDING: ChipCell(),
            4: QuietCell(),
            VERB: LinkCell(),
        }
        self.list = table(self.model, cells, WIDTHS, 0, LEAVE, name="文书范本")
        self.list.clicked.connect(lambda at: self._open_at(at) if at.column() == VERB else None)
        self._filters = Filters(self._choose, self._choose, lambda: self._choose(""))
        listed = of_model("templates", "文书范本", self.model, lambda _line: "", self._narrowed)
        listed = replace(listed, unit="版", people=False)
        self.lay(ListActs(self, listed, self.list, self.model.row_of, self._verbs), self._filters)
        bind(self, Where.TEMPLATES, {"F6": self._swap, "F8": self._sample, "F9": self._approve})

    def open(self, **target: Unpack[Target]) -> None:
        """The list, or one version."""
        self._quick = str(target.get("quick", self._quick))
        self._versions = template_texts.versions(self.desk)
        found = self._wanted(target)
        self.show_one(TextOne(self.desk, self.window_, found, self._left_out) if found is not None else None)
        self._left_out = ()
        if self.one is None:
            self.refresh()
            return
        self.one.changed.connect(self.typed)
        self.one.asks_file.connect(partial(self.import_file, self.one.version))
        self.one.asks_again.connect(self.show_again)
        draft = target.get("draft")
        if draft:
            self.one.edit.setPlainText(str(draft.get("text", "")))
        self.one.open_draft(restored=bool(draft))

    def _wanted(self, target: Target) -> Version | None:
        name: str | None = target.get("name")
        record: int | None = target.get("record")
        return next(
            (
                one
                for one in self._versions
                if (name and one.key == name) or (record and one.own is not None and one.own.id == record)
            ),
            None,
        )

    def refresh(self) -> None:
        """Read again."""
        if self.window_.busy():
            return
        if self.one is not None:
            self.one.examine()
            return
        self._versions = template_texts.versions(self.desk)
        counts = [(key, f"{name} {len(self._of(key))}") for key, name in QUICK]
        self._filters.show_filters(counts, self._quick)
        ids = array("q", range(len(self._of(self._quick))))
        self.model.show_ids(ids)
        again = sum(one.again for one in self._versions)
        facts = f"共 {len(self._versions)} 版{f'，要重签 {again} 人' if again else ''}"
        self.show_rows("文书范本", facts, ids, None if ids else self._nothing())

    def _of(self, quick: str) -> list[Version]:
        tests = {
            "now": lambda one: one.standing is Standing.IN_FORCE,
            "own": lambda one: one.own is not None,
            "draft": lambda one: one.standing is Standing.DRAFT,
            "again": lambda one: bool(one.again),
        }
        return [one for one in self._versions if quick not in tests or tests[quick](one)]

    def _fetch(self, places: Sequence[int]) -> list[Version]:
        shown = self._of(self._quick)
        return [shown[at] for at in places if at < len(shown)]

    def _choose(self, quick: str) -> None:
        self._quick = quick
        self.refresh()

    def _nothing(self) -> QFrame:
        return empty("没有这一类范本", "换一个条件看看。", "全部", lambda: self._choose(""))

    def _narrowed(self) -> str:
        return next(name for key, name in QUICK if key == self._quick) if self._quick else ""

    # one version --------------------------------------------------------------------------------

    def open_row(self, row: Version) -> None:
        """A version."""
        self.window_.go("templates", name=row.key)

    def _verbs(self, row: Version) -> list[RowVerb]:
        made: list[RowVerb] = [
            ("打开", partial(self.open_row, row)),
            ("起草新的一版", partial(self._begin, row)),
            ("读入县局文本", partial(self.import_file, row)),
        ]
        return [*made, ("看要重签的人", self.show_again)] if row.again else made

    def _begin(self, row: Version) -> None:
        made = template_texts.begin(self.desk, row.paper, row.key)
        self.window_.done("已起草新的一版")
        self.window_.go("templates", record=made)

    def import_file(self, row: Version) -> None:
        """读入县局文本: becomes a draft of this paper."""
        file = questions.open_file(self, f"选{row.name}的文本", WORDINGS, questions.Folder.LISTS_IN)
        if file is not None:
            job = partial(_read, row.paper, file)
            self.window_.run_job("正在读文本", job, partial(self._imported, row, file))

    def _imported(self, row: Version, file: Path, found: Imported) -> None:
        note = f"从“{file.name}”读入"
        made = template_texts.begin(self.desk, row.paper, row.key, found.words, note)
        self._left_out = found.left_out
        self.window_.done("已读入为草稿，请逐段核对")
        self.window_.go("templates", record=made)

    def show_again(self) -> None:
        """看要重签的人."""
        no = AgainDialog.ask(self, template_signing.listed(self.desk))
        if no is not None:
            self.window_.go("agreements", no=no)

    def _swap(self) -> None:
        if self.one is not None:
            self.one.swap()

    def _sample(self) -> None:
        if self.one is not None:
            self.one.draw_sample()

    def _approve(self) -> None:
        if self.one is None:
            self.window_.toast("先打开一份草稿")
        else:
            self.one.approve()

    # what a page tells --------------------------------------------------------------------------

    def unsaved(self) -> bool:
        """A wording that was changed and not saved."""
        return self.one is not None and self.one.dirty()

    def set_aside(self) -> bool:
        """It waits as a draft."""
        if self.one is None or not self.one.dirty():
            return False
        self.one.drafting.write()
        return True

    def begun(self) -> str:
        """The name of its draft."""
        return self.one.drafting.form if self.one is not None and self.one.dirty() else ""

    def keep(self) -> Target:
        """Which version is open, and what was typed."""
        if self.one is None:
            return {"quick": self._quick}
        kept: Target = {"name": self.one.version.key}
        return {**kept, "draft": self.one.typed()} if self.one.dirty() else kept

    def save_now(self) -> None:
        """Ctrl+S: the draft."""
        if self.one is None:
            super().save_now()
        else:
            self.one.save()

    def first(self) -> QWidget | None:
        """The wording, or the list."""
        return self.one.edit if self.one is not None else self.list


def _read(paper: str, file: Path, progress: Progress) -> Imported:
    return template_file.read(paper, file, progress)


PLACE = Place("templates", "文书范本", "agreement", TemplatesPage, under="settings")
