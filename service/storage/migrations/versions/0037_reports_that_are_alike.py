"""A region is told by what is alike in it: how many of its reports stand so, and whose they are.

A policy is asked of every row, and of a region of 400 providers a period has nine thousand of them, each with
four neighbours. These functions ask once whose municipalities it is about, and read only what was sent to one
of them: what the policies let a bureau or a municipality see of each, and nothing to a provider. The version
that runs while this is applied neither calls them nor writes the column: triggers keep that.
"""

from alembic import op

revision = "0037"
down_revision = "0036"

BODY = """LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE
  purpose text := coalesce(current_setting('app.purpose', true), '');
  mine text[] := coalesce(app_municipalities_of_bureau(), ARRAY[app_municipality()]);
BEGIN
  PERFORM set_config('app.purpose', 'backup', true);
  RETURN QUERY
"""
END = """;
  PERFORM set_config('app.purpose', purpose, true);
END $$"""
"""The owner sees no row but for a back-up. The purpose is put back before anything else is read; what fails
in between ends the transaction."""

COLUMN = (
    "ALTER TABLE report ADD COLUMN sent_at timestamptz",
    "SELECT set_config('app.purpose', 'backup', true)",
    """
UPDATE report SET sent_at = line.sent_at FROM submission_municipality AS line
WHERE line.submission_id = report.submission_id AND line.municipality = report.municipality
  AND line.sent_at IS NOT NULL""",
    "SELECT set_config('app.purpose', '', true)",
    """
CREATE INDEX report_of_sender ON report (municipality, provider_code, period_begin, period_end)
INCLUDE (provider_id, sent_at) WHERE sent_at IS NOT NULL""",
)
KEPT_TRUE = (
    """
CREATE FUNCTION know_whether_it_is_sent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  purpose text := coalesce(current_setting('app.purpose', true), '');
BEGIN
  PERFORM set_config('app.purpose', 'backup', true);
  NEW.sent_at := (SELECT line.sent_at FROM submission_municipality AS line
    WHERE line.submission_id = NEW.submission_id AND line.municipality = NEW.municipality);
  PERFORM set_config('app.purpose', purpose, true);
  RETURN NEW;
END $$""",
    """
CREATE TRIGGER sent_as_its_line BEFORE INSERT ON report
FOR EACH ROW EXECUTE FUNCTION know_whether_it_is_sent()""",
    """
CREATE FUNCTION tell_reports_of_a_sending() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  purpose text := coalesce(current_setting('app.purpose', true), '');
BEGIN
  PERFORM set_config('app.purpose', 'backup', true);
  UPDATE report SET sent_at = NEW.sent_at
    WHERE report.submission_id = NEW.submission_id AND report.municipality = NEW.municipality;
  PERFORM set_config('app.purpose', purpose, true);
  RETURN NULL;
END $$""",
    """
CREATE TRIGGER reports_are_sent_too AFTER INSERT ON submission_municipality
FOR EACH ROW WHEN (NEW.sent_at IS NOT NULL) EXECUTE FUNCTION tell_reports_of_a_sending()""",
    """
CREATE TRIGGER reports_follow_their_line AFTER UPDATE OF sent_at ON submission_municipality
FOR EACH ROW WHEN (NEW.sent_at IS DISTINCT FROM OLD.sent_at) EXECUTE FUNCTION tell_reports_of_a_sending()""",
)
"""Whether a report is sent stands in the line of its municipality; each report says so too, so that a policy
needs no look-up per row."""
SEEN_WHEN_SENT = (
    "municipality = (SELECT app_municipality())"
    " OR municipality = ANY ((SELECT app_municipalities_of_bureau())::text[])"
)

ALIKE_HEAD = """
CREATE FUNCTION alike_reports(first date, last date)
RETURNS TABLE (
  municipality text, format text, period_begin date, period_end date, sent_on date, is_taken boolean,
  is_judged boolean, is_rejected boolean, is_superseded boolean, has_successor boolean, closes boolean,
  holds_prestaties boolean, providers text[], reports bigint, reported_rows bigint, reported_cents bigint)
"""
ALIKE = """
    SELECT report.municipality, report.format, report.period_begin, report.period_end,
      (report.sent_at AT TIME ZONE 'Europe/Amsterdam')::date AS sent_on,
      taken.report_id IS NOT NULL AS is_taken, verdict.report_id IS NOT NULL AS is_judged,
      verdict.cause IS NOT NULL AS is_rejected, succession.report_id IS NOT NULL AS is_superseded,
      succession.successor_id IS NOT NULL AS has_successor, report.closes, report.holds_prestaties,
      array_agg(report.provider_code), count(*), sum(report.reported_rows)::bigint,
      sum(report.reported_cents)::bigint
    FROM report
    LEFT JOIN succession ON succession.report_id = report.id
    LEFT JOIN report_taken AS taken ON taken.report_id = report.id
    LEFT JOIN report_verdict AS verdict ON verdict.report_id = report.id
    WHERE report.municipality = ANY (mine) AND report.sent_at IS NOT NULL
      AND report.period_begin <= last AND report.period_end >= first
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12"""

SENT_OVER_HEAD = """
CREATE FUNCTION sent_over()
RETURNS TABLE (municipality text, period_begin date, period_end date, providers text[])
"""
SENT_OVER = """
    SELECT pair.municipality, pair.first, pair.last, array_agg(pair.provider_code)
    FROM (
      SELECT report.municipality, report.provider_code, min(report.period_begin) AS first,
        max(report.period_end) AS last
      FROM report
      WHERE report.municipality = ANY (mine) AND report.sent_at IS NOT NULL
      GROUP BY 1, 2) AS pair
    GROUP BY 1, 2, 3"""

BALANCES_HEAD = """
CREATE FUNCTION balances_over(first date, last date)
RETURNS TABLE (
  format text, municipality text, provider_code text, side text, part text, reason text, amount bigint)
"""
BALANCES = """
    SELECT held.format, held.municipality, held.provider_code, side.name, part.name, part.reason,
      sum(part.amount)::bigint
    FROM (SELECT report.format, report.municipality, report.provider_code, report.balance
      FROM report
      LEFT JOIN succession ON succession.report_id = report.id
      WHERE report.municipality = ANY (mine) AND report.sent_at IS NOT NULL
        AND report.period_begin = first AND report.period_end = last AND report.holds_prestaties
        AND succession.report_id IS NULL) AS held,
    LATERAL (VALUES ('rows', held.balance -> 'rows'), ('cents', held.balance -> 'cents'))
      AS side (name, tally),
    LATERAL (
      SELECT 'in' AS name, '' AS reason, (side.tally ->> 'in')::bigint AS amount
      UNION ALL SELECT 'reported', '', (side.tally ->> 'reported')::bigint
      UNION ALL SELECT named.key, each.key, each.value::bigint
      FROM jsonb_each(side.tally) AS named, jsonb_each_text(
        CASE jsonb_typeof(named.value) WHEN 'object' THEN named.value ELSE '{}' END) AS each) AS part
    GROUP BY GROUPING SETS ((1, 2, 4, 5, 6), (1, 3, 4, 5, 6))"""

FUNCTIONS = (
    ALIKE_HEAD + BODY + ALIKE + END,
    SENT_OVER_HEAD + BODY + SENT_OVER + END,
    BALANCES_HEAD + BODY + BALANCES + END,
)
ONLY_FOR_THE_APPLICATION = tuple(
    statement.format(function=function)
    for function in ("alike_reports(date, date)", "sent_over()", "balances_over(date, date)")
    for statement in (
        "REVOKE ALL ON FUNCTION {function} FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION {function} TO eenmaal_app",
    )
)


def upgrade() -> None:
    """Let each report say that it is sent, and make the functions, for the application alone."""
    for statement in (*COLUMN, *KEPT_TRUE, *FUNCTIONS, *ONLY_FOR_THE_APPLICATION):
        op.execute(statement)
    op.execute(f"ALTER POLICY concerns_me ON report USING (({SEEN_WHEN_SENT}) AND sent_at IS NOT NULL)")
