"""The one MetaData that every table of the office registers with."""

from sqlalchemy import MetaData

metadata = MetaData()
