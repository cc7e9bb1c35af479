"""Webhooks: addresses to which events are brought, and the jobs that bring them.

Beside what there is: the version that runs while this is applied makes no webhook and does no such job.
"""

from alembic import op

revision = "0025"
down_revision = "0024"

WEBHOOK = """
CREATE TABLE webhook (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation,
  login text NOT NULL,
  url text NOT NULL,
  types text[] NOT NULL,
  wrapped_by text NOT NULL,
  wrapped bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('active', 'stopped')),
  position bigint NOT NULL,
  failures integer NOT NULL,
  outcome text NOT NULL,
  tried_at timestamptz,
  next_at timestamptz NOT NULL,
  job_id uuid,
  made_at timestamptz NOT NULL
)"""

JOBS = (
    "ALTER TABLE job DROP CONSTRAINT job_of_a_submission",
    """
ALTER TABLE job ADD CONSTRAINT job_of_a_submission
  CHECK (submission_id IS NOT NULL OR kind IN ('send-email', 'bring-events'))""",
    "ALTER TABLE job DROP CONSTRAINT job_kind_check",
    """
ALTER TABLE job ADD CONSTRAINT job_kind_check CHECK
  (kind IN ('check', 'translate', 'settle', 'annotate', 'release', 'try-format', 'send-email',
    'tell-answers', 'bring-events'))""",
)

BRINGING, KEEPING = "app_purpose() = 'events'", "app_purpose() = 'keys'"
ITS_JOBS = f"{BRINGING} AND kind = 'bring-events'"

CLOSED = (
    "ALTER TABLE webhook ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE webhook FORCE ROW LEVEL SECURITY",
    """
CREATE POLICY backing_up ON webhook TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
    """
CREATE POLICY own ON webhook
  USING (organisation_id = app_organisation()) WITH CHECK (organisation_id = app_organisation())""",
    f"CREATE POLICY bringing ON webhook FOR SELECT USING ({BRINGING})",
    f"CREATE POLICY asking ON webhook FOR UPDATE USING ({BRINGING}) WITH CHECK ({BRINGING})",
    f"CREATE POLICY keeping ON webhook FOR SELECT USING ({KEEPING})",
    f"CREATE POLICY wrapping ON webhook FOR UPDATE USING ({KEEPING}) WITH CHECK ({KEEPING})",
    f"CREATE POLICY bringing ON log_entry FOR SELECT USING ({BRINGING})",
    f"CREATE POLICY bringing ON job USING ({ITS_JOBS}) WITH CHECK ({ITS_JOBS})",
    f"CREATE POLICY bringing ON outbox USING ({ITS_JOBS}) WITH CHECK ({ITS_JOBS})",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON webhook TO eenmaal_app",
)


def upgrade() -> None:
    """Make it, close it, and let jobs be of one kind more."""
    for statement in (WEBHOOK, *JOBS, *CLOSED):
        op.execute(statement)
