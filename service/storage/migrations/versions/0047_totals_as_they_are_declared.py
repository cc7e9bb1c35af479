"""What messages declare beside their rows, so that a region is added up without reading any row.

Beside what there is: the version that runs while this is applied neither reads nor writes it.
"""

from alembic import op

revision = "0047"
down_revision = "0046"

OWN = "(provider_id = app_organisation() AND (SELECT app_kind()) = 'provider')"
CONCERNS_ME = """(municipality = (SELECT app_municipality())
    OR municipality = ANY ((SELECT app_municipalities_of_bureau())::text[]))
  AND sent_at IS NOT NULL"""

STATEMENTS = (
    """
CREATE TABLE declared_total (
  submission_id uuid NOT NULL REFERENCES submission,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  law text NOT NULL,
  declaration text NOT NULL,
  declared bigint NOT NULL,
  granted bigint,
  read_cents bigint NOT NULL,
  read_granted bigint NOT NULL,
  reported bigint NOT NULL,
  clients bigint NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (submission_id, municipality, law, declaration)
)""",
    "ALTER TABLE declared_total ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE declared_total FORCE ROW LEVEL SECURITY",
    """
CREATE POLICY backing_up ON declared_total TO CURRENT_USER
  USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')""",
    f"CREATE POLICY own ON declared_total USING {OWN} WITH CHECK {OWN}",
    f"CREATE POLICY concerns_me ON declared_total FOR SELECT USING ({CONCERNS_ME})",
    "GRANT SELECT, INSERT, DELETE ON declared_total TO eenmaal_app",
    """
CREATE TRIGGER sent_as_its_line BEFORE INSERT ON declared_total
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
  PERFORM set_config('app.purpose', purpose, true);
  RETURN NULL;
END $$""",
)


def upgrade() -> None:
    """Make it and close it at once."""
    for statement in STATEMENTS:
        op.execute(statement)
