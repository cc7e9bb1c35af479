"""More time for a report, which its municipality gives with a reason.

Beside what there is: the version that runs while this is applied neither reads nor writes it.
"""

from alembic import op

revision = "0018"
down_revision = "0017"

MINE = "(municipality = app_code() AND app_kind() = 'municipality')"
OF_MY_BUREAU = """(app_kind() = 'bureau' AND municipality IN (
    SELECT member.municipality FROM bureau_municipality AS member
    WHERE member.bureau_id = app_organisation() AND current_date >= member.valid_from
      AND (member.valid_until IS NULL OR current_date <= member.valid_until)))"""

TABLE = """
CREATE TABLE extension (
  municipality text NOT NULL,
  provider_code text NOT NULL,
  format text NOT NULL,
  period_begin date NOT NULL,
  period_end date NOT NULL,
  until date NOT NULL CHECK (until > period_end),
  reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
  granted_by text NOT NULL,
  granted_at timestamptz NOT NULL,
  PRIMARY KEY (municipality, provider_code, format, period_begin, period_end)
)"""

POLICIES = (
    """
CREATE POLICY own ON extension FOR SELECT
  USING (provider_code = app_code() AND app_kind() = 'provider')""",
    f"CREATE POLICY of_my_bureau ON extension FOR SELECT USING {OF_MY_BUREAU}",
    f"CREATE POLICY granting ON extension USING {MINE} WITH CHECK {MINE}",
    """
CREATE POLICY backing_up ON extension TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
)


def upgrade() -> None:
    """Make it and close it at once."""
    for statement in (
        TABLE,
        "ALTER TABLE extension ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE extension FORCE ROW LEVEL SECURITY",
        *POLICIES,
        "GRANT SELECT, INSERT, UPDATE ON extension TO eenmaal_app",
    ):
        op.execute(statement)
