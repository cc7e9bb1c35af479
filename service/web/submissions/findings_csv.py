"""All findings of a submission as a csv that Dutch Excel opens as it is."""

from collections.abc import Iterable, Mapping

from service.domain.findings import Severity
from service.domain.wording import Language, Wording
from service.files.tables import table_as_csv
from service.web.shared.languages import gettext
from service.web.shared.words import severity_name


def findings_csv(findings: Iterable[Mapping[str, object]], language: Language) -> bytes:
    """One line per finding in the shape F of docs/json.md; no text can become a formula."""
    head = (
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
    return table_as_csv(head, ([_plain(value) for value in _line(each, language)] for each in findings))


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
    return "" if value is None else str(value)
