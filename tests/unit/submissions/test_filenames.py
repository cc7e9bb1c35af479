"""Names of files are kept without the number of a person."""

import pytest

from service.domain.submissions.filenames import without_bsn


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("dossier 999900006.xlsx", "dossier [bsn].xlsx"),
        ("999.900.006-2026.xlsx", "[bsn]-2026.xlsx"),
        ("9999_00_006 en 999900006.csv", "[bsn] en [bsn].csv"),
        ("export 2026-03-31.xlsx", "export 2026-03-31.xlsx"),
        ("export 20260331 06011234.zip", "export 20260331 06011234.zip"),
        ("nummer 999900007.xlsx", "nummer 999900007.xlsx"),
        ("1999900006.xlsx", "1999900006.xlsx"),
        ("e2e42f7a-7b0d-417e-9324-fad999900006.pdf", "e2e42f7a-7b0d-417e-9324-fad999900006.pdf"),
        ("e2e42f7a-7b0d-417e-9324-fad999900006 999900006", "e2e42f7a-7b0d-417e-9324-fad999900006 [bsn]"),
        ("fad999900006.pdf", "fad[bsn].pdf"),
    ],
)
def test_a_number_that_can_be_a_bsn_is_taken_out_and_others_stay(name, kept):
    assert without_bsn(name) == kept
