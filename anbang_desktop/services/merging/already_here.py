"""Is somebody who is being registered already here? Asked while the form is typed; nothing is stopped."""

from dataclasses import dataclass
from datetime import date

from anbang_desktop.domain.id_number import read_id_number
from anbang_desktop.domain.likeness import Likeness, Looks, compare
from anbang_desktop.domain.states import state
from anbang_desktop.services.desk import Desk
from anbang_desktop.services.merging.compare import Person, person_of
from anbang_desktop.storage.queries import alike, merged
from anbang_desktop.storage.queries import cases as query
from anbang_desktop.storage.reading import Connection

_RANK = list(Likeness)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who may be the one; ``likeness`` says why."""

    no: str
    name: str
    state: str
    likeness: Likeness

    @property
    def sentence(self) -> str:
        """As it stands under the entry."""
        return f"本所已有{self.name}（{self.no}，{self.state}），{self.likeness}。是同一个人的，不要再登记。"


def find(desk: Desk, name: str, id_no: str = "", birth: date | None = None, village: str = "") -> list[Known]:
    """Who may be this person, the strongest reason first; the birth date of the number counts where none is
    given.
    """
    born = birth or (read_id_number(id_no).birth_date if id_no else None)
    near = frozenset({village} if village else ())
    typed = Looks(0, 0, name.strip(), id_no.strip().upper() or None, born, near)
    with desk.store.read() as connection:
        found = [
            (likeness, person_of(connection, query.case_by_id(connection, one.case_id).no))
            for one in alike.like(connection, typed.name, typed.id_no or "")
            if (likeness := _likeness(typed, one)) is not None
        ]
        if not found and typed.id_no:
            found = [(Likeness.NUMBER, one) for one in _merged(connection, typed.id_no)]
    found.sort(key=lambda pair: _RANK.index(pair[0]))
    return [
        Known(one.main.no, one.client.name, state(one.main.state).label, likeness) for likeness, one in found
    ]


def _likeness(typed: Looks, one: Looks) -> Likeness | None:
    """Before a birth date or a number is typed, a name with a village alone says too little."""
    if typed.birth is None and typed.id_no is None:
        return None
    return compare(typed, one)


def _merged(connection: Connection, id_no: str) -> list[Person]:
    """The number that somebody had who was merged."""
    client = merged.clients_by_number(connection, [id_no]).get(id_no)
    if client is None:
        return []
    return [Person(client, tuple(query.cases_of_client(connection, client.id)))]
