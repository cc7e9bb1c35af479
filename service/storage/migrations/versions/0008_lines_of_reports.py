"""Where the lines of a report are, for a later report that looks back on it.

Compatible with the running version: a report from before has none, and counts as never published for a
column that looks back.
"""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column; the policies and grants of its table hold for it too."""
    op.execute("ALTER TABLE report_file ADD COLUMN lines_blob text")
