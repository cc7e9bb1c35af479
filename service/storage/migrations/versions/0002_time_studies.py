"""Time studies and hold-outs of the measure of burden: a provider's own, seen by nobody else."""

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    """
CREATE TABLE time_study (
  id uuid PRIMARY KEY,
  provider_id uuid NOT NULL REFERENCES organisation,
  driver text NOT NULL,
  role text NOT NULL,
  is_holdout boolean NOT NULL,
  started_at timestamptz NOT NULL,
  paused_at timestamptz,
  paused_seconds bigint NOT NULL DEFAULT 0,
  stopped_at timestamptz
)""",
    "CREATE INDEX time_study_of_provider ON time_study (provider_id, started_at)",
    """
CREATE TABLE holdout (
  report_id uuid PRIMARY KEY REFERENCES report,
  provider_id uuid NOT NULL REFERENCES organisation,
  comparison jsonb NOT NULL,
  recorded_at timestamptz NOT NULL
)""",
    "ALTER TABLE time_study ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE time_study FORCE ROW LEVEL SECURITY",
    "ALTER TABLE holdout ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE holdout FORCE ROW LEVEL SECURITY",
    """
CREATE POLICY own ON time_study
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider')""",
    """
CREATE POLICY own ON holdout
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider')""",
    "GRANT SELECT, INSERT, UPDATE ON time_study TO eenmaal_app",
    "GRANT SELECT, INSERT ON holdout TO eenmaal_app",
)


def upgrade() -> None:
    """Make both tables and close them at once."""
    for statement in STATEMENTS:
        op.execute(statement)
