"""Who was registered twice: the numbers under which a merged person is still found."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, String, Table

from anbang_desktop.storage.schema import Key, metadata

merged_people = Table(
    "merged_people",
    metadata,
    Column("id", Key, primary_key=True),
    Column("client_id", ForeignKey("clients.id"), nullable=False),
    Column("gone_client_id", Key, nullable=False),
    Column("case_id", ForeignKey("cases.id")),  # the open case that took in the other one
    Column("gone_case_id", Key),
    Column("no", String),  # of the case that went into that one: never given again
    Column("id_no", String),  # a list may still bring it
    Column("name", String, nullable=False),
    Column("person", JSON, nullable=False),  # as of then: frozen evidence
    Column("merged_on", Date, nullable=False),
    Column("by", String, nullable=False),
    Index("ix_merged_people_no", "no"),
    Index("ix_merged_people_id_no", "id_no"),
    Index("ix_merged_people_client", "client_id"),
    Index("ix_merged_people_case", "case_id"),
)
