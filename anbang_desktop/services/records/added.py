"""What is added to what stands there, never put in its place: a remark, the numbers of other systems."""

from anbang_desktop.fields.client import OuterNumber

PART = "；"  # between the parts of a remark


def added(here: object, there: object) -> object:
    """``here`` with the parts of ``there`` that it doesn't have yet; either may be empty."""
    if not here or not there:
        return there or here
    if isinstance(here, tuple) and isinstance(there, tuple):
        return with_numbers(here, there)
    fresh = [part for part in str(there).split(PART) if part not in str(here)]
    return PART.join((str(here), *fresh))


def with_numbers(here: tuple[OuterNumber, ...], there: tuple[OuterNumber, ...]) -> tuple[OuterNumber, ...]:
    """The same number is the same, whatever a list calls its system."""
    known = {one.number for one in here}
    return (*here, *(one for one in there if one.number not in known))
