"""Access tokens of programs, and what was answered to requests that may come twice.

Beside what there is: the version that runs while this is applied uses none of it.
"""

from alembic import op

revision = "0024"
down_revision = "0023"

TOKENS = (
    """
CREATE TABLE access_token (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisation,
  login text NOT NULL,
  name text NOT NULL,
  secret_sha256 text NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  last_used_at timestamptz
)""",
    """
CREATE POLICY signing_in ON access_token FOR SELECT USING (app_purpose() = 'sign-in')""",
    """
CREATE POLICY being_used ON access_token FOR UPDATE
  USING (app_purpose() = 'sign-in') WITH CHECK (app_purpose() = 'sign-in')""",
    "GRANT SELECT, INSERT, DELETE, UPDATE (last_used_at) ON access_token TO eenmaal_app",
)

ANSWERS = (
    """
CREATE TABLE idempotency_key (
  organisation_id uuid NOT NULL REFERENCES organisation,
  key_sha256 text NOT NULL,
  request_sha256 text NOT NULL,
  begun_at timestamptz NOT NULL,
  status integer,
  location text,
  body jsonb,
  PRIMARY KEY (organisation_id, key_sha256)
)""",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_key TO eenmaal_app",
)

CLOSED = ("access_token", "idempotency_key")


def upgrade() -> None:
    """Make both and close them at once."""
    for statement in (TOKENS[0], ANSWERS[0]):
        op.execute(statement)
    for table in CLOSED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY own ON {table} USING (organisation_id = app_organisation())"
            " WITH CHECK (organisation_id = app_organisation())"
        )
        op.execute(
            f"CREATE POLICY backing_up ON {table} TO CURRENT_USER"
            " USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')"
        )
    for statement in (*TOKENS[1:], *ANSWERS[1:]):
        op.execute(statement)
