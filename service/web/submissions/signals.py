"""The rows of a submission behind a signal about one contract."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.contracts.compliance import Signal
from service.domain.contracts.figures import ContractKey
from service.domain.submissions.submission import SubmissionId
from service.files.tables import Cell
from service.use_cases.submissions.list_signal_rows import SignalRows
from service.web.people.visitor import current_viewer
from service.web.reports.compliance import SIGNAL_WORDS
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.languages import gettext, in_language

blueprint = Blueprint("signals", __name__)
_MOST_ROWS = 1_000


@blueprint.get("/aanleveringen/<uuid:submission_id>/signalen")
def show(submission_id: UUID) -> str | Response:
    """Of one contract and one signal, or the same as a file with `?als=`."""
    signal, key = _signal(), _key()
    found = current_wiring().submissions.list_signal_rows(
        current_viewer(), SubmissionId(submission_id), key, signal
    )
    table = asked_table(gettext("rijen"), _head(), _lines(found))
    if table is not None:
        return table
    return render_template(
        "submissions/signals.html",
        submission=found.submission,
        key=key,
        signal=signal,
        signal_name=gettext(SIGNAL_WORDS[signal]),
        rows=found.rows[:_MOST_ROWS],
        count=len(found.rows),
        cents=sum(each.cents for each in found.rows),
        most=_MOST_ROWS,
    )


def _signal() -> Signal:
    written = request.args.get("signaal", "")
    if written not in set(Signal):
        raise NotFound
    return Signal(written)


def _key() -> ContractKey:
    asked = request.args
    return ContractKey(
        municipality=asked.get("gemeente", ""), law=asked.get("wet", ""), category=asked.get("categorie", "")
    )


def _head() -> tuple[str, ...]:
    return gettext("Tabel"), gettext("Rij"), gettext("Euro"), gettext("Wat er staat")


def _lines(found: SignalRows) -> Iterator[tuple[Cell, ...]]:
    for each in found.rows:
        sheet = each.place.sheet or "prestatie"
        yield sheet, each.place.row, Decimal(each.cents) / 100, in_language(each.words)
