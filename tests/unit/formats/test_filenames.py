"""What a report may be called: three placeholders and plain signs, found when the format is read."""

import pytest

from service.domain.failures import FormatError
from service.domain.formats.filenames import filled_filename
from tests.tools.catalogues import whole_catalogue
from tests.tools.exports import the_standard
from tests.tools.formats import a_workbook, with_macros

REST = "fragment: deel/rest\nnot_asked:\n" + "".join(
    f"  {name}.*: niet gevraagd\n" for name in the_standard().tables
)
KINDS = {
    "csv": "kind: csv",
    "json": "kind: json",
    "fixed-width": "kind: fixed-width, columns: { Product: { width: 9 } }",
    "xml": "kind: xml, root: Lijst",
    "xlsx": "kind: xlsx, template: lijst.xlsx",
    "xlsm": "kind: xlsx, template: lijst.xlsm",
}


def load(folder, filename, kind="csv"):
    """The name of the one format of a folder, in which `filename` stands on line 12."""
    written = f"""\
format: proef/lijst
title: Proef
provenance: illustrative
standard: 2026.1
valid: {{ from: 2026 }}
period: year
law: [JW]
level: aggregate
uses: [deel/rest]
output: {{
  {KINDS[kind]},
  filename: {filename},
  }}
sheets:
  Lijst:
    rows: {{ of: prestatie, per: [productcode] }}
    columns:
      Product: productcode
"""
    files = {"proef/lijst/2026.yaml": written, "deel/rest.yaml": REST}
    for name, content in files.items():
        path = folder / "mappings" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    reports = folder / "templates" / "reports"
    reports.mkdir(parents=True)
    for ending in ("xlsx", "xlsm"):
        blank = a_workbook({"Lijst": [["Product"]]})
        (reports / f"lijst.{ending}").write_bytes(with_macros(blank) if ending == "xlsm" else blank)
    (plan,) = whole_catalogue(folder).every_plan()
    return plan.format.output.filename


@pytest.mark.parametrize(
    ("kind", "filename"),
    [
        ("csv", "{gemeentecode}-{agb_code}-{periode}.csv"),
        ("csv", "Opgave jeugd (Q1), {periode}.txt"),
        ("csv", "geïndiceerde_zorg.v2.csv"),
        ("csv", "{gemeentecode}.CSV"),
        ("csv", "aux-lijst.csv"),
        ("csv", "{periode}{periode}.csv"),
        ("csv", f"{'a' * 116}.csv"),
        ("json", "a.json"),
        ("fixed-width", "a.txt"),
        ("xml", "a.xml"),
        ("xlsx", "a.xlsx"),
        ("xlsm", "a.xlsm"),
    ],
)
def test_a_plain_name_with_the_known_placeholders_is_read_as_it_is_written(tmp_path, kind, filename):
    assert load(tmp_path, f'"{filename}"', kind) == filename


@pytest.mark.parametrize(
    ("filename", "said"),
    [
        ("{bsn}.csv", "'{bsn}' is not known in the name of a file. Write {gemeentecode}, {agb_code} or {per"),
        ("{kwartaal}.csv", "'{kwartaal}' is not known in the name of a file."),
        ("{agb_code.__class__}.csv", "'{agb_code.__class__}' is not known in the name of a file."),
        ("{agb_code[0]}.csv", "'{agb_code[0]}' is not known in the name of a file."),
        ("{periode:>400}.csv", "'{periode:>400}' is not known in the name of a file."),
        ("{periode!r}.csv", "'{periode!r}' is not known in the name of a file."),
        ("{ periode }.csv", "'{ periode }' is not known in the name of a file."),
        ("{Periode}.csv", "'{Periode}' is not known in the name of a file."),
        ("{}.csv", "'{}' is not known in the name of a file."),
        ("{0}.csv", "'{0}' is not known in the name of a file."),
        ("{{periode}}.csv", "'{' may not stand in the name of a file."),
        ("{periode.csv", "'{' may not stand in the name of a file."),
        ("periode}.csv", "'}' may not stand in the name of a file."),
        ("lijst\\n.csv", "'\\n' may not stand in the name of a file."),
        ("lijst\\r.csv", "'\\r' may not stand in the name of a file."),
        ("lijst\\t.csv", "'\\t' may not stand in the name of a file."),
        ("lijst\\0.csv", "'\\x00' may not stand in the name of a file."),
        ("lijst\\u202e.csv", "'\\u202e' may not stand in the name of a file."),
        ("map/lijst.csv", "'/' may not stand in the name of a file."),
        ("map\\\\lijst.csv", "'\\\\' may not stand in the name of a file."),
        ("C:lijst.csv", "':' may not stand in the name of a file."),
        ("%s.csv", "'%' may not stand in the name of a file."),
        ("a*.csv", "'*' may not stand in the name of a file."),
        ("../lijst.csv", "'/' may not stand in the name of a file."),
        ("lijst..csv", "The name of a file has no two dots together."),
        (".lijst.csv", "The name of a file does not begin with '.'."),
        ("-lijst.csv", "The name of a file does not begin with '-'."),
        (" lijst.csv", "The name of a file does not begin with ' '."),
        (".csv", "The name of a file does not begin with '.'."),
        ("CON.csv", "'CON' is a name that Windows keeps for itself. Choose another name."),
        ("nul.csv", "'nul' is a name that Windows keeps for itself."),
        ("com1.tabel.csv", "'com1' is a name that Windows keeps for itself."),
        ("LPT9 .csv", "'LPT9' is a name that Windows keeps for itself."),
        ("", "A file of kind csv is not called so. End its name with one of: .csv, .txt, .tsv."),
        ("lijst", "A file of kind csv is not called so."),
        ("lijst.xlsx", "A file of kind csv is not called so."),
        ("lijst.csv ", "A file of kind csv is not called so."),
        ("lijst.csv.exe", "A file of kind csv is not called so."),
        ("csv", "A file of kind csv is not called so."),
        (
            f"{'a' * 117}.csv",
            "The name of a file has at most 120 characters, and this one gets 121. Make it shorter.",
        ),
        (
            f"{'{periode}' * 17}12.csv",
            "The name of a file has at most 120 characters, and this one gets 125.",
        ),
    ],
)
def test_any_other_name_is_refused_with_file_line_and_remedy(tmp_path, filename, said):
    with pytest.raises(FormatError) as refusal:
        load(tmp_path, f'"{filename}"')

    assert said in str(refusal.value)
    assert (refusal.value.file, refusal.value.line) == ("mappings/proef/lijst/2026.yaml", 12)


@pytest.mark.parametrize(
    ("kind", "filename", "said"),
    [
        ("json", "a.csv", "A file of kind json is not called so. End its name with one of: .json."),
        (
            "fixed-width",
            "a.csv",
            "A file of kind fixed-width is not called so. End its name with one of: .txt, .dat, .asc.",
        ),
        ("xml", "a.json", "A file of kind xml is not called so. End its name with one of: .xml."),
        ("xlsx", "a.xlsm", "A file of kind xlsx is not called so. End its name with one of: .xlsx."),
        ("xlsm", "a.xlsx", "A file of kind xlsx is not called so. End its name with one of: .xlsm."),
        ("xlsx", "a.ods", "A file of kind xlsx is not called so. End its name with one of: .xlsx."),
    ],
)
def test_an_ending_that_is_of_another_kind_of_file_is_refused(tmp_path, kind, filename, said):
    with pytest.raises(FormatError) as refusal:
        load(tmp_path, f'"{filename}"', kind)

    assert said in str(refusal.value)


def test_a_name_is_filled_in_with_the_three_placeholders_and_nothing_else_is_looked_at():
    facts = {"gemeentecode": "0014", "agb_code": "06011234", "periode": "2026-Q1"}

    assert filled_filename("{periode}-{gemeentecode}-{agb_code}.csv", facts) == "2026-Q1-0014-06011234.csv"
    assert filled_filename("{bsn}-{agb_code.__class__}{.csv", facts) == "{bsn}-{agb_code.__class__}{.csv"
