"""Making, opening, checking, backing up and closing an office, with or without a window; the composition root
of the services, which hands each desk the steps that its units close through.

Storage and the rules are loaded when they are first used: they bring SQLAlchemy, SQLCipher, Argon2 and many
frozen classes (0.4 s and more), and the unlock window must be painted before that. ``look`` needs only the
reader of the key file, which is light.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from anbang_desktop import paths
from anbang_desktop.domain.clock import Clock
from anbang_desktop.errors import UserError
from anbang_desktop.lazy import lazy_import
from anbang_desktop.progress import Progress
from anbang_desktop.services.desk import Desk, RuleShelf
from anbang_desktop.storage import card, recovery_code
from anbang_desktop.storage import passphrase as policy
from anbang_desktop.storage.header import OfficeCard, OfficeIdentity

if TYPE_CHECKING:
    from anbang_desktop.domain import codes as code_tables
    from anbang_desktop.domain import instrument as instruments
    from anbang_desktop.domain import rule_pack
    from anbang_desktop.services.cases import case_card, following, sealing
    from anbang_desktop.services.office import details, kept_instruments, kept_rules, rule_files
    from anbang_desktop.services.records import rules_followed
    from anbang_desktop.storage import backup as backups
    from anbang_desktop.storage import vault
    from anbang_desktop.storage.at_a_glance import BackupState
    from anbang_desktop.storage.inspection import CheckReport
    from anbang_desktop.storage.queries import card_counts, withheld
    from anbang_desktop.storage.store import Store
else:
    code_tables = lazy_import("anbang_desktop.domain.codes")
    instruments = lazy_import("anbang_desktop.domain.instrument")
    rule_pack = lazy_import("anbang_desktop.domain.rule_pack")
    case_card = lazy_import("anbang_desktop.services.cases.case_card")
    following = lazy_import("anbang_desktop.services.cases.following")
    sealing = lazy_import("anbang_desktop.services.cases.sealing")
    details = lazy_import("anbang_desktop.services.office.details")
    kept_instruments = lazy_import("anbang_desktop.services.office.kept_instruments")
    kept_rules = lazy_import("anbang_desktop.services.office.kept_rules")
    rule_files = lazy_import("anbang_desktop.services.office.rule_files")
    rules_followed = lazy_import("anbang_desktop.services.records.rules_followed")
    backups = lazy_import("anbang_desktop.storage.backup")
    card_counts = lazy_import("anbang_desktop.storage.queries.card_counts")
    withheld = lazy_import("anbang_desktop.storage.queries.withheld")
    vault = lazy_import("anbang_desktop.storage.vault")


class Made(NamedTuple):
    """An open office and its new recovery key, shown once and kept nowhere."""

    desk: Desk
    recovery_code: str


@dataclass(frozen=True, slots=True)
class OfficeState:
    """What the settings page and ``office info`` say of an open office."""

    name: str
    code: str
    county: str
    db_id: str
    user: str
    users: tuple[str, ...]
    folder: str
    data_file: str
    size: int
    cases: int
    audit_seq: int
    changes_since_backup: int
    last_backup: str
    rule_pack: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BackupDone:
    """A verified backup."""

    file: str
    size: int
    audit_seq: int
    made: str


def look(folder: Path) -> OfficeCard:
    """Names that anybody may read (name, code, county, users); UserError when there is no readable office."""
    return card.look(folder)


def create(
    folder: Path,
    name: str,
    code: str,
    county: str,
    user: str,
    passphrase: str,
    clock: Clock,
    progress: Progress | None = None,
    phone: str = "",
    *,
    practice: bool = False,
) -> Made:
    """A new office; its first user is 所长 and 系统管理 at once. Only a ``practice`` office is named so."""
    details.refuse_wrong(name, code, county, practice=practice)
    details.refuse_name(user, "姓名", "user")
    details.refuse_phone(phone)
    identity = OfficeIdentity(name.strip(), code.strip(), county.strip())
    made = vault.create_office(folder, identity, user, passphrase, clock, progress)
    desk = _desk(made.store, clock)
    if phone.strip():
        details.set_phone(desk, phone)
    return Made(desk, made.recovery_code)


def unlock(folder: Path, user: str, passphrase: str, clock: Clock) -> Desk:
    """Open with a passphrase; the failures are told apart by their sentences (storage/failures.py)."""
    return _desk(vault.unlock(folder, user, passphrase, clock), clock)


def recover(folder: Path, code: str, user: str, new_passphrase: str, clock: Clock) -> Made:
    """Open with the printed recovery key; gives the next one, to be printed at once. The old one is dead."""
    made = vault.recover(folder, code, user, new_passphrase, clock)
    return Made(_desk(made.store, clock), made.recovery_code)


def check_groups(groups: Sequence[str]) -> list[bool | None]:
    """For each typed group of a recovery key: right, wrong, or not to be told yet."""
    return recovery_code.check(groups)


def passphrase_notes(passphrase: str) -> list[str]:
    """What looks like a slip in a typed passphrase (full-width letters, outer spaces)."""
    return policy.notes(passphrase)


def refuse_weak(passphrase: str, user: str) -> None:
    """UserError for a passphrase that must not be chosen."""
    policy.refuse_weak(passphrase, user)


def refuse_phone(text: str) -> None:
    """UserError for an office's phone that is no number."""
    details.refuse_phone(text)


def new_recovery_key(desk: Desk, passphrase: str) -> str:
    """Another recovery key, after the passphrase was asked again; the old one is dead."""
    return desk.store.new_recovery_code(passphrase)


def prove(desk: Desk, passphrase: str) -> None:
    """Is it this user's passphrase? UserError as at the unlock where it isn't."""
    desk.store.prove(passphrase)


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """Exchange this user's passphrase; the old one opens nothing on this disk afterwards."""
    desk.store.change_passphrase(old, new)


def close(desk: Desk) -> None:
    """Close the database and drop the keys; harmless when repeated."""
    desk.store.close()


def info(desk: Desk) -> OfficeState:
    """The state of the open office."""
    facts = desk.store.facts()
    with desk.store.read() as connection:
        cases = card_counts.read(connection)[card_counts.ALL] + withheld.count(connection)
    return OfficeState(
        name=desk.office.name,
        code=desk.office.code,
        county=desk.office.county,
        db_id=desk.office.db_id,
        user=desk.user,
        users=facts.users,
        folder=str(facts.file.parent),
        data_file=facts.file.name,
        size=facts.size,
        cases=cases,
        audit_seq=facts.audit_seq,
        changes_since_backup=facts.backup.changes,
        last_backup=facts.backup.last.isoformat(" ", "minutes") if facts.backup.last else "",
        rule_pack=desk.pack.name,
        warnings=(*desk.store.warnings, *desk.rules.unread, *kept_instruments.unread(desk.store)),
    )


def backup_state(desk: Desk) -> "BackupState":
    """When the last copy was made and how much it misses, counted up to a thousand: cheap enough after each
    save.
    """
    return desk.store.backup_state()


def check(desk: Desk, progress: Progress | None = None) -> "CheckReport":
    """Look at everything: encrypted pages, structure, references, audit chain, each row against it.
    ``.ok``, ``.problems``.
    """
    return desk.store.check(progress)


def backup(desk: Desk, file: Path, progress: Progress | None = None) -> BackupDone:
    """A verified copy with its key file in one new file."""
    made = desk.store.backup(file, progress, desk.clock)
    return BackupDone(str(file), file.stat().st_size, made.audit_seq, made.made)


def backup_name(desk: Desk) -> str:
    """The name to propose: sorts by the record's number even when the clock lies."""
    now: datetime = desk.clock.now()
    return f"安帮备份-{desk.office.code}-{desk.store.head().seq:08}-{now:%Y%m%d-%H%M}.abk"


def restore(
    file: Path, folder: Path, user: str, passphrase: str, clock: Clock, progress: Progress | None = None
) -> OfficeCard:
    """Unpack a backup into a new folder, checked before it gets its name; open it with ``unlock``
    afterwards.
    """
    name = user or _only_user(backups.look(file))
    backups.restore(file, folder, name, passphrase, clock, progress).close()
    return card.look(folder)


def restore_by_recovery(
    file: Path,
    folder: Path,
    code: str,
    user: str,
    new_passphrase: str,
    clock: Clock,
    progress: Progress | None = None,
) -> Made:
    """The same with the printed recovery key of that time and a new passphrase; gives the next recovery
    key.
    """
    made = backups.restore_by_recovery(file, folder, code, user, new_passphrase, clock, progress)
    return Made(_desk(made.store, clock), made.recovery_code)


def look_at_backup(file: Path) -> OfficeCard:
    """Whose backup this says it is."""
    return backups.look(file)


@cache
def codes() -> "code_tables.CodeBook":
    """The code tables shipped with the program."""
    return code_tables.parse_codes(paths.seed("codes.toml").read_text("utf-8"))


@cache
def rules() -> "rule_pack.RuleBook":
    """Every rule pack shipped with the program."""
    return rule_files.read_rules(codes())


@cache
def instrument() -> "instruments.Instrument":
    """The assessment instrument shipped with the program."""
    return rule_files.read_instrument(codes())


@cache
def short_forms() -> "tuple[instruments.Instrument, ...]":
    """The instruments that are only for the assessments they name."""
    return rule_files.read_short_forms(codes())


def _desk(store: "Store", clock: Clock) -> Desk:
    """The store is closed again where a rule file is refused: nobody could close it later."""
    closing = (
        rules_followed.follow_rules,
        following.follow_records,
        sealing.propose,
        case_card.close_cases,
    )
    try:
        shelf = RuleShelf(lambda: kept_rules.book(store, rules(), codes()), codes())
        forms = partial(kept_instruments.in_force, store, (*short_forms(), instrument()))
        desk = Desk(store, clock, store.user_name, shelf, forms, closing)
        rules_followed.at_opening(desk)
        sealing.at_opening(desk)
        case_card.at_opening(desk)
    except UserError:
        store.close()
        raise
    return desk


def _only_user(found: OfficeCard) -> str:
    if len(found.users) == 1:
        return found.users[0]
    raise UserError("没有指明用户。", f"请选一位：{'、'.join(found.users)}。", field="user")
