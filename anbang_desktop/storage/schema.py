"""The one MetaData that every table of the office registers with, and what marks the file as ours."""

from sqlalchemy import BigInteger, Integer, MetaData

APPLICATION_ID = 0x414E4244  # "ANBD", readable by any SQLite tool that has the key
FIRST = 2  # schema 1 was the trial version's: its vaults are refused with a sentence
VERSION = 15  # the newest migration in db/versions, kept in user_version

Key = BigInteger().with_variant(
    Integer(), "sqlite"
)  # an id is 63 bits; SQLite's rowid must be called INTEGER

metadata = MetaData()


def extra_ddl() -> list[str]:
    """Statements run after the tables exist (triggers, virtual tables), in order; a module adds its own
    when it is imported.
    """
    statements: list[str] = metadata.info.setdefault("ddl", [])
    return statements
