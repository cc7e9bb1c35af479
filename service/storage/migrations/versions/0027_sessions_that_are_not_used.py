"""When a session was last used, so that one that nobody uses ends.

Beside what there is: the version that runs while this is applied leaves it empty, and it counts from the
begin of the session.
"""

from alembic import op

revision = "0027"
down_revision = "0026"

STATEMENTS = (
    "ALTER TABLE session ADD COLUMN last_used_at timestamptz",
    """
CREATE POLICY being_used ON session FOR UPDATE
  USING (app_purpose() = 'sign-in') WITH CHECK (app_purpose() = 'sign-in')""",
    "GRANT UPDATE (last_used_at) ON session TO eenmaal_app",
)


def upgrade() -> None:
    """Keep it, and let nothing else of a session be changed."""
    for statement in STATEMENTS:
        op.execute(statement)
