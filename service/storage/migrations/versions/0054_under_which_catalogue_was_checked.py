"""Under which catalogue a submission was checked, which may be another than that under which it is settled.

Beside what there is: the version that runs while this is applied says nothing of it, and then that of the
settling counts, as before.
"""

from alembic import op

revision = "0054"
down_revision = "0053"


def upgrade() -> None:
    """One column."""
    op.execute("ALTER TABLE submission_content ADD COLUMN checked_under text NOT NULL DEFAULT ''")
