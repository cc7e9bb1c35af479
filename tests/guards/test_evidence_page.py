"""The page from which a checker can be written names every act that a leaf can be of."""

from pathlib import Path

from service.domain.proof.acts import ActKind

PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"


def test_every_act_of_the_log_is_named():
    page = PAGE.read_text(encoding="utf-8")

    assert [each.value for each in ActKind if f"`{each.value}`" not in page] == []
