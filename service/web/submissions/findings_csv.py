"""All findings of a submission as a csv that Dutch Excel opens as it is."""

import csv
import io
from collections.abc import Iterable, Mapping

from service.domain.findings import Severity
from service.domain.wording import Language, Wording
from service.web.shared.languages import gettext
from service.web.shared.table_file import plain_text
from service.web.shared.words import severity_name

_BYTE_ORDER_MARK = "\ufeff"


def findings_csv(findings: Iterable[Mapping[str, object]], language: Language) -> bytes:
    """One line per finding in the shape F of docs/json.md; no text can become a formula."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        (
            gettext("ernst"),
            gettext("blad"),
            gettext("rij"),
            gettext("kolom"),
            gettext("veld"),
            gettext("wat te doen"),
            gettext("aantal"),
            gettext("code"),
            gettext("in het bericht"),
            gettext("stond er"),
            gettext("gelezen als"),
            gettext("antwoord"),
        )
    )
    for finding in findings:
        writer.writerow([_plain(value) for value in _line(finding, language)])
    return (_BYTE_ORDER_MARK + target.getvalue()).encode()


def _line(finding: Mapping[str, object], language: Language) -> tuple[object, ...]:
    texts, repair = finding["text"], finding.get("repair")
    value, new = (repair["value"], repair["new"]) if isinstance(repair, Mapping) else ("", "")
    severity = severity_name(Severity(str(finding["severity"])))
    return (
        gettext("Hersteld") if isinstance(repair, Mapping) else severity,
        finding["sheet"],
        finding["row"],
        finding["column"],
        finding["field"],
        Wording.of_json(texts).to(language) if isinstance(texts, Mapping) else "",
        finding["count"],
        finding["code"],
        finding.get("line", ""),
        value,
        new,
        finding.get("answer", ""),
    )


def _plain(value: object) -> str:
    return plain_text("" if value is None else str(value))
