"""What accounts and their apps share for a second step at signing in, and recovery codes.

Beside what there is: the version that runs while this is applied neither reads nor writes it.
"""

from alembic import op

revision = "0034"
down_revision = "0033"

SIGNING_IN, KEEPING = "app_purpose() = 'sign-in'", "app_purpose() = 'keys'"
BACKING_UP = "app_purpose() = 'backup'"

STATEMENTS = (
    """
CREATE TABLE second_factor (
  account_id uuid PRIMARY KEY REFERENCES account (id),
  wrapped_by text NOT NULL,
  wrapped bytea NOT NULL,
  last_step bigint NOT NULL,
  made_at timestamptz NOT NULL,
  confirmed_at timestamptz
)""",
    """
CREATE TABLE recovery_code (
  account_id uuid NOT NULL REFERENCES account (id),
  code_sha256 text NOT NULL,
  PRIMARY KEY (account_id, code_sha256)
)""",
    *(
        statement.format(table=table)
        for table in ("second_factor", "recovery_code")
        for statement in (
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"""
CREATE POLICY backing_up ON {{table}} TO CURRENT_USER
  USING ({BACKING_UP}) WITH CHECK ({BACKING_UP})""",
            "CREATE POLICY registering ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)",
            f"CREATE POLICY signing_in ON {{table}} USING ({SIGNING_IN}) WITH CHECK ({SIGNING_IN})",
        )
    ),
    f"CREATE POLICY keeping ON second_factor FOR SELECT USING ({KEEPING})",
    f"CREATE POLICY wrapping ON second_factor FOR UPDATE USING ({KEEPING}) WITH CHECK ({KEEPING})",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON second_factor TO eenmaal_app",
    "GRANT SELECT, INSERT, DELETE ON recovery_code TO eenmaal_app",
)


def upgrade() -> None:
    """Make them and close them at once."""
    for statement in STATEMENTS:
        op.execute(statement)
