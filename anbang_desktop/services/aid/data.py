"""The facts that raise needs and the policies of the articles 14–26, as shipped, read once."""

from functools import cache

from anbang_desktop import paths
from anbang_desktop.domain.help_facts import Hints, Policy, parse_hints, parse_policies
from anbang_desktop.fields.client import REGISTRATION
from anbang_desktop.fields.contact import CONTACT

_FORM = {field.name: field for field in REGISTRATION.fields}
_VISIT = {field.name: field for field in CONTACT.fields}


@cache
def hints() -> Hints:
    """``resources/help/needs.toml``."""
    return parse_hints(paths.resources("help", "needs.toml").read_text("utf-8"), _FORM, _VISIT)


@cache
def policies() -> tuple[Policy, ...]:
    """``resources/help/policies.toml``."""
    return parse_policies(paths.resources("help", "policies.toml").read_text("utf-8"), _FORM)
