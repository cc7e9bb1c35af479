"""How a provider wants its files to be read, and how each submission was.

Beside what there is: the version that runs while this is applied reads as usual, and says so by the defaults.
"""

from alembic import op

revision = "0013"
down_revision = "0012"

TABLES = (
    """
CREATE TABLE provider_reading (
  provider_id uuid PRIMARY KEY REFERENCES organisation,
  reading jsonb NOT NULL,
  changed_at timestamptz NOT NULL
)""",
    "ALTER TABLE submission_content ADD COLUMN reading jsonb NOT NULL DEFAULT '{}'",
    "ALTER TABLE submission_content ADD COLUMN times_read integer NOT NULL DEFAULT 1",
)

SECURED = ("provider_reading",)

POLICIES = (
    """
CREATE POLICY own ON provider_reading
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider')""",
)

BACKING_UP = """
CREATE POLICY backing_up ON provider_reading TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')"""

GRANTS = (
    "GRANT SELECT, INSERT, UPDATE ON provider_reading TO eenmaal_app",
    "GRANT DELETE ON annotated_copy TO eenmaal_app",
)


def upgrade() -> None:
    """Make what is new and close it at once."""
    for statement in TABLES:
        op.execute(statement)
    for table in SECURED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for statement in (*POLICIES, BACKING_UP, *GRANTS):
        op.execute(statement)
