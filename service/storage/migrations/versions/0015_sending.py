"""What a provider sent to whom, what was taken, and whether it looks first.

What was published before was sent by being published. A submission that is under way while this is applied
waits for its provider to look and send; the version that runs meanwhile writes nothing of this.
"""

from alembic import op

revision = "0015"
down_revision = "0014"

MINE = "(municipality = app_code() AND app_kind() = 'municipality')"
OF_MY_BUREAU = """(app_kind() = 'bureau' AND municipality IN (
    SELECT member.municipality FROM bureau_municipality AS member
    WHERE member.bureau_id = app_organisation() AND current_date >= member.valid_from
      AND (member.valid_until IS NULL OR current_date <= member.valid_until)))"""
IS_SENT = """EXISTS (
    SELECT FROM submission_municipality AS sent
    WHERE sent.submission_id = report.submission_id AND sent.municipality = report.municipality)"""
"""Of a row of `report`; who is no provider sees of that other table only what was sent."""
OF_A_SEEN_REPORT = "EXISTS (SELECT FROM report WHERE report.id = report_id)"

TABLES = (
    "ALTER TABLE submission_municipality ADD COLUMN sent_at timestamptz, ADD COLUMN sent_by text",
    """
CREATE TABLE report_taken (
  report_id uuid PRIMARY KEY REFERENCES report,
  submission_id uuid NOT NULL,
  municipality text NOT NULL,
  provider_id uuid NOT NULL REFERENCES organisation,
  taken_at timestamptz NOT NULL,
  FOREIGN KEY (submission_id, municipality) REFERENCES submission_municipality
)""",
    "CREATE INDEX taken_of_submission ON report_taken (submission_id, municipality)",
    """
CREATE TABLE provider_sending (
  provider_id uuid PRIMARY KEY REFERENCES organisation,
  by_itself boolean NOT NULL,
  changed_at timestamptz NOT NULL
)""",
)

WAS_SENT = (
    "SELECT set_config('app.purpose', 'backup', true)",
    """
UPDATE submission_municipality AS each SET sent_by = '', sent_at = coalesce(
    (SELECT min(report.published_at) FROM report
     WHERE report.submission_id = each.submission_id AND report.municipality = each.municipality),
    submission.received_at)
FROM submission WHERE submission.id = each.submission_id AND submission.state IN ('ready', 'failed')""",
    "SELECT set_config('app.purpose', '', true)",
)

SECURED = ("report_taken", "provider_sending")

ONLY_WHAT_IS_SENT = (
    ("submission_municipality", "mine", f"sent_at IS NOT NULL AND {MINE}"),
    ("submission_municipality", "of_my_bureau", f"sent_at IS NOT NULL AND {OF_MY_BUREAU}"),
    ("report", "mine", f"{MINE} AND {IS_SENT}"),
    ("report", "of_my_bureau", f"{OF_MY_BUREAU} AND {IS_SENT}"),
    ("report_file", "mine", f"{MINE} AND {OF_A_SEEN_REPORT}"),
    ("report_figures", "mine", f"{MINE} AND {OF_A_SEEN_REPORT}"),
    ("report_figures", "of_my_bureau", f"is_aggregate AND {OF_MY_BUREAU} AND {OF_A_SEEN_REPORT}"),
    ("succession", "mine", f"{MINE} AND {OF_A_SEEN_REPORT}"),
    ("succession", "of_my_bureau", f"{OF_MY_BUREAU} AND {OF_A_SEEN_REPORT}"),
)

POLICIES = (
    "CREATE POLICY own ON report_taken FOR SELECT USING (provider_id = app_organisation())",
    f"CREATE POLICY of_my_bureau ON report_taken FOR SELECT USING {OF_MY_BUREAU}",
    f"""
CREATE POLICY taking ON report_taken USING {MINE} WITH CHECK ({MINE} AND EXISTS (
    SELECT FROM report WHERE report.id = report_id AND report.submission_id = report_taken.submission_id
      AND report.municipality = report_taken.municipality
      AND report.provider_id = report_taken.provider_id))""",
    """
CREATE POLICY waits_for_my_code ON submission FOR SELECT USING (
  app_kind() IN ('municipality', 'bureau') AND EXISTS (
    SELECT FROM waiting_code WHERE waiting_code.submission_id = submission.id))""",
    """
CREATE POLICY own ON provider_sending
  USING (provider_id = app_organisation())
  WITH CHECK (provider_id = app_organisation() AND app_kind() = 'provider')""",
)

GRANTS = (
    "GRANT UPDATE (sent_at, sent_by) ON submission_municipality TO eenmaal_app",
    "GRANT SELECT, INSERT ON report_taken TO eenmaal_app",
    "GRANT SELECT, INSERT, UPDATE ON provider_sending TO eenmaal_app",
    "GRANT DELETE ON succession TO eenmaal_app",
)


def upgrade() -> None:
    """Say what was sent, and let nobody but its provider see what was not."""
    for statement in (*TABLES, *WAS_SENT):
        op.execute(statement)
    for table in SECURED:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY backing_up ON {table} TO CURRENT_USER"
            " USING (app_purpose() = 'backup') WITH CHECK (app_purpose() = 'backup')"
        )
    for table, name, condition in ONLY_WHAT_IS_SENT:
        op.execute(f"DROP POLICY {name} ON {table}")
        op.execute(f"CREATE POLICY {name} ON {table} FOR SELECT USING ({condition})")
    for statement in (*POLICIES, *GRANTS):
        op.execute(statement)
