"""Wrong tries to sign in, which make who goes on wait.

Compatible with the running version, which counts none.
"""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table; only who signs somebody in sees it."""
    op.execute(
        "CREATE TABLE sign_in_brake ("
        "  key text PRIMARY KEY, wrong integer NOT NULL, last_at timestamptz NOT NULL)"
    )
    op.execute("CREATE INDEX sign_in_brake_by_time ON sign_in_brake (last_at)")
    op.execute("ALTER TABLE sign_in_brake ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE sign_in_brake FORCE ROW LEVEL SECURITY")
    op.execute(
        "CREATE POLICY signing_in ON sign_in_brake"
        " USING (app_purpose() = 'sign-in') WITH CHECK (app_purpose() = 'sign-in')"
    )
    op.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_brake TO eenmaal_app")
