"""The first tables, each with row-level security from its first moment.

Every policy looks at settings of the transaction: `app.organisation`, `app.kind` and `app.code` for whoever
acts for an organisation, `app.purpose` for the two parts of the service that work for nobody in particular
('dispatch' sees job and outbox, 'sign-in' sees who may sign in). None set: no rows.
"""

from string import Template

from alembic import op

revision = "0001"
down_revision = None

TABLES = """
CREATE FUNCTION app_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.organisation', true), '')::uuid $$;
CREATE FUNCTION app_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.kind', true), '') $$;
CREATE FUNCTION app_code() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.code', true), '') $$;
CREATE FUNCTION app_purpose() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.purpose', true), '') $$;

CREATE TABLE organisation (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('provider', 'municipality', 'bureau')),
  code text NOT NULL,
  name text NOT NULL,
  UNIQUE (kind, code)
);

CREATE TABLE bureau_municipality (
  bureau_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  valid_from date NOT NULL,
  valid_until date,
  PRIMARY KEY (bureau_id, municipality, valid_from)
);

CREATE TABLE account (
  id uuid PRIMARY KEY,
  login text NOT NULL UNIQUE,
  password_hash text NOT NULL,
  organisation_id uuid NOT NULL REFERENCES organisation,
  language text NOT NULL CHECK (language IN ('nl', 'en'))
);

CREATE TABLE session (
  token_sha256 text PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE TABLE submission (
  id uuid PRIMARY KEY,
  provider_id uuid NOT NULL REFERENCES organisation,
  sha256 text NOT NULL,
  state text NOT NULL CHECK (state IN ('received', 'translating', 'ready', 'rejected', 'failed')),
  verdict text CHECK (verdict IN ('accepted', 'accepted-with-warnings', 'rejected')),
  period_begin date,
  period_end date,
  received_at timestamptz NOT NULL,
  superseded_by uuid REFERENCES submission,
  UNIQUE (provider_id, sha256)
);
CREATE INDEX submission_by_time ON submission (provider_id, received_at);

CREATE TABLE submission_content (
  submission_id uuid PRIMARY KEY REFERENCES submission,
  provider_id uuid NOT NULL REFERENCES organisation,
  filename text NOT NULL,
  bytes bigint NOT NULL,
  blob text NOT NULL,
  tables_blob text,
  rows jsonb NOT NULL DEFAULT '{}',
  findings jsonb NOT NULL DEFAULT '[]',
  balance jsonb
);

CREATE TABLE submission_municipality (
  submission_id uuid NOT NULL REFERENCES submission,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  PRIMARY KEY (submission_id, municipality)
);
CREATE INDEX submission_of_municipality ON submission_municipality (municipality);

CREATE TABLE job (
  id uuid PRIMARY KEY,
  submission_id uuid NOT NULL REFERENCES submission,
  organisation_id uuid NOT NULL REFERENCES organisation,
  kind text NOT NULL CHECK (kind IN ('check', 'translate', 'settle')),
  subject_key text NOT NULL,
  subject jsonb,
  state text NOT NULL CHECK (state IN ('ready', 'running', 'done', 'quarantined')),
  attempt integer NOT NULL DEFAULT 0,
  not_before timestamptz NOT NULL,
  lease_until timestamptz,
  owner text,
  failure text,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  UNIQUE (submission_id, kind, subject_key)
);
CREATE INDEX job_to_do ON job (state, lease_until) WHERE state IN ('ready', 'running');

CREATE TABLE outbox (
  job_id uuid PRIMARY KEY REFERENCES job,
  organisation_id uuid NOT NULL REFERENCES organisation,
  kind text NOT NULL,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  times_sent integer NOT NULL DEFAULT 0
);
CREATE INDEX outbox_to_send ON outbox (created_at) WHERE sent_at IS NULL;

CREATE TABLE report (
  id uuid PRIMARY KEY,
  submission_id uuid NOT NULL REFERENCES submission,
  submission_sha256 text NOT NULL,
  provider_id uuid NOT NULL REFERENCES organisation,
  provider_code text NOT NULL,
  provider_name text NOT NULL,
  municipality text NOT NULL,
  format text NOT NULL,
  format_sha256 text NOT NULL,
  period_begin date NOT NULL,
  period_end date NOT NULL,
  filename text NOT NULL,
  sha256 text NOT NULL,
  bytes bigint NOT NULL,
  balance jsonb NOT NULL,
  cell_counts jsonb NOT NULL,
  published_at timestamptz NOT NULL,
  CONSTRAINT report_once UNIQUE
    (provider_id, municipality, format, period_begin, period_end, submission_sha256, format_sha256)
);
CREATE INDEX report_of_municipality ON report (municipality, published_at);
CREATE INDEX report_of_submission ON report (submission_id);

CREATE TABLE report_file (
  report_id uuid PRIMARY KEY REFERENCES report,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  blob text NOT NULL
);

CREATE TABLE burden_record (
  submission_id uuid PRIMARY KEY REFERENCES submission,
  provider_id uuid NOT NULL REFERENCES organisation,
  counts jsonb NOT NULL,
  recorded_at timestamptz NOT NULL
);

CREATE TABLE act (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  organisation_id uuid REFERENCES organisation,
  actor text NOT NULL,
  origin text NOT NULL,
  action text NOT NULL,
  object text NOT NULL,
  result text NOT NULL,
  happened_at timestamptz NOT NULL,
  payload jsonb NOT NULL,
  leaf_index bigint UNIQUE
);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'the record of acts only grows'; END $$;
CREATE TRIGGER act_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON act
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

SECURED = (
    "organisation",
    "bureau_municipality",
    "account",
    "session",
    "submission",
    "submission_content",
    "submission_municipality",
    "job",
    "outbox",
    "report",
    "report_file",
    "burden_record",
    "act",
)

MINE = "(municipality = app_code() AND app_kind() = 'municipality')"
OF_MY_BUREAU = """(app_kind() = 'bureau' AND municipality IN (
    SELECT member.municipality FROM bureau_municipality AS member
    WHERE member.bureau_id = app_organisation() AND current_date >= member.valid_from
      AND (member.valid_until IS NULL OR current_date <= member.valid_until)))"""

POLICIES = """
CREATE POLICY registering ON organisation TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY registering ON bureau_municipality TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE POLICY registering ON account TO CURRENT_USER USING (true) WITH CHECK (true);

CREATE POLICY own ON organisation FOR SELECT USING (id = app_organisation());
CREATE POLICY municipalities_are_known ON organisation FOR SELECT
  USING (app_organisation() IS NOT NULL AND kind = 'municipality');
CREATE POLICY signing_in ON organisation FOR SELECT USING (app_purpose() = 'sign-in');

CREATE POLICY own ON bureau_municipality FOR SELECT USING (bureau_id = app_organisation());

CREATE POLICY signing_in ON account FOR SELECT USING (app_purpose() = 'sign-in');
CREATE POLICY signing_in ON session USING (app_purpose() = 'sign-in') WITH CHECK (app_purpose() = 'sign-in');

CREATE POLICY own ON submission
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider');
CREATE POLICY concerns_me ON submission FOR SELECT USING (
  app_kind() IN ('municipality', 'bureau') AND EXISTS (
    SELECT FROM submission_municipality AS concerned WHERE concerned.submission_id = submission.id));

CREATE POLICY own ON submission_content
  USING (provider_id = app_organisation()) WITH CHECK (provider_id = app_organisation());

CREATE POLICY own ON submission_municipality
  USING (provider_id = app_organisation()) WITH CHECK (provider_id = app_organisation());
CREATE POLICY mine ON submission_municipality FOR SELECT USING $MINE;
CREATE POLICY of_my_bureau ON submission_municipality FOR SELECT USING $OF_MY_BUREAU;
CREATE POLICY reported_to_me ON organisation FOR SELECT USING (
  app_kind() IN ('municipality', 'bureau') AND kind = 'provider' AND EXISTS (
    SELECT FROM submission_municipality AS concerned WHERE concerned.provider_id = organisation.id));

CREATE POLICY own ON job
  USING (organisation_id = app_organisation()) WITH CHECK (organisation_id = app_organisation());
CREATE POLICY dispatching ON job
  USING (app_purpose() = 'dispatch') WITH CHECK (app_purpose() = 'dispatch');
CREATE POLICY own ON outbox
  USING (organisation_id = app_organisation()) WITH CHECK (organisation_id = app_organisation());
CREATE POLICY dispatching ON outbox
  USING (app_purpose() = 'dispatch') WITH CHECK (app_purpose() = 'dispatch');

CREATE POLICY own ON report
  USING (provider_id = app_organisation()) WITH CHECK (provider_id = app_organisation());
CREATE POLICY mine ON report FOR SELECT USING $MINE;
CREATE POLICY of_my_bureau ON report FOR SELECT USING $OF_MY_BUREAU;

CREATE POLICY own ON report_file
  USING (provider_id = app_organisation()) WITH CHECK (provider_id = app_organisation());
CREATE POLICY mine ON report_file FOR SELECT USING $MINE;

CREATE POLICY own ON burden_record
  USING (provider_id = app_organisation()) WITH CHECK (provider_id = app_organisation());

CREATE POLICY own ON act FOR SELECT USING (organisation_id = app_organisation());
CREATE POLICY writing ON act FOR INSERT WITH CHECK (organisation_id = app_organisation());
CREATE POLICY signing_in ON act FOR INSERT WITH CHECK (app_purpose() = 'sign-in');
CREATE POLICY registering ON act FOR INSERT TO CURRENT_USER WITH CHECK (true);
"""

GRANTS = """
GRANT USAGE ON SCHEMA public TO eenmaal_app;
GRANT SELECT ON organisation, bureau_municipality, account TO eenmaal_app;
GRANT SELECT, INSERT, DELETE ON session TO eenmaal_app;
GRANT SELECT, INSERT, UPDATE ON submission, submission_content, job, outbox TO eenmaal_app;
GRANT SELECT, INSERT ON submission_municipality, report, report_file, burden_record, act TO eenmaal_app;
"""


def upgrade() -> None:
    """Make the tables, close them, then say who may see what; expects a role named eenmaal_app."""
    op.execute(TABLES)
    for table in SECURED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(Template(POLICIES).substitute(MINE=MINE, OF_MY_BUREAU=OF_MY_BUREAU))
    op.execute(GRANTS)
