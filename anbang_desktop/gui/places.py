"""Which pages there are, in the order of the navigation. Imported only after the unlock: the pages bring the services with them."""

from anbang_desktop.gui.page import Place
from anbang_desktop.gui.pages import people, settings, today

PLACES: tuple[Place, ...] = (today.PLACE, people.PLACE, settings.PLACE)
