"""Workbooks under a password."""

import pytest

from anbang_desktop.errors import UserError
from anbang_desktop.excel import encrypted
from tests.support.blanks import ROSTER, shipped

PASSWORD = "7KQM-3HTX-9ABC-DEFG"


def test_what_is_encrypted_opens_with_its_password_and_no_other() -> None:
    data = shipped(ROSTER)
    sealed = encrypted.encrypt(data, PASSWORD)
    assert encrypted.is_encrypted(sealed)
    assert not encrypted.is_encrypted(data)
    assert encrypted.decrypt(sealed, PASSWORD) == data
    with pytest.raises(UserError, match="密码不对"):
        encrypted.decrypt(sealed, PASSWORD.lower())


def test_a_file_that_was_tampered_with_or_is_none_is_refused() -> None:
    sealed = encrypted.encrypt(shipped(ROSTER), PASSWORD)
    at = len(sealed) // 2
    for broken in (sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :], b"no workbook", sealed[:3000]):
        with pytest.raises(UserError, match=r"打不开|读不出来"):
            encrypted.decrypt(broken, PASSWORD)


def test_what_does_not_come_back_equal_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encrypted, "decrypt", lambda _sealed, _password: b"something else")
    with pytest.raises(RuntimeError):
        encrypted.encrypt(shipped(ROSTER), PASSWORD)
