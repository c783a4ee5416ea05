"""Composition root of the window: log, application, theme, doors, first window. No registry, no globals."""

import faulthandler
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from anbang_desktop import paths
from anbang_desktop.domain.clock import Clock
from anbang_desktop.errors import UserError
from anbang_desktop.gui.ahead import Ahead
from anbang_desktop.gui.choices import choices
from anbang_desktop.gui.errors import install
from anbang_desktop.gui.login.demo_day import MARK, clock_for, practice_clock
from anbang_desktop.gui.login.login_services import LoginServices, NewOffice, Office
from anbang_desktop.gui.offscreen import hush
from anbang_desktop.gui.session import Inside, Program, offices_in
from anbang_desktop.gui.shell.preferences import OFFICE, text_size
from anbang_desktop.gui.shell.single_instance import Instance
from anbang_desktop.gui.theme import dress
from anbang_desktop.lazy import lazy_import, load
from anbang_desktop.progress import Progress
from anbang_desktop.services import opening

if TYPE_CHECKING:
    from anbang_desktop.gui import after_unlock
    from anbang_desktop.gui.pages.settings import dialogs as settings_dialogs
    from anbang_desktop.gui.printing import Pixels
    from anbang_desktop.services.demo import practice
    from anbang_desktop.services.desk import Desk
else:  # the pages and the services behind them: 0.5 s
    after_unlock = lazy_import("anbang_desktop.gui.after_unlock")
    settings_dialogs = lazy_import("anbang_desktop.gui.pages.settings.dialogs")
    practice = lazy_import("anbang_desktop.services.demo.practice")

WIDE, HIGH = 1366, 768
LOG_BYTES = 500_000
AHEAD = (  # behind the unlock, in pieces of some tens of milliseconds; the database library is the longest
    "anbang_desktop.fields.records",
    "anbang_desktop.domain.rule_pack",
    "sqlalchemy",
    "sqlalchemy.dialects.sqlite",
    "anbang_desktop.storage.tables",
    "anbang_desktop.storage.vault",
    "anbang_desktop.services.records.write",
    "anbang_desktop.services.worklist.due",
    "anbang_desktop.services.reports.learning",
    "anbang_desktop.services.reports.making",
    "anbang_desktop.services.roster_import.roster",
    "anbang_desktop.gui.entry.fields_form",
    "anbang_desktop.gui.entry.record_dialog",
    "anbang_desktop.gui.records.opener",
    "anbang_desktop.gui.lists.acts",
    "anbang_desktop.gui.pages.today.page",
    "anbang_desktop.gui.pages.person.page",
    "anbang_desktop.gui.pages.importing.page",
    "anbang_desktop.gui.pages.reports.page",
    "anbang_desktop.gui.pages.visits.page",
    "anbang_desktop.gui.page_registry",
    "anbang_desktop.gui.after_unlock",
)


def run(office: Path | None = None, user: str = "", clock: Clock | None = None) -> int:
    """Open the window on this office (or on those of this computer) and stay until it is closed; the exit
    code.
    """
    start_log()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("a window needs a QApplication")
    hush(app)
    app.setApplicationName("AnbangDesktop")
    instance = Instance(office)
    if instance.called_first():
        return 0
    speak_chinese(app)
    dress(app, text_size(), shipped=False)
    app.setWindowIcon(QIcon(str(paths.resources("icon", "anbang.ico"))))
    program = Program(app, doors(clock or clock_for(office), office), load_inside)
    install(program.trouble)
    program.frame.resize(WIDE, HIGH)
    try:
        program.start(find_offices(office), user)
    except UserError as error:
        program.start([])
        program.trouble.show(error)
    program.frame.showMaximized() if small_screen(app) else program.frame.show()
    instance.listen(program.frame, program.front)
    Ahead(program.frame, AHEAD, load)
    try:
        return app.exec()
    finally:
        program.finish()


def find_offices(named: Path | None) -> list[Office]:
    """The named office (UserError when it is none), or all of this computer, the last one used first."""
    if named is not None:
        opening.look(named)
        return offices_in([named], opening.look)
    last = str(choices().value(OFFICE, ""))
    return sorted(offices_in(paths.offices(), opening.look), key=lambda office: office.card.code != last)


def doors(clock: Clock, named: Path | None = None) -> LoginServices:
    """The services that lead into an office, with this clock."""

    def folder_for(code: str) -> Path:
        return named or paths.data_folder(code)

    def create(new: NewOffice, progress: Progress) -> "tuple[Desk, str]":
        made = opening.create(
            folder_for(new.code),
            new.name,
            new.code,
            new.county,
            new.user,
            new.passphrase,
            clock,
            progress,
            new.phone,
        )
        return made.desk, made.recovery_code

    def recover(folder: Path, code: str, user: str, passphrase: str) -> "tuple[Desk, str]":
        made = opening.recover(folder, code, user, passphrase, clock)
        return made.desk, made.recovery_code

    return LoginServices(
        look=opening.look,
        unlock=lambda folder, user, passphrase: opening.unlock(folder, user, passphrase, clock),
        create=create,
        recover=recover,
        check_groups=opening.check_groups,
        refuse_weak=opening.refuse_weak,
        refuse_phone=opening.refuse_phone,
        recovery_pages=recovery_pages,
        folder_for=folder_for,
        practised=(paths.practice_folder() / MARK).is_file,
        practice=practise,
    )


def practise(anew: bool, progress: Progress) -> "Desk":  # noqa: FBT001 - a callable of LoginServices
    """The invented office on its own day; the real ones stay closed."""
    folder = paths.practice_folder()
    clock = practice_clock()
    return practice.open_practice(folder, clock, progress, anew=anew)


def recovery_pages(desk: "Desk", code: str) -> "Sequence[Pixels]":
    """The recovery sheet as pictures."""
    return settings_dialogs.recovery_pages(desk, code)


def load_inside() -> Inside:
    """Pages and services: 0.5 s of imports that the unlock window doesn't wait for (measured by dev.py
    bench).
    """
    return after_unlock.inside()


def speak_chinese(app: QApplication) -> None:
    """What Qt itself says (file and print dialogs, the menu of an entry), with the translation that comes
    with it.
    """
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


def small_screen(app: QApplication) -> bool:
    """On a screen no larger than the window it is shown maximised."""
    room = app.primaryScreen().availableGeometry()
    return room.width() <= WIDE or room.height() <= HIGH


def start_log() -> None:
    """A small log of the program's own words, none about a person, begun anew by a start that finds it grown;
    crashes of Qt leave their stack beside it.
    """
    try:
        folder = paths.log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "desktop.log"
        if file.exists() and file.stat().st_size > LOG_BYTES:
            file.replace(folder / "desktop.log.1")  # logging.handlers would bring sockets to the start
        handler = logging.FileHandler(file, encoding="utf-8")
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        log = logging.getLogger("anbang")
        if not log.handlers:
            log.addHandler(handler)
            log.setLevel(logging.INFO)
        crash = (folder / "crash.log").open("a", encoding="utf-8")
        faulthandler.enable(crash)
    except OSError:
        faulthandler.enable()
