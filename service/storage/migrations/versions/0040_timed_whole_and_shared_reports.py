"""Formats that a provider times whole before going live, and reports of the sample that count for others.

Beside what there is: the version that runs while this is applied neither reads nor writes it.
"""

from alembic import op

revision = "0040"
down_revision = "0039"

TABLES = ("baseline_format", "baseline_clock", "shared_hold_out", "pooled_report")
STATEMENTS = (
    """
CREATE TABLE baseline_format (
  provider_id uuid NOT NULL REFERENCES organisation,
  format text NOT NULL,
  municipalities integer NOT NULL CHECK (municipalities > 0),
  chosen_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, format)
)""",
    """
CREATE TABLE baseline_clock (
  id uuid PRIMARY KEY,
  provider_id uuid NOT NULL REFERENCES organisation,
  format text NOT NULL,
  municipalities integer NOT NULL CHECK (municipalities > 0),
  started_at timestamptz NOT NULL,
  paused_at timestamptz,
  paused_seconds bigint NOT NULL DEFAULT 0,
  stopped_at timestamptz
)""",
    "CREATE INDEX baseline_clock_of_provider ON baseline_clock (provider_id, started_at)",
    """
CREATE UNIQUE INDEX baseline_clock_running ON baseline_clock (provider_id, format)
  WHERE stopped_at IS NULL""",
    """
CREATE TABLE shared_hold_out (
  provider_id uuid PRIMARY KEY REFERENCES organisation,
  is_shared boolean NOT NULL,
  changed_at timestamptz NOT NULL
)""",
    """
CREATE TABLE pooled_report (
  report_id uuid PRIMARY KEY,
  provider_id uuid NOT NULL REFERENCES organisation,
  family text NOT NULL,
  operations jsonb NOT NULL,
  minutes integer NOT NULL CHECK (minutes > 0)
)""",
    "CREATE INDEX pooled_report_of_family ON pooled_report (family, provider_id)",
    *(
        statement.format(table=table)
        for table in TABLES
        for statement in (
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            """
CREATE POLICY own ON {table}
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider')""",
            """
CREATE POLICY backing_up ON {table} TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO eenmaal_app",
        )
    ),
    "CREATE POLICY pooling ON pooled_report FOR SELECT USING (app_purpose() = 'pooling')",
)


def upgrade() -> None:
    """Make the tables and close them at once."""
    for statement in STATEMENTS:
        op.execute(statement)
