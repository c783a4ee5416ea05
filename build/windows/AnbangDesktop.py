"""The windowed program of the bundle."""

import multiprocessing
import sys

if __name__ == "__main__":
    # before anything else: a child that reads a foreign workbook starts here too
    multiprocessing.freeze_support()
    from anbang_desktop.__main__ import main

    sys.exit(main())
