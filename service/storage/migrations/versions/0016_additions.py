"""How a submission adds up with others of its provider.

Beside what there is: the version that runs while this is applied hands in wholes, and says so by the default.
"""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the column; a table that it stands in has its policies already."""
    op.execute("ALTER TABLE submission_content ADD COLUMN adding_up jsonb NOT NULL DEFAULT '{}'")
