"""No name and no number in any file that the program wrote: data, key files, lock, backup, state."""

import base64
from contextlib import closing
from pathlib import Path

from anbang_desktop import paths
from anbang_desktop.storage import backup, vault
from anbang_desktop.storage.header import FLOOR
from anbang_desktop.storage.tables import clients
from tests.support.vaults import CLOCK, OFFICE, PASSPHRASE, USER

NAME, NUMBER = "欧阳金丝雀", "149901199001014018"
NEXT = "a rather different phrase"


def spellings(text: str) -> list[bytes]:
    """The ways in which a text could lie in a file."""
    plain = [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gbk")]
    return [*plain, *(one.hex().encode() for one in plain), *(base64.b64encode(one)[:-4] for one in plain)]


def test_a_day_of_work_leaves_no_plain_text(tmp_path: Path) -> None:
    folder = tmp_path / "QS01"
    made = vault.create_office(folder, OFFICE, USER, PASSPHRASE, CLOCK, kdf=FLOOR)
    with closing(made.store) as store:
        with store.work() as work:
            people = [{"name": f"{NAME}{n}", "id_no": NUMBER, "live_addr": NAME * 500} for n in range(300)]
            ids = work.insert_many(clients, people, "导入")
            work.attach(f"{NAME}.txt", "text/plain", f"{NAME}{NUMBER}".encode() * 50_000)
        with store.work() as work:
            work.update(clients, ids[0], {"former_name": NAME}, "改")
            work.delete(clients, ids[1], "撤销")
        store.change_passphrase(PASSPHRASE, NEXT)
        with store.read() as connection:
            connection.exec_driver_sql("SELECT * FROM clients ORDER BY live_addr, name DESC").all()
        store.backup(tmp_path / "a.abk")
        assert store.check().ok
    backup.restore(tmp_path / "a.abk", tmp_path / "back", USER, NEXT, CLOCK).close()
    files = [path for root in (tmp_path, paths.config_folder()) for path in root.rglob("*") if path.is_file()]
    assert len(files) >= 10
    wanted = [one for text in (NAME, NUMBER, PASSPHRASE, NEXT, made.recovery_code) for one in spellings(text)]
    found = [(path.name, one) for path in files for one in wanted if one in path.read_bytes()]
    assert found == []
    secret = [path.name for path in files if b"clients" in path.read_bytes()]
    assert secret == ["a.abk"], "only the manifest of the backup names a table"
