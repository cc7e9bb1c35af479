"""A finding about a row tells for which municipality that row is, as far as the row says it."""

from service.domain.findings import Finding, FindingKind, Place, Severity
from service.domain.standard.row_municipalities import with_municipalities
from service.domain.wording import same
from tests.tools.exports import an_export

KIND = FindingKind(code="odd", severity=Severity.WARNS, title=same("vreemd"), words=same("Vreemd."))


def about(table="", row=None):
    return Finding(KIND, Place(table=table, row=row))


def test_a_row_tells_its_municipality_and_what_is_larger_or_says_none_tells_nothing():
    export = an_export(
        toewijzing=[
            {"gemeentecode": "0014", "toewijzingnummer": 1},
            {"gemeentecode": None, "toewijzingnummer": 2},
        ],
        prestatie=[{"gemeentecode": "0363", "toewijzingnummer": 1}],
    )
    findings = [
        about("toewijzing", 2),
        about("toewijzing", 3),
        about("prestatie", 2),
        about("prestatie", 99),
        about("prestatie"),
        about("aanlevering", 2),
        about("elders", 2),
        about(),
    ]

    told = with_municipalities(findings, export)

    assert [each.place.municipality for each in told] == ["0014", "", "0363", "", "", "", "", ""]
    assert [each.as_json().get("municipality") for each in told[:2]] == ["0014", None]
    assert [each.kind for each in told] == [each.kind for each in findings]
