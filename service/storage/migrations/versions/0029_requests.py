"""Requests as they were set: every version of who asks what, why and by when.

Beside what there is: the version that runs while this is applied neither reads nor writes it. A version is
added and never changed.
"""

from alembic import op

revision = "0029"
down_revision = "0028"

OF_MY_BUREAU = """(app_kind() = 'bureau' AND municipality IN (
    SELECT member.municipality FROM bureau_municipality AS member
    WHERE member.bureau_id = app_organisation() AND current_date >= member.valid_from
      AND (member.valid_until IS NULL OR current_date <= member.valid_until)))"""
MINE = "(app_kind() = 'municipality' AND municipality = app_code())"
SETTING = "app_purpose() = 'requests'"

STATEMENTS = (
    """
CREATE TABLE request_version (
  request text NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  municipality text NOT NULL,
  sha256 text NOT NULL UNIQUE,
  content_sha256 text NOT NULL,
  content jsonb NOT NULL,
  set_at text NOT NULL,
  set_by jsonb NOT NULL,
  PRIMARY KEY (request, number)
)""",
    """
CREATE TRIGGER request_version_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON request_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    "ALTER TABLE request_version ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE request_version FORCE ROW LEVEL SECURITY",
    """
CREATE POLICY backing_up ON request_version TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
    f"CREATE POLICY setting ON request_version USING ({SETTING}) WITH CHECK ({SETTING})",
    f"CREATE POLICY mine ON request_version FOR SELECT USING {MINE}",
    f"CREATE POLICY of_my_bureau ON request_version FOR SELECT USING {OF_MY_BUREAU}",
    "CREATE POLICY asked_of_providers ON request_version FOR SELECT USING (app_kind() = 'provider')",
    f"CREATE POLICY approving ON request_version FOR INSERT WITH CHECK ({MINE} OR {OF_MY_BUREAU})",
    f"""
CREATE POLICY requests_are_known ON log_entry FOR SELECT USING (
  kind = 'request-set' AND (app_kind() = 'provider' OR {MINE}))""",
    "GRANT SELECT, INSERT ON request_version TO eenmaal_app",
)
"""Who is asked something may read what is asked of others: a request is no secret, and names nobody."""


def upgrade() -> None:
    """Make it and close it at once."""
    for statement in STATEMENTS:
        op.execute(statement)
