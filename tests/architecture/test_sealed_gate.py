"""Whatever asks about people goes through the gate before withheld records (``storage/queries/withheld.py``):
it reads the cards, says ``listed``, or stands below with the reason why it may do without.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from anbang_desktop import paths

QUERIES = paths.resources().parent / "anbang_desktop" / "storage" / "queries"
GATE = "withheld"
WORDS = {"listed", "case_cards", "CARD"}  # and, in a module, whatever is made with them
ASKS = {"select", "Reader"}
FREE: dict[str, dict[str, tuple[str, ...]]] = {
    "of one case, person or record that is named (who may see it is asked by records/gate.py)": {
        "cases": (
            *("_CASE", "_CASE_OF_NO", "_CASES_OF_CLIENT", "_CLIENT", "_CLIENT_OF_NUMBER", "_CLIENT_OF_NAME"),
            *(
                "_STAGES",
                "_RECORDS",
                "_STATES_OF_CLIENT",
                "_SNAPSHOT",
                "clients_of",
                "numbers_of",
                "states_of",
            ),
        ),
        "agreements": ("last_version",),
        "alike": ("names_and_numbers",),
        "boards": ("_SCORES",),
        "campaigns": ("_VISITS",),
        "file_moves": ("_OF_CASE", "_LIST", "_FILES", "listed_as", "move"),
        "health": ("phones_of", "texts_of"),
        "issued": ("_OF_CASE", "_OF_ROW", "_OF_CODE", "move"),
        "letters": ("_OF_ID", "_OF_NUMBER", "_OF_WISH"),
        "merged": (
            *("_OF_CLIENT", "_ROWS_OF_CLIENT", "_CLIENTS", "case_of_number", "clients_by_number"),
            *("cases_joined", "move_campaigns", "delete_person"),
        ),
        "sheets": ("came", "answers", "put"),
        "rosters": ("_read", "_KEPT_OF", "_last", "_OFFICES", "in_order"),
        "set_days": ("_KEPT",),
        "wishes": ("_OF",),
    },
    "what a list that comes in is compared with: the list itself names them": {
        "imports": (
            *("_CLIENTS", "_CLIENTS_OF_NUMBER", "_CLIENTS_OF_NAME", "_CASES", "_CASES_OF_CLIENT"),
            *("_ROWS_OF_LIST", "_EARLIER", "_LIST_OF_CASE"),
        )
    },
    "numbers: a withheld record is counted and never named (domain.md §10.3)": {
        "letters": ("_WITHHELD",),
        "wishes": ("_WITHHELD",),
        "numbers": ("_heads_of", "_STAGE", "_came_back", "_of", "_INSIDE", "_BEFORE"),
        "reports": ("entered_later", "count_contacts"),
        "statistics": ("traits", "ending_in", "released_in", "_levels", "_ways"),
        "workers": ("changed_since",),
    },
    "two open cases of one person are refused, whoever it is": {"cases": ("_OPEN",)},
    "filtered afterwards": {
        "campaigns": ("_PEOPLE",),
        "outer_numbers": ("_FOUND",),  # people.search reads the cards of what it finds
        "reports": ("changed_since", "said_since"),  # evidence.names_of reads cards; changes asks the gate
        "outside_queries": ("_ALL", "_OF_ID"),  # worklist/queries asks the gate whom it may number
        "rosters": ("rows",),  # services/reports/rosters asks the gate before anything is read
    },
    "no row of a person": {
        "agreements": ("numbers",),
        "attachments": ("kept", "held"),
        "campaigns": ("_ONE", "newest_first", "open_on"),
        "card_counts": ("_ALL",),
        "daybook": (*("_ONE", "_OPEN", "ids", "counted", "reached", "spent", "years", "lacking"),),
        "drafts": ("find", "drop_of"),
        "health": ("settings_under",),
        "imports": ("_LIST", "_LAYOUT", "_OF_FILE"),
        "instruments": ("text", "keep"),
        "own_lists": ("_OF_LIST", "counted", "used"),
        "reports": (
            *("_PROFILE", "_RUN", "_NEWEST", "profile", "runs", "last_version", "ended_on"),
            *("_found", "_STEPS", "_TERMS", "versions", "made_periods", "all_terms"),
        ),
        "returned": ("_IN_STATE", "_OF_CODE", "_OF_FILE", "_OF_ID", "count_waiting"),
        "series": ("_LAST",),
        "settings": ("beginning_with",),
        "templates": ("_ONE", "_OF_PAPER", "last_version"),
    },
    "the words of listed cards only (people.withhold takes them away)": {"found_by": ("in_range",)},
}


def statements(tree: ast.Module) -> Iterator[tuple[str, set[str], bool]]:
    """Each statement of a module: its name, the names that it uses, whether it asks the database."""
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name, _used(node), _asks(node)
            case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
                for target, value in zip(targets, values, strict=True):
                    yield ast.unparse(target), _used(value), _asks(value)
            case ast.Assign(targets=[target], value=value):
                yield ast.unparse(target), _used(value), _asks(value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield ast.unparse(target), _used(value), _asks(value)


def _used(node: ast.AST) -> set[str]:
    given = {one.arg for one in ast.walk(node) if isinstance(one, ast.arg)}
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} - given


def _asks(node: ast.AST) -> bool:
    return any(
        isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id in ASKS
        for one in ast.walk(node)
    )


def past_the_gate(source: str) -> set[str]:
    """What a module asks without the gate."""
    found = list(statements(ast.parse(source)))
    words, before = set(WORDS), 0
    while len(words) != before:
        before = len(words)
        words |= {name for name, used, _ in found if used & words}
    return {name for name, _, asks in found if asks and name not in words}


def every() -> dict[str, set[str]]:
    modules = (file for file in QUERIES.glob("*.py") if file.stem != GATE)
    found = {file.stem: past_the_gate(file.read_text("utf-8")) for file in modules}
    return {module: names for module, names in found.items() if names}


def allowed() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for modules in FREE.values():
        for module, names in modules.items():
            found.setdefault(module, set()).update(names)
    return found


def test_every_question_about_people_goes_through_the_gate_or_says_why_not() -> None:
    strays = {module: names - allowed().get(module, set()) for module, names in every().items()}
    assert {module: names for module, names in strays.items() if names} == {}, (
        "say listed(case_id) in it, read the cards, or name it in FREE with the reason"
    )


def test_the_exceptions_exist_and_are_needed() -> None:
    assert {module: names - every().get(module, set()) for module, names in allowed().items()} == {
        module: set() for module in allowed()
    }


def test_a_question_without_the_gate_is_seen() -> None:
    source = "_ALL = Question(select(wishes.c.id))\n"
    assert past_the_gate(source) == {"_ALL"}
    assert (
        past_the_gate(source.replace("wishes.c.id)", "wishes.c.id).where(listed(wishes.c.case_id))")) == set()
    )


def test_nobody_reads_the_withheld_cards_but_the_gate() -> None:
    storage = Path(QUERIES).parent
    readers = {file.stem for file in storage.rglob("*.py") if "withheld_cards" in file.read_text("utf-8")}
    assert readers == {GATE, "tables_cards", "audit"}
