"""What each report adds up to, exact and as its file has it, so that a region is added up without making any.

Beside what there is: the version that runs while this is applied writes no totals, and asks for none. Its
reports are told as not known.
"""

from alembic import op

revision = "0046"
down_revision = "0045"

COLUMNS = (
    "ALTER TABLE report_figures ADD COLUMN totals jsonb, ADD COLUMN clients bigint",
    "GRANT UPDATE (totals) ON report_figures TO eenmaal_app",
)
"""When rows are destroyed, the totals of few clients or single persons go too."""

TOTALS = """
CREATE FUNCTION written_over(
  first date, last date, of_municipality text, of_provider text, by_provider boolean)
RETURNS TABLE (
  format text, code text, block text, name text, place bigint,
  denominator bigint, cause text, amount numeric, reports bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE
  purpose text := coalesce(current_setting('app.purpose', true), '');
  own uuid := CASE WHEN app_kind() = 'provider' THEN app_organisation() END;
  region text[] := app_municipalities_of_bureau();
  mine text[] := coalesce(region, ARRAY[app_municipality()]);
BEGIN
  PERFORM set_config('app.purpose', 'backup', true);
  RETURN QUERY
    WITH held AS MATERIALIZED (
      SELECT report.format, figures.totals,
        CASE WHEN by_provider THEN report.provider_code ELSE report.municipality END AS code,
        CASE WHEN region IS NOT NULL AND NOT (figures.is_aggregate AND coalesce(figures.clients, 0) >= 5)
          AND figures.totals IS NOT NULL THEN 'hidden'
          WHEN figures.totals IS NULL THEN 'unknown' ELSE '' END AS kept_back
      FROM report
      LEFT JOIN report_figures AS figures ON figures.report_id = report.id
      LEFT JOIN succession ON succession.report_id = report.id
      WHERE (report.municipality = ANY (mine) OR report.provider_id = own) AND report.sent_at IS NOT NULL
        AND report.period_begin = first AND report.period_end = last AND succession.report_id IS NULL
        AND of_municipality IN ('', report.municipality) AND of_provider IN ('', report.provider_code))
    SELECT held.format, held.code, line.block, line.name,
      min(line.place)::bigint, line.denominator, part.cause, sum(part.amount), count(*)
    FROM held,
    LATERAL (
      SELECT found.total ->> 0 AS block, found.total ->> 1 AS name,
        (found.total ->> 2)::bigint AS denominator, found.total -> 3 AS written, found.total -> 4 AS parts,
        found.place
      FROM jsonb_array_elements(held.totals) WITH ORDINALITY AS found (total, place)) AS line,
    LATERAL (
      SELECT each.key AS cause, each.value::numeric AS amount
      FROM jsonb_each_text(CASE WHEN own IS NULL AND line.parts ? 'suppress_below'
        THEN jsonb_build_object('untold', line.written) ELSE line.parts END) AS each) AS part
    WHERE held.kept_back = ''
    GROUP BY 1, 2, 3, 4, 6, 7
    UNION ALL
    SELECT held.format, held.code, NULL, NULL, NULL, NULL, held.kept_back, NULL, count(*)
    FROM held WHERE held.kept_back <> ''
    GROUP BY 1, 2, 7;
  PERFORM set_config('app.purpose', purpose, true);
END $$"""
"""Who looks as a provider is told all of its own reports that were sent. A municipality is told no exact
total that its file leaves something small out of; a bureau neither, and nothing of reports about single
persons or about fewer than five clients (`FEWEST_CLIENTS`)."""

ONLY_FOR_THE_APPLICATION = (
    "REVOKE ALL ON FUNCTION written_over(date, date, text, text, boolean) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION written_over(date, date, text, text, boolean) TO eenmaal_app",
)


def upgrade() -> None:
    """Keep totals from now on, and add them up for the application alone."""
    for statement in (*COLUMNS, TOTALS, *ONLY_FOR_THE_APPLICATION):
        op.execute(statement)
