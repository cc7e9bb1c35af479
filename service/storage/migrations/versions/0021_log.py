"""The log of acts: leaves written with their acts, their places, tiles, checkpoints and cosignatures.

Beside what there is: the version that runs while this is applied writes no leaves, and what it does then is
in the record of acts alone. Nothing in a place is ever changed, by nobody; tiles only grow.
"""

from alembic import op

revision = "0021"
down_revision = "0020"

OF_MY_BUREAU = """(app_kind() = 'bureau' AND municipality IN (
    SELECT member.municipality FROM bureau_municipality AS member
    WHERE member.bureau_id = app_organisation() AND current_date >= member.valid_from
      AND (member.valid_until IS NULL OR current_date <= member.valid_until)))"""

_LEAF = """
  organisation_id uuid REFERENCES organisation,
  submission_id uuid,
  report_id uuid,
  municipality text,
  kind text NOT NULL,
  happened_at timestamptz NOT NULL,
  leaf bytea NOT NULL,
  facts jsonb NOT NULL"""

TABLES = (
    f"CREATE TABLE log_queue (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, {_LEAF})",
    f"CREATE TABLE log_entry (leaf_index bigint PRIMARY KEY, {_LEAF})",
    "CREATE INDEX log_entry_of_report ON log_entry (report_id)",
    "CREATE INDEX log_entry_of_submission ON log_entry (submission_id)",
    """
CREATE TABLE log_tile (
  level integer NOT NULL,
  number bigint NOT NULL,
  hashes bytea NOT NULL,
  PRIMARY KEY (level, number)
)""",
    """
CREATE TABLE log_checkpoint (
  size bigint PRIMARY KEY,
  note text NOT NULL,
  signed_at timestamptz NOT NULL
)""",
    """
CREATE TABLE log_cosignature (
  size bigint NOT NULL REFERENCES log_checkpoint,
  witness text NOT NULL,
  line text NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (size, witness)
)""",
    *(
        f"""
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"""
        for table in ("log_entry", "log_checkpoint")
    ),
)

SECURED = ("log_queue", "log_entry", "log_tile", "log_checkpoint", "log_cosignature")
PUBLIC = ("log_tile", "log_checkpoint", "log_cosignature")

GROWING, READING = "app_purpose() = 'log'", "app_purpose() = 'log-reading'"

POLICIES = (
    """
CREATE POLICY writing ON log_queue FOR INSERT WITH CHECK (
  organisation_id = app_organisation() OR (organisation_id IS NULL AND app_purpose() IS NOT NULL))""",
    *(f"CREATE POLICY growing ON {table} USING ({GROWING}) WITH CHECK ({GROWING})" for table in SECURED),
    f"CREATE POLICY reading ON log_entry FOR SELECT USING ({READING})",
    *(
        f"CREATE POLICY reading ON {table} FOR SELECT USING ({READING} OR app_organisation() IS NOT NULL)"
        for table in PUBLIC
    ),
    "CREATE POLICY own ON log_entry FOR SELECT USING (organisation_id = app_organisation())",
    """
CREATE POLICY of_a_seen_report ON log_entry FOR SELECT USING (
  report_id IS NOT NULL AND EXISTS (SELECT FROM report WHERE report.id = report_id))""",
    f"""
CREATE POLICY of_a_seen_submission ON log_entry FOR SELECT USING (
  report_id IS NULL AND submission_id IS NOT NULL
  AND (municipality IS NULL OR (municipality = app_code() AND app_kind() = 'municipality') OR {OF_MY_BUREAU})
  AND EXISTS (SELECT FROM submission WHERE submission.id = submission_id))""",  # noqa: S608 - our own words
    f"""
CREATE POLICY of_my_bureau ON log_entry FOR SELECT USING (
  report_id IS NULL AND submission_id IS NULL AND {OF_MY_BUREAU})""",
    """
CREATE POLICY formats_are_known ON log_entry FOR SELECT USING (
  app_organisation() IS NOT NULL AND kind = 'format-approved')""",
)

GRANTS = (
    "GRANT SELECT, INSERT, DELETE ON log_queue TO eenmaal_app",
    "GRANT SELECT, INSERT, UPDATE ON log_tile TO eenmaal_app",
    "GRANT SELECT, INSERT ON log_entry, log_checkpoint, log_cosignature TO eenmaal_app",
)


def upgrade() -> None:
    """Make it and close it at once."""
    for statement in TABLES:
        op.execute(statement)
    for table in SECURED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY backing_up ON {table} TO CURRENT_USER"
            " USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')"
        )
    for statement in (*POLICIES, *GRANTS):
        op.execute(statement)
