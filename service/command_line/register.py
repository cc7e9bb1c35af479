"""eenmaal register: let an organisation take part, and give someone a sign-in for it."""

import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime

import click

from service.command_line.installation import settings, the_standard
from service.command_line.running_service import find_service
from service.domain.access import OrganisationKind, SignInTakenError
from service.domain.identity import NumberTakenError, Scheme
from service.use_cases.people.register_newcomer import Newcomer
from service.wiring import build_registration
from service.wiring.people import Registration

_PASSWORD_BYTES = 12
_AGB_CODE = re.compile(r"[0-9]{8}")
_NUMBERS = {Scheme.KVK: re.compile(r"[0-9]{8}"), Scheme.OIN: re.compile(r"[0-9]{20}")}


@click.command()
@click.argument("kind", type=click.Choice([kind.value for kind in OrganisationKind]))
@click.argument("code")
@click.argument("name")
@click.option(
    "--login",
    "logins",
    multiple=True,
    help="Make a sign-in with this name too; its password is shown once. Repeatable: publishing takes two.",
)
@click.option(
    "--municipality", "members", multiple=True, help="A bureau works for this gemeentecode; repeatable."
)
@click.option("--kvk", default="", help="Its number in the trade register, for who signs in elsewhere.")
@click.option("--oin", default="", help="Its organisatie-identificatienummer, for the same.")
def register(  # noqa: PLR0913, PLR0917 - what an organisation brings
    kind: str,
    code: str,
    name: str,
    logins: tuple[str, ...],
    members: tuple[str, ...],
    kvk: str,
    oin: str,
) -> None:
    """Register an organisation: its KIND, its CODE (AGB code, gemeentecode or a short name) and its NAME."""
    _require_known(OrganisationKind(kind), code, members)
    numbers = {Scheme.KVK: kvk, Scheme.OIN: oin}
    _require_numbers(numbers)
    passwords = {login: secrets.token_urlsafe(_PASSWORD_BYTES) for login in logins}
    newcomer = Newcomer(
        kind=OrganisationKind(kind),
        code=code,
        name=name,
        members=members,
        passwords=passwords,
        numbers={scheme: number for scheme, number in numbers.items() if number},
    )
    made = registration()
    try:
        made.newcomer(newcomer, datetime.now(UTC).date())
    except SignInTakenError as taken:
        raise click.BadParameter(str(taken), param_hint="--login") from taken
    except NumberTakenError as taken:
        raise click.BadParameter(str(taken), param_hint=f"--{taken.scheme.value}") from taken
    finally:
        made.close()
    click.echo(f"{name} doet mee.")
    for login, password in passwords.items():
        click.echo(f"Inloggen als {login} met wachtwoord {password}")


def _require_known(kind: OrganisationKind, code: str, members: tuple[str, ...]) -> None:
    if kind is OrganisationKind.PROVIDER and not _AGB_CODE.fullmatch(code):
        raise click.BadParameter(f"{code} is not an AGB code: eight digits.", param_hint="CODE")
    if kind is OrganisationKind.MUNICIPALITY:
        _require_municipalities((code,), "CODE")
    _require_municipalities(members, "--municipality")


def _require_numbers(numbers: Mapping[Scheme, str]) -> None:
    for scheme, number in numbers.items():
        if number and not _NUMBERS[scheme].fullmatch(number):
            raise click.BadParameter(f"{number} cannot be one.", param_hint=f"--{scheme.value}")


def _require_municipalities(codes: tuple[str, ...], where: str) -> None:
    entries = the_standard().code_lists["gemeente"].entries if codes else ()
    known = {entry.code for entry in entries if entry.valid_until is None}
    for code in codes:
        if code not in known:
            raise click.BadParameter(f"{code} is not a gemeentecode.", param_hint=where)


def registration() -> Registration:
    """What works as the owner of the tables, of the service that runs here or of the settings."""
    own = settings()
    if own.owner_database_url is None:
        return build_registration(find_service(own.state_dir).settings)
    return build_registration(own)
