"""How the program looks: one style sheet filled with the measures and colours of the text size, and both
for painters.
"""

import tomllib
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from PySide6.QtCore import QByteArray, QDir, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from anbang_desktop import paths

SIZES = ("标准", "大", "特大")
SPELLED, BESIDE, ROOMY = 800, 900, 1200  # least room of each form (look.md §7)
USUAL_WIDE = 1366
SYSTEM_FACES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
_worn: dict[str, Any] = {}  # the tokens in force: a property of the application would be copied at each look
PALETTE = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "quiet",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Highlight: "primary",
    QPalette.ColorRole.HighlightedText: "surface",
    QPalette.ColorRole.Link: "primary",
    QPalette.ColorRole.LinkVisited: "primary",
    QPalette.ColorRole.PlaceholderText: "ink_3",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "surface",
}


def read_tokens(size: str = "标准", *, practice: bool = False) -> dict[str, Any]:
    """All tokens in pixels; what the hand meets is rounded to even numbers so that centred text stays
    sharp. In ``practice`` the window has other colours.
    """
    raw = tomllib.loads((paths.ui("theme", "tokens.toml")).read_text("utf-8"))
    grow = raw["factor"][size]
    target = {name: round(value * grow / 2) * 2 for name, value in raw["target"].items()}
    target |= {name: round(value * (1 + (grow - 1) / 2) / 2) * 2 for name, value in raw["frame"].items()}
    inner = {f"{name}_in": value - 2 for name, value in target.items()}  # without a 1 px edge
    tight = {f"{name}_in2": value - 4 for name, value in target.items()}  # without a 2 px focus edge
    chips = {
        "chip_tall": target["chip"] + 4,
        "filter_r": target["chip"] // 2 + 3,
        "nav_low": round(raw["type"]["t_body"] * grow) + 10,
        "dot_r": target["icon_small"] // 2 + 1,
    }
    chips["link_line"] = round(raw["type"]["t_small"] * grow * 1.45)
    letters = {name: round(value * grow) for name, value in raw["type"].items()}
    return {
        **raw["colour"],
        **(raw["practice"] if practice else {}),
        **raw["space"],
        **raw["shape"],
        **letters,
        **target,
        **inner,
        **tight,
        **chips,
        "grow": grow,
        "size": size,
    }


@cache
def shipped_face() -> str:
    """The family of the 黑体 in resources/fonts, both weights loaded once, or "" where there is none."""
    loaded = [
        _load(paths.resources("fonts", file))
        for file in ("NotoSansSC-Regular.ttf", "NotoSansSC-SemiBold.ttf")
    ]
    return loaded[0]


@cache
def rare_faces() -> tuple[str, ...]:
    """The families for rare characters of names (龘 is in the first, 𬖸 in the second); not loaded for the
    unlock window.
    """
    return tuple(
        _load(paths.resources("fonts", name)) for name in ("NotoSerifSC-Regular.ttf", "HanaMinB.ttf")
    )


def _load(file: Path) -> str:
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file)))
    return families[0] if families else ""


def faces(*, shipped: bool) -> list[str]:
    """The face of the window: the system's, or the shipped one where the system has none (tests and
    screens always ask for it).
    """
    known = [] if shipped else [face for face in SYSTEM_FACES if QFontDatabase.hasFamily(face)]
    return known or [face for face in (shipped_face(), *SYSTEM_FACES) if face]


def dress(
    app: QApplication, size: str = "标准", *, shipped: bool | None = None, practice: bool | None = None
) -> None:
    """Style, palette, font, style sheet. Call again to change the text size while the program runs;
    ``shipped`` and ``practice`` are then kept.
    """
    ours = bool(app.property("shipped")) if shipped is None else shipped
    tries = bool(app.property("practice")) if practice is None else practice
    wanted = f"{size} {ours} {tries}"
    if app.property("dressed") == wanted:
        return  # every widget would be polished again for nothing
    values = read_tokens(size, practice=tries)
    _worn.clear()
    _worn.update(values)
    app.setProperty("practice", tries)
    app.setProperty("shipped", ours)
    app.setProperty("dressed", wanted)
    QDir.setSearchPaths("icon", [str(paths.ui("icons"))])
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    app.setFont(_font(app))
    palette = QPalette(QColor(values["paper"]))
    for role, name in PALETTE.items():
        palette.setColor(role, QColor(values[name]))
    app.setPalette(palette)
    app.setStyleSheet(Template((paths.ui("theme", "anbang.qss")).read_text("utf-8")).substitute(values))


def add_rare(app: QApplication) -> None:
    """From now on rare characters have a face too (a large file: after the unlock)."""
    if not app.property("rare"):
        app.setProperty("rare", list(rare_faces()))
        app.setFont(_font(app))


def _font(app: QApplication) -> QFont:
    font = QFont([*faces(shipped=bool(app.property("shipped"))), *(app.property("rare") or [])])
    font.setPixelSize(token("t_body"))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def practising() -> bool:
    """Is the window dressed for 练习模式?"""
    app = QApplication.instance()
    return bool(app is not None and app.property("practice"))


def token(name: str) -> int:
    """One measure of the text size in force, in pixels."""
    return int(_tokens()[name])


def grow() -> float:
    """How large letters and targets are now, 标准 being 1."""
    return float(_tokens()["grow"])


def size_in_force() -> str:
    """The text size the program is dressed in, one of SIZES."""
    return str(_tokens()["size"])


def _tokens() -> dict[str, Any]:
    assert _worn, "dress() comes first"  # noqa: S101
    return _worn


def set_window_wide(pixels: int) -> None:
    """The window has this width now: it decides the form of the pages."""
    app = QApplication.instance()
    if app is not None:
        app.setProperty("window_wide", pixels)


def room() -> float:
    """How much room there is: the width of the window in pixels of 标准."""
    app = QApplication.instance()
    return float((app.property("window_wide") if app is not None else 0) or USUAL_WIDE) / grow()


def form() -> int:
    """Which form pages have in this room, from 0; another form means building them anew."""
    return sum(room() >= least for least in (SPELLED, BESIDE, ROOMY))


def roomy() -> bool:
    """Is there room for two columns, side index, samples and reasons in columns, key hints?"""
    return room() >= ROOMY


def beside() -> bool:
    """Does the summary of the chosen one stand beside a list? Else the list stands alone, Enter opens."""
    return room() >= BESIDE


def spelled() -> bool:
    """Does the frame spell everything out: navigation with signs, the brand's word, the whole status bar?"""
    return room() >= SPELLED


def colour(name: str) -> QColor:
    """A token's colour, to paint with."""
    return QColor(str(_tokens()[name]))


def icon_file(name: str) -> Path:
    """A picture of ui/icons."""
    return paths.ui("icons", f"{name}.svg")


def pixmap(name: str, side: int, tint: str = "ink_2") -> QPixmap:
    """A line icon in a token's colour, drawn for the screen's real pixels."""
    ratio = QApplication.primaryScreen().devicePixelRatio()
    ink = str(_tokens()[tint])
    key = f"{name} {side} {ink} {ratio}"
    known = QPixmap()
    if QPixmapCache.find(key, known):
        return known
    source = icon_file(name).read_text("utf-8").replace("currentColor", ink)
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, picture)
    return picture


def icon(name: str, tint: str = "ink_2") -> QIcon:
    """The same as a button's icon."""
    return QIcon(pixmap(name, token("icon"), tint))


def restyle(widget: QWidget) -> None:
    """Let the sheet see a changed property (``look``, ``trouble``)."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
