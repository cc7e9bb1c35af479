"""A job that makes reports again with what was answered to warnings; what nobody had gives way wholly.

The version that runs while this is applied adds no job of this kind and deletes no report.
"""

from alembic import op

revision = "0020"
down_revision = "0019"

JOBS = (
    "ALTER TABLE job DROP CONSTRAINT job_kind_check",
    """
ALTER TABLE job ADD CONSTRAINT job_kind_check CHECK
  (kind IN ('check', 'translate', 'settle', 'annotate', 'release', 'try-format', 'send-email',
    'tell-answers'))""",
)

GOES_WITH_ITS_REPORT = ("report_file", "report_figures", "succession")
"""Tables of which a row says something about one report alone."""

ONLY_UNSENT = (
    "GRANT DELETE ON report TO eenmaal_app",
    """
CREATE POLICY only_unsent ON report AS RESTRICTIVE FOR DELETE USING (
  app_purpose() = 'backup' OR NOT EXISTS (
    SELECT FROM submission_municipality AS sent
    WHERE sent.submission_id = report.submission_id AND sent.municipality = report.municipality
      AND sent.sent_at IS NOT NULL))""",
)
"""What a municipality had is never deleted, whoever asks it."""


def upgrade() -> None:
    """Let jobs be of one kind more, and reports that nobody had be deleted."""
    for statement in JOBS:
        op.execute(statement)
    for table in GOES_WITH_ITS_REPORT:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_report_id_fkey")
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {table}_report_id_fkey"
            " FOREIGN KEY (report_id) REFERENCES report ON DELETE CASCADE"
        )
    for statement in ONLY_UNSENT:
        op.execute(statement)
