"""An answer given while reports are made is remembered, and an addition has a copy of each of its files.

Beside what there is: the version that runs while this is applied uses none of it.
"""

from alembic import op

revision = "0026"
down_revision = "0025"

STATEMENTS = (
    "ALTER TABLE submission_content ADD COLUMN answers_untold boolean NOT NULL DEFAULT false",
    "ALTER TABLE annotated_copy DROP CONSTRAINT annotated_copy_form_check",
    """ALTER TABLE annotated_copy ADD CONSTRAINT annotated_copy_form_check
      CHECK (form IN ('marked', 'wrong-rows', 'per-file'))""",
)


def upgrade() -> None:
    """Let a submission remember that an answer is not yet in its reports, and its copies be a zip."""
    for statement in STATEMENTS:
        op.execute(statement)
