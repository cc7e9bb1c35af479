"""Passkeys of accounts: the public keys of devices, by which people sign in without a password.

Beside what there is: the version that runs while this is applied neither reads nor writes it.
"""

from alembic import op

revision = "0044"
down_revision = "0043"

SIGNING_IN = "app_purpose() = 'sign-in'"

STATEMENTS = (
    """
CREATE TABLE passkey (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account (id),
  credential bytea NOT NULL UNIQUE,
  public_key bytea NOT NULL,
  uses bigint NOT NULL,
  name text NOT NULL,
  made_at timestamptz NOT NULL,
  last_used_at timestamptz
)""",
    "CREATE INDEX passkey_by_account ON passkey (account_id)",
    "ALTER TABLE passkey ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE passkey FORCE ROW LEVEL SECURITY",
    """
CREATE POLICY backing_up ON passkey TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
    "CREATE POLICY registering ON passkey TO CURRENT_USER USING (true) WITH CHECK (true)",
    f"CREATE POLICY signing_in ON passkey USING ({SIGNING_IN}) WITH CHECK ({SIGNING_IN})",
    "GRANT SELECT, INSERT, DELETE, UPDATE (uses, last_used_at) ON passkey TO eenmaal_app",
)


def upgrade() -> None:
    """Make it and close it at once."""
    for statement in STATEMENTS:
        op.execute(statement)
