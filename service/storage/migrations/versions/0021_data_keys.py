"""Data keys per submission and kind of data, and their destruction, which nothing takes back.

Beside what there is: the version that runs meanwhile keeps files in clear, which stay readable until
`eenmaal keys rotate` has passed. Run that when no older version runs any more.
"""

from alembic import op

revision = "0021"
down_revision = "0019"

TABLES = (
    """
CREATE TABLE data_key (
  submission_id uuid NOT NULL REFERENCES submission,
  kind text NOT NULL CHECK (kind IN ('upload', 'copy', 'report')),
  provider_id uuid NOT NULL REFERENCES organisation,
  wrapped_by text,
  wrapped bytea,
  made_at timestamptz NOT NULL,
  destroyed_at timestamptz,
  destroyed_why text CHECK (destroyed_why IN ('retention', 'by-hand')),
  PRIMARY KEY (submission_id, kind),
  CHECK ((destroyed_at IS NULL) = (destroyed_why IS NULL)),
  CHECK ((wrapped IS NULL) = (wrapped_by IS NULL)),
  CHECK (destroyed_at IS NULL OR wrapped IS NULL)
)""",
    "CREATE INDEX data_key_alive ON data_key (wrapped_by) WHERE destroyed_at IS NULL",
    """
CREATE FUNCTION stay_destroyed() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'what was destroyed stays destroyed'; END $$""",
    """
CREATE TRIGGER data_key_stays_destroyed BEFORE UPDATE ON data_key
  FOR EACH ROW WHEN (OLD.destroyed_at IS NOT NULL) EXECUTE FUNCTION stay_destroyed()""",
)

KEEPING = "app_purpose() = 'keys'"

POLICIES = (
    """
CREATE POLICY own ON data_key
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider')""",
    """
CREATE POLICY concerns_me ON data_key FOR SELECT USING (
  kind = 'report' AND app_kind() IN ('municipality', 'bureau') AND EXISTS (
    SELECT FROM submission_municipality AS concerned
    WHERE concerned.submission_id = data_key.submission_id))""",
    f"CREATE POLICY keeping ON data_key USING ({KEEPING}) WITH CHECK ({KEEPING})",
    f"CREATE POLICY keeping ON submission FOR SELECT USING ({KEEPING})",
    """
CREATE POLICY backing_up ON data_key TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
)

GRANTS = (
    "GRANT SELECT, INSERT, UPDATE ON data_key TO eenmaal_app",
    "GRANT UPDATE (blob, lines_blob) ON report_file TO eenmaal_app",
    "GRANT UPDATE (figures) ON report_figures TO eenmaal_app",
)


def upgrade() -> None:
    """Make what is new and close it at once."""
    for statement in TABLES:
        op.execute(statement)
    op.execute("ALTER TABLE data_key ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE data_key FORCE ROW LEVEL SECURITY")
    for statement in (*POLICIES, *GRANTS):
        op.execute(statement)
