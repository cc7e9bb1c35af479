"""Answers and warnings of everybody may be counted per rule, for whoever keeps the rules.

Beside what there is: two policies by which a transaction for that purpose reads, and changes nothing.
"""

from alembic import op

revision = "0017"
down_revision = "0016"

COUNTED = ("answer", "submission_content")


def upgrade() -> None:
    """Let the purpose `rules` read what is counted."""
    for table in COUNTED:
        op.execute(f"CREATE POLICY counting_rules ON {table} FOR SELECT USING (app_purpose() = 'rules')")
