"""What a municipality says of a report, what work is left and why, calibration, and what a bureau publishes.

A verdict is told by the report's own municipality and nobody else; the bureau sees its cause and not its
remark. What is published is a row without anyone's name, and the only rows that are seen without signing in.
"""

from alembic import op

revision = "0006"
down_revision = "0005"

MINE = "(municipality = app_code() AND app_kind() = 'municipality')"
OF_MY_BUREAU = """(app_kind() = 'bureau' AND municipality IN (
    SELECT member.municipality FROM bureau_municipality AS member
    WHERE member.bureau_id = app_organisation() AND current_date >= member.valid_from
      AND (member.valid_until IS NULL OR current_date <= member.valid_until)))"""
OF_ITS_REPORT = """EXISTS (
    SELECT FROM report WHERE report.id = report_id
      AND report.municipality = app_code() AND report.provider_id = {table}.provider_id)"""
CAUSES = "('R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9', 'R10')"

TABLES = (
    f"""
CREATE TABLE report_verdict (
  report_id uuid PRIMARY KEY REFERENCES report,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  cause text CHECK (cause IN {CAUSES}),
  decided_at timestamptz NOT NULL
)""",
    """
CREATE TABLE report_remark (
  report_id uuid PRIMARY KEY REFERENCES report_verdict,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  remark text NOT NULL CHECK (length(remark) <= 1000)
)""",
    f"""
CREATE TABLE work_left (
  submission_id uuid NOT NULL REFERENCES submission,
  provider_id uuid NOT NULL REFERENCES organisation,
  cause text NOT NULL CHECK (cause IN {CAUSES}),
  source text NOT NULL CHECK (source IN ('findings', 'job', 'provider')),
  times bigint NOT NULL DEFAULT 0 CHECK (times >= 0),
  minutes bigint NOT NULL DEFAULT 0 CHECK (minutes >= 0),
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (submission_id, cause, source)
)""",
    "ALTER TABLE time_study ADD COLUMN label text NOT NULL DEFAULT ''",
    "ALTER TABLE holdout ADD COLUMN minutes bigint",
    """
CREATE TABLE perceived_burden (
  provider_id uuid NOT NULL REFERENCES organisation,
  account_id uuid NOT NULL,
  half_year text NOT NULL,
  share_now bigint NOT NULL CHECK (share_now BETWEEN 0 AND 100),
  share_acceptable bigint NOT NULL CHECK (share_acceptable BETWEEN 0 AND 100),
  irritation bigint NOT NULL CHECK (irritation BETWEEN 1 AND 4),
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, account_id, half_year)
)""",
    """
CREATE TABLE burden_publication (
  address text PRIMARY KEY,
  bureau_id uuid NOT NULL REFERENCES organisation,
  period text NOT NULL,
  content jsonb NOT NULL,
  published_at timestamptz NOT NULL,
  withdrawn_at timestamptz
)""",
)

SECURED = ("report_verdict", "report_remark", "work_left", "perceived_burden", "burden_publication")

POLICIES = (
    "CREATE POLICY own ON report_verdict FOR SELECT USING (provider_id = app_organisation())",
    f"CREATE POLICY of_my_bureau ON report_verdict FOR SELECT USING {OF_MY_BUREAU}",
    f"""
CREATE POLICY judging ON report_verdict USING {MINE}
  WITH CHECK ({MINE} AND {OF_ITS_REPORT.format(table="report_verdict")})""",
    "CREATE POLICY own ON report_remark FOR SELECT USING (provider_id = app_organisation())",
    f"""
CREATE POLICY judging ON report_remark USING {MINE}
  WITH CHECK ({MINE} AND {OF_ITS_REPORT.format(table="report_remark")})""",
    """
CREATE POLICY own ON work_left
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider')""",
    """
CREATE POLICY concerns_me ON work_left FOR SELECT USING (
  app_kind() IN ('municipality', 'bureau') AND EXISTS (
    SELECT FROM submission_municipality AS concerned
    WHERE concerned.submission_id = work_left.submission_id))""",
    """
CREATE POLICY own ON perceived_burden
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider')""",
    """
CREATE POLICY own ON burden_publication
  USING (bureau_id = app_organisation())
  WITH CHECK (bureau_id = app_organisation() AND app_kind() = 'bureau')""",
    """
CREATE POLICY public ON burden_publication FOR SELECT
  USING (app_purpose() = 'public' AND withdrawn_at IS NULL)""",
)

GRANTS = (
    "GRANT SELECT, INSERT, UPDATE ON report_verdict, report_remark, work_left TO eenmaal_app",
    "GRANT SELECT, INSERT, UPDATE ON perceived_burden TO eenmaal_app",
    "GRANT SELECT, INSERT, UPDATE (withdrawn_at) ON burden_publication TO eenmaal_app",
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
