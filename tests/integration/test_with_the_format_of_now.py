"""A report beside what the format of now would make of the same rows, cell by cell."""

import pytest

from service.domain.access import NotAllowedError, OrganisationKind
from service.files.export.writer import write_export
from service.files.standard.loader import load_standard
from service.wiring import build, build_registration
from tests.conftest import Hands, a_viewer
from tests.tools.exports import REPOSITORY, an_export

FORMAT = "voorbeeldregio-noord/kwartaal"


@pytest.fixture
def house(settings, queue):
    register = build_registration(settings)
    people = {
        "provider": a_viewer(register, "provider", OrganisationKind.PROVIDER, "01234567", "Zorg"),
        "municipality": a_viewer(
            register, "municipality", OrganisationKind.MUNICIPALITY, "0014", "Groningen"
        ),
        "bureau": a_viewer(register, "bureau", OrganisationKind.BUREAU, "noord", "Bureau"),
    }
    register.close()
    wiring = build(settings, queue=queue)
    content = write_export(
        an_export(toewijzing=[{"verwijzer": "03"}]).tables, load_standard(REPOSITORY / "mappings"), "xlsx"
    )
    Hands(wiring, queue).deliver(people["provider"], content)
    yield wiring, people
    wiring.close()


def report_of(wiring, viewer):
    return next(each for each in wiring.reports.list(viewer) if each.format == FORMAT)


def test_with_the_same_format_every_cell_is_the_same(house):
    wiring, people = house

    found = wiring.reports.compare_with_now(
        people["municipality"], report_of(wiring, people["municipality"]).id
    )

    assert (found.version, found.is_same_version, found.cells) == ("2025-Q1", True, ())


def test_a_bureau_sees_no_cell(house):
    wiring, people = house

    with pytest.raises(NotAllowedError):
        wiring.reports.compare_with_now(people["bureau"], report_of(wiring, people["provider"]).id)
