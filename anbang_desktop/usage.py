"""A parser of command lines that says in Chinese what was typed wrongly; the words of argparse itself are
English.
"""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

WRONG = 2  # exit code
_HEADINGS = {"positional arguments": "参数", "options": "选项"}
_SENTENCES = (  # argparse's own, of Python 3.11 and later
    (r"the following arguments are required: (.+)", r"缺少 {0}，请补上。"),
    (r"one of the arguments (.+) is required", r"{0} 要写一个。"),
    (r"unrecognized arguments: (.+)", r"不认识 {0}，请去掉或者改正。"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"{0} 不能写“{1}”，可以写 {2}。"),
    (r"argument (.+?): expected (?:one|at least one|\d+) arguments?", r"{0} 后面要写内容，请补上。"),
    (r"argument (.+?): expected at most one argument", r"{0} 后面最多写一项，请去掉多余的。"),
    (r"argument (.+?): not allowed with argument (.+)", r"{0} 不能和 {1} 一起写，请去掉一个。"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"{0} 后面不用写“{1}”，请去掉。"),
    (r"ambiguous option: (.+?) could match (.+)", r"{0} 可能是 {1}，请写完整。"),
)


class Formatter(argparse.HelpFormatter):
    """Help under Chinese headings."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Write 用法 instead of usage."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """Translate argparse's own headings."""
        super().start_section(_HEADINGS.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """Its commands (``add_subparsers``) are of the same kind."""

    def __init__(self, *, add_help: bool = True, **more: Any) -> None:
        """``more`` goes to argparse as it is."""
        super().__init__(add_help=False, **{"formatter_class": Formatter, **more})
        if add_help:
            self.add_argument("-h", "--help", action="help", help="显示这些说明")

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what is wrong and end with WRONG."""
        self.print_usage(sys.stderr)
        self.exit(WRONG, f"{self.prog}：{chinese(message)}\n")


def chinese(message: str) -> str:
    """A complaint of argparse in Chinese; one that is not known stays as it is."""
    for pattern, words in _SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words.format(*(re.sub(r", ", "、", part.replace("'", "")) for part in found.groups()))
    return message
