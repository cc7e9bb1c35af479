"""Programs that are known by a key of their own: they sign who they are and get a token for ten minutes.

Beside what there is: the version that runs while this is applied makes tokens without a key, and no other.
"""

from alembic import op

revision = "0043"
down_revision = "0042"

SIGNING_IN = "app_purpose() = 'sign-in'"

STATEMENTS = (
    "ALTER TABLE access_token ADD COLUMN public_key text",
    "ALTER TABLE access_token ADD COLUMN issued_to uuid REFERENCES access_token ON DELETE CASCADE",
    "CREATE INDEX access_token_by_program ON access_token (issued_to) WHERE issued_to IS NOT NULL",
    """
CREATE TABLE used_assertion (
  program_id uuid NOT NULL REFERENCES access_token ON DELETE CASCADE,
  jti_sha256 text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (program_id, jti_sha256)
)""",
    "ALTER TABLE used_assertion ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE used_assertion FORCE ROW LEVEL SECURITY",
    """
CREATE POLICY backing_up ON used_assertion TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
    f"CREATE POLICY signing_in ON used_assertion USING ({SIGNING_IN}) WITH CHECK ({SIGNING_IN})",
    f"""
CREATE POLICY issuing ON access_token FOR INSERT WITH CHECK (
  {SIGNING_IN} AND public_key IS NULL AND expires_at <= now() + interval '15 minutes'
  AND EXISTS (
    SELECT FROM access_token program
    WHERE program.id = access_token.issued_to AND program.public_key IS NOT NULL
      AND program.account_id = access_token.account_id
      AND program.organisation_id = access_token.organisation_id
      AND program.expires_at > now() AND access_token.scopes <@ program.scopes))""",
    f"""
CREATE POLICY clearing ON access_token FOR DELETE USING (
  {SIGNING_IN} AND issued_to IS NOT NULL AND expires_at < now())""",
    "GRANT SELECT, INSERT, DELETE ON used_assertion TO eenmaal_app",
)


def upgrade() -> None:
    """Make it and close it at once."""
    for statement in STATEMENTS:
        op.execute(statement)
