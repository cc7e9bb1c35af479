"""Sessions are shown to their owner one by one: each has a number that is no secret, and where it was opened.

Beside what there is: the version that runs while this is applied opens sessions without saying where.
"""

from alembic import op

revision = "0052"
down_revision = "0051"

STATEMENTS = (
    "ALTER TABLE session ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE",
    "ALTER TABLE session ADD COLUMN opened_at_address text NOT NULL DEFAULT ''",
)


def upgrade() -> None:
    """Number those that are there too."""
    for statement in STATEMENTS:
        op.execute(statement)
