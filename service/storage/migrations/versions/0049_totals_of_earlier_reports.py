"""Totals of reports from before they were kept may be kept still.

Beside what there is: the version that runs while this is applied does not do so.
"""

from alembic import op

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    """As 0046 did for totals alone, which it lets be forgotten."""
    op.execute("GRANT UPDATE (clients) ON report_figures TO eenmaal_app")
