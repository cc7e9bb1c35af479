"""What an XML report holds is found in its place, and nothing beside it."""

import numpy as np
import pytest
from pydantic import TypeAdapter

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import Output, XmlOutput
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.reports.xml_elements.read_back import require_xml_reads_back
from service.files.reports.xml_elements.writer import write_xml
from tests.tools.contents import a_sheet

NESTED = {
    "kind": "xml",
    "filename": "uit.xml",
    "root": "v:Bericht",
    "namespaces": {"v": "urn:voorbeeld", "": "urn:anders"},
    "repeat": ["Clienten/Client"],
}
PLAIN = {"kind": "xml", "filename": "uit.xml", "root": "Bericht"}


def _output(**given: object) -> XmlOutput:
    output = TypeAdapter(Output).validate_python(given)
    assert isinstance(output, XmlOutput)
    return output


def _texts(*texts: str) -> Values:
    return Values(ValueKind.TEXT, np.array(texts, object), np.array([not text for text in texts]))


def _cents(*cents: int) -> Values:
    return Values(ValueKind.NUMBER, np.array(cents), np.zeros(len(cents), bool), 100)


def _nested(times: int = 1) -> ReportContent:
    rows = {
        "Client/@nr": _texts(*(f"{n // 2}" for n in range(2 * times))),
        "Client/Naam": _texts(*(f"naam {n // 2}" for n in range(2 * times))),
        "v:Code": _texts(*(["a", ""] * times)),
        "Deel/Bedrag": _cents(*range(2 * times)),
    }
    cells = {("Kop", "Van/AGB"): "012", ("Kop", "Leeg"): None}
    sheet = a_sheet("Clienten/Client/Prestatie", 1, rows)
    return ReportContent(cells, (sheet,))


def _plain(*names: str) -> ReportContent:
    columns = {"Naam": _texts(*names), "Bedrag": _cents(*range(len(names)))}
    return ReportContent({}, (a_sheet("Regel", 1, columns),))


@pytest.mark.parametrize("blank", ["leave-out", "empty"])
@pytest.mark.parametrize("times", [0, 1, 7, 200])
def test_rows_within_elements_that_repeat_read_back_with_their_totals(times: int, blank: str) -> None:
    content, output = _nested(times), _output(**NESTED, blank=blank)
    total = require_xml_reads_back(write_xml(content, output), content, output)
    meant = sum(range(2 * times))
    assert total("Clienten/Client/Prestatie", "Deel/Bedrag") * 100 == meant
    assert total("Clienten/Client/Prestatie", "Client/@nr") == sum(range(times))
    assert total("Kop", "Van/AGB") == 12


@pytest.mark.parametrize("blank", ["leave-out", "empty"])
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (b"<Naam>c</Naam>", b"<Naam>C</Naam>", "'Naam', row 3: read otherwise"),
        (b"<Regel>", b"oeps<Regel>", "text between the elements"),
        (b"<Naam>c</Naam>", b"<Naam>c</Naam>oeps", "text between the elements"),
        (b"<Naam>c</Naam>", b"<Naam>c</Naam><Naam/>", "more than meant"),
        (b"<Naam>c</Naam>", b"<Naam>c</Naam><Naam>c</Naam>", "more than meant"),
        (b"<Naam>c</Naam>", b"<Naam>c</Naam><Nieuw/>", "more than meant"),
        (b"<Naam>c</Naam>", b"<Naam>c<b/></Naam>", "more than meant"),
        (b"<Naam>c</Naam>", b'<Naam taal="nl">c</Naam>', "more than meant"),
        (b"<Naam>c</Naam>", b"<Naam>c</Naam><!-- oeps -->", "more than meant"),
        (b"<Naam>c</Naam>", b"<Naam>c</Naam><?oeps?>", "more than meant"),
        (b"<Naam>c</Naam>", b"", "'Naam', row 3: read otherwise"),
        (b"<Regel>", b"<Regel/><Regel>", "lines read"),
        (b"0.02", b"0.020", "'Bedrag', row 3: read otherwise"),
        (b"0.02", b"+0.02", "'Bedrag', row 3: read otherwise"),
        (b"<Bericht>", b"<Ander>", "cannot be read back"),
    ],
)
def test_what_was_spoilt_is_refused(blank: str, old: bytes, new: bytes, told: str) -> None:
    content, output = _plain(*"abcd"), _output(**PLAIN, blank=blank)
    written = write_xml(content, output)
    assert old in written
    with pytest.raises(ReadBackDiffersError, match=told):
        require_xml_reads_back(written.replace(old, new, 1), content, output)


def test_two_values_that_changed_places_are_refused() -> None:
    content, output = _plain(*"abcd"), _output(**PLAIN)
    written = (
        write_xml(content, output).replace(b">a<", b">?<").replace(b">b<", b">a<").replace(b">?<", b">b<")
    )
    with pytest.raises(ReadBackDiffersError, match="'Naam', row 1: read otherwise"):
        require_xml_reads_back(written, content, output)


def test_a_value_of_another_element_around_its_row_is_refused() -> None:
    content, output = _nested(3), _output(**NESTED)
    written = write_xml(content, output)
    with pytest.raises(ReadBackDiffersError, match="'Client/@nr', row 5: read otherwise"):
        require_xml_reads_back(written.replace(b'nr="2"', b'nr="1"'), content, output)


def test_characters_of_private_use_are_texts_like_any_other() -> None:
    names = ["\ue000", "a\ue000b", "\ue001", "\ue002\ue003", "\x7f"]
    content, output = _plain(*names), _output(**PLAIN)
    require_xml_reads_back(write_xml(content, output), content, output)
    swapped = write_xml(content, output).replace("\ue000<".encode(), b"&#xE004;<")
    with pytest.raises(ReadBackDiffersError, match="'Naam', row 1"):
        require_xml_reads_back(swapped, content, output)
