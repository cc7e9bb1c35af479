"""Reminders of deadlines, why something is late, and a calendar of one's own deadlines by a secret address.

Beside what there is: the version that runs while this is applied uses none of it.
"""

from alembic import op

revision = "0023"
down_revision = "0022"

NOTIFYING = "app_purpose() = 'notices'"
READ_WHILE_NOTIFYING = ("extension", "report_verdict", "bureau_municipality")
"""What decides whether something is still expected, and for which bureau."""

POLICIES = tuple(
    f"CREATE POLICY notifying ON {table} FOR SELECT USING ({NOTIFYING})" for table in READ_WHILE_NOTIFYING
)

HELD_UP = """
CREATE FUNCTION held_up()
RETURNS TABLE (
  provider_code text, period_begin date, period_end date, begun timestamptz, ready timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE
  purpose text := coalesce(current_setting('app.purpose', true), '');
BEGIN
  PERFORM set_config('app.purpose', 'backup', true);
  RETURN QUERY
    SELECT provider.code, submission.period_begin, submission.period_end, job.created_at,
      CASE WHEN job.state <> 'quarantined' THEN job.finished_at END
    FROM job
    JOIN organisation AS provider ON provider.id = job.organisation_id AND provider.kind = 'provider'
    JOIN submission ON submission.id = job.submission_id
    WHERE job.kind IN ('check', 'translate', 'settle') AND (
      job.state = 'quarantined' OR job.finished_at IS NULL
      OR (job.finished_at AT TIME ZONE 'Europe/Amsterdam')::date
        > (job.created_at AT TIME ZONE 'Europe/Amsterdam')::date)
    AND (
      provider.id = app_organisation()
      OR EXISTS (
        SELECT FROM submission_municipality AS line
        WHERE line.submission_id = submission.id AND line.sent_at IS NOT NULL AND (
          (app_kind() = 'municipality' AND line.municipality = app_code())
          OR (app_kind() = 'bureau' AND line.municipality IN (
            SELECT member.municipality FROM bureau_municipality AS member
            WHERE member.bureau_id = app_organisation() AND current_date >= member.valid_from
              AND (member.valid_until IS NULL OR current_date <= member.valid_until))))));
  PERFORM set_config('app.purpose', purpose, true);
END
$$"""
"""What was not ready on its day: to its provider, and to whom it was sent.

It reads as who makes a copy of everything, and gives a code and moments: no submission, job or failure. The
purpose is put back before anything else is read; what fails in between ends the transaction.
"""
ONLY_FOR_THE_APPLICATION = (
    "REVOKE ALL ON FUNCTION held_up() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION held_up() TO eenmaal_app",
)

CALENDAR = (
    """
CREATE TABLE calendar_feed (
  account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisation,
  secret_sha256 text NOT NULL UNIQUE,
  made_at timestamptz NOT NULL
)""",
    "ALTER TABLE calendar_feed ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE calendar_feed FORCE ROW LEVEL SECURITY",
    """
CREATE POLICY own ON calendar_feed
  USING (organisation_id = app_organisation()) WITH CHECK (organisation_id = app_organisation())""",
    "CREATE POLICY signing_in ON calendar_feed FOR SELECT USING (app_purpose() = 'sign-in')",
    """
CREATE POLICY backing_up ON calendar_feed TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON calendar_feed TO eenmaal_app",
)


def upgrade() -> None:
    """Let whoever reminds see what decides, tell what is held up, and keep hashes of secret addresses."""
    for statement in (*POLICIES, HELD_UP, *ONLY_FOR_THE_APPLICATION, *CALENDAR):
        op.execute(statement)
