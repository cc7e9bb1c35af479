"""How a provider makes each format today, and whether its reviews are timed by themselves: its own.

Beside what there is: the version that runs while this is applied neither reads nor writes it.
"""

from alembic import op

revision = "0039"
down_revision = "0038"

STATEMENTS = (
    """
CREATE TABLE made_today (
  provider_id uuid NOT NULL REFERENCES organisation,
  format text NOT NULL,
  way text NOT NULL,
  told_at timestamptz NOT NULL,
  PRIMARY KEY (provider_id, format)
)""",
    """
CREATE TABLE timed_reviews (
  provider_id uuid PRIMARY KEY REFERENCES organisation,
  is_timed boolean NOT NULL,
  changed_at timestamptz NOT NULL
)""",
    *(
        statement.format(table=table)
        for table in ("made_today", "timed_reviews")
        for statement in (
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            """
CREATE POLICY own ON {table}
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider')""",
            """
CREATE POLICY backing_up ON {table} TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
        )
    ),
    "GRANT SELECT, INSERT, UPDATE, DELETE ON made_today TO eenmaal_app",
    "GRANT SELECT, INSERT, UPDATE ON timed_reviews TO eenmaal_app",
)


def upgrade() -> None:
    """Make both tables and close them at once."""
    for statement in STATEMENTS:
        op.execute(statement)
