"""Roles of people, invitations, and bureaus that act for a municipality for a time.

Whoever has an account is an administrator: nobody loses what could be done before. The version that runs
while this is applied makes such accounts too, and knows of nothing else here.
"""

from alembic import op

revision = "0036"
down_revision = "0035"

TABLES = (
    """
ALTER TABLE account
  ADD COLUMN role text NOT NULL DEFAULT 'administrator' CHECK (role IN ('administrator', 'member')),
  ADD COLUMN ended_at timestamptz""",
    "ALTER TABLE session ADD COLUMN acting_for uuid REFERENCES organisation",
    """
CREATE TABLE invitation (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation,
  token_sha256 text NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('administrator', 'member')),
  login text NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
)""",
    """
CREATE TABLE delegation (
  id uuid PRIMARY KEY,
  municipality_id uuid NOT NULL REFERENCES organisation,
  delegate_id uuid NOT NULL REFERENCES organisation,
  scope text NOT NULL CHECK (scope IN ('read', 'act')),
  begins_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  login text NOT NULL,
  made_at timestamptz NOT NULL
)""",
)

OWN = "organisation_id = app_organisation()"
INVITED = "app_purpose() = 'invitation' AND token_sha256 = current_setting('app.invitation', true)"
GIVING = "municipality_id = app_organisation() AND (SELECT app_municipality()) IS NOT NULL"
AMONG_COLLEAGUES = f"app_purpose() = 'colleagues' AND {OWN}"
SIGNING_IN = "app_purpose() = 'sign-in'"
LOOKED_UP = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp"

CLOSED = (
    *(
        statement.format(table=table)
        for table in ("invitation", "delegation")
        for statement in (
            "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            "ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            """
CREATE POLICY backing_up ON {table} TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
            "CREATE POLICY registering ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)",
        )
    ),
    f"CREATE POLICY own ON invitation USING ({OWN}) WITH CHECK ({OWN})",
    f"CREATE POLICY invited ON invitation FOR SELECT USING ({INVITED})",
    f"CREATE POLICY taking_up ON invitation FOR UPDATE USING ({INVITED}) WITH CHECK ({INVITED})",
    f"""
CREATE POLICY own ON account FOR SELECT USING (app_purpose() IN ('colleagues', 'invitation') AND {OWN})""",
    f"""
CREATE POLICY managing ON account FOR UPDATE
  USING ({AMONG_COLLEAGUES}) WITH CHECK ({AMONG_COLLEAGUES})""",
    """
CREATE POLICY taking_up ON account FOR INSERT WITH CHECK (
  app_purpose() = 'invitation' AND EXISTS (
    SELECT FROM invitation WHERE invitation.organisation_id = account.organisation_id
      AND invitation.role = account.role AND invitation.used_at IS NULL
      AND invitation.expires_at > now()))""",
    """
CREATE POLICY own ON session FOR SELECT USING (app_purpose() = 'colleagues' AND EXISTS (
  SELECT FROM account WHERE account.id = account_id AND organisation_id = app_organisation()))""",
    f"CREATE POLICY giving ON delegation USING ({GIVING}) WITH CHECK ({GIVING})",
    "CREATE POLICY receiving ON delegation FOR SELECT USING (delegate_id = app_organisation())",
    f"CREATE POLICY signing_in ON delegation FOR SELECT USING ({SIGNING_IN})",
    """
CREATE POLICY bureaus_are_known ON organisation FOR SELECT
  USING (app_purpose() = 'colleagues' AND kind = 'bureau' AND (SELECT app_municipality()) IS NOT NULL)""",
    f"""
CREATE OR REPLACE FUNCTION acts_as(actor text, of_organisation uuid) RETURNS boolean {LOOKED_UP} AS
  $$ SELECT actor IN ('worker', 'operator', 'retention') OR EXISTS (
       SELECT FROM account WHERE login = actor
         AND (of_organisation IS NULL OR organisation_id = of_organisation))
     OR EXISTS (
       SELECT FROM account JOIN delegation ON delegation.delegate_id = account.organisation_id
       WHERE account.login = actor AND account.ended_at IS NULL
         AND delegation.municipality_id = of_organisation
         AND delegation.begins_at <= now() AND delegation.ends_at > now()) $$""",  # noqa: S608 - our own words
    "GRANT SELECT, INSERT, UPDATE, DELETE ON invitation TO eenmaal_app",
    "GRANT SELECT, INSERT, UPDATE (ends_at) ON delegation TO eenmaal_app",
    "GRANT INSERT, UPDATE (role, ended_at) ON account TO eenmaal_app",
    "GRANT UPDATE (acting_for) ON session TO eenmaal_app",
)


def upgrade() -> None:
    """Make them and close them at once."""
    for statement in (*TABLES, *CLOSED):
        op.execute(statement)
