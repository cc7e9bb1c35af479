"""Questions at reports, what was said in them, and the texts apart.

Beside what there is: the version that runs while this is applied neither reads nor writes it. A message and
its text are added and never changed; of a thread only that it was closed.
"""

from alembic import op

revision = "0028"
down_revision = "0027"

MINE = "(municipality = app_code() AND app_kind() = 'municipality')"
OWN = "(provider_id = app_organisation() AND app_kind() = 'provider')"
OF_MY_BUREAU = """(app_kind() = 'bureau' AND municipality IN (
    SELECT member.municipality FROM bureau_municipality AS member
    WHERE member.bureau_id = app_organisation() AND current_date >= member.valid_from
      AND (member.valid_until IS NULL OR current_date <= member.valid_until)))"""

TABLES = (
    """
CREATE TABLE thread (
  id uuid PRIMARY KEY,
  report_id uuid NOT NULL REFERENCES report,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  cell text NOT NULL,
  block text NOT NULL,
  column_name text NOT NULL,
  closed_at timestamptz
)""",
    """
CREATE TABLE thread_message (
  thread_id uuid NOT NULL REFERENCES thread,
  number bigint NOT NULL CHECK (number > 0),
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  side text NOT NULL CHECK (side IN ('municipality', 'provider')),
  said_at timestamptz NOT NULL,
  PRIMARY KEY (thread_id, number)
)""",
    """
CREATE TABLE thread_text (
  thread_id uuid NOT NULL,
  number bigint NOT NULL,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  author text NOT NULL,
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 1000),
  salt text NOT NULL,
  PRIMARY KEY (thread_id, number),
  FOREIGN KEY (thread_id, number) REFERENCES thread_message
)""",
    "CREATE INDEX thread_of_report ON thread (report_id)",
    "CREATE INDEX thread_of_pair ON thread (provider_id, municipality)",
    "CREATE INDEX thread_open_of_provider ON thread (provider_id) WHERE closed_at IS NULL",
    "CREATE INDEX thread_open_of_municipality ON thread (municipality) WHERE closed_at IS NULL",
)

SECURED = ("thread", "thread_message", "thread_text")

SAID_BY_ITS_SIDE = f"((side = 'municipality' AND {MINE}) OR (side = 'provider' AND {OWN}))"
IN_ITS_THREAD = """EXISTS (
    SELECT FROM thread WHERE thread.id = thread_id
      AND thread.provider_id = {table}.provider_id AND thread.municipality = {table}.municipality)"""

POLICIES = (
    *(f"CREATE POLICY own ON {table} FOR SELECT USING {OWN}" for table in SECURED),
    *(f"CREATE POLICY mine ON {table} FOR SELECT USING {MINE}" for table in SECURED),
    *(
        f"CREATE POLICY of_my_bureau ON {table} FOR SELECT USING {OF_MY_BUREAU}"
        for table in ("thread", "thread_message")
    ),
    f"""
CREATE POLICY asking ON thread FOR INSERT WITH CHECK ({MINE} AND EXISTS (
    SELECT FROM report WHERE report.id = report_id
      AND report.municipality = thread.municipality AND report.provider_id = thread.provider_id))""",
    f"CREATE POLICY closing ON thread FOR UPDATE USING {MINE} WITH CHECK {MINE}",
    f"""
CREATE POLICY saying ON thread_message FOR INSERT
  WITH CHECK ({SAID_BY_ITS_SIDE} AND {IN_ITS_THREAD.format(table="thread_message")})""",
    f"""
CREATE POLICY saying ON thread_text FOR INSERT WITH CHECK (({MINE} OR {OWN}) AND EXISTS (
    SELECT FROM thread_message AS said WHERE said.thread_id = thread_text.thread_id
      AND said.number = thread_text.number AND said.provider_id = thread_text.provider_id
      AND said.municipality = thread_text.municipality AND said.side = app_kind()))""",
)

GRANTS = (
    "GRANT SELECT, INSERT, UPDATE (closed_at) ON thread TO eenmaal_app",
    "GRANT SELECT, INSERT ON thread_message, thread_text TO eenmaal_app",
)


def upgrade() -> None:
    """Make what is new and close it at once."""
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
