"""What a person says of the cells in which a hold-out differs, and times that five providers have in common.

A pool shows no one's name: it is read without signing in as anybody, and its query leaves out every operation
that fewer than five others timed.
"""

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    "ALTER TABLE holdout ADD COLUMN wrong_by_hand bigint CHECK (wrong_by_hand >= 0)",
    "ALTER TABLE holdout ADD COLUMN wrong_ours bigint CHECK (wrong_ours >= 0)",
    "GRANT UPDATE (wrong_by_hand, wrong_ours) ON holdout TO eenmaal_app",
    "CREATE POLICY pooling ON time_study FOR SELECT USING (app_purpose() = 'pooling')",
)


def upgrade() -> None:
    """Add both."""
    for statement in STATEMENTS:
        op.execute(statement)
