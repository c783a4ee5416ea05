"""设置: the office and its lists, passphrase, backup, recovery key, lock, text size, about the program."""

from functools import partial
from typing import Unpack

from PySide6.QtWidgets import QFrame, QWidget

from anbang_desktop import __version__
from anbang_desktop.fields.own_lists import LISTS
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.pages.settings.backup_flow import backup_file, backup_job, backup_light
from anbang_desktop.gui.pages.settings.dialogs import ChangePassphrase, Licences, NewRecoveryKey
from anbang_desktop.gui.pages.settings.office_dialog import OFFICE, OfficeDialog
from anbang_desktop.gui.parts.compose import Item, box, button, clear, column, row, scroll, text, wide
from anbang_desktop.gui.parts.help_wanted import ask_help
from anbang_desktop.gui.parts.segments import segments
from anbang_desktop.gui.shell.page import Page, Place, Target, Window
from anbang_desktop.gui.shell.preferences import LOCK, SIZE, lock_minutes
from anbang_desktop.gui.theme import SIZES, practising, size_in_force
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.office import details, own_lists

MINUTES = (2, 5, 10, 20, 30)


class SettingsPage(Page):
    """One card for each subject; each line says what holds now."""

    def __init__(self, desk: Desk, window: Window) -> None:
        """Build the frame; ``refresh`` draws the cards."""
        super().__init__(desk, window)
        self._cards = column(gap=16, pad=(24, 0, 24, 24))
        title = row(text("设置", "title"), None, pad=(24, 16, 24, 16))
        self.setLayout(column(title, (scroll(self._cards), 1), gap=0))

    def open(self, **target: Unpack[Target]) -> None:
        """The cards; details that were put by are gone on with."""
        super().open(**target)
        if OFFICE in self.resuming:
            self._change_office()

    def refresh(self) -> None:
        """Draw the cards with what holds now."""
        clear(self._cards)
        for card in (self._office(), self._safety(), self._ledger(), self._look(), self._about()):
            self._cards.addWidget(card)
        self._cards.addStretch(1)

    def _office(self) -> QFrame:
        office, phone = details.read(self.desk), details.phone(self.desk)
        counted = own_lists.counted(self.desk)
        told = "，".join(f"{words.title} {counted[kind]}" for kind, words in LISTS.items() if counted[kind])
        short = f"（{office.short_name}）" if office.short_name else ""
        where = f"　{office.address}" if office.address else ""
        return _card(
            "单位",
            _line(
                "资料",
                f"{office.county}{office.name}{short}　代码 {office.code}\n"
                f"{f'电话 {phone}' if phone else '还没有填电话，协议书上留空'}{where}",
                button("修改", act=self._change_office),
            ),
            _line(
                "本所名单",
                told or "村居、工作人员、派出所、民警、监所：录一次，以后输入几个字母就列出来",
                button("打开名单", act=lambda: self.window_.go("own_lists")),
            ),
        )

    def _safety(self) -> QFrame:
        light = backup_light(self.desk)
        return _card(
            "安全",
            *([] if practising() else [self._passphrase()]),
            _line(
                "备份",
                light.words,
                button("现在备份", "soft", act=self._back_up),
                button("换个地方备份", act=partial(self._back_up, choose=True)),
            ),
            *([] if practising() else [self._key()]),
            _line(
                "自动锁定",
                "没有人用多久以后锁定",
                segments([f"{one} 分钟" for one in MINUTES], f"{lock_minutes()} 分钟", self._lock_after),
            ),
        )

    def _passphrase(self) -> QFrame:
        return _line("口令", f"{self.desk.user} 的口令", button("更换口令", act=self._change_passphrase))

    def _key(self) -> QFrame:
        return _line(
            "恢复钥匙",
            "纸上的钥匙丢了或被看到过，就换一把新的，旧的作废",
            button("换新钥匙", act=self._new_key),
        )

    def _ledger(self) -> QFrame:
        return _card(
            "台账",
            _line(
                "数据体检",
                "把每份档案看一遍，前后对不上的、没有填全的逐条列出来；台账检查也在那里打印",
                button("去体检", act=lambda: self.window_.go("health")),
            ),
            _line(
                "交接班",
                "换人的时候，办过的、约好的、过期限的列成一张单子，名下的人一次交清",
                button("去交接", act=lambda: self.window_.go("takeover")),
            ),
        )

    def _look(self) -> QFrame:
        return _card(
            "显示", _line("字号", "所有文字和按钮一起变大", segments(SIZES, size_in_force(), self._size))
        )

    def _about(self) -> QFrame:
        pack = self.desk.pack
        return _card(
            "关于",
            _line(
                "期限和标准",
                f"{pack.name}　{pack.effective_from} 起施行",
                button("规则", act=lambda: self.window_.go("rules")),
            ),
            _line(
                "文书范本",
                "协议书、告知书、函件的文本：看样张，换上本所或者县局的",
                button("打开范本", act=lambda: self.window_.go("templates")),
            ),
            _line(
                "程序",
                f"安帮桌面 {__version__}　木兰宽松许可证第 2 版，不联网",
                button("许可证", act=lambda: Licences.ask(self)),
            ),
            _line(
                "帮助",
                "按 F1 看眼前这一页怎么用",
                button("使用手册", act=partial(ask_help, self, "start")),
                button("更新说明", act=partial(ask_help, self, "news")),
            ),
        )

    def _change_passphrase(self) -> None:
        if ChangePassphrase.ask(self, self.desk, self.window_):
            self.window_.toast("口令已更换")

    def _change_office(self) -> None:
        if OfficeDialog.ask(self, self.desk) is not None:
            self.refresh()
            self.window_.done("单位资料已保存")

    def _back_up(self, *, choose: bool = False) -> None:
        file = backup_file(self, self.desk, choose=choose)
        if file is not None:
            self.window_.run_job(
                "正在备份", backup_job(self.desk, file), lambda made: self._backed_up(made.name)
            )

    def _backed_up(self, name: str) -> None:
        self.window_.backed_up()
        self.refresh()
        self.window_.toast(f"已备份并读回核对：{name}")

    def _new_key(self) -> None:
        if NewRecoveryKey.ask(self, self.desk, self.window_):
            self.window_.toast("已换新恢复钥匙，旧的作废")

    def _lock_after(self, words: str) -> None:
        choices().setValue(LOCK, int(words.split(maxsplit=1)[0]))
        self.window_.apply_choices()

    def _size(self, size: str) -> None:
        choices().setValue(SIZE, size)
        self.window_.apply_choices()


def _card(title: str, *lines: QFrame) -> QFrame:
    head = box(row(text(title, "strong"), None, pad=(16, 8, 16, 8)), "scroll")
    return box(column(head, *lines, gap=0))


def _line(name: str, words: str, *verbs: QWidget) -> QFrame:
    items: list[Item] = [wide(text(name, "strong"), 96), (text(words, "label", wrap=True), 1), *verbs]
    return box(row(*items, gap=12, pad=(16, 8, 16, 8)), "rowline")


PLACE = Place("settings", "设置", "settings", SettingsPage, foot=True)
