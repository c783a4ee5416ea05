"""The texts of the assessment instruments that were ever used."""

import hashlib

from sqlalchemy import select

from anbang_desktop.storage.reading import Connection
from anbang_desktop.storage.tables import instrument_texts
from anbang_desktop.storage.work import Work


def text(connection: Connection, number: int) -> str:
    """One text."""
    wanted = select(instrument_texts.c.text).where(instrument_texts.c.id == number)
    return str(connection.execute(wanted).scalar_one())


def keep(work: Work, text_: str) -> int:
    """Keep a text once; its number."""
    digest = hashlib.sha256(text_.encode()).hexdigest()
    known = work.connection.execute(
        select(instrument_texts.c.id).where(instrument_texts.c.sha256 == digest)
    ).scalar()
    if known is not None:
        return int(known)
    return work.insert(instrument_texts, {"sha256": digest, "text": text_}, "评估表文本")
