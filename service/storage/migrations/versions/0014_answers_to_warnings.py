"""Answers to warnings, kept by what they are about, so that they hold over uploads.

Beside what there is: the version that runs while this is applied neither reads nor writes it.
"""

from alembic import op

revision = "0014"
down_revision = "0013"

TABLES = (
    """
CREATE TABLE answer (
  provider_id uuid NOT NULL REFERENCES organisation,
  code text NOT NULL,
  identity text NOT NULL CHECK (identity ~ '^[0-9a-f]{32}$'),
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
  login text NOT NULL,
  submission_id uuid NOT NULL REFERENCES submission,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, code, identity)
)""",
)

SECURED = ("answer",)

POLICIES = (
    """
CREATE POLICY own ON answer
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider')""",
)

BACKING_UP = """
CREATE POLICY backing_up ON answer TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')"""

GRANTS = ("GRANT SELECT, INSERT, UPDATE, DELETE ON answer TO eenmaal_app",)


def upgrade() -> None:
    """Make what is new and close it at once."""
    for statement in TABLES:
        op.execute(statement)
    for table in SECURED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for statement in (*POLICIES, BACKING_UP, *GRANTS):
        op.execute(statement)
