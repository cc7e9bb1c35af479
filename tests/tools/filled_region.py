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
  WHERE hashtext(submission.id::text || code) %% 20 <> 0;
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
INSERT INTO report_taken (report_id, submission_id, municipality, provider_id, taken_at)
  SELECT id, submission_id, municipality, provider_id, published_at + interval '1 day' FROM report
  WHERE hashtext(id::text) %% 2 = 0;
INSERT INTO report_verdict (report_id, provider_id, municipality, cause, decided_at)
  SELECT id, provider_id, municipality,
    CASE WHEN hashtext(id::text) %% 40 = 0 THEN 'R1' END, published_at + interval '2 days'
  FROM report WHERE hashtext(id::text) %% 4 = 0;
ANALYZE;
"""


def fill_region(
    connection: psycopg.Connection, name: str, codes: Sequence[str], *, providers: int, quarters: int
) -> None:
    """Reports in the format `name` from 2024-Q1 on, to the municipalities with these codes.

    As superuser. Of 20 reports one is missing; half of the others is fetched, a quarter judged, few rejected.
    """
    given = {"quarters": quarters, "providers": providers, "codes": list(codes), "format": name}
    with psycopg.ClientCursor(connection) as cursor:
        cursor.execute(_FILL, given)
