"""How often a job failed and how often its worker was lost, apart from the number of its attempt.

Compatible with the running version: it counts attempts alone, and leaves both at what they are.
"""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the columns; the policies and grants of their table hold for them too."""
    op.execute("ALTER TABLE job ADD COLUMN failures integer NOT NULL DEFAULT 0")
    op.execute("ALTER TABLE job ADD COLUMN losses integer NOT NULL DEFAULT 0")
