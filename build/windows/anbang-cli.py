"""The command line of the bundle: a windowed program has no standard output."""

import multiprocessing
import sys

if __name__ == "__main__":
    # before anything else: a child that reads a foreign workbook starts here too
    multiprocessing.freeze_support()
    from anbang_desktop import cli

    sys.exit(cli.main(sys.argv[1:]))
