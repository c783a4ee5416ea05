"""Scans, photos and issued papers as rows of 256 KiB in the encrypted file, each content once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, insert, select

from anbang_desktop.errors import UserError
from anbang_desktop.storage.tables_core import attachment_chunks, attachments

if TYPE_CHECKING:
    from anbang_desktop.storage.work import Work

CHUNK: Final = 256 * 1024
LARGEST: Final = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept in the vault."""

    name: str
    media_type: str
    data: bytes


def put(work: "Work", file: Attachment, digest: bytes) -> int:
    """Store a file under the keyed hash of its content; a file known under the same name gets its old id
    back.
    """
    if len(file.data) > LARGEST:
        raise UserError(
            f"“{file.name}”有 {len(file.data) // 2**20} MB，超过 {LARGEST // 2**20} MB，存不下。",
            "请降低扫描分辨率或分成几个文件。",
        )
    table = attachments.c
    known = work.connection.execute(
        select(table.id, table.name, table.media_type).where(table.digest == digest)
    ).all()
    for id_, name, media_type in known:
        if (name, media_type) == (file.name, file.media_type):
            return int(id_)
    if not known and file.data:
        work.connection.execute(insert(attachment_chunks), _chunks(file.data, digest))
    row = {
        "name": file.name,
        "media_type": file.media_type,
        "size": len(file.data),
        "digest": digest,
        "added_at": work.clock.now(),
    }
    return work.insert(attachments, row, "存入附件")


def get(connection: Connection, id_: int) -> tuple[Attachment, bytes]:
    """A stored file and the digest it was stored under (KeyError if there is none)."""
    row = connection.execute(select(attachments).where(attachments.c.id == id_)).first()
    if row is None:
        raise KeyError(f"attachments/{id_}")
    chunks = attachment_chunks.c
    parts = connection.execute(
        select(chunks.data).where(chunks.digest == row.digest).order_by(chunks.n)
    ).scalars()
    return Attachment(row.name, row.media_type, b"".join(parts)), row.digest


def _chunks(data: bytes, digest: bytes) -> list[dict[str, Any]]:
    return [
        {"digest": digest, "n": n, "data": data[at : at + CHUNK]}
        for n, at in enumerate(range(0, len(data), CHUNK))
    ]
