"""The words that services may say of the database: an open connection, a table, and a row by column name."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table

Row = Mapping[str, Any]

__all__ = ["Connection", "Row", "Table"]
