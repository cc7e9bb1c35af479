"""Codes that code tables do not know, what two people wrote that they mean, and earlier reports of a report.

Four eyes stand here as they do for formats: what is approved is exactly what was proposed, by somebody else,
of the same organisation or of the bureau that works for it, and from then on it never changes. Compatible
with the running version: it neither reads nor writes these tables. Of a report from before it is not known
which earlier reports it took figures from, apart from the act of its publication.
"""

from alembic import op

revision = "0009"
down_revision = "0008"

MINE = "(municipality = app_code() AND app_kind() = 'municipality')"
OF_MY_BUREAU = """(app_kind() = 'bureau' AND municipality IN (
    SELECT member.municipality FROM bureau_municipality AS member
    WHERE member.bureau_id = app_organisation() AND current_date >= member.valid_from
      AND (member.valid_until IS NULL OR current_date <= member.valid_until)))"""
OWN = "(organisation_id = app_organisation() AND app_kind() IN ('municipality', 'bureau'))"

TABLES = (
    """
CREATE TABLE waiting_code (
  submission_id uuid NOT NULL REFERENCES submission,
  number integer NOT NULL,
  provider_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  format text NOT NULL,
  code_table text NOT NULL,
  code text NOT NULL CHECK (length(code) <= 100),
  hidden text NOT NULL CHECK (hidden IN ('', 'person', 'story')),
  rows bigint NOT NULL,
  cents bigint NOT NULL,
  PRIMARY KEY (submission_id, number),
  CHECK (hidden = '' OR code = '')
)""",
    "CREATE INDEX waiting_code_of_municipality ON waiting_code (municipality)",
    """
CREATE TABLE code_meaning (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  owner text NOT NULL,
  format text NOT NULL,
  code_table text NOT NULL,
  code text NOT NULL CHECK (length(code) BETWEEN 1 AND 100),
  becomes text NOT NULL CHECK (length(becomes) BETWEEN 1 AND 200),
  law text NOT NULL,
  valid_from date NOT NULL,
  valid_until date NOT NULL,
  state text NOT NULL CHECK (state IN ('proposed', 'approved', 'sent-back', 'withdrawn')),
  proposed_by uuid NOT NULL REFERENCES account,
  proposer text NOT NULL,
  proposed_at timestamptz NOT NULL,
  remark text NOT NULL DEFAULT '' CHECK (length(remark) <= 1000),
  decided_by uuid REFERENCES account,
  decider text NOT NULL DEFAULT '',
  decided_at timestamptz,
  CHECK (valid_from <= valid_until),
  CHECK ((decided_by IS NULL) = (state = 'proposed'))
)""",
    """
CREATE UNIQUE INDEX code_meaning_proposed_once ON code_meaning (format, code_table, code)
  WHERE state = 'proposed'""",
    "CREATE INDEX code_meaning_by_time ON code_meaning (decided_at) WHERE state = 'approved'",
    "ALTER TABLE report ADD COLUMN earlier jsonb",
)

FUNCTIONS = (
    """
CREATE FUNCTION require_two_for_a_meaning() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.state IS DISTINCT FROM 'proposed' THEN
    RAISE EXCEPTION 'four eyes: this was decided already';
  END IF;
  IF NEW.decided_by IS DISTINCT FROM app_account() THEN
    RAISE EXCEPTION 'four eyes: nobody decides in the name of another';
  END IF;
  NEW.decided_at := clock_timestamp();
  IF NEW.state IS DISTINCT FROM 'approved' THEN
    RETURN NEW;
  END IF;
  PERFORM pg_advisory_xact_lock(20260104);
  IF NEW.decided_by = OLD.proposed_by THEN
    RAISE EXCEPTION 'four eyes: whoever proposed a meaning does not approve it';
  END IF;
  IF NOT EXISTS (
      SELECT FROM account WHERE account.id = NEW.decided_by AND (
        account.organisation_id = OLD.organisation_id OR EXISTS (
          SELECT FROM bureau_municipality AS member
          WHERE member.bureau_id = account.organisation_id AND member.municipality = OLD.municipality
            AND current_date >= member.valid_from
            AND (member.valid_until IS NULL OR current_date <= member.valid_until)))) THEN
    RAISE EXCEPTION 'four eyes: the approver works for somebody else';
  END IF;
  NEW.decided_at := clock_timestamp();
  RETURN NEW;
END $$""",
    """
CREATE TRIGGER four_eyes BEFORE UPDATE ON code_meaning
  FOR EACH ROW EXECUTE FUNCTION require_two_for_a_meaning()""",
    """
CREATE TRIGGER meaning_stays BEFORE DELETE OR TRUNCATE ON code_meaning
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_published()""",
)

SECURED = ("waiting_code", "code_meaning")

POLICIES = (
    """
CREATE POLICY own ON waiting_code
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider')""",
    f"CREATE POLICY mine ON waiting_code FOR SELECT USING {MINE}",
    f"CREATE POLICY of_my_bureau ON waiting_code FOR SELECT USING {OF_MY_BUREAU}",
    f"CREATE POLICY own ON code_meaning FOR SELECT USING {OWN}",
    f"CREATE POLICY of_my_bureau ON code_meaning FOR SELECT USING {OF_MY_BUREAU}",
    """
CREATE POLICY in_the_catalogue ON code_meaning FOR SELECT
  USING (state = 'approved' AND app_purpose() = 'formats')""",
    f"""
CREATE POLICY proposing ON code_meaning FOR INSERT
  WITH CHECK ({OWN} AND state = 'proposed' AND proposed_by = app_account())""",
    f"""
CREATE POLICY deciding ON code_meaning FOR UPDATE
  USING (state = 'proposed' AND ({OWN} OR {OF_MY_BUREAU}))
  WITH CHECK (state <> 'proposed' AND ({OWN} OR {OF_MY_BUREAU}))""",
)

GRANTS = (
    "GRANT SELECT, INSERT, DELETE ON waiting_code TO eenmaal_app",
    "GRANT SELECT, INSERT ON code_meaning TO eenmaal_app",
    "GRANT UPDATE (state, remark, decided_by, decider, decided_at) ON code_meaning TO eenmaal_app",
)


def upgrade() -> None:
    """Make what is new and close it at once."""
    for statement in (*TABLES, *FUNCTIONS):
        op.execute(statement)
    for table in SECURED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for statement in (*POLICIES, *GRANTS):
        op.execute(statement)
