"""Samples of reports that are made again at night, and what came of each.

Beside what there is: the version that runs while this is applied neither reads nor writes it. Counts alone,
and the ids of reports that came out otherwise.
"""

from alembic import op

revision = "0033"
down_revision = "0032"

SAMPLING = "app_purpose() = 'replays'"

STATEMENTS = (
    """
CREATE TABLE replay_sample (
  day date PRIMARY KEY,
  finished_at timestamptz NOT NULL,
  counts jsonb NOT NULL,
  different jsonb NOT NULL
)""",
    "ALTER TABLE replay_sample ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE replay_sample FORCE ROW LEVEL SECURITY",
    """
CREATE POLICY backing_up ON replay_sample TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
    f"CREATE POLICY sampling ON replay_sample USING ({SAMPLING}) WITH CHECK ({SAMPLING})",
    f"CREATE POLICY sampling ON report FOR SELECT USING ({SAMPLING})",
    "GRANT SELECT, INSERT ON replay_sample TO eenmaal_app",
)


def upgrade() -> None:
    """Make it and close it at once."""
    for statement in STATEMENTS:
        op.execute(statement)
