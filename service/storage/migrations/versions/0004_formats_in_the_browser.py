"""Drafts of formats, every saved state of them, what two people published, and short-lived runs.

Four eyes stand here and not only on a page: a publication is refused unless its approver is somebody else
than everyone who wrote it, belongs to its organisation or to the bureau that works for it, and approves
exactly the text that was submitted. Only the trigger that checked all this makes a draft published.
"""

from alembic import op

revision = "0004"
down_revision = "0003"

MINE = "(municipality = app_code() AND app_kind() = 'municipality')"
OF_MY_BUREAU = """(app_kind() = 'bureau' AND municipality IN (
    SELECT member.municipality FROM bureau_municipality AS member
    WHERE member.bureau_id = app_organisation() AND current_date >= member.valid_from
      AND (member.valid_until IS NULL OR current_date <= member.valid_until)))"""

TABLES = (
    "ALTER TABLE job DROP CONSTRAINT job_kind_check",
    """
ALTER TABLE job ADD CONSTRAINT job_kind_check
  CHECK (kind IN ('check', 'translate', 'settle', 'annotate', 'release', 'try-format'))""",
    """
CREATE FUNCTION app_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.account', true), '')::uuid $$""",
    """
CREATE TABLE format_draft (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation,
  municipality text NOT NULL,
  owner text NOT NULL,
  name text NOT NULL,
  version text NOT NULL,
  state text NOT NULL CHECK (state IN ('draft', 'submitted', 'sent-back', 'published', 'withdrawn')),
  asked jsonb NOT NULL,
  based_on text NOT NULL,
  notes jsonb NOT NULL DEFAULT '[]',
  workbook_name text,
  workbook bytea,
  submitted_by uuid REFERENCES account,
  submitter text NOT NULL DEFAULT '',
  remark text NOT NULL DEFAULT '',
  changed_at timestamptz NOT NULL,
  CHECK ((workbook IS NULL) = (workbook_name IS NULL))
)""",
    "CREATE INDEX format_draft_of_organisation ON format_draft (organisation_id, changed_at)",
    """
CREATE TABLE format_revision (
  draft_id uuid NOT NULL REFERENCES format_draft,
  number integer NOT NULL,
  text text NOT NULL,
  account_id uuid NOT NULL REFERENCES account,
  login text NOT NULL,
  saved_at timestamptz NOT NULL,
  PRIMARY KEY (draft_id, number)
)""",
    """
CREATE TABLE format_publication (
  sha256 text PRIMARY KEY,
  draft_id uuid NOT NULL UNIQUE REFERENCES format_draft,
  organisation_id uuid NOT NULL REFERENCES organisation,
  owner text NOT NULL,
  name text NOT NULL,
  version text NOT NULL,
  resolved text NOT NULL,
  text text NOT NULL,
  workbook_name text,
  workbook bytea,
  asked jsonb NOT NULL,
  written_by jsonb NOT NULL,
  approved_by uuid NOT NULL REFERENCES account,
  approver text NOT NULL,
  published_at timestamptz NOT NULL,
  UNIQUE (name, version)
)""",
    "CREATE INDEX format_publication_by_time ON format_publication (published_at)",
    """
CREATE TABLE format_run (
  id uuid PRIMARY KEY,
  organisation_id uuid NOT NULL REFERENCES organisation,
  draft_id uuid NOT NULL REFERENCES format_draft,
  revision integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('preview', 'try-out')),
  submission_id uuid NOT NULL REFERENCES submission,
  state text NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
  result jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  UNIQUE (draft_id, revision, kind, submission_id, organisation_id)
)""",
)

FUNCTIONS = (
    """
CREATE FUNCTION require_four_eyes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE draft format_draft; latest format_revision;
BEGIN
  PERFORM pg_advisory_xact_lock(20260104);
  SELECT * INTO draft FROM format_draft WHERE id = NEW.draft_id FOR UPDATE;
  SELECT * INTO latest FROM format_revision WHERE draft_id = NEW.draft_id ORDER BY number DESC LIMIT 1;
  IF draft.state IS DISTINCT FROM 'submitted' THEN
    RAISE EXCEPTION 'four eyes: this draft was not submitted';
  END IF;
  IF NEW.approved_by IS DISTINCT FROM app_account() THEN
    RAISE EXCEPTION 'four eyes: nobody approves in the name of another';
  END IF;
  IF NEW.approved_by = draft.submitted_by OR EXISTS (
      SELECT FROM format_revision WHERE draft_id = NEW.draft_id AND account_id = NEW.approved_by) THEN
    RAISE EXCEPTION 'four eyes: whoever worked on a draft does not approve it';
  END IF;
  IF NOT EXISTS (
      SELECT FROM account WHERE account.id = NEW.approved_by AND (
        account.organisation_id = draft.organisation_id OR EXISTS (
          SELECT FROM bureau_municipality AS member
          WHERE member.bureau_id = account.organisation_id AND member.municipality = draft.municipality
            AND current_date >= member.valid_from
            AND (member.valid_until IS NULL OR current_date <= member.valid_until)))) THEN
    RAISE EXCEPTION 'four eyes: the approver works for somebody else';
  END IF;
  IF (NEW.text, NEW.name, NEW.version, NEW.organisation_id, NEW.asked) IS DISTINCT FROM
     (latest.text, draft.name, draft.version, draft.organisation_id, draft.asked)
     OR NEW.workbook IS DISTINCT FROM draft.workbook THEN
    RAISE EXCEPTION 'four eyes: what is approved is not what was submitted';
  END IF;
  NEW.published_at := clock_timestamp();
  UPDATE format_draft SET state = 'published', changed_at = NEW.published_at WHERE id = NEW.draft_id;
  RETURN NEW;
END $$""",
    """
CREATE TRIGGER four_eyes BEFORE INSERT ON format_publication
  FOR EACH ROW EXECUTE FUNCTION require_four_eyes()""",
    """
CREATE FUNCTION refuse_change_of_published() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'what is published never changes'; END $$""",
    """
CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON format_publication
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_published()""",
    """
CREATE TRIGGER revision_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON format_revision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_published()""",
)

SECURED = ("format_draft", "format_revision", "format_publication", "format_run")

OWN_DRAFT = "(organisation_id = app_organisation() AND app_kind() IN ('municipality', 'bureau'))"

POLICIES = (
    "CREATE POLICY four_eyes ON format_draft TO CURRENT_USER USING (true) WITH CHECK (true)",
    "CREATE POLICY four_eyes ON format_revision FOR SELECT TO CURRENT_USER USING (true)",
    f"CREATE POLICY own ON format_draft FOR SELECT USING {OWN_DRAFT}",
    f"CREATE POLICY beginning ON format_draft FOR INSERT WITH CHECK ({OWN_DRAFT} AND state = 'draft')",
    f"""
CREATE POLICY changing ON format_draft FOR UPDATE
  USING ({OWN_DRAFT} AND state <> 'published') WITH CHECK ({OWN_DRAFT} AND state <> 'published')""",
    f"""
CREATE POLICY of_my_bureau ON format_draft FOR SELECT
  USING (state IN ('submitted', 'sent-back', 'published') AND {OF_MY_BUREAU})""",
    f"""
CREATE POLICY sent_back_by_my_bureau ON format_draft FOR UPDATE
  USING (state = 'submitted' AND {OF_MY_BUREAU}) WITH CHECK (state = 'sent-back' AND {OF_MY_BUREAU})""",
    """
CREATE POLICY of_a_draft_i_see ON format_revision FOR SELECT
  USING (EXISTS (SELECT FROM format_draft WHERE format_draft.id = draft_id))""",
    """
CREATE POLICY saving ON format_revision FOR INSERT WITH CHECK (
  account_id = app_account() AND EXISTS (
    SELECT FROM format_draft WHERE format_draft.id = draft_id
      AND format_draft.organisation_id = app_organisation()
      AND format_draft.state IN ('draft', 'sent-back')))""",
    """
CREATE POLICY known_to_everyone ON format_publication FOR SELECT
  USING (app_organisation() IS NOT NULL OR app_purpose() = 'formats')""",
    """
CREATE POLICY publishing ON format_publication FOR INSERT WITH CHECK (
  app_kind() IN ('municipality', 'bureau') AND EXISTS (
    SELECT FROM format_draft WHERE format_draft.id = draft_id))""",
    """
CREATE POLICY own ON format_run
  USING (organisation_id = app_organisation() AND app_kind() IN ('municipality', 'bureau'))
  WITH CHECK (organisation_id = app_organisation() AND app_kind() IN ('municipality', 'bureau')
    AND EXISTS (SELECT FROM format_draft WHERE format_draft.id = draft_id)
    AND EXISTS (SELECT FROM submission WHERE submission.id = submission_id))""",
    """
CREATE POLICY forgetting ON format_run
  USING (app_purpose() = 'formats' AND expires_at < now())""",
)

GRANTS = (
    "GRANT SELECT, INSERT ON format_draft, format_revision, format_publication TO eenmaal_app",
    """
GRANT UPDATE (name, version, state, asked, workbook_name, workbook, submitted_by, submitter, remark,
  changed_at) ON format_draft TO eenmaal_app""",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON format_run TO eenmaal_app",
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
