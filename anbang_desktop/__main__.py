"""python -m anbang_desktop: without a command the window, with one the command line."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from anbang_desktop.lazy import lazy_import
from anbang_desktop.usage import Parser

if TYPE_CHECKING:
    from anbang_desktop import app, cli
    from anbang_desktop.gui import window_test
else:  # the command line must not need Qt, the window must not wait for the command line
    app = lazy_import("anbang_desktop.app")
    cli = lazy_import("anbang_desktop.cli")
    window_test = lazy_import("anbang_desktop.gui.window_test")


def main(words: Sequence[str] | None = None) -> int:
    """Run the window or one command; the process exit code. Each imports only what it needs: the start is
    measured.
    """
    given = sys.argv[1:] if words is None else list(words)
    options = Parser(prog="anbang-desktop", add_help=False)
    options.add_argument("--office", type=Path)
    options.add_argument("--user", default="")
    options.add_argument("--passphrase-file", type=Path)
    options.add_argument("--self-test", type=Path, metavar="REPORT")
    found, rest = options.parse_known_args(given)
    if found.self_test is not None:
        return window_test.run(found.self_test, window_test.Composition(app.doors, app.load_inside))
    if rest:
        return cli.main(given)
    if not _has_screen():
        print(
            "没有找到显示器，窗口打不开。请在桌面上打开；没有桌面时可用命令行，见 --help。", file=sys.stderr
        )
        return 1
    return app.run(found.office, found.user)


def _has_screen() -> bool:
    """Qt aborts the process where there is none; only Linux can be without."""
    return sys.platform != "linux" or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    )


if __name__ == "__main__":
    sys.exit(main())
