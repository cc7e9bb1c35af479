"""People whom a provider outside vouches for, the numbers of organisations outside, and levels of sessions.

Beside what there is: the version that runs while this is applied opens sessions without a level, and those
are of a password.
"""

from alembic import op

revision = "0042"
down_revision = "0041"

SIGNING_IN = "app_purpose() = 'sign-in'"

STATEMENTS = (
    "ALTER TABLE session ADD COLUMN assurance text NOT NULL DEFAULT 'password'",
    "ALTER TABLE session ADD COLUMN is_vouched boolean NOT NULL DEFAULT false",
    """
CREATE TABLE outside_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  account_id uuid NOT NULL UNIQUE REFERENCES account (id),
  made_at timestamptz NOT NULL,
  PRIMARY KEY (issuer, subject)
)""",
    """
CREATE TABLE organisation_number (
  scheme text NOT NULL CHECK (scheme IN ('kvk', 'oin')),
  value text NOT NULL,
  organisation_id uuid NOT NULL REFERENCES organisation (id),
  PRIMARY KEY (scheme, value)
)""",
    *(
        statement.format(table=table)
        for table in ("outside_identity", "organisation_number")
        for statement in (
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            """
CREATE POLICY backing_up ON {table} TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
            "CREATE POLICY registering ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)",
            f"CREATE POLICY signing_in ON {{table}} FOR SELECT USING ({SIGNING_IN})",
        )
    ),
    f"""
CREATE POLICY joining ON outside_identity FOR INSERT WITH CHECK (
  {SIGNING_IN} AND made_at = now()
  AND EXISTS (SELECT FROM account WHERE account.id = account_id AND account.password_hash = ''))""",
    f"""
CREATE POLICY joining ON account FOR INSERT WITH CHECK ({SIGNING_IN} AND password_hash = '')""",
    "GRANT SELECT, INSERT ON outside_identity TO eenmaal_app",
    "GRANT SELECT ON organisation_number TO eenmaal_app",
)


def upgrade() -> None:
    """Make them and close them at once."""
    for statement in STATEMENTS:
        op.execute(statement)
