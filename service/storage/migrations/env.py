"""How Alembic reaches the database: over the connection that schema.py hands it."""

from alembic import context

from service.storage.tables import Row

context.configure(connection=context.config.attributes["connection"], target_metadata=Row.metadata)
with context.begin_transaction():
    context.run_migrations()
