"""Channels: where reports are brought and files are fetched, what is on its way, and the jobs that do it.

Beside what there is: the version that runs while this is applied makes no channel and does no such job.
"""

from alembic import op

revision = "0035"
down_revision = "0034"

TABLES = (
    """
CREATE TABLE channel (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation,
  login text NOT NULL,
  format text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('portal', 'sftp', 's3', 'email')),
  address jsonb NOT NULL,
  host_key text NOT NULL,
  wrapped_by text NOT NULL,
  wrapped bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('new', 'active', 'stopped')),
  failures integer NOT NULL,
  outcome text NOT NULL,
  tried_at timestamptz,
  next_at timestamptz NOT NULL,
  job_id uuid,
  made_at timestamptz NOT NULL,
  UNIQUE (organisation_id, format)
)""",
    """
CREATE TABLE consignment (
  report_id uuid NOT NULL REFERENCES report ON DELETE CASCADE,
  channel_id uuid NOT NULL,
  organisation_id uuid NOT NULL REFERENCES organisation,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  kind text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'delivered', 'refused')),
  name text NOT NULL,
  outcome text NOT NULL,
  job_id uuid,
  asked_at timestamptz NOT NULL,
  delivered_at timestamptz,
  PRIMARY KEY (report_id, channel_id),
  CHECK ((state = 'delivered') = (delivered_at IS NOT NULL))
)""",
    "CREATE INDEX consignment_of_channel ON consignment (channel_id, state)",
)

JOBS = (
    "ALTER TABLE job DROP CONSTRAINT job_of_a_submission",
    """
ALTER TABLE job ADD CONSTRAINT job_of_a_submission
  CHECK (submission_id IS NOT NULL OR kind IN ('send-email', 'bring-events', 'deliver', 'fetch'))""",
    "ALTER TABLE job DROP CONSTRAINT job_kind_check",
    """
ALTER TABLE job ADD CONSTRAINT job_kind_check CHECK
  (kind IN ('check', 'translate', 'settle', 'annotate', 'release', 'try-format', 'send-email',
    'tell-answers', 'bring-events', 'deliver', 'fetch'))""",
)

DELIVERING, KEEPING = "app_purpose() = 'deliveries'", "app_purpose() = 'keys'"
ITS_JOBS = f"{DELIVERING} AND kind IN ('deliver', 'fetch')"
OWN = "organisation_id = app_organisation()"
MINE = f"({OWN} AND municipality = (SELECT app_municipality()))"
OF_MY_BUREAU = "municipality = ANY ((SELECT app_municipalities_of_bureau())::text[])"

CLOSED = (
    *(
        statement.format(table=table)
        for table in ("channel", "consignment")
        for statement in (
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            """
CREATE POLICY backing_up ON {table} TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
        )
    ),
    f"CREATE POLICY own ON channel USING ({OWN}) WITH CHECK ({OWN})",
    f"CREATE POLICY delivering ON channel FOR SELECT USING ({DELIVERING})",
    f"CREATE POLICY asking ON channel FOR UPDATE USING ({DELIVERING}) WITH CHECK ({DELIVERING})",
    f"CREATE POLICY keeping ON channel FOR SELECT USING ({KEEPING})",
    f"CREATE POLICY wrapping ON channel FOR UPDATE USING ({KEEPING}) WITH CHECK ({KEEPING})",
    f"CREATE POLICY mine ON consignment USING {MINE} WITH CHECK {MINE}",
    "CREATE POLICY own ON consignment FOR SELECT USING (provider_id = app_organisation())",
    f"CREATE POLICY of_my_bureau ON consignment FOR SELECT USING ({OF_MY_BUREAU})",
    f"CREATE POLICY delivering ON consignment USING ({DELIVERING}) WITH CHECK ({DELIVERING})",
    *(
        f"CREATE POLICY delivering ON {table} FOR SELECT USING ({DELIVERING})"
        for table in ("organisation", "report", "submission_municipality", "succession")
    ),
    f"CREATE POLICY delivering ON job USING ({ITS_JOBS}) WITH CHECK ({ITS_JOBS})",
    f"CREATE POLICY delivering ON outbox USING ({ITS_JOBS}) WITH CHECK ({ITS_JOBS})",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON channel, consignment TO eenmaal_app",
)


def upgrade() -> None:
    """Make them, close them, and let jobs be of two kinds more."""
    for statement in (*TABLES, *JOBS, *CLOSED):
        op.execute(statement)
