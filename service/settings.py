"""Every knob of the service, read from the environment in this one place."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from service.domain.keeping import KeptKind, Retention
from service.domain.notices.choices import is_address
from service.domain.notices.mail import MailServer, Tls
from service.domain.pseudonym_keys import PseudonymKeys
from service.domain.reachable import networks_of
from service.domain.second_factor import SecondStep
from service.given_values import (
    PREFIX,
    SettingsError,
    are_fast_paths_on,
    is_laptop,
    is_this_machine,
    number_of,
    one_of,
    path_of,
    refuse_a_known_password,
    text_in_file,
    usual_state_dir,
)
from service.made_keys import encryption_key, log_key, pseudonym_key, require_keys_of_log, secret_key

if TYPE_CHECKING:
    from service.identity_file import Outside

__all__ = ["PREFIX", "Settings", "SettingsError", "are_fast_paths_on", "environment_of_children"]

_ROOT = Path(__file__).parent.parent
_INSTALLED_DATA = Path(__file__).parent / "_data"
_SHORTEST_KEY = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator chose; the variable of each is EENMAAL_ and its name in capitals."""

    state_dir: Path
    """Where laptop mode keeps database, broker, files and key."""
    database_url: str | None = None
    """As the application role. None: the bundled PostgreSQL of laptop mode."""
    owner_database_url: str | None = None
    """As the role that owns the tables; only migrations and registering organisations need it."""
    broker_url: str | None = None
    """None: the bundled Valkey of laptop mode."""
    blob_dir: Path
    mappings_dir: Path
    templates_dir: Path
    secret_key: str = field(repr=False)
    """Signs cookies. Made once and kept in state_dir in laptop mode; has to be given in production."""
    pseudonym_key: str = field(default="", repr=False)
    """What pseudonyms in reports are made with. Made once and kept in state_dir when the database is the
    bundled one; empty otherwise, unless given: a format that asks pseudonyms then makes no report."""
    log_key: str = field(default="", repr=False)
    """Signs the log of acts: made as the pseudonym key is, or by `eenmaal log key`. Empty: leaves wait."""
    log_policy: str = ""
    """Which witnesses of the log are enough (docs/evidence.md), or EENMAAL_LOG_POLICY_FILE. Empty: none."""
    timestamp_url: str = ""
    """An authority that stamps the log of evidence by RFC 3161; only a hash goes there. Empty: none."""
    encryption_key: str = field(default="", repr=False)
    """What wraps the data keys of submissions; older ones after it, with commas. Made once and kept in
    state_dir when the database is the bundled one; has to be given otherwise."""
    key_command: str = ""
    """A program that wraps data keys in the place of encryption_key: a key service of the operator."""
    keep_uploads_days: int = 550
    """Days that an upload and its rows are kept: until the year that it is about is accounted for."""
    keep_copies_days: int = 90
    """Days that the copies with marked faults are kept."""
    keep_reports_days: int = 2557
    """Days that reports are kept: the seven years of article 52 AWR."""
    requests_per_minute: int = 600
    """What one organisation may ask in a minute; one address twice as much."""
    uploads_per_hour: int = 300
    """What one organisation may hand in in an hour."""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    """Worker processes on this machine."""
    trusted_proxies: str = "127.0.0.1,::1"
    """Addresses and networks, with commas, of the proxies that are believed about their visitors."""
    upload_limit: int = 25 * 1024 * 1024
    """Bytes. ASVS 5.2.1."""
    virus_scanner: str = ""
    """Where a ClamAV daemon listens: host:port or the path of a unix socket. Empty: nothing is scanned."""
    check_memory: int = 1024 * 1024 * 1024
    """Bytes that checking one upload may take."""
    check_seconds: int = 60
    """Seconds of processor time that checking one upload may take; shorter than the time limit."""
    unpacked_limit: int = 200_000_000
    """Bytes that all parts of one zip or workbook may have, unpacked."""
    unpacked_part_limit: int = 100_000_000
    """Bytes that one part of it may have, unpacked: a sheet, a csv."""
    fast_paths: bool = True
    """Whether what is plainly written is read in a faster way: docs/fast-paths.md."""
    time_limit: int = 120
    """Seconds after which a task is ended."""
    lease: int = 12
    """Seconds after which a job is taken from a worker whose keeper is not heard of."""
    visibility_timeout: int = 600
    """Seconds after which the broker offers an unacknowledged message again."""
    reconcile_every: int = 5
    """Seconds between two rounds of the reconciler."""
    resend_after: int = 30
    """Seconds after which a job that nobody took is announced again."""
    stand_in_after: int = 10
    """Seconds after which the reconciler does a job itself, when no worker does any."""
    metrics_token: str = field(default="", repr=False)
    """What who reads /metrics has to bring. Empty: there are no metrics."""
    public_url: str = ""
    """Where people find the service, for links in emails. Empty on a laptop: host and port."""
    private_webhooks: str = ""
    """Networks of the operator's own that we may go to, for events, SFTP and S3: `10.1.0.0/16, 127.0.0.1`."""
    identity_file: str = ""
    """The file that says who vouches for people, outside: docs/identity.md. Empty: passwords of our own."""
    watched_folders: str = ""
    """Folders of this machine of which files are handed in: `login=/folder, other=/other/folder`."""
    second_step: str = SecondStep.CHOSEN.value
    """`required`: who has no second step at signing in does nothing before it is there."""
    service_name: str = "Eenmaal"
    """At the top of every page."""
    sender: str = ""
    """Who offers the service, under its name: a region or a bureau."""
    brand_dir: str = ""
    """A folder with logo.svg or logo.png, and theme.css, which sets the values of `.eenmaal-thema` anew."""
    contact_email: str = "beheer@eenmaal.invalid"
    """Where who connects a program asks for help: in the description of the API."""
    smtp_host: str = ""
    """The server that takes emails. Empty: notices stand in the service only."""
    smtp_port: int = 587
    smtp_tls: str = Tls.STARTTLS.value
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    """Given, or read from the file that EENMAAL_SMTP_PASSWORD_FILE names."""
    mail_sender: str = ""
    """The address from which emails come."""
    session_hours: int = 12
    """After which everybody signs in again."""
    session_idle_minutes: int = 60
    """After which who did nothing signs in again."""
    is_laptop: bool = True
    """Whether database or broker are the bundled ones."""

    def __post_init__(self) -> None:
        """Raise SettingsError when a task could outlive its message."""
        if not self.time_limit + self.lease < self.visibility_timeout:
            raise SettingsError("EENMAAL_TIME_LIMIT + EENMAAL_LEASE < EENMAAL_VISIBILITY_TIMEOUT must hold.")
        self.scanner_address()
        self.trusted_networks()
        self.mail_server()
        self.folders_to_watch()
        if self.identity_file:
            self.outside()
        self.pseudonym_keys.on(date.min)
        self._refuse_what_is_unsafe()

    def _refuse_what_is_unsafe(self) -> None:
        """Raise SettingsError, each with its own sentence, for what would let others in."""
        if len(self.secret_key) < _SHORTEST_KEY:
            raise SettingsError(
                f"EENMAAL_SECRET_KEY has {len(self.secret_key)} characters; it must have at least "
                f"{_SHORTEST_KEY}, for example from: openssl rand -hex 32."
            )
        if self.metrics_token and len(self.metrics_token) < _SHORTEST_KEY:
            raise SettingsError(f"EENMAAL_METRICS_TOKEN must have at least {_SHORTEST_KEY} characters.")
        for name in ("database_url", "owner_database_url"):
            refuse_a_known_password(name, getattr(self, name))
        if self.is_laptop and not is_this_machine(self.host):
            raise SettingsError(
                f"EENMAAL_HOST is {self.host}, and with the bundled database or broker there is no https: "
                "others could read passwords on the way. Use 127.0.0.1, or give a database and a broker of "
                "your own and put a proxy with TLS in front."
            )
        if not self.key_command and min(map(len, self.encryption_keys), default=0) < _SHORTEST_KEY:
            raise SettingsError(
                f"EENMAAL_ENCRYPTION_KEY must be given, of at least {_SHORTEST_KEY} characters: files of "
                "clients are kept encrypted, and nobody can read them without it. Make one with "
                "openssl rand -hex 32, and keep it apart from the back-ups."
            )

    @property
    def encryption_keys(self) -> tuple[str, ...]:
        """The key that wraps data keys, and those that did before."""
        return tuple(key.strip() for key in self.encryption_key.replace("\n", ",").split(",") if key.strip())

    @property
    def pseudonym_keys(self) -> PseudonymKeys:
        """The keys of pseudonyms in reports. Raises SettingsError."""
        try:
            return PseudonymKeys.from_text(self.pseudonym_key)
        except ValueError as error:
            raise SettingsError(f"EENMAAL_PSEUDONYM_KEY: {error}.") from error

    @property
    def retention(self) -> Retention:
        """How long each kind of data is kept."""
        return Retention(
            {
                KeptKind.UPLOAD: self.keep_uploads_days,
                KeptKind.COPY: self.keep_copies_days,
                KeptKind.REPORT: self.keep_reports_days,
            }
        )

    @property
    def required_database_url(self) -> str:
        """The database of who cannot do without. Raises SettingsError."""
        if self.database_url is None:
            raise SettingsError(
                "EENMAAL_DATABASE_URL is not set; start the bundled database with `eenmaal up`."
            )
        return self.database_url

    def alive_file(self, name: str) -> Path:
        """What a worker or reconciler touches as long as it is well."""
        return self.state_dir / "run" / f"{name}.alive"

    def scanner_address(self) -> tuple[str, int] | str | None:
        """Host and port, or a path; None when uploads are not scanned. Raises SettingsError."""
        if not self.virus_scanner or self.virus_scanner.startswith("/"):
            return self.virus_scanner or None
        host, _, port = self.virus_scanner.rpartition(":")
        if not host or not port.isdecimal():
            raise SettingsError("EENMAAL_VIRUS_SCANNER must be host:port or the path of a socket.")
        return host.strip("[]"), int(port)

    @property
    def requires_second_step(self) -> bool:
        """Whether everybody signs in with a second step. Raises SettingsError for what cannot be."""
        return one_of("second_step", self.second_step, SecondStep) is SecondStep.REQUIRED

    def mail_server(self) -> MailServer | None:
        """Who takes emails; None when nobody does. Raises SettingsError for what cannot be."""
        if not self.smtp_host:
            return None
        tls = one_of("smtp_tls", self.smtp_tls, Tls)
        if not is_address(self.mail_sender):
            raise SettingsError("EENMAAL_MAIL_SENDER must be one plain e-mail address.")
        if self.smtp_user and tls is Tls.OFF and not is_this_machine(self.smtp_host):
            raise SettingsError(
                "EENMAAL_SMTP_USER needs EENMAAL_SMTP_TLS=starttls or tls: others could read the password."
            )
        self.own_address()
        return MailServer(
            host=self.smtp_host,
            port=self.smtp_port,
            tls=tls,
            user=self.smtp_user,
            password=self.smtp_password,
            sender=self.mail_sender,
        )

    def own_address(self) -> str:
        """What every link in an email begins with. Raises SettingsError when nobody knows."""
        found = (self.public_url or (f"http://{self.host}:{self.port}" if self.is_laptop else "")).rstrip("/")
        parts = urlsplit(found if found.isprintable() else "")
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise SettingsError("EENMAAL_PUBLIC_URL must say where people find the service: https://…")
        return found

    def site(self) -> str:
        """What addresses in events and in the description of the API begin with."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    def private_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Those of the operator's own to which events may be brought. Raises SettingsError."""
        try:
            return networks_of(self.private_webhooks)
        except ValueError as error:
            raise SettingsError(f"EENMAAL_PRIVATE_WEBHOOKS: {error}.") from error

    def folders_to_watch(self) -> Mapping[str, Path]:
        """By the login of the provider in whose name its files are handed in. Raises SettingsError."""
        pairs = [each.partition("=") for each in self.watched_folders.split(",") if each.strip()]
        found = {login.strip(): Path(path.strip()) for login, _, path in pairs}
        if len(found) < len(pairs) or not all(login and path.is_absolute() for login, path in found.items()):
            raise SettingsError(
                "EENMAAL_WATCHED_FOLDERS must be login=/folder, with commas, each login once."
            )
        return found

    def outside(self) -> "Outside":
        """Who vouches for people, and who decides what they may. Raises SettingsError."""
        from service.identity_file import read_identity_file  # noqa: PLC0415 - few installations have such a file

        return read_identity_file(self.identity_file)

    def trusted_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The proxies that are believed. Raises SettingsError."""
        try:
            return tuple(ip_network(each.strip()) for each in self.trusted_proxies.split(",") if each.strip())
        except ValueError as error:
            raise SettingsError(f"EENMAAL_TRUSTED_PROXIES must be addresses or networks: {error}.") from error

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Settings with every default filled in. Raises SettingsError with the name of a wrong variable."""
        given = {
            key.removeprefix(PREFIX).lower(): value
            for key, value in environ.items()
            if key.startswith(PREFIX) and value
        }
        state_dir = Path(given["state_dir"]) if "state_dir" in given else usual_state_dir(environ)
        state_dir = state_dir.expanduser().absolute()
        found = cls(
            state_dir=state_dir,
            database_url=given.get("database_url"),
            owner_database_url=given.get("owner_database_url"),
            broker_url=given.get("broker_url"),
            blob_dir=path_of(given, "blob_dir", state_dir / "blobs"),
            mappings_dir=path_of(given, "mappings_dir", _beside_the_service("mappings")),
            templates_dir=path_of(given, "templates_dir", _beside_the_service("templates")),
            secret_key=secret_key(given, state_dir),
            pseudonym_key=pseudonym_key(given, state_dir),
            log_key=log_key(given, state_dir),
            log_policy=given.get("log_policy") or text_in_file(given, "log_policy_file"),
            encryption_key=encryption_key(given, state_dir),
            smtp_password=given.get("smtp_password") or text_in_file(given, "smtp_password_file"),
            fast_paths=are_fast_paths_on(environ),
            is_laptop=is_laptop(given),
            **_texts_and_numbers(given),
        )
        if found.log_policy or "log_key" in given:
            require_keys_of_log(found.log_key, found.log_policy)
        return found

    @classmethod
    def load(cls) -> "Settings":
        """The settings of this process."""
        return cls.from_environment(os.environ)

    def as_environment(self) -> dict[str, str]:
        """The variables that give a child process these same settings."""
        pairs = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {
            PREFIX + name.upper(): str(int(value)) if isinstance(value, bool) else str(value)
            for name, value in pairs
            if value is not None
        }


_TEXTS = (
    *("host", "trusted_proxies", "key_command", "virus_scanner", "metrics_token", "public_url"),
    *("private_webhooks", "watched_folders", "service_name", "sender", "brand_dir", "contact_email"),
    *("smtp_host", "smtp_tls", "smtp_user", "mail_sender", "second_step", "identity_file", "timestamp_url"),
)
"""Settings that are taken as they are given."""
_NUMBERS = (
    "port",
    "workers",
    "upload_limit",
    "check_memory",
    "check_seconds",
    "unpacked_limit",
    "unpacked_part_limit",
    "time_limit",
    "lease",
    "visibility_timeout",
    "reconcile_every",
    "resend_after",
    "stand_in_after",
    "smtp_port",
    *("session_hours", "session_idle_minutes"),
    "keep_uploads_days",
    "keep_copies_days",
    "keep_reports_days",
    "requests_per_minute",
    "uploads_per_hour",
)


def environment_of_children(settings: Settings) -> dict[str, str]:
    """This process's environment with `settings` laid over it."""
    return {**os.environ, **settings.as_environment()}


def _texts_and_numbers(given: Mapping[str, str]) -> dict[str, Any]:
    """Raises SettingsError for what is no number."""
    texts = {name: given[name] for name in _TEXTS if name in given}
    return texts | {name: number_of(name, given[name]) for name in _NUMBERS if name in given}


def _beside_the_service(name: str) -> Path:
    installed = _INSTALLED_DATA / name
    return installed if installed.is_dir() else _ROOT / name
