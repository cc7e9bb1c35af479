"""eenmaal standard answered: rules whose warnings are nearly always right as they stand."""

import json

import click

from service.command_line.installation import settings
from service.command_line.options import JSON
from service.command_line.running_service import find_service
from service.domain.submissions.answered_rules import FEWEST_CASES, AnsweredRule
from service.domain.words import finding_title


@click.command()
@click.option("--every", is_flag=True, help="Every rule that warned, not only those nearly always right.")
@JSON
def answered(*, every: bool, as_json: bool) -> None:
    """Tell of which rules more than 95 of 100 warnings were answered: it is right as it stands.

    Counted over all providers, each warning once; a rule with fewer than 20 warnings is not listed.
    """
    found = [each for each in _counted() if every or each.is_nearly_always_right]
    if as_json:
        click.echo(json.dumps([each.as_json() for each in found], ensure_ascii=False))
        return
    if not found:
        click.echo(
            f"Geen regel met {FEWEST_CASES} of meer waarschuwingen is bijna altijd beantwoord met: klopt."
        )
    for each in found:
        title = finding_title(each.code).nl or each.code
        click.echo(f"{each.code}: {title}")
        click.echo(
            f"    {each.right} van {each.cases} keer klopte het, bij {each.providers} aanbieders gevraagd."
        )


def _counted() -> tuple[AnsweredRule, ...]:
    # the whole service, which the other commands about the standard do not wait for
    from service.wiring import build  # noqa: PLC0415 - see above

    own = settings()
    wiring = build(own if own.database_url is not None else find_service(own.state_dir).settings)
    try:
        return wiring.submissions.measure_answers()
    finally:
        wiring.close()
