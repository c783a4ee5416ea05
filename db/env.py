"""Alembic's entry: runs the migrations on the live, unlocked connection that the program hands in, inside
its transaction.
"""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], transactional_ddl=True, render_as_batch=True
)
context.run_migrations()
