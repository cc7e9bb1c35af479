"""A provider holds a submission against its own books, on a page, and nobody else sees it."""

import pytest

from service.domain.access import NotFoundError
from service.domain.translation.control_figures import Amount

BOOKS = {("0344", "JW"): Amount(2, 250)}


def test_what_differs_from_the_books_is_kept_for_the_provider_alone(wiring, region, hands, ask):
    submission = hands.deliver(region.provider)

    (found,) = wiring.submissions.hold_against_books(region.provider, submission, BOOKS)

    assert (found.difference, found.causes) == (Amount(1, 50), ("not-in-this-format",))
    assert wiring.submissions.show_books(region.provider, submission)[1] == (found,)
    for viewer in (region.other_provider, region.utrecht, region.bureau):
        with pytest.raises(NotFoundError):
            wiring.submissions.show_books(viewer, submission)
    assert ask("SELECT payload->>'differing' FROM act WHERE action = 'books_compared'") == [("1",)]
