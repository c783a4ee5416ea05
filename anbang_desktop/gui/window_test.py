"""AnbangDesktop --self-test REPORT: the installed program tries every part of itself and opens every page,
with nobody there.
"""

import sys
import tempfile
import time
import traceback
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from anbang_desktop import __version__
from anbang_desktop.errors import UserError
from anbang_desktop.gui import screens
from anbang_desktop.services.demo import run as demo
from anbang_desktop.services.demo import self_test

PASSED = "全部通过"


def run(report: Path) -> int:
    """0 when everything worked; the report says what was tried, pictures of the pages lie in a folder
    beside it.
    """
    with (
        report.open("w", encoding="utf-8", buffering=1) as words,
        redirect_stdout(words),
        redirect_stderr(words),
    ):
        words.write(f"安帮桌面 {__version__} 自检，Python {sys.version.split()[0]}，{sys.platform}\n")
        try:
            _parts()
            failed = _pages(report.with_suffix(""))
        except UserError as error:
            words.write(f"{error}\n")
            failed = 1
        except Exception:  # noqa: BLE001 - whatever it is belongs into the report
            traceback.print_exc(file=words)
            failed = 1
        words.write(f"{'没有通过' if failed else PASSED}\n")
    return failed


def _parts() -> None:
    for line in self_test.run():
        sys.stdout.write(f"{line.seconds:6.1f} 秒  {line.what}：{line.result}\n")


def _pages(pictures: Path) -> int:
    """Every page, dialog and paper of the demo office, painted at both text sizes."""
    with tempfile.TemporaryDirectory(prefix="anbang-self-test-", ignore_cleanup_errors=True) as made:
        demo.run(Path(made))
        start = time.monotonic()
        failed = screens.main(["--office", str(Path(made) / "office"), "--out", str(pictures)])
    sys.stdout.write(f"{time.monotonic() - start:6.1f} 秒  每一页、每个对话框、每份文书都画了一遍\n")
    return failed
