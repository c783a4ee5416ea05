"""The failures of a vault that a clerk must be able to tell apart, each as what, why and what to do."""

from anbang_desktop.errors import UserError


class NoOffice(UserError):
    """The folder holds no office."""

    def __init__(self, folder: object) -> None:
        """Say it in the words that a clerk reads."""
        super().__init__(
            f"这里没有安帮桌面的数据：{folder}。",
            "请确认文件夹是否选对；第一次使用请新建；"
            "换了电脑请用命令 anbang-cli office restore 备份文件 新文件夹 从备份恢复。",
        )


class WrongPassphrase(UserError):
    """No slot of this user opens with this passphrase."""

    def __init__(self) -> None:
        """Say it in the words that a clerk reads."""
        super().__init__(
            "姓名或口令不对，没有打开。",
            "请检查大小写、中英文输入法和空格后再试；确实忘了，可用恢复钥匙重设口令。",
            field="passphrase",
        )


class Throttled(UserError):
    """Too many wrong passphrases on this computer."""

    def __init__(self, tries: int, seconds: int) -> None:
        """Say it in the words that a clerk reads."""
        wait = f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"
        super().__init__(
            f"口令已连续输错 {tries} 次，为防有人试猜，暂时不能再试。",
            f"请等 {wait}后再输入。",
            field="passphrase",
        )


class HeaderDamaged(UserError):
    """Neither copy of the key file can be trusted."""

    def __init__(self, why: str = "两份副本都读不出来") -> None:
        """Say it in the words that a clerk reads."""
        super().__init__(
            f"钥匙文件损坏：{why}。这不是口令的问题，数据本身可能完好。",
            "请不要删除任何文件，用最近的备份恢复到新文件夹，或把整个数据文件夹交给技术人员。",
        )


class HeaderOld(UserError):
    """The key file is older than the data know it to be."""

    def __init__(self) -> None:
        """Say it in the words that a clerk reads."""
        super().__init__(
            "钥匙文件比数据旧：有人把旧的 store.key 文件放了回来，已撤销的口令可能因此复活，所以没有打开。",
            "请找回最新的钥匙文件，或用最近的备份恢复到新文件夹。",
        )


class DataDamaged(UserError):
    """The right key is there, but the data file is not sound."""

    def __init__(self, why: str) -> None:
        """Say it in the words that a clerk reads."""
        self.why = why
        super().__init__(
            f"数据文件损坏：{why}。口令是对的。",
            "请不要再写入，也不要删除任何文件；用最近的备份恢复到新文件夹，原文件夹留着备查。",
        )


class InUse(UserError):
    """Another running program holds the office."""

    def __init__(self, holder: str) -> None:
        """Say it in the words that a clerk reads."""
        super().__init__(
            f"这份数据正在使用中{holder}。",
            "同一时间只能打开一次：请切换到已打开的窗口，或等对方退出后再打开。",
        )


class NotEnoughMemory(UserError):
    """The computer has not enough memory to check a passphrase."""

    def __init__(self) -> None:
        """Say it in the words that a clerk reads."""
        super().__init__("内存不足，无法核对口令。这不是口令的问题。", "请关闭一些其他程序后再试。")


class TrialVersion(UserError):
    """The data were written by the trial version, whose rows no later version can take over."""

    def __init__(self, what: str = "数据") -> None:
        """Say it in the words that a clerk reads."""
        super().__init__(
            f"这份{what}是用安帮桌面第一版（试用版）建立的，格式已经更换，这一版打不开，也没有改动它。",
            "请用原来的程序打开，导出花名册，再在这一版里新建机构后导入。",
        )


class Newer(UserError):
    """The data were written by a later program."""

    def __init__(self, what: str = "数据") -> None:
        """Say it in the words that a clerk reads."""
        super().__init__(
            f"这份{what}是用更新版本的安帮桌面建立的，本程序太旧，打不开，也没有改动它。",
            "请先把程序升级到新版本。",
        )


class DiskFull(UserError):
    """No room left where the data or an output should go."""

    def __init__(self) -> None:
        """Say it in the words that a clerk reads."""
        super().__init__(
            "磁盘空间已满，这一步没有保存，原有数据没有变。",
            "请清理磁盘（例如清空回收站、移走大文件）后再保存一次。",
        )


class PackageDamaged(UserError):
    """A backup that must not be restored."""

    def __init__(self, why: str) -> None:
        """Say it in the words that a clerk reads."""
        super().__init__(
            f"备份文件不能用：{why}。没有恢复任何内容。", "请换一份备份再试，坏的这一份留着备查。"
        )
