"""How often in a row the mail server of somebody's address refused: after some times nobody writes to it.

Beside what there is: the version that runs while this is applied neither reads nor writes it.
"""

from alembic import op

revision = "0041"
down_revision = "0040"

STATEMENTS = (
    "ALTER TABLE notice_choice ADD COLUMN refusals integer NOT NULL DEFAULT 0",
    "ALTER TABLE notice_choice ADD COLUMN refused_at timestamptz",
)


def upgrade() -> None:
    """Add both columns."""
    for statement in STATEMENTS:
        op.execute(statement)
