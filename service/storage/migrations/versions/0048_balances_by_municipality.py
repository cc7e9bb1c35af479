"""The balance of each municipality of a submission, so that many submissions are added up without their rows.

Beside what there is: the version that runs while this is applied neither reads nor writes it.
"""

from alembic import op

revision = "0048"
down_revision = "0047"

OWN = "(provider_id = app_organisation() AND (SELECT app_kind()) = 'provider')"
CONCERNS_ME = """(municipality = (SELECT app_municipality())
    OR municipality = ANY ((SELECT app_municipalities_of_bureau())::text[]))
  AND sent_at IS NOT NULL"""

STATEMENTS = (
    """
CREATE TABLE municipality_balance (
  submission_id uuid NOT NULL REFERENCES submission,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  period_begin date NOT NULL,
  period_end date NOT NULL,
  balance jsonb NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (submission_id, municipality, period_begin, period_end)
)""",
    """
CREATE INDEX municipality_balance_of_provider
  ON municipality_balance (provider_id, period_begin, period_end)""",
    "ALTER TABLE municipality_balance ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE municipality_balance FORCE ROW LEVEL SECURITY",
    """
CREATE POLICY backing_up ON municipality_balance TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
    f"CREATE POLICY own ON municipality_balance USING {OWN} WITH CHECK {OWN}",
    f"CREATE POLICY concerns_me ON municipality_balance FOR SELECT USING ({CONCERNS_ME})",
    "GRANT SELECT, INSERT, DELETE ON municipality_balance TO eenmaal_app",
    """
CREATE TRIGGER sent_as_its_line BEFORE INSERT ON municipality_balance
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
  UPDATE contract_volume SET sent_at = NEW.sent_at
    WHERE contract_volume.submission_id = NEW.submission_id
      AND contract_volume.municipality = NEW.municipality;
  UPDATE declared_total SET sent_at = NEW.sent_at
    WHERE declared_total.submission_id = NEW.submission_id
      AND declared_total.municipality = NEW.municipality;
  UPDATE municipality_balance SET sent_at = NEW.sent_at
    WHERE municipality_balance.submission_id = NEW.submission_id
      AND municipality_balance.municipality = NEW.municipality;
  PERFORM set_config('app.purpose', purpose, true);
  RETURN NULL;
END $$""",
)


def upgrade() -> None:
    """Make it and close it at once."""
    for statement in STATEMENTS:
        op.execute(statement)
