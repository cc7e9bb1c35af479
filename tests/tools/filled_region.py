"""A region filled by SQL, as large as one likes: providers that sent municipalities a report per quarter."""

from collections.abc import Sequence

import psycopg

_FILL = """
CREATE TEMP TABLE quarter AS
  SELECT n, (date '2024-01-01' + n * interval '3 months')::date AS begun,
    (date '2024-01-01' + (n + 1) * interval '3 months' - interval '1 day')::date AS ended
  FROM generate_series(0, %(quarters)s - 1) AS n;
INSERT INTO organisation (id, kind, code, name)
  SELECT gen_random_uuid(), 'provider', '0602' || lpad(n::text, 4, '0'), 'Zorg ' || n
  FROM generate_series(1, %(providers)s) AS n;
INSERT INTO submission (id, provider_id, sha256, state, verdict, period_begin, period_end, received_at)
  SELECT gen_random_uuid(), provider.id, md5(provider.code || n), 'ready', 'accepted', begun, ended,
    ended + interval '20 days'
  FROM organisation AS provider, quarter WHERE provider.kind = 'provider';
INSERT INTO submission_municipality (submission_id, provider_id, municipality, sent_at, sent_by)
  SELECT submission.id, provider_id, code, received_at + interval '1 hour', 'iemand'
  FROM submission, unnest(%(codes)s::text[]) AS code
  WHERE hashtext(submission.sha256 || code) %% 20 <> 0;
INSERT INTO report (id, submission_id, submission_sha256, provider_id, provider_code, provider_name,
    municipality, format, format_sha256, period_begin, period_end, filename, sha256, bytes, balance,
    cell_counts, published_at)
  SELECT gen_random_uuid(), submission.id, submission.sha256, provider.id, provider.code, provider.name,
    line.municipality, %(format)s, 'ab', period_begin, period_end, 'rapportage.xlsx',
    md5(submission.id || line.municipality), 20000,
    '{"rows": {"in": 9, "reported": 9, "excluded": {}, "quarantined": {}, "rejected": {}},
      "cents": {"in": 900, "reported": 900, "excluded": {}, "quarantined": {}, "rejected": {}}}',
    '{}', received_at + interval '1 minute'
  FROM submission JOIN organisation AS provider ON provider.id = submission.provider_id
  JOIN submission_municipality AS line ON line.submission_id = submission.id;
INSERT INTO report_figures (report_id, provider_id, municipality, is_aggregate, figures, totals, clients)
  SELECT id, provider_id, municipality, true, '[]',
    '[["Productie", "Aantal cliënten", 100, 900, {"": 900}],
      ["Productie", "Uren", 6000, 30000, {"": 30010, "round": -10}],
      ["Productie", "Minuten", 100, 30000, {"": 30000}],
      ["Productie", "Bedrag", 100, 90000, {"": 90000}],
      ["Uitstroom", "Aantal", 100, 300, {"": 500, "suppress_below": -200}]]',
    2 + abs(hashtext(submission_sha256 || municipality)) %% 40 FROM report;
INSERT INTO declared_total (submission_id, provider_id, municipality, law, declaration, declared, granted,
    read_cents, read_granted, reported, clients)
  SELECT submission_id, provider_id, municipality, 'JW', 'D' || n, 900, 900, 900, 900, 900, 9
  FROM submission_municipality, generate_series(1, 3) AS n ORDER BY submission_id;
INSERT INTO municipality_balance (submission_id, provider_id, municipality, period_begin, period_end, balance)
  SELECT DISTINCT ON (submission_id, municipality) submission_id, provider_id, municipality, period_begin,
    period_end, CASE WHEN hashtext(submission_sha256 || municipality) %% 2 = 0 THEN balance ELSE
      '{"rows": {"in": 12, "reported": 9, "excluded": {"other-law": 1, "outside-period": 1},
          "quarantined": {"code-not-in-table": 1}, "not_made": {}, "rejected": {}},
        "cents": {"in": 1150, "reported": 900, "excluded": {"other-law": 100, "outside-period": -50},
          "quarantined": {"code-not-in-table": 200}, "not_made": {}, "rejected": {}}}' END
  FROM report ORDER BY submission_id, municipality;
INSERT INTO report_taken (report_id, submission_id, municipality, provider_id, taken_at)
  SELECT id, submission_id, municipality, provider_id, published_at + interval '1 day' FROM report
  WHERE hashtext(submission_sha256 || municipality || format) %% 2 = 0;
INSERT INTO report_verdict (report_id, provider_id, municipality, cause, decided_at)
  SELECT id, provider_id, municipality,
    CASE WHEN hashtext(submission_sha256 || municipality || format) %% 40 = 0 THEN 'R1' END,
    published_at + interval '2 days'
  FROM report WHERE hashtext(submission_sha256 || municipality || format) %% 4 = 0;
INSERT INTO contract_figure (submission_id, provider_id, municipality, law, category, rows, cents, clients,
    waiting, budgeted, budget_cents, of_budget_cents, over_budget, over_budget_cents, over_volume, agreed,
    off_tariff, off_tariff_cents)
  SELECT submission_id, provider_id, municipality, 'JW', category, 9, 900,
    2 + abs(hashtext(submission_id::text || municipality)) %% 9, 0, 3, 300, 300,
    (hashtext(provider_id::text) %% 7 = 0)::int, 0, 0, 9, (hashtext(provider_id::text) %% 5 = 0)::int, 20
  FROM submission_municipality, unnest(ARRAY['45', '50']) AS category
  ORDER BY submission_id; -- as they are kept: all of a submission at once
ANALYZE;
"""

_UNSETTLE = """
CREATE FUNCTION pg_temp.drawn(what text, key text) RETURNS float LANGUAGE sql AS
  $$ SELECT ('x' || left(md5(what || key || %(seed)s), 8))::bit(32)::bigint / 4294967296.0 $$;
CREATE TEMP TABLE corrected AS
  SELECT id AS former, sha256 AS key, gen_random_uuid() AS id FROM submission
  WHERE pg_temp.drawn('corrected', sha256) < 0.2;
INSERT INTO submission (id, provider_id, sha256, state, verdict, period_begin, period_end, received_at)
  SELECT corrected.id, provider_id, md5('later' || key), 'ready', 'accepted', period_begin, period_end,
    received_at + interval '9 days' FROM corrected JOIN submission ON submission.id = former;
UPDATE submission SET superseded_by = corrected.id FROM corrected WHERE submission.id = former;
INSERT INTO submission_municipality (submission_id, provider_id, municipality, sent_at, sent_by)
  SELECT corrected.id, provider_id, municipality, sent_at + interval '9 days', 'iemand'
  FROM corrected JOIN submission_municipality AS line ON line.submission_id = former
  WHERE pg_temp.drawn('stays', key || municipality) < 0.9;
INSERT INTO report (id, submission_id, submission_sha256, provider_id, provider_code, provider_name,
    municipality, format, format_sha256, period_begin, period_end, filename, sha256, bytes, balance,
    cell_counts, published_at)
  SELECT gen_random_uuid(), line.submission_id, md5('later' || key), former.provider_id,
    provider_code, provider_name, line.municipality, format, 'ab', period_begin, period_end, filename, 'x',
    1, CASE WHEN pg_temp.drawn('same', key || line.municipality || format) < 0.8 THEN balance
      ELSE jsonb_set(balance, '{rows,excluded}', '{"outside-period": 2}') END,
    cell_counts, published_at + interval '9 days'
  FROM corrected JOIN report AS former ON former.submission_id = corrected.former
  JOIN submission_municipality AS line
    ON line.submission_id = corrected.id AND line.municipality = former.municipality;
INSERT INTO succession (report_id, provider_id, municipality, submission_id, successor_id, superseded_at)
  SELECT former.id, former.provider_id, former.municipality, corrected.id, later.id, now()
  FROM corrected JOIN report AS former ON former.submission_id = corrected.former
  LEFT JOIN report AS later
    ON later.submission_id = corrected.id AND later.municipality = former.municipality;
UPDATE submission_municipality AS line
  SET sent_at = CASE WHEN pg_temp.drawn('sent', sha256 || municipality) > 0.04
    THEN sent_at + pg_temp.drawn('late', sha256 || municipality) * interval '30 days' END
  FROM submission WHERE submission.id = line.submission_id;
UPDATE submission
  SET state = CASE WHEN pg_temp.drawn('failed', sha256) < 0.5 THEN 'failed' ELSE 'translating' END
  WHERE pg_temp.drawn('held', sha256) < 0.06;
INSERT INTO extension (municipality, provider_code, format, period_begin, period_end, until, reason,
    granted_by, granted_at)
  SELECT asking.municipality, provider.code, asking.format, submission.period_begin, submission.period_end,
    submission.period_end + 30 + (pg_temp.drawn('until', sha256 || asking.municipality) * 60)::int,
    'een storing', 'iemand', now()
  FROM (SELECT DISTINCT municipality, format FROM report) AS asking, submission
  JOIN organisation AS provider ON provider.id = submission.provider_id
  WHERE pg_temp.drawn('more', sha256 || asking.municipality || asking.format) < 0.3 ON CONFLICT DO NOTHING;
ANALYZE;
"""


def unsettle(connection: psycopg.Connection, seed: float) -> None:
    """What happens to reports: corrected, lapsed, late, more time, not sent, held up.

    Drawn from names that are the same each time: in what order PostgreSQL comes by its rows does not matter.
    """
    with psycopg.ClientCursor(connection) as cursor:
        cursor.execute(_UNSETTLE, {"seed": str(seed)})


def fill_region(
    connection: psycopg.Connection, name: str, codes: Sequence[str], *, providers: int, quarters: int
) -> None:
    """Reports in the format `name` from 2024-Q1 on, to the municipalities with these codes.

    As superuser. Of 20 reports one is missing; half of the others is fetched, a quarter judged, few rejected.
    """
    given = {"quarters": quarters, "providers": providers, "codes": list(codes), "format": name}
    with psycopg.ClientCursor(connection) as cursor:
        cursor.execute(_FILL, given)
