"""The only code that knows SQLAlchemy, SQLCipher and Alembic: the vault, the tables, the questions to
them.
"""
