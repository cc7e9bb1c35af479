"""What the pages of a large region find by: indexes, and of each report the figures that are added up.

The columns follow from the balance that stands in the row, so that nothing has to keep them true. The version
that runs while this is applied neither reads nor writes them.
"""

from alembic import op

revision = "0030"
down_revision = "0029"

FUNCTIONS = (
    """
CREATE FUNCTION counted(named jsonb) RETURNS bigint LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT coalesce(sum(value::bigint), 0)::bigint FROM jsonb_each_text(coalesce(named, '{}')) $$""",
    """
CREATE FUNCTION tally_closes(tally jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, public AS $$
  SELECT (tally ->> 'in')::bigint = (tally ->> 'reported')::bigint + counted(tally -> 'excluded')
    + counted(tally -> 'quarantined') + counted(tally -> 'not_made') + counted(tally -> 'rejected') $$""",
)
"""As `Tally.went_out` and `Balance.closes` say it of the same numbers."""

COLUMNS = """
ALTER TABLE report
  ADD COLUMN reported_rows bigint NOT NULL
    GENERATED ALWAYS AS ((balance #>> '{rows,reported}')::bigint) STORED,
  ADD COLUMN reported_cents bigint NOT NULL
    GENERATED ALWAYS AS ((balance #>> '{cents,reported}')::bigint) STORED,
  ADD COLUMN closes boolean NOT NULL GENERATED ALWAYS AS
    (tally_closes(balance -> 'rows') AND tally_closes(balance -> 'cents')) STORED,
  ADD COLUMN holds_prestaties boolean NOT NULL GENERATED ALWAYS AS
    ((balance #>> '{rows,reported}')::bigint <> 0
      OR NOT (balance #> '{rows,excluded}') ? 'not-in-this-format') STORED
"""

INDEXES = (
    "CREATE INDEX report_of_line ON report (submission_id, municipality)",
    "DROP INDEX report_of_submission",
    "CREATE INDEX report_over_period ON report (municipality, period_begin, period_end)",
    "CREATE INDEX line_of_pair ON submission_municipality (provider_id, municipality)",
    "DROP INDEX submission_of_municipality",
    "CREATE INDEX line_of_municipality ON submission_municipality (municipality, provider_id)",
)


def upgrade() -> None:
    """Add them all."""
    for statement in (*FUNCTIONS, COLUMNS, *INDEXES):
        op.execute(statement)
