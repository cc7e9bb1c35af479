"""eenmaal admin: who takes part, who acts for whom, and what needs somebody, for who runs the service."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import click

from service.command_line.jobs import running_wiring
from service.command_line.listings import Listing, show_listing
from service.command_line.register import registration
from service.domain.access import NotFoundError, Role, Viewer, operator_of
from service.domain.colleagues import (
    ROLE_WORDS,
    SCOPE_WORDS,
    DelegationId,
    InvitationId,
    LastAdministratorError,
    NotADelegationError,
    Participant,
    Person,
    Scope,
    Span,
)
from service.domain.submissions.jobs import JobState
from service.use_cases.people.list_colleagues import ColleaguePage
from service.wiring import Wiring

_OF = click.option("--of", "code", required=True, help="AGB code, gemeentecode or short name of a bureau.")
_ORIGIN = "command line"


@click.group()
def admin() -> None:
    """Organisations, their people, delegations, and what needs somebody. Every change is an act."""


@admin.command()
def organisations() -> None:
    """Everybody who takes part, with how many people sign in."""
    rows = [
        (
            each.organisation.kind.value,
            each.organisation.code,
            each.organisation.name,
            str(each.people),
            str(each.administrators),
        )
        for each in _everybody()
    ]
    numbers = ("mensen", "beheerders")
    show_listing(Listing(heads=("soort", "code", "naam", *numbers), rows=rows, numbers=numbers))


@admin.command()
@_OF
def people(code: str) -> None:
    """Who signs in for an organisation, who is invited, and which bureau acts for it."""
    with _as_operator(code) as (wiring, viewer):
        page = wiring.people.colleagues.list(viewer)
    for person in page.people:
        seen = f"{person.last_seen_at:%Y-%m-%d %H:%M}" if person.last_seen_at else "niet ingelogd"
        click.echo(f"{person.login}  {ROLE_WORDS[person.role].nl}  {seen}")
    for invitation in page.invited:
        role = ROLE_WORDS[invitation.role].nl
        click.echo(f"{invitation.id}  uitgenodigd als {role}, tot {invitation.expires_at:%Y-%m-%d %H:%M}")
    for given in page.delegations:
        scope, until = SCOPE_WORDS[given.scope].nl, f"{given.ends_at:%Y-%m-%d %H:%M}"
        click.echo(f"{given.id}  {given.bureau} namens {given.municipality}: {scope}, tot {until}")


@admin.command()
@_OF
@click.option("--role", type=click.Choice([each.value for each in Role]), default=Role.MEMBER.value)
def invite(code: str, role: str) -> None:
    """Print a link with which one person makes an account, within a week."""
    with _as_operator(code) as (wiring, viewer):
        secret = wiring.people.colleagues.invite(viewer, Role(role))
        click.echo(f"{wiring.settings.site()}/uitnodiging/{secret}")


@admin.command()
@_OF
@click.argument("invitation", type=click.UUID)
def withdraw(code: str, invitation: UUID) -> None:
    """End an invitation that nobody took up."""
    with _as_operator(code) as (wiring, viewer):
        wiring.people.colleagues.withdraw_invitation(viewer, InvitationId(invitation))


@admin.command()
@_OF
@click.argument("login")
@click.argument("role", type=click.Choice([each.value for each in Role]))
def role(code: str, login: str, role: str) -> None:
    """Make LOGIN an administrator or a member."""
    with _as_operator(code) as (wiring, viewer):
        account = _account(wiring.people.colleagues.list(viewer), login)
        wiring.people.colleagues.change_role(viewer, account.account, Role(role))


@admin.command()
@_OF
@click.argument("login")
def end(code: str, login: str) -> None:
    """LOGIN left: nobody signs in with it any more."""
    with _as_operator(code) as (wiring, viewer):
        account = _account(wiring.people.colleagues.list(viewer), login)
        wiring.people.colleagues.end_account(viewer, account.account)


@admin.command()
@_OF
@click.argument("bureau")
@click.option("--scope", type=click.Choice([each.value for each in Scope]), default=Scope.READ.value)
@click.option("--days", type=click.IntRange(1, 366), default=30, show_default=True)
def delegate(code: str, bureau: str, scope: str, days: int) -> None:
    """Let BUREAU act for a municipality from now on."""
    now = datetime.now(UTC)
    with _as_operator(code) as (wiring, viewer):
        span = Span(now, now + timedelta(days=days))
        click.echo(wiring.people.colleagues.give_delegation(viewer, bureau, Scope(scope), span))


@admin.command()
@_OF
@click.argument("delegation", type=click.UUID)
def undelegate(code: str, delegation: UUID) -> None:
    """End a delegation before its time."""
    with _as_operator(code) as (wiring, viewer):
        wiring.people.colleagues.end_delegation(viewer, DelegationId(delegation))


@admin.command()
@_OF
def tokens(code: str) -> None:
    """Tokens of an organisation, without their secrets."""
    with _as_operator(code) as (wiring, viewer):
        for each in wiring.programs.list_tokens(viewer):
            used = f"{each.last_used_at:%Y-%m-%d}" if each.last_used_at else "nog niet"
            until = f"{each.expires_at:%Y-%m-%d}"
            click.echo(f"{each.id}  {each.name}, van {each.made_by}, tot {until}, gebruikt {used}")


@admin.command()
@_OF
def channels(code: str) -> None:
    """Channels of an organisation, without their secrets."""
    with _as_operator(code) as (wiring, viewer):
        for channel in (each.channel for each in wiring.channels.list(viewer)):
            outcome = channel.outcome.value if channel.outcome else "nog niets"
            where = f"{channel.kind.value}  {channel.address.shown}"
            click.echo(f"{channel.id}  {where}  {channel.state.value}  {outcome}")


@admin.command()
def health() -> None:
    """What needs somebody: jobs set apart, channels and webhooks that stopped, keys, and what is away."""
    with running_wiring() as wiring:
        apart = wiring.jobs.list([JobState.QUARANTINED])
        stopped = wiring.jobs.count_stopped()
        keys = wiring.keys.count()
        ready = wiring.jobs.tell_readiness()
    for part in ("database", "files", "broker"):
        click.echo(f"{part:<22}{'goed' if getattr(ready, part) else 'WEG'}")
    click.echo(f"{'taken apart gezet':<22}{len(apart)}" + ("  (eenmaal jobs list)" if apart else ""))
    click.echo(f"{'kanalen stilgezet':<22}{stopped.channels}")
    click.echo(f"{'webhooks stilgezet':<22}{stopped.webhooks}")
    older = sum(count for key, count in keys.by.items() if key != keys.current)
    click.echo(f"{'sleutels van eerder':<22}{older}" + ("  (eenmaal keys rotate)" if older else ""))


def _account(page: ColleaguePage, login: str) -> Person:
    found = next((each for each in page.people if each.login == login), None)
    if found is None:
        raise click.BadParameter(f"niemand logt hier in als {login}.", param_hint="LOGIN")
    return found


@contextmanager
def _as_operator(code: str) -> Iterator[tuple[Wiring, Viewer]]:
    """As who runs the service, for one organisation."""
    found = [each.organisation for each in _everybody() if each.organisation.code == code]
    if len(found) != 1:
        raise click.BadParameter(f"{code} doet niet mee.", param_hint="--of")
    with running_wiring() as wiring:
        try:
            yield wiring, operator_of(found[0], _ORIGIN)
        except NotFoundError as error:
            raise click.UsageError("Dat is er niet (meer).") from error
        except LastAdministratorError as error:
            raise click.UsageError("Dit is de laatste beheerder.") from error
        except NotADelegationError as error:
            raise click.UsageError(f"Dat kan niet: {error}.") from error


def _everybody() -> tuple[Participant, ...]:
    with closing(registration()) as made:
        return made.organisations()
