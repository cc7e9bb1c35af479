"""Which balance of each municipality counts over a period: the one question behind every sum of them."""

WHAT_COUNTS = """
    WITH own AS MATERIALIZED (
      SELECT submission.id, submission.provider_id, provider.code AS provider, submission.received_at,
        submission.state, submission.superseded_by, submission.period_begin, submission.period_end
      FROM submission JOIN organisation AS provider ON provider.id = submission.provider_id
      WHERE CAST(:provider AS text) IN ('', provider.code)
        AND submission.period_begin <= :begin AND submission.period_end >= :end),
    asked AS MATERIALIZED (
      SELECT own.id, own.provider, own.received_at, line.municipality,
        own.state = 'ready' AND line.sent_at IS NOT NULL AND 1 = row_number() OVER (
          PARTITION BY own.provider_id, line.municipality
          ORDER BY own.state = 'ready' AND line.sent_at IS NOT NULL DESC, own.received_at DESC, own.id DESC)
          AS is_latest
      FROM own JOIN submission_municipality AS line ON line.submission_id = own.id),
    unasked AS MATERIALIZED (
      SELECT DISTINCT ON (own.provider_id) own.id, own.provider, own.received_at FROM own
      WHERE own.state = 'ready' AND own.superseded_by IS NULL
        AND (own.id IN (SELECT id FROM asked WHERE is_latest) OR own.id NOT IN (SELECT id FROM asked))
      ORDER BY own.provider_id, own.received_at DESC, own.id DESC),
    refused AS MATERIALIZED (
      SELECT DISTINCT ON (own.provider_id) own.id, own.provider, own.received_at FROM own
      WHERE own.state = 'rejected' AND (own.period_begin, own.period_end) = (:begin, :end)
        AND own.provider_id NOT IN (SELECT provider_id FROM own WHERE state <> 'rejected')
      ORDER BY own.provider_id, own.received_at DESC, own.id DESC),
    found AS (
      SELECT asked.id AS submission_id, asked.municipality, asked.provider, asked.received_at, kept.balance,
        true AS is_asked, false AS is_refused, held.reports, held.has_any
      FROM asked LEFT JOIN municipality_balance AS kept
        ON kept.submission_id = asked.id AND kept.municipality = asked.municipality
        AND (kept.period_begin, kept.period_end) = (:begin, :end)
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE report.holds_prestaties) AS reports, count(*) > 0 AS has_any
        FROM report LEFT JOIN succession ON succession.report_id = report.id
        WHERE report.submission_id = asked.id AND report.municipality = asked.municipality
          AND (report.period_begin, report.period_end) = (:begin, :end) AND report.sent_at IS NOT NULL
          AND succession.report_id IS NULL) AS held
      WHERE asked.is_latest AND CAST(:municipality AS text) IN ('', asked.municipality)
      UNION ALL
      SELECT unasked.id, kept.municipality, unasked.provider, unasked.received_at, kept.balance,
        false, false, 0, false
      FROM unasked JOIN municipality_balance AS kept ON kept.submission_id = unasked.id
        AND (kept.period_begin, kept.period_end) = (:begin, :end)
      WHERE (SELECT app_kind()) = 'provider' AND CAST(:municipality AS text) IN ('', kept.municipality)
        AND NOT EXISTS (
          SELECT FROM submission_municipality AS line
          WHERE line.submission_id = unasked.id AND line.municipality = kept.municipality)
      UNION ALL
      SELECT refused.id, '', refused.provider, refused.received_at, content.balance,
        false, true, 0, false
      FROM refused JOIN submission_content AS content ON content.submission_id = refused.id
      WHERE (SELECT app_kind()) = 'provider' AND CAST(:municipality AS text) = ''
        AND jsonb_typeof(content.balance) = 'object'),
    line AS (SELECT * FROM found WHERE balance IS NOT NULL OR has_any)
"""
"""A `line` for each provider and municipality over exactly the days `:begin` to `:end`; of all of them where
`:provider` (AGB code) or `:municipality` is empty. As far as row-level security lets who asks see them.

Of each municipality the last submission that it has. To its provider alone: who asks nothing is in the last
one that anybody has, and what was refused counts where nothing else came. Without a balance: of a submission
that was settled before they were kept. With how many reports ask its rows.

Rows of tables are found by their keys, and what was found before by lists (IN): a plan that thinks there are
few of them would compare all with all (423 sums of a large region: 4 s instead of 0.15 s).
"""
