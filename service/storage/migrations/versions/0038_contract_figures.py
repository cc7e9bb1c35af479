"""How each submission stands beside its contracts, added up when it is checked, so that no page reads rows.

Beside what there is: the version that runs while this is applied neither reads nor writes it.
"""

from alembic import op

revision = "0038"
down_revision = "0037"

OWN = "(provider_id = app_organisation() AND (SELECT app_kind()) = 'provider')"
CONCERNS_ME = """(municipality = (SELECT app_municipality())
    OR municipality = ANY ((SELECT app_municipalities_of_bureau())::text[]))
  AND sent_at IS NOT NULL"""

STATEMENTS = (
    """
CREATE TABLE contract_figure (
  submission_id uuid NOT NULL REFERENCES submission,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  law text NOT NULL,
  category text NOT NULL,
  rows bigint NOT NULL,
  cents bigint NOT NULL,
  clients bigint NOT NULL,
  waiting bigint NOT NULL,
  budgeted bigint NOT NULL,
  budget_cents bigint NOT NULL,
  of_budget_cents bigint NOT NULL,
  over_budget bigint NOT NULL,
  over_budget_cents bigint NOT NULL,
  over_volume bigint NOT NULL,
  agreed bigint NOT NULL,
  off_tariff bigint NOT NULL,
  off_tariff_cents bigint NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (submission_id, municipality, law, category)
)""",
    "ALTER TABLE contract_figure ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE contract_figure FORCE ROW LEVEL SECURITY",
    """
CREATE POLICY backing_up ON contract_figure TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
    f"CREATE POLICY own ON contract_figure USING {OWN} WITH CHECK {OWN}",
    f"CREATE POLICY concerns_me ON contract_figure FOR SELECT USING ({CONCERNS_ME})",
    "GRANT SELECT, INSERT, DELETE ON contract_figure TO eenmaal_app",
    """
CREATE TRIGGER sent_as_its_line BEFORE INSERT ON contract_figure
FOR EACH ROW EXECUTE FUNCTION know_whether_it_is_sent()""",
    """
CREATE OR REPLACE FUNCTION tell_reports_of_a_sending() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  purpose text := coalesce(current_setting('app.purpose', true), '');
BEGIN
  PERFORM set_config('app.purpose', 'backup', true);
  UPDATE report SET sent_at = NEW.sent_at
    WHERE report.submission_id = NEW.submission_id AND report.municipality = NEW.municipality;
  UPDATE contract_figure SET sent_at = NEW.sent_at
    WHERE contract_figure.submission_id = NEW.submission_id
      AND contract_figure.municipality = NEW.municipality;
  PERFORM set_config('app.purpose', purpose, true);
  RETURN NULL;
END $$""",
)


def upgrade() -> None:
    """Make it and close it at once."""
    for statement in STATEMENTS:
        op.execute(statement)
