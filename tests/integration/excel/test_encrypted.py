"""excel/encrypted: another program opens what we put under a password, with that password."""

from pathlib import Path

from anbang_desktop.excel.encrypted import encrypt
from tests.support.blanks import ROSTER, shipped
from tests.support.office_suite import rows, sealed_rows

PASSWORD = "7K3M-9QXR-密码"


def test_libreoffice_opens_it_with_the_password(tmp_path: Path) -> None:
    plain, sealed = tmp_path / "明.xlsx", tmp_path / "密.xlsx"
    plain.write_bytes(shipped(ROSTER))
    sealed.write_bytes(encrypt(shipped(ROSTER), PASSWORD))
    assert sealed_rows(sealed, PASSWORD, tmp_path) == rows(plain, tmp_path)
