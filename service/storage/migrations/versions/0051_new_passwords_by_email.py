"""Who forgot a password is sent a link: what signs people in sees to which address.

Beside what there is: the version that runs while this is applied does not ask.
"""

from alembic import op

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    """Let it look, and nothing more."""
    op.execute(
        "CREATE POLICY signing_in ON notice_choice FOR SELECT USING ((SELECT app_purpose()) = 'sign-in')"
    )
