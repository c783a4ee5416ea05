"""What the office sets up for itself: its own lists of names, its times of special care, its daybook, and the
wordings of its papers.
"""

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, String, Table, Text

from anbang_desktop.fields.daybook import DAYBOOK
from anbang_desktop.storage.schema import Key, metadata
from anbang_desktop.storage.tables import columns, find_holders

listed_names = Table(
    "listed_names",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", String, nullable=False),  # a value of ``OwnList``
    Column("name", String, nullable=False),  # once in a list; offices that are merged may both have it
    Column("within", String),
    Column("phone", String),
    Column("position", Integer, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("contact", String),  # whom to ask there
    Column("about", String),
    Column("number", Integer),
    Column("until", Date),
    Index("ix_listed_names_kind", "kind", "position"),
)

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", String, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("levels", JSON(none_as_null=True)),
    Column("villages", JSON(none_as_null=True)),
    Column("workers", JSON(none_as_null=True)),
    Column("by_hand", Boolean, nullable=False),  # chosen one by one: nobody joins by himself
    Column("ways", JSON(none_as_null=True)),
    Column("remark", Text),
    Column("closed_on", Date),
    Column("entered_at", DateTime, nullable=False),
    Column("entered_by", String, nullable=False),
    Index("ix_campaigns_ends", "ends"),
)

# The list as it stood on the first day and what was added; ``about_id`` and not ``case_id``: it is the
# office's list and no record of the case, so it stands in nobody's history.
campaign_people = Table(
    "campaign_people",
    metadata,
    Column("id", Key, primary_key=True),
    Column("campaign_id", ForeignKey("campaigns.id"), nullable=False),
    Column("about_id", ForeignKey("cases.id"), nullable=False),
    Column("village", String),
    Column("level", String),
    Column("added_on", Date, nullable=False),
    Column("later", Boolean, nullable=False),
    Column("note", Text),
    Index("ix_campaign_people_campaign", "campaign_id", "about_id"),
    Index("ix_campaign_people_about", "about_id"),
)

# 工作台账: no record of a case, so it has none of theirs
daybook_entries = Table(
    "daybook_entries",
    metadata,
    Column("id", Key, primary_key=True),
    Column("entered_at", DateTime, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("voided_at", DateTime),
    Column("voided_by", String),
    Column("void_reason", Text),
    *columns(DAYBOOK.fields),
    Index("ix_daybook_entries_on", "on", "id"),
)
find_holders(daybook_entries)

templates = Table(
    "templates",
    metadata,
    Column("id", Key, primary_key=True),
    Column("paper", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("source", Text, nullable=False),
    Column("base", String, nullable=False),
    Column("note", Text),
    Column("effective_from", Date),
    Column("approver", String),
    Column("approved_on", Date),
    Column("number", String),
    Column("lacking", Text),
    Column("sign_again", Boolean),
    Column("entered_at", DateTime, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("ended_on", Date),
    Column("ended_by", String),
    Column("end_reason", Text),
    Index("ix_templates_paper", "paper", "version"),
)
