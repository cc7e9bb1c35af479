"""What people are told of what happened: notices, who wants which by email, and the emails themselves.

Beside what there is. The version that runs meanwhile tells nobody anything, and finds no job to send a
letter: those are made by this version alone, once it has a mail server. A job without a submission is one.
"""

from alembic import op

revision = "0019"
down_revision = "0018"

TABLES = (
    """
CREATE TABLE notice (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation,
  told_by uuid NOT NULL REFERENCES organisation,
  kind text NOT NULL,
  key text NOT NULL,
  facts jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  handed_out_at timestamptz,
  UNIQUE (organisation_id, kind, key)
)""",
    "CREATE INDEX notice_by_time ON notice (organisation_id, created_at)",
    "CREATE INDEX notice_to_hand_out ON notice (created_at) WHERE handed_out_at IS NULL",
    """
CREATE TABLE notice_choice (
  account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisation,
  email text NOT NULL,
  pace text NOT NULL CHECK (pace IN ('at-once', 'daily', 'off')),
  unwanted text[] NOT NULL,
  changed_at timestamptz NOT NULL
)""",
    """
CREATE TABLE notice_copy (
  notice_id uuid NOT NULL REFERENCES notice,
  account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
  organisation_id uuid NOT NULL REFERENCES organisation,
  created_at timestamptz NOT NULL,
  email_id uuid,
  sent_at timestamptz,
  PRIMARY KEY (notice_id, account_id)
)""",
    "CREATE INDEX copy_to_write ON notice_copy (account_id) WHERE email_id IS NULL",
    "CREATE INDEX copy_of_email ON notice_copy (email_id)",
    "CREATE INDEX sent_by_time ON submission_municipality (sent_at)",
    "ALTER TABLE job ALTER COLUMN submission_id DROP NOT NULL",
    """
ALTER TABLE job ADD CONSTRAINT job_of_a_submission
  CHECK (submission_id IS NOT NULL OR kind = 'send-email')""",
    "ALTER TABLE job DROP CONSTRAINT job_kind_check",
    """
ALTER TABLE job ADD CONSTRAINT job_kind_check CHECK
  (kind IN ('check', 'translate', 'settle', 'annotate', 'release', 'try-format', 'send-email'))""",
)

SECURED = ("notice", "notice_choice", "notice_copy")

NOTIFYING = "app_purpose() = 'notices'"
READ_WHILE_NOTIFYING = (
    *("account", "organisation", "submission", "submission_municipality"),
    *("report", "report_taken", "succession"),
)

POLICIES = (
    "CREATE POLICY own ON notice FOR SELECT USING (organisation_id = app_organisation())",
    "CREATE POLICY telling ON notice FOR INSERT WITH CHECK (told_by = app_organisation())",
    f"CREATE POLICY notifying ON notice USING ({NOTIFYING}) WITH CHECK ({NOTIFYING})",
    """
CREATE POLICY own ON notice_choice
  USING (organisation_id = app_organisation()) WITH CHECK (organisation_id = app_organisation())""",
    f"CREATE POLICY notifying ON notice_choice FOR SELECT USING ({NOTIFYING})",
    """
CREATE POLICY own ON notice_copy
  USING (organisation_id = app_organisation()) WITH CHECK (organisation_id = app_organisation())""",
    f"CREATE POLICY notifying ON notice_copy USING ({NOTIFYING}) WITH CHECK ({NOTIFYING})",
    f"""
CREATE POLICY notifying ON job USING ({NOTIFYING} AND kind = 'send-email')
  WITH CHECK ({NOTIFYING} AND kind = 'send-email')""",
    f"""
CREATE POLICY notifying ON outbox USING ({NOTIFYING} AND kind = 'send-email')
  WITH CHECK ({NOTIFYING} AND kind = 'send-email')""",
    *(f"CREATE POLICY notifying ON {table} FOR SELECT USING ({NOTIFYING})" for table in READ_WHILE_NOTIFYING),
    """
CREATE POLICY own_password ON account FOR UPDATE
  USING (app_purpose() = 'sign-in') WITH CHECK (app_purpose() = 'sign-in')""",
)

GRANTS = (
    "GRANT SELECT, INSERT, UPDATE ON notice, notice_choice, notice_copy TO eenmaal_app",
    "GRANT UPDATE (password_hash) ON account TO eenmaal_app",
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
