"""Data keys per submission and kind of data; and what the application's role may say it is, looked up.

Beside what there is: the version that runs meanwhile keeps files in clear, which stay readable until
`eenmaal keys rotate` has passed. Run that when no older version runs any more.

Kind and code of an organisation were settings of the transaction, which that role may set as it likes; now
they follow from the organisation alone. An act is of now, and of somebody of its organisation or a part of
the service; a session is opened in the transaction that writes down that its account signed in.
"""

from alembic import op

revision = "0022"
down_revision = "0021"

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

LOOKED_UP = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"

CLOSED_DOORS = (
    f"""
CREATE OR REPLACE FUNCTION app_kind() RETURNS text {LOOKED_UP} AS
  $$ SELECT kind FROM organisation WHERE id = app_organisation() $$""",  # noqa: S608 - our own words
    f"""
CREATE OR REPLACE FUNCTION app_code() RETURNS text {LOOKED_UP} AS
  $$ SELECT code FROM organisation WHERE id = app_organisation() $$""",  # noqa: S608 - our own words
    f"""
CREATE FUNCTION acts_as(actor text, of_organisation uuid) RETURNS boolean {LOOKED_UP} AS
  $$ SELECT actor IN ('worker', 'operator', 'retention') OR EXISTS (
       SELECT FROM account WHERE login = actor
         AND (of_organisation IS NULL OR organisation_id = of_organisation)) $$""",  # noqa: S608 - our own words
    f"""
CREATE FUNCTION signs_in_now(of_account uuid) RETURNS boolean {LOOKED_UP} AS
  $$ SELECT EXISTS (
       SELECT FROM act JOIN account ON account.id = of_account AND account.login = act.actor
       WHERE action = 'signed_in' AND result = 'done' AND object = of_account::text
         AND happened_at = now()) $$""",  # noqa: S608 - our own words
    """
CREATE POLICY opening ON act FOR SELECT TO CURRENT_USER
  USING (app_purpose() = 'sign-in' AND happened_at = now())""",
    """
ALTER POLICY writing ON act WITH CHECK (
  organisation_id = app_organisation() AND happened_at = now() AND acts_as(actor, organisation_id))""",
    """
ALTER POLICY signing_in ON act WITH CHECK (
  app_purpose() = 'sign-in' AND happened_at = now()
  AND (actor = 'unknown' OR acts_as(actor, organisation_id)))""",
    "DROP POLICY signing_in ON session",
    "CREATE POLICY signing_in ON session FOR SELECT USING (app_purpose() = 'sign-in')",
    "CREATE POLICY signing_out ON session FOR DELETE USING (app_purpose() = 'sign-in')",
    """
CREATE POLICY opening ON session FOR INSERT WITH CHECK (
  app_purpose() = 'sign-in' AND created_at = now() AND expires_at <= now() + interval '31 days'
  AND signs_in_now(account_id))""",
)

ONCE_PER_STATEMENT = """
DO $$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT tablename, policyname,
      regexp_replace(qual, 'app_(kind|code)\\(\\)', '(SELECT app_\\1())', 'g') AS seen,
      regexp_replace(with_check, 'app_(kind|code)\\(\\)', '(SELECT app_\\1())', 'g') AS checked
    FROM pg_policies WHERE schemaname = 'public' AND concat(qual, with_check) ~ 'app_(kind|code)'
  LOOP
    EXECUTE format('ALTER POLICY %I ON %I', one.policyname, one.tablename)
      || coalesce(' USING (' || one.seen || ')', '')
      || coalesce(' WITH CHECK (' || one.checked || ')', '');
  END LOOP;
END $$
"""

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
    for statement in (*POLICIES, *GRANTS, *CLOSED_DOORS, ONCE_PER_STATEMENT):
        op.execute(statement)
