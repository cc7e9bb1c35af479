"""Reminders of deadlines, why something is late, and a calendar of one's own deadlines by a secret address.

Beside what there is: the version that runs while this is applied uses none of it.
"""

from alembic import op

revision = "0030"
down_revision = "0020"

NOTIFYING = "app_purpose() = 'notices'"
READ_WHILE_NOTIFYING = ("extension", "report_verdict", "bureau_municipality")
"""What decides whether something is still expected, and for which bureau."""

POLICIES = tuple(
    f"CREATE POLICY notifying ON {table} FOR SELECT USING ({NOTIFYING})" for table in READ_WHILE_NOTIFYING
)


def upgrade() -> None:
    """Let whoever reminds see what was given more time, what was rejected, and who works for whom."""
    for statement in POLICIES:
        op.execute(statement)
