"""Scans in the encrypted file: chunked, stored once, given back byte for byte."""

import random

import pytest
from sqlalchemy import func, select

from anbang_desktop.errors import UserError
from anbang_desktop.storage import attachments
from anbang_desktop.storage.attachments import CHUNK
from anbang_desktop.storage.store import Store
from anbang_desktop.storage.tables_core import attachment_chunks


def chunks(store: Store) -> int:
    """Rows that hold content."""
    with store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(attachment_chunks)).scalar_one())


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 17])
def test_comes_back_as_it_was(store: Store, size: int) -> None:
    data = random.Random(size).randbytes(size)
    with store.work() as work:
        id_ = work.attach("扫描件.jpg", "image/jpeg", data)
    file = store.attachment(id_)
    assert (file.name, file.media_type, file.data) == ("扫描件.jpg", "image/jpeg", data)
    assert store.check().ok


def test_the_same_content_is_stored_once(store: Store) -> None:
    data, before = random.Random(1).randbytes(2 * CHUNK), chunks(store)
    with store.work() as work:
        first = work.attach("甲.pdf", "application/pdf", data)
        again = work.attach("甲.pdf", "application/pdf", data)
        renamed = work.attach("乙.pdf", "application/pdf", data)
    assert first == again != renamed
    assert chunks(store) == before + 2
    assert store.attachment(renamed).data == data


def test_too_large_is_told_before_anything_is_written(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 10)
    with pytest.raises(UserError, match="存不下"), store.work() as work:
        work.attach("大.pdf", "application/pdf", b"x" * 11)


def test_an_unknown_number_is_a_fault_of_ours(store: Store) -> None:
    with pytest.raises(KeyError):
        store.attachment(10**6)
