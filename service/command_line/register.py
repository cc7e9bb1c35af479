"""eenmaal register: let an organisation take part, and give someone a sign-in for it."""

import secrets
from datetime import UTC, datetime

import click

from service.command_line.installation import settings, the_catalogue
from service.command_line.running_service import find_service
from service.domain.access import OrganisationKind
from service.use_cases.people.register import Register
from service.wiring import build_registration

_PASSWORD_BYTES = 12


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
def register(kind: str, code: str, name: str, logins: tuple[str, ...], members: tuple[str, ...]) -> None:
    """Register an organisation: its KIND, its CODE (AGB code, gemeentecode or a short name) and its NAME."""
    unknown = [each for each in members if each not in the_catalogue().municipalities]
    if unknown:
        raise click.BadParameter(f"{unknown[0]} is not a gemeentecode.", param_hint="--municipality")
    registration = _registration()
    try:
        organisation = registration.organisation(OrganisationKind(kind), code, name)
        if members:
            registration.members(organisation, members, datetime.now(UTC).date())
        click.echo(f"{name} doet mee.")
        for login in logins:
            password = secrets.token_urlsafe(_PASSWORD_BYTES)
            registration.account(organisation, login, password)
            click.echo(f"Inloggen als {login} met wachtwoord {password}")
    finally:
        registration.close()


def _registration() -> Register:
    own = settings()
    if own.owner_database_url is None:
        return build_registration(find_service(own.state_dir).settings)
    return build_registration(own)
