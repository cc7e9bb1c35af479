"""Control figures: what a provider's books say, held against what it handed in.

Beside what there is: the version that runs while this is applied neither reads nor writes it. The last
comparison of a submission stands.
"""

from alembic import op

revision = "0032"
down_revision = "0031"

OWN = "(provider_id = app_organisation() AND (SELECT app_kind()) = 'provider')"

STATEMENTS = (
    """
CREATE TABLE control_comparison (
  submission_id uuid PRIMARY KEY REFERENCES submission,
  provider_id uuid NOT NULL REFERENCES organisation,
  compared_at timestamptz NOT NULL,
  figures jsonb NOT NULL
)""",
    "ALTER TABLE control_comparison ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE control_comparison FORCE ROW LEVEL SECURITY",
    """
CREATE POLICY backing_up ON control_comparison TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
    f"CREATE POLICY own ON control_comparison USING {OWN} WITH CHECK {OWN}",
    "GRANT SELECT, INSERT, UPDATE ON control_comparison TO eenmaal_app",
)


def upgrade() -> None:
    """Make it and close it at once."""
    for statement in STATEMENTS:
        op.execute(statement)
