"""Files that arrive in parts, each part sealed with a key of the file that is forgotten with it.

Beside what there is: the version that runs while this is applied neither reads nor writes it.
"""

from alembic import op

revision = "0050"
down_revision = "0049"

OWN = "(organisation_id = app_organisation() AND (SELECT app_kind()) = 'provider')"
EXPIRED = "app_purpose() = 'arriving' AND expires_at < now()"
KEEPING = "app_purpose() = 'keys'"

TABLES = {
    "arriving_file": """
CREATE TABLE arriving_file (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation,
  filename text NOT NULL,
  bytes bigint NOT NULL CHECK (bytes > 0),
  sha256 text,
  arrived bigint NOT NULL DEFAULT 0 CHECK (arrived BETWEEN 0 AND bytes),
  wrapped_by text NOT NULL,
  wrapped bytea NOT NULL,
  expires_at timestamptz NOT NULL
)""",
    "arriving_part": """
CREATE TABLE arriving_part (
  file_id uuid NOT NULL REFERENCES arriving_file ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisation,
  begins_at bigint NOT NULL,
  sha256 text NOT NULL,
  content bytea NOT NULL,
  PRIMARY KEY (file_id, begins_at)
)""",
}

STATEMENTS = (
    *TABLES.values(),
    "CREATE INDEX arriving_file_of_organisation ON arriving_file (organisation_id)",
    "CREATE INDEX arriving_file_expired ON arriving_file (expires_at)",
    *(
        statement
        for table in TABLES
        for statement in (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"""
CREATE POLICY backing_up ON {table} TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
            f"CREATE POLICY own ON {table} USING {OWN} WITH CHECK {OWN}",
        )
    ),
    f"CREATE POLICY expired ON arriving_file FOR SELECT USING ({EXPIRED})",
    f"CREATE POLICY forgetting ON arriving_file FOR DELETE USING ({EXPIRED})",
    f"CREATE POLICY keeping ON arriving_file FOR SELECT USING ({KEEPING})",
    f"CREATE POLICY wrapping ON arriving_file FOR UPDATE USING ({KEEPING}) WITH CHECK ({KEEPING})",
    "GRANT SELECT, INSERT, DELETE ON arriving_file, arriving_part TO eenmaal_app",
    "GRANT UPDATE (arrived, wrapped_by, wrapped) ON arriving_file TO eenmaal_app",
)


def upgrade() -> None:
    """Make both and close them at once."""
    for statement in STATEMENTS:
        op.execute(statement)
