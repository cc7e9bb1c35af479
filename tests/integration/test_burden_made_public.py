"""What a bureau makes public on the real database: anyone reads it, nobody else makes it, off is off."""

import pytest
from sqlalchemy.exc import ProgrammingError

from service.domain.access import NotAllowedError, NotFoundError


def publish(wiring, viewer, address="adres"):
    with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
        work.publications.add(address, "2026-Q1", {"providers": 6})


def test_anyone_reads_a_page_until_its_bureau_takes_it_off(region, wiring):
    publish(wiring, region.bureau)

    assert wiring.burden.read_publication("adres").content == {"providers": 6}
    wiring.burden.withdraw_publication(region.bureau, "adres")
    assert wiring.burden.list_publications(region.bureau) == ()
    with pytest.raises(NotFoundError):
        wiring.burden.read_publication("adres")


def test_nobody_but_a_bureau_publishes_also_not_past_the_use_case(region, wiring):
    for viewer in (region.provider, region.utrecht):
        with pytest.raises(NotAllowedError):
            wiring.burden.publish(viewer, "2026-Q1")
        with pytest.raises(ProgrammingError, match="row-level security"):
            publish(wiring, viewer)


def test_what_too_few_providers_share_is_not_published(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")

    with pytest.raises(NotFoundError):
        wiring.burden.publish(region.bureau, "2026-Q1")
