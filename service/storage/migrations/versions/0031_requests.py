"""Requests as they were set: every version of who asks what, why and by when.

Beside what there is: the version that runs while this is applied neither reads nor writes it. A version is
added and never changed.
"""

from alembic import op

revision = "0031"
down_revision = "0030"

MINE = "municipality = (SELECT app_municipality())"
OF_MY_BUREAU = "municipality = ANY ((SELECT app_municipalities_of_bureau())::text[])"
PROVIDER = "(SELECT app_kind()) = 'provider'"
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
    f"CREATE POLICY reading ON request_version FOR SELECT USING ({MINE} OR {OF_MY_BUREAU} OR {PROVIDER})",
    f"CREATE POLICY approving ON request_version FOR INSERT WITH CHECK ({MINE} OR {OF_MY_BUREAU})",
    f"""
CREATE POLICY requests_are_known ON log_entry FOR SELECT USING (
  kind = 'request-set' AND ({PROVIDER} OR {MINE}))""",
    "GRANT SELECT, INSERT ON request_version TO eenmaal_app",
)
"""Who is asked something may read what is asked of others: a request is no secret, and names nobody."""


def upgrade() -> None:
    """Make it and close it at once."""
    for statement in STATEMENTS:
        op.execute(statement)
