"""The command line of the bundle: a windowed program has no standard output."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()  # before anything else: a child that reads a foreign workbook starts here too
    from anbang_desktop import cli

    sys.exit(cli.main(sys.argv[1:]))
