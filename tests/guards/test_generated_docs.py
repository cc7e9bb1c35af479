"""What is written from the code is what the code says now."""

import pytest

from service.domain.words import every_kind
from tests.guards.generated_docs import DOCS, WRITERS, page


@pytest.mark.parametrize("file", WRITERS)
def test_a_page_written_from_the_code_is_up_to_date(file):
    assert (DOCS / file).read_text(encoding="utf-8") == page(file), "python -m tests.guards.generated_docs"


def test_no_two_kinds_of_finding_share_a_code():
    codes = [kind.code for kind in every_kind()]

    assert sorted(codes) == sorted(set(codes))
