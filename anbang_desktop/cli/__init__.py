"""The command line: the services without a window, for scripts, the county's IT and tests.

Exit 0 done, 1 refused (Chinese reasons on stderr), 2 usage. ``--json`` prints machine-readable results. One
module for each subject says its commands; ``main`` puts them together.
"""

from anbang_desktop.cli.desks import TODAY_VARIABLE
from anbang_desktop.cli.main import main

__all__ = ["TODAY_VARIABLE", "main"]
