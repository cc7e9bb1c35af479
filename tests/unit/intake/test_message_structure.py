"""Every message that is written here has its published structure, and it is said when one has not."""

import io
import re
import zipfile

import pytest

from service.domain.periods import parse_period
from service.files.export.writer import write_export
from service.sample import sample_tables
from tests.tools.exports import the_standard
from tests.tools.message_structure import faults_of


def messages(seed, clients=40):
    """File name → message, as they are written."""
    tables = sample_tables(
        the_standard(),
        seed=seed,
        municipalities=["0014", "0034"],
        clients=clients,
        period=parse_period("2026-Q1"),
    )
    with zipfile.ZipFile(io.BytesIO(write_export(tables, the_standard(), "ijw-zip"))) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}


@pytest.fixture(scope="module")
def written():
    return messages(102)


def kinds(names):
    return {name.partition("-")[0] for name in names}


def test_every_message_that_is_written_has_the_published_structure(written):
    faults = {name: faults_of(content, name.partition("-")[0]) for name, content in written.items()}

    assert len(kinds(written)) == 10
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 150))
def test_the_messages_of_many_exports_have_the_published_structure(seed):
    faults = {name: faults_of(content, name.partition("-")[0]) for name, content in messages(seed).items()}

    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("jw301", "<XsdVersie>.*</XsdVersie>", "", "Bericht/Header/XsdVersie: 0 keer"),
        ("jw305", "<Bsn>\\d", "<Bsn>", "Bericht/Client/Bsn: past niet in het patroon"),
        ("wmo307", "b:Achternaam", "Achternaam", "Bericht/Client/Naam/Geslachtsnaam/Achternaam: 0 keer"),
        ("wmo325", "</BerichtCode>", "9</BerichtCode>", "Bericht/Header/BerichtCode: te lang"),
        ("wmo301", "09:00:00", "25:00:00", "Toewijzingstijd: geen tijd"),
    ],
)
def test_a_message_that_departs_from_the_structure_is_told_where(written, kind, old, new, said):
    text = next(content for name, content in written.items() if name.startswith(kind)).decode()

    faults = faults_of(re.sub(old, new, text).encode(), kind)

    assert any(said in each for each in faults), faults
