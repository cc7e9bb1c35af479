"""eenmaal doctor: what is wrong with a service, its machine or its settings, and what to do about it."""

import json
import sys

import click

from service.command_line.installation import settings
from service.command_line.options import JSON
from service.command_line.running_service import NotRunningError, find_service
from service.domain.examination import Examined, Look, Outcome, Sight, examined, wrong
from service.domain.failures import EenmaalError
from service.domain.wording import LANGUAGES, Language, Wording
from service.settings import Settings
from service.wiring import build
from service.wiring.examining import READABLE, examination_of, looks_at_machine

_WRONG = 1
_MARKS = {Outcome.WELL: "✓", Outcome.WRONG: "✗"}
_UNSEEN = Wording(
    "– Nog niet te bekijken, tot het bovenstaande hersteld is: {names}",
    "– Not to be looked at before the above is mended: {names}",
)
_NOTHING = Wording("Er is niets mis.", "Nothing is wrong.")
_COUNTED = Wording(
    "{count} dingen zijn mis. Meer over elk ervan: docs/runbook.md.",
    "{count} things are wrong. More about each: docs/runbook.md.",
)
_ONE = Wording(
    "Eén ding is mis. Meer daarover: docs/runbook.md.", "One thing is wrong. More about it: docs/runbook.md."
)


@click.command()
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", show_default=True)
@JSON
def doctor(language: Language, *, as_json: bool) -> None:
    """Look at the machine, the settings and every part, and tell what is wrong and what to do about it.

    Changes nothing and works while parts are down. Exit code 1 when something is wrong.
    """
    found = _examination()
    is_wrong = any(each.is_wrong for each in found)
    if as_json:
        checks = [each.as_json() for each in found]
        click.echo(json.dumps({"is_well": not is_wrong, "checks": checks}, ensure_ascii=False))
    else:
        _show(found, language)
    sys.exit(_WRONG if is_wrong else 0)


def _show(found: tuple[Examined, ...], language: Language) -> None:
    for each in found:
        if each.outcome is Outcome.NOT_LOOKED_AT:
            continue
        check = each.check
        title, what = check.title.to(language), each.what.to(language)
        click.echo(f"{_MARKS[each.outcome]} {title} ({check.name}): {what}")
        if each.is_wrong:
            click.echo(f"    → {check.remedy.to(language)}")
    if unseen := [each.check.name for each in found if each.outcome is Outcome.NOT_LOOKED_AT]:
        click.echo(_UNSEEN.fill(names=", ".join(unseen)).to(language))
    count = sum(each.is_wrong for each in found)
    last = (_COUNTED.fill(count=count) if count > 1 else _ONE) if count else _NOTHING
    click.echo(f"\n{last.to(language)}")


def _examination() -> tuple[Examined, ...]:
    """Of what can be found of the service: without settings, or without a service, only that is told."""
    own = _settled()
    if isinstance(own, Sight):
        return examined({"settings": lambda: own})
    try:
        complete = own if own.database_url and own.broker_url else find_service(own.state_dir).settings
        wiring = build(complete)
    except (EenmaalError, OSError, ValueError) as error:
        seen = {"settings": lambda: READABLE, "service": _told(error)}
        return examined({**seen, **looks_at_machine(own)})
    try:
        return examination_of(wiring)
    finally:
        wiring.close()


def _settled() -> Settings | Sight:
    try:
        return settings()
    except EenmaalError as error:
        return wrong(str(error), str(error))
    except OSError as error:
        said = f"{error.filename}: {error.strerror}"
        return wrong(said, said)


def _told(error: Exception) -> Look:
    if isinstance(error, NotRunningError):
        return lambda: wrong("er draait niets met deze instellingen", str(error))
    said = f"{type(error).__name__}: {error}"
    return lambda: wrong(said, said)
