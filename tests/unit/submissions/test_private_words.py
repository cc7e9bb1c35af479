"""A text for somebody else tells of no client, however it is written."""

from datetime import date

import pytest

from service.domain.private_words import ClientMarks, Telling, tellings_in

MARKS = ClientMarks(frozenset({"C-000123", "2026000456"}), frozenset({date(2012, 4, 3)}))


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("Zie 999990019 op blad 2.", Telling.BSN),
        ("Zie 999 990 019.", Telling.BSN),
        ("Zie 9999.90.019", Telling.BSN),
        ("Zie \uff19\uff19\uff19\uff19\uff19\uff10\uff10\uff11\uff19", Telling.BSN),
        ("Zie 99999\u200b0019", Telling.BSN),
        ("de jongen van 03-04-2012", Telling.BIRTH_DATE),
        ("de jongen van 3/4/12", Telling.BIRTH_DATE),
        ("de jongen van 2012-04-03", Telling.BIRTH_DATE),
        ("de jongen van 3 april 2012", Telling.BIRTH_DATE),
        ("het meisje van 3 Apr. 2012", Telling.BIRTH_DATE),
        ("20120403", Telling.BIRTH_DATE),
        ("geboren op 1 mei 2011", Telling.BIRTH_DATE),
        ("cliënt c-000123 staat dubbel", Telling.NUMBER),
        ("cliënt C 000 123 staat dubbel", Telling.NUMBER),
        ("toewijzing 2026000456", Telling.NUMBER),
    ],
)
def test_what_tells_of_a_client_is_found(text, telling):
    assert tellings_in(text, MARKS) == {telling}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Op blad Productie klopt de som niet: € 1.234.500,00 in plaats van € 1.233.500,00.",
        "De einddatum 31-03-2026 valt buiten de periode; zie rij 123.",
        "AGB 06011234, product 45A12, 1.190 rijen.",
        "Graag voor 1 april 2026 opnieuw.",
    ],
)
def test_an_ordinary_explanation_tells_of_nobody(text):
    assert tellings_in(text, MARKS) == frozenset()
