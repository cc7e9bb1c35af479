"""What a format could not carry into a report, kept with the report.

Compatible with the running version: reports from before have none written down, which pages tell apart from
a report that lost nothing.
"""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; the policies and grants of its table hold for it too."""
    op.execute("ALTER TABLE report ADD COLUMN losses jsonb")
