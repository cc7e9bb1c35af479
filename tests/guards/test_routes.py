"""Every route is in the table of access rules, and every rule is about a route."""

from service.settings import Settings
from service.web.access_rules import ACCESS_RULES
from service.web.application import create_app
from service.wiring import build


def the_app(tmp_path):
    environ = {
        "EENMAAL_STATE_DIR": str(tmp_path),
        "EENMAAL_SECRET_KEY": "only for tests, and long enough for them",
        "EENMAAL_ENCRYPTION_KEY": "only for tests and as long as a key must be",
        "EENMAAL_DATABASE_URL": "postgresql+psycopg://nobody@nowhere/nothing",
        "EENMAAL_BROKER_URL": "redis://nowhere",
    }
    return create_app(build(Settings.from_environment(environ)))


def test_every_route_has_an_access_rule_and_every_rule_a_route(tmp_path):
    endpoints = {rule.endpoint for rule in the_app(tmp_path).url_map.iter_rules()}

    assert endpoints == set(ACCESS_RULES)


def test_a_route_without_a_rule_is_closed_to_everybody(tmp_path):
    app = the_app(tmp_path)
    app.add_url_rule("/vergeten", "forgotten", lambda: "open")

    assert app.test_client().get("/vergeten").status_code == 404


def test_no_address_ends_in_a_slash_or_holds_an_upper_case_letter(tmp_path):
    paths = {rule.rule for rule in the_app(tmp_path).url_map.iter_rules()} - {"/", "/static/<path:filename>"}

    assert [path for path in sorted(paths) if path.endswith("/") or path != path.lower()] == []
