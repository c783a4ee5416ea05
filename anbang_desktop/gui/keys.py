"""Every key of the window in one table: who owns it and what it does. Pages bind from it, Ctrl+/ lists it.

Qt fires neither of two shortcuts that are bound to one key where both could hear it. So each key has one
owner: the window owns what works everywhere and hands it to the page in front (``Page.save_now``,
``Page.print_paper``), a page owns the rest, and what is not in the table can't be bound.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from anbang_desktop.errors import Cancelled


class Where(StrEnum):
    """The owner of a key, as the sheet of keys calls the place where it works."""

    SESSION = "在哪里都行，对话框里也行"  # an event filter: a shortcut would end at a dialog
    WINDOW = "在哪里都行"
    PERSON = "在一个人的页面上"
    SECTION = "在一个人的登记表里"
    PEOPLE = "在人员名单上"
    VERIFICATION = "在信息核查上"
    RELEASES = "在接送安排上"
    INSIDE = "在服刑人员登记上"
    VISITS = "在走访补录里"
    CAMPAIGNS = "在重点时段里"
    WISHES = "在诉求上"
    OWN_LISTS = "在本所名单里"
    DAYBOOK = "在工作台账上"
    IMPORT = "导入时"
    PREVIEW = "在导入预览的名单里"
    REPORTS = "报送时"
    STATISTICS = "在统计上"
    HEALTH = "在数据体检上"
    RETURNS = "在扫描件归位上"
    TAKEOVER = "在交接班上"
    RULES = "在规则上"
    INSTRUMENTS = "在评估表上"
    TEMPLATES = "在文书范本里"
    FORM = "录入时"
    DIALOG = "在录入的对话框里"
    FACE = "当面模式里"
    HELP = "在帮助里"
    COPYING = "在照录窗口里"
    WIDGET = "在光标所在的地方"  # what an entry, a list or a button takes by itself


PLACE = "place"  # the property of a shortcut that names its owner
IN_THE_WINDOW = Qt.ShortcutContext.WindowShortcut  # of a page: while it is the one in front
INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut  # only where the keyboard is
HEARS = {
    Where.SECTION: INSIDE,
    Where.FORM: INSIDE,
    Where.PREVIEW: Qt.ShortcutContext.WidgetShortcut,
}


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the sheet: ``keys`` are bound and mean the same; none where a widget takes it by itself."""

    where: Where
    told: str
    does: str
    keys: tuple[str, ...] = ()


def _one(where: Where, key: str, does: str) -> Key:
    return Key(where, key, does, (key,))


ON = ("Ctrl+Return", "Ctrl+Enter")
PLACES = tuple(f"Alt+{key}" for key in "1234567890-=")  # along the row of digits, one for each place
KEYS: tuple[Key, ...] = (
    _one(Where.WINDOW, "Ctrl+F", "查找人员"),
    Key(Where.WIDGET, "回车、Ctrl+回车", "在查找里打开这个人、直接登记走访"),
    _one(Where.WINDOW, "Ctrl+N", "新登记；在工作台账上是登记一条"),
    _one(Where.WINDOW, "Ctrl+S", "保存"),
    _one(Where.WINDOW, "Ctrl+P", "打印：名单，或者打开的文书"),
    _one(Where.WINDOW, "Ctrl+E", "导出名单"),
    _one(Where.WINDOW, "Ctrl+Z", "撤销刚才保存的（在文字里撤销打字）"),
    _one(Where.SESSION, "F1", "帮助：光标所在的这一项、这个对话框、这一页怎么用"),
    _one(Where.SESSION, "Ctrl+L", "锁定"),
    _one(Where.WINDOW, "F5", "刷新"),
    _one(Where.WINDOW, "F11", "当面模式：来访的人只看到他自己（要口令才回来）"),
    Key(Where.FACE, "Esc、F11", "输口令，结束当面模式", ("Esc", "F11")),
    Key(
        Where.WINDOW,
        "Alt+1 … 9、0、-、=",
        "去左边第几个地方：第十个是 0，第十一个是 -，最下面的设置是 =",
        PLACES,
    ),
    Key(Where.PERSON, "Alt+↑ / Alt+↓", "上一人 / 下一人", ("Alt+Up", "Alt+Down")),
    Key(
        Where.PERSON,
        "Ctrl+1 … 7",
        "在一个人的页面上去第几节：近况、基本信息、核查与衔接、协议……",
        tuple(f"Ctrl+{at}" for at in range(1, 8)),
    ),
    _one(Where.PERSON, "F9", "在一个人的页面上办理变动：转出、解除、终止、去向……"),
    _one(Where.PERSON, "F2", "在一个人的页面上修改光标所在的一节"),
    _one(Where.PERSON, "F8", "在一个人的页面上照录到别的系统"),
    Key(Where.WIDGET, "↑ ↓、回车", "在一个人的经过里上一条 / 下一条，打开这一条"),
    Key(Where.WIDGET, "菜单键、Shift+F10", "在名单上打开这一行的菜单（也可以按右键）"),
    Key(Where.WIDGET, "Ctrl+C", "在名单上复制光标所在的一格"),
    Key(Where.WIDGET, "空格、Alt+↑ / Alt+↓", "在“列”里勾选一列、移动一列"),
    _one(Where.SECTION, "Esc", "在一个人的页面上不改了，回到只看"),
    Key(Where.PEOPLE, "F6、F8", "在人员名单和右边的摘要之间换、照录光标所在的人", ("F6", "F8")),
    Key(
        Where.VERIFICATION,
        "F6、Alt+L",
        "在信息核查的名单和右边的摘要之间换、换一份名单",
        ("F6", "Alt+L"),
    ),
    Key(
        Where.RELEASES,
        "Alt+← / Alt+→、F9",
        "在接送安排上看上个月 / 下个月、登记衔接",
        ("Alt+Left", "Alt+Right", "F9"),
    ),
    Key(
        Where.INSIDE,
        "F7、F8、F9",
        "在服刑人员登记上登记服刑人员、登记会见、登记服刑期核查",
        ("F7", "F8", "F9"),
    ),
    Key(Where.WIDGET, "空格、Shift+↓、Ctrl+A、Esc", "在人员名单和信息核查里勾选、连选、全选、取消选择"),
    Key(Where.VISITS, "Ctrl+D、F2", "在走访补录里抄上一行、写内容", ("Ctrl+D", "F2")),
    Key(
        Where.WIDGET,
        "1–6、回车、Delete、Ctrl+V",
        "在走访补录的行里选答案、到下一格（上次的就算这次的）、清空一格、从表格粘贴",
    ),
    Key(
        Where.OWN_LISTS,
        "Ctrl+↑ / Ctrl+↓、F8、Ctrl+O",
        "在本所名单里把一行上移 / 下移、去掉或停用一行、从表格导入",
        ("Ctrl+Up", "Ctrl+Down", "F8", "Ctrl+O"),
    ),
    Key(Where.WIDGET, "↓", "在有名单的栏里列出可以选的名字"),
    Key(Where.CAMPAIGNS, "F2、Alt+L", "在重点时段里写没有见到的原因、换一个时段", ("F2", "Alt+L")),
    Key(
        Where.WISHES,
        "F2、F6、Esc",
        "在诉求上记一步、在名单和右边的一件之间换、回到名单",
        ("F2", "F6", "Esc"),
    ),
    Key(Where.DAYBOOK, "F6、F2", "在工作台账上到查找、更正光标所在的一条", ("F6", "F2")),
    _one(Where.IMPORT, "Ctrl+O", "导入时选择文件"),
    Key(Where.IMPORT, "Ctrl+回车", "导入时到下一步", ON),
    Key(Where.PREVIEW, "F2、F3、空格", "在导入预览里改一行、去下一个问题、勾选", ("F2", "F3", "Space")),
    _one(Where.REPORTS, "Ctrl+O", "报送时选择空白表"),
    Key(Where.REPORTS, "Ctrl+回车", "报送时到下一步", ON),
    _one(Where.REPORTS, "Esc", "报送时回到第一步"),
    Key(Where.WIDGET, "↑ ↓、回车、Delete", "添加县局表时在各项之间走、采用程序提出的、这一项不填"),
    Key(
        Where.STATISTICS,
        "Alt+← / Alt+→、F6、F9",
        "在统计上看上一期 / 下一期、在两张图之间换、写小结",
        ("Alt+Left", "Alt+Right", "F6", "F9"),
    ),
    Key(Where.WIDGET, "方向键、Home / End、回车", "在统计的图上看每一个数、看这些人"),
    Key(
        Where.HEALTH,
        "F6、F9",
        "在数据体检的项目和事项之间换、说明不是错误（在已说明里是收回）",
        ("F6", "F9"),
    ),
    Key(
        Where.RETURNS,
        "Ctrl+O、F9、F8、Ctrl+回车",
        "在扫描件归位上读文件夹、归位（指定）光标所在的一份、不要、齐的都归位",
        ("Ctrl+O", "F9", "F8", *ON),
    ),
    _one(Where.TAKEOVER, "F9", "在交接班上把人交给别人"),
    _one(Where.RULES, "F9", "在规则上换上看过的规则包"),
    _one(Where.INSTRUMENTS, "F9", "在评估表上换上看过的评估表"),
    Key(
        Where.TEMPLATES,
        "F6、F8、F9",
        "在文书范本里到下面的字段和错误、看样张、批准起用",
        ("F6", "F8", "F9"),
    ),
    _one(Where.FORM, "F3", "录入时到下一处没填好的"),
    _one(Where.DIALOG, "Ctrl+S", "在对话框里保存"),
    _one(Where.HELP, "Ctrl+F", "在帮助里查找"),
    _one(Where.HELP, "Ctrl+P", "在帮助里打印这一章"),
    _one(Where.HELP, "Alt+Left", "在帮助里回到刚才看的地方"),
    Key(Where.WIDGET, "回车、空格", "在照录窗口里复制这一行，到下一行"),
    Key(
        Where.COPYING,
        "F3、F7、F2",
        "在照录窗口里到下一处变了的、显示遮住的、到这个人的页面上去填",
        ("F3", "F7", "F2"),
    ),
    Key(
        Where.COPYING,
        "Alt+↑ / Alt+↓、F6、F9",
        "在照录窗口里上一人 / 下一人、换系统、排次序",
        ("Alt+Up", "Alt+Down", "F6", "F9"),
    ),
    _one(Where.COPYING, "Esc", "关上照录窗口"),
    Key(Where.WIDGET, "回车、空格", "按下光标所在的按钮"),
    Key(Where.WIDGET, "回车", "录入时到下一栏；对话框里按下默认按钮"),
    Key(Where.WIDGET, "Ctrl+回车", "在多行文字里离开这一栏"),
    Key(Where.WIDGET, "Alt+↓", "在日期一栏里打开日历"),
    Key(
        Where.WIDGET,
        "方向键、PageUp / PageDown、Home、回车",
        "在日历里换一天、换一个月、到今天、就选这一天",
    ),
    Key(Where.WIDGET, "Esc", "返回、关上；没填完的先暂存"),
    _one(Where.WINDOW, "Ctrl+/", "这张表"),
)


def owned(where: Where) -> frozenset[str]:
    """The keys that the owner binds."""
    return frozenset(key for line in KEYS if line.where is where for key in line.keys)


def undisturbed(act: Callable[[], object]) -> None:
    """What a key or a button does. Where the lock took a dialog away, the rest does not happen and nothing is
    said.
    """
    with suppress(Cancelled):
        act()


def bind(owner: QWidget, where: Where, acts: Mapping[str, Callable[[], object]]) -> list[QShortcut]:
    """Bind keys of a place to what they do; KeyError for one that the table does not give to this place. What
    comes back is for owners whose keys rest at times.
    """
    if strange := sorted(acts.keys() - owned(where)):
        raise KeyError(f"{where.name} does not own {strange}")
    made = []
    for keys, act in acts.items():
        made.append(QShortcut(QKeySequence(keys), owner, context=HEARS.get(where, IN_THE_WINDOW)))
        made[-1].activated.connect(partial(undisturbed, act))
        made[-1].setProperty(PLACE, where.name)
    return made


def place_of(shortcut: QShortcut) -> Where | None:
    """Whose key it is; None for one that isn't ours."""
    named = shortcut.property(PLACE)
    return Where[named] if isinstance(named, str) else None
