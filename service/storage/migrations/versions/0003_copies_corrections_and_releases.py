"""Annotated copies, which report took the place of which, and rows that wait until a code is known.

All of it is added beside what there is: the version that runs while this is applied goes on working.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

MINE = "(municipality = app_code() AND app_kind() = 'municipality')"
OF_MY_BUREAU = """(app_kind() = 'bureau' AND municipality IN (
    SELECT member.municipality FROM bureau_municipality AS member
    WHERE member.bureau_id = app_organisation() AND current_date >= member.valid_from
      AND (member.valid_until IS NULL OR current_date <= member.valid_until)))"""

TABLES = (
    "ALTER TABLE job DROP CONSTRAINT job_kind_check",
    """
ALTER TABLE job ADD CONSTRAINT job_kind_check
  CHECK (kind IN ('check', 'translate', 'settle', 'annotate', 'release'))""",
    "ALTER TABLE submission ADD COLUMN superseded_at timestamptz",
    "ALTER TABLE submission_content ADD COLUMN waiting jsonb NOT NULL DEFAULT '[]'",
    "ALTER TABLE report ADD COLUMN tables_sha256 text NOT NULL DEFAULT ''",
    "ALTER TABLE report DROP CONSTRAINT report_once",
    """
ALTER TABLE report ADD CONSTRAINT report_once UNIQUE
  (provider_id, municipality, format, period_begin, period_end, submission_sha256, format_sha256,
   tables_sha256)""",
    """
CREATE TABLE report_figures (
  report_id uuid PRIMARY KEY REFERENCES report,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  is_aggregate boolean NOT NULL,
  figures jsonb NOT NULL
)""",
    """
CREATE TABLE succession (
  report_id uuid PRIMARY KEY REFERENCES report,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  submission_id uuid NOT NULL REFERENCES submission,
  successor_id uuid REFERENCES report,
  superseded_at timestamptz NOT NULL
)""",
    "CREATE INDEX succession_to ON succession (successor_id)",
    """
CREATE TABLE annotated_copy (
  submission_id uuid NOT NULL REFERENCES submission,
  provider_id uuid NOT NULL REFERENCES organisation,
  language text NOT NULL CHECK (language IN ('nl', 'en')),
  form text NOT NULL CHECK (form IN ('marked', 'wrong-rows')),
  filename text NOT NULL,
  sha256 text NOT NULL,
  bytes bigint NOT NULL,
  blob text NOT NULL,
  findings bigint NOT NULL,
  marked bigint NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (submission_id, language)
)""",
    """
CREATE TABLE waiting_submission (
  submission_id uuid PRIMARY KEY REFERENCES submission,
  organisation_id uuid NOT NULL REFERENCES organisation,
  catalogue_sha256 text NOT NULL
)""",
    """
CREATE TABLE release (
  submission_id uuid NOT NULL REFERENCES submission,
  provider_id uuid NOT NULL REFERENCES organisation,
  catalogue_sha256 text NOT NULL,
  released jsonb NOT NULL,
  reports bigint NOT NULL,
  released_at timestamptz NOT NULL,
  PRIMARY KEY (submission_id, catalogue_sha256)
)""",
)

SECURED = ("report_figures", "succession", "annotated_copy", "waiting_submission", "release")

POLICIES = (
    """
CREATE POLICY own ON report_figures
  USING (provider_id = app_organisation()) WITH CHECK (provider_id = app_organisation())""",
    f"CREATE POLICY mine ON report_figures FOR SELECT USING {MINE}",
    f"CREATE POLICY of_my_bureau ON report_figures FOR SELECT USING (is_aggregate AND {OF_MY_BUREAU})",
    """
CREATE POLICY own ON succession
  USING (provider_id = app_organisation()) WITH CHECK (provider_id = app_organisation())""",
    f"CREATE POLICY mine ON succession FOR SELECT USING {MINE}",
    f"CREATE POLICY of_my_bureau ON succession FOR SELECT USING {OF_MY_BUREAU}",
    """
CREATE POLICY own ON annotated_copy
  USING (provider_id = app_organisation()) WITH CHECK (provider_id = app_organisation())""",
    """
CREATE POLICY own ON waiting_submission
  USING (organisation_id = app_organisation()) WITH CHECK (organisation_id = app_organisation())""",
    """
CREATE POLICY dispatching ON waiting_submission FOR SELECT USING (app_purpose() = 'dispatch')""",
    """
CREATE POLICY own ON release
  USING (provider_id = app_organisation()) WITH CHECK (provider_id = app_organisation())""",
)

GRANTS = (
    "GRANT SELECT, INSERT ON report_figures, succession, annotated_copy, release TO eenmaal_app",
    "GRANT UPDATE ON annotated_copy, burden_record TO eenmaal_app",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON waiting_submission TO eenmaal_app",
)


def upgrade() -> None:
    """Make what is new and close it at once."""
    for statement in TABLES:
        op.execute(statement)
    for table in SECURED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for statement in (*POLICIES, *GRANTS):
        op.execute(statement)
