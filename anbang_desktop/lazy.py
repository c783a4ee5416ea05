"""The lazy boundary: the only code that imports a module later than at the top of a file.

A module that takes a tenth of a second or more to load (ReportLab, openpyxl, SQLAlchemy, the pages of the
window) must not delay the unlock window or a small command. Whoever uses such a module says so at its top:

    if TYPE_CHECKING:
        from anbang_desktop.pdf import preview
    else:
        preview = lazy_import("anbang_desktop.pdf.preview")

mypy, import-linter and PyInstaller read the first branch, Python runs the second: the module is loaded when
its first name is used. tests/architecture/test_lazy.py holds the two branches together.
"""

from importlib import import_module


class LazyModule:
    """Stands for a module and loads it when one of its names is first used."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        """Remember the full name of the module; load nothing."""
        self._name = name

    def __getattr__(self, attribute: str) -> object:
        """Look the name up in the module, which Python loads once and then keeps."""
        return getattr(import_module(self._name), attribute)


def load(name: str) -> None:
    """Load a module now that will be needed soon."""
    import_module(name)


def lazy_import(name: str) -> LazyModule:
    """Stand-in for the module ``name``; only ever in the ``else`` of an ``if TYPE_CHECKING``."""
    return LazyModule(name)
