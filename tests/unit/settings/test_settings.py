"""Settings: what the environment may say, and what holds when it says nothing."""

from pathlib import Path

import pytest

from service.domain.proof.notes import COSIGNATURE, SignerKey
from service.settings import Settings, SettingsError

OWN = {
    "EENMAAL_DATABASE_URL": "postgresql+psycopg://app@db/eenmaal",
    "EENMAAL_BROKER_URL": "redis://broker/0",
    "EENMAAL_SECRET_KEY": "given, and long enough to sign cookies",
    "EENMAAL_ENCRYPTION_KEY": "only for tests and as long as a key must be",
}


@pytest.fixture
def laptop(tmp_path):
    return {"EENMAAL_STATE_DIR": str(tmp_path)}


def test_without_any_variable_everything_is_bundled_and_beside_the_program(laptop, tmp_path):
    settings = Settings.from_environment(laptop)

    assert (settings.database_url, settings.broker_url, settings.is_laptop) == (None, None, True)
    assert settings.blob_dir == tmp_path / "blobs"
    assert settings.mappings_dir.name == "mappings"
    assert settings.upload_limit == 25 * 1024 * 1024


@pytest.mark.parametrize("name", ["secret_key", "pseudonym_key", "encryption_key", "log_key"])
def test_a_key_is_made_once_and_kept_for_its_owner_alone(laptop, tmp_path, name):
    first = getattr(Settings.from_environment(laptop), name)

    assert getattr(Settings.from_environment(laptop), name) == first
    assert len(first) > 40
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "encryption_key",
        "log_key",
        "pseudonym_key",
        "secret_key",
    ]
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_the_two_keys_of_a_laptop_are_different_ones(laptop):
    settings = Settings.from_environment(laptop)

    assert settings.secret_key != settings.pseudonym_key


def test_a_pseudonym_key_that_is_given_is_used_and_none_is_made(laptop, tmp_path):
    settings = Settings.from_environment({**laptop, "EENMAAL_PSEUDONYM_KEY": "of our own"})

    assert settings.pseudonym_key == "of our own"
    assert not (tmp_path / "pseudonym_key").exists()


@pytest.mark.parametrize(
    "own", [OWN, {n: OWN[n] for n in ("EENMAAL_DATABASE_URL", "EENMAAL_ENCRYPTION_KEY")}]
)
def test_with_a_database_of_ones_own_no_pseudonym_key_is_made(laptop, tmp_path, own):
    settings = Settings.from_environment({**laptop, **own})

    assert settings.pseudonym_key == ""
    assert not (tmp_path / "pseudonym_key").exists()


def test_a_key_of_the_log_names_the_log_and_one_that_cannot_be_is_refused_without_repeating_it(laptop):
    signer = SignerKey.parse(Settings.from_environment(laptop).log_key)

    assert signer.name.endswith(".localhost/logboek")
    for name, value in (
        ("LOG_KEY", f"{signer.text}x"),
        ("LOG_KEY", SignerKey("witness.example", COSIGNATURE, bytes(32)).text),
        ("LOG_POLICY", "quorum nobody"),
        ("LOG_POLICY", "quorum none"),
    ):
        with pytest.raises(SettingsError, match="EENMAAL_LOG_KEY or EENMAAL_LOG_POLICY") as refused:
            Settings.from_environment({**laptop, f"EENMAAL_{name}": value})
        assert value not in str(refused.value)


def test_who_watches_the_log_is_read_from_a_file(laptop, tmp_path):
    signer = SignerKey.parse(Settings.from_environment(laptop).log_key)
    file = tmp_path / "policy"
    file.write_text(f"log {signer.verifier.text}\nquorum none\n")

    settings = Settings.from_environment({**laptop, "EENMAAL_LOG_POLICY_FILE": str(file)})

    assert settings.log_policy == file.read_text().strip()
    assert Settings.from_environment(settings.as_environment()).log_policy == settings.log_policy


def test_with_own_database_and_broker_the_key_has_to_be_given(laptop):
    own = {**laptop, **OWN}

    assert Settings.from_environment(own).is_laptop is False
    with pytest.raises(SettingsError, match="EENMAAL_SECRET_KEY"):
        Settings.from_environment({**own, "EENMAAL_SECRET_KEY": ""})


def test_a_child_reads_the_very_settings_that_its_parent_has(laptop):
    settings = Settings.from_environment({**laptop, **OWN, "EENMAAL_PORT": "8123", "EENMAAL_WORKERS": "4"})

    assert Settings.from_environment(settings.as_environment()) == settings


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_a_number_that_is_none_is_refused_with_the_name_of_its_variable(laptop, value):
    with pytest.raises(SettingsError, match="EENMAAL_UPLOAD_LIMIT must be a whole number"):
        Settings.from_environment({**laptop, "EENMAAL_UPLOAD_LIMIT": value})


@pytest.mark.parametrize(("given", "are_on"), [("", True), ("on", True), ("off", False)])
def test_fast_paths_are_on_unless_they_are_switched_off_and_children_know(laptop, given, are_on):
    settings = Settings.from_environment({**laptop, "EENMAAL_FAST_PATHS": given})

    assert settings.fast_paths is are_on
    assert Settings.from_environment(settings.as_environment()).fast_paths is are_on


def test_fast_paths_that_are_neither_on_nor_off_are_refused(laptop):
    with pytest.raises(SettingsError, match="EENMAAL_FAST_PATHS must be on or off, not 'maybe'"):
        Settings.from_environment({**laptop, "EENMAAL_FAST_PATHS": "maybe"})


@pytest.mark.parametrize("name", ["EENMAAL_TIME_LIMIT", "EENMAAL_LEASE"])
def test_neither_a_task_nor_its_lease_may_outlive_its_message(laptop, name):
    with pytest.raises(SettingsError, match=r"EENMAAL_TIME_LIMIT \+ EENMAAL_LEASE < EENMAAL_VISIBILITY"):
        Settings.from_environment({**laptop, name: "600"})


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"EENMAAL_SECRET_KEY": "a"}, "EENMAAL_SECRET_KEY has 1 characters; it must have at least 32"),
        (
            {"EENMAAL_DATABASE_URL": "postgresql+psycopg://postgres:postgres@db/eenmaal"},
            "EENMAAL_DATABASE_URL has a password that everybody tries first; give postgres one of its own",
        ),
        (
            {"EENMAAL_OWNER_DATABASE_URL": "postgresql+psycopg://de_eigenaar:de%5Feigenaar@db/eenmaal"},
            "EENMAAL_OWNER_DATABASE_URL has a password that everybody tries first",
        ),
        ({"EENMAAL_HOST": "192.0.2.1"}, r"EENMAAL_HOST is 192\.0\.2\.1, and with the bundled database"),
        ({"EENMAAL_HOST": "werkplek.example"}, "EENMAAL_HOST is werkplek.example"),
        ({"EENMAAL_TRUSTED_PROXIES": "de buurman"}, "EENMAAL_TRUSTED_PROXIES must be addresses or networks"),
    ],
)
def test_what_would_let_others_in_is_refused_with_its_own_sentence(laptop, given, sentence):
    with pytest.raises(SettingsError, match=sentence):
        Settings.from_environment({**laptop, **given})


def test_with_servers_of_your_own_the_web_may_listen_everywhere(laptop):
    assert Settings.from_environment({**laptop, **OWN, "EENMAAL_HOST": "0.0.0.0"}).host == "0.0.0.0"  # noqa: S104 - the point


def test_the_secret_key_is_not_in_the_words_of_the_settings(laptop):
    assert "given" not in repr(Settings.from_environment({**laptop, **OWN}))


def test_paths_are_absolute_whatever_was_written(laptop):
    settings = Settings.from_environment({**laptop, "EENMAAL_BLOB_DIR": "here"})

    assert settings.blob_dir == Path.cwd() / "here"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("", None),
        ("/run/clamav/clamd.ctl", "/run/clamav/clamd.ctl"),
        ("clamav:3310", ("clamav", 3310)),
        ("[::1]:3310", ("::1", 3310)),
    ],
)
def test_a_virus_scanner_is_a_socket_or_a_host_with_a_port(tmp_path, written, address):
    environ = {"EENMAAL_STATE_DIR": str(tmp_path), "EENMAAL_VIRUS_SCANNER": written}

    assert Settings.from_environment(environ).scanner_address() == address


def test_a_virus_scanner_without_a_port_is_refused_at_once(tmp_path):
    with pytest.raises(SettingsError, match="EENMAAL_VIRUS_SCANNER"):
        Settings.from_environment({"EENMAAL_STATE_DIR": str(tmp_path), "EENMAAL_VIRUS_SCANNER": "clamav"})


MAIL = {
    "EENMAAL_SMTP_HOST": "mail.example",
    "EENMAAL_MAIL_SENDER": "eenmaal@regio.example",
    "EENMAAL_PUBLIC_URL": "https://eenmaal.example/",
}


def test_a_mail_server_is_reached_closed_to_others_unless_it_is_said_otherwise(tmp_path):
    secret = tmp_path / "smtp"
    secret.write_text("stil\n")
    given = {"EENMAAL_SMTP_USER": "post", "EENMAAL_SMTP_PASSWORD_FILE": str(secret)}
    settings = Settings.from_environment({**OWN, **MAIL, **given, "EENMAAL_STATE_DIR": str(tmp_path)})

    server = settings.mail_server()

    assert (server.host, server.port, server.tls, server.user) == ("mail.example", 587, "starttls", "post")
    assert server.password == secret.read_text().strip()
    assert "stil" not in repr(settings) + repr(server)
    assert settings.own_address() == "https://eenmaal.example"
    assert Settings.from_environment(settings.as_environment()).mail_server() == server


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EENMAAL_SMTP_TLS", "maybe"),
        ("EENMAAL_MAIL_SENDER", "Eenmaal <eenmaal@regio.example>"),
        ("EENMAAL_MAIL_SENDER", "eenmaal@regio.example\nBcc: a@b.nl"),
        ("EENMAAL_MAIL_SENDER", ""),
        ("EENMAAL_PUBLIC_URL", ""),
        ("EENMAAL_PUBLIC_URL", "eenmaal.example"),
        ("EENMAAL_PUBLIC_URL", "https://eenmaal.example\nx"),
        ("EENMAAL_SMTP_PORT", "many"),
        ("EENMAAL_SMTP_PASSWORD_FILE", "/nowhere/at/all"),
    ],
)
def test_half_a_mail_server_is_refused_with_the_name_of_what_is_wrong(tmp_path, name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({**OWN, **MAIL, "EENMAAL_STATE_DIR": str(tmp_path), name: value})


def test_a_password_does_not_go_to_a_mail_server_elsewhere_in_the_open(tmp_path):
    given = {"EENMAAL_STATE_DIR": str(tmp_path), "EENMAAL_SMTP_USER": "post", "EENMAAL_SMTP_TLS": "off"}

    with pytest.raises(SettingsError, match="EENMAAL_SMTP_TLS"):
        Settings.from_environment({**OWN, **MAIL, **given})


def test_with_a_database_of_ones_own_an_encryption_key_has_to_be_given(laptop):
    own = {**laptop, **OWN} | {"EENMAAL_ENCRYPTION_KEY": ""}

    with pytest.raises(
        SettingsError, match="EENMAAL_ENCRYPTION_KEY must be given, of at least 32 characters"
    ):
        Settings.from_environment(own)
    assert Settings.from_environment({**own, "EENMAAL_KEY_COMMAND": "/usr/bin/kms"}).encryption_keys == ()


@pytest.mark.parametrize("between", [",", ", ", "\n"])
def test_the_first_encryption_key_wraps_and_those_after_it_are_still_known(laptop, tmp_path, between):
    (tmp_path / "keys").write_text(between.join(["n" * 32, "o" * 40]) + "\n")

    settings = Settings.from_environment({**laptop, "EENMAAL_ENCRYPTION_KEY_FILE": str(tmp_path / "keys")})

    assert settings.encryption_keys == ("n" * 32, "o" * 40)
    assert "n" * 32 not in repr(settings)


def test_a_short_encryption_key_is_refused_also_an_older_one(laptop):
    with pytest.raises(SettingsError, match="EENMAAL_ENCRYPTION_KEY"):
        Settings.from_environment({**laptop, "EENMAAL_ENCRYPTION_KEY": "n" * 32 + ",short"})


def test_each_kind_of_data_has_a_term_of_its_own(laptop):
    settings = Settings.from_environment({**laptop, "EENMAAL_KEEP_COPIES_DAYS": "30"})

    assert {kind.value: days for kind, days in settings.retention.days.items()} == {
        "upload": 550,
        "copy": 30,
        "report": 2557,
    }
